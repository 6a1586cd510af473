"""What cards and rows say of open plays, kept with the account by whoever writes a play."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from domain.expansion.play import PlayInBrief, PlayKind, Stage, glance_of
from storage.money import money_from
from storage.standing_values import play_glance_text
from storage.tables import AccountRow, PlayRow, table_of

_ACCOUNT, _PLAY = table_of(AccountRow), table_of(PlayRow)
_OPEN = (
    select(*(_PLAY.c[name] for name in ("about", "stage", "day", "amount_minor", "amount_currency")))
    .where(_PLAY.c.account == bindparam("wanted"), _PLAY.c.ended_on.is_(None), _PLAY.c.kind != PlayKind.REFERRAL)
    .order_by(_PLAY.c.day.is_(None), _PLAY.c.day, _PLAY.c.id)
)
_LOCK = select(_ACCOUNT.c.id).where(_ACCOUNT.c.id == bindparam("wanted")).with_for_update(key_share=True)
"""Two who write plays of one account at once wait for each other, else its card would miss one of them."""


def refresh_open_plays(connection: Connection, account: int) -> None:
    connection.execute(_LOCK, {"wanted": account})
    rows = connection.execute(_OPEN, {"wanted": account})
    plays = (PlayInBrief(about, Stage(stage), money_from(*amount), day) for about, stage, day, *amount in rows)
    said = play_glance_text(glance_of(plays))
    connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account).values(open_plays=said))
