from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.accounts import Pulse
from domain.health.standing import Judgement
from storage.evidence_marks import mark_changed
from storage.standing_values import judgement_text
from storage.tables import JudgementRow, StandingRow, table_of

_JUDGEMENT = table_of(JudgementRow)
_STANDING = table_of(StandingRow)
_CURRENT = (
    select(*(_JUDGEMENT.c[name] for name in ("pulse", "note", "author", "given_at", "expires_on", "score")))
    .where(_JUDGEMENT.c.account == bindparam("wanted"), _JUDGEMENT.c.expires_on > bindparam("today"))
    .order_by(_JUDGEMENT.c.given_at.desc(), _JUDGEMENT.c.id.desc())
    .limit(1)
)


class SqlJudgements:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self, account: int, *, today: date) -> Judgement | None:
        row = self._connection.execute(_CURRENT, {"wanted": account, "today": today}).first()
        if row is None:
            return None
        pulse, *rest = row
        return Judgement(Pulse(pulse), *rest)

    def record(self, account: int, judgement: Judgement) -> None:
        """The card shows it at once; the score follows with the next scoring."""
        self._connection.execute(insert(_JUDGEMENT), asdict(judgement) | {"account": account})
        text = judgement_text(judgement)
        self._connection.execute(update(_STANDING).where(_STANDING.c.account == account).values(judgement=text))
        mark_changed(self._connection, [account], at=judgement.given_at)
