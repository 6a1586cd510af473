"""The CSM's own judgement: recorded with who, what and until when, and counted at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.services.health import account_id, standing_of
from bot.services.sight import day_of, seen_by
from domain.errors import NotAllowedError
from domain.health.policy_file import policy_from_toml
from domain.health.policy_health import LONGEST_OVERRIDE_DAYS
from domain.health.standing import AccountStanding, Judgement
from domain.judgements import (
    JudgementForm,
    JudgementOffer,
    JudgementRefused,
    judgement_from,
    judgement_problems,
)
from domain.permissions import Member, may_judge
from domain.ports import AuditEntry, Book, Library

JUDGED = "health.judged"


class Judgements:
    """`rescore` scores accounts anew, in a transaction of its own."""

    def __init__(
        self, library: Library, *, clock: Callable[[], datetime], rescore: Callable[[Sequence[int]], object]
    ) -> None:
        self._library = library
        self._clock = clock
        self._rescore = rescore

    def offer(self, asker: Member, account: str) -> JudgementOffer:
        _require_judge(asker)
        with self._library.reading() as book:
            seen = seen_by(book, asker, today=day_of(asker, self._clock()))
            return JudgementOffer(standing_of(seen, account_id(account)), _longest_override_days(book))

    def record(
        self, asker: Member, account: str, form: JudgementForm, *, today: date
    ) -> AccountStanding | JudgementRefused:
        """The standing with the judgement in it, or what is wrong with the form."""
        _require_judge(asker)
        with self._library.reading() as book:
            longest = _longest_override_days(book)
        if problems := judgement_problems(form, today, longest_override_days=longest):
            return JudgementRefused(problems, longest)
        judged = account_id(account)
        self._write(asker, judged, form, today)
        self._rescore((judged,))
        with self._library.reading() as book:
            return standing_of(book, judged)

    def _write(self, asker: Member, account: int, form: JudgementForm, today: date) -> None:
        judgement = judgement_from(form, author=asker.slack_id, now=self._clock())
        with self._library.writing() as book:
            standing_of(seen_by(book, asker, today=today), account)
            before = book.judgements.current(account, today=today)
            book.judgements.record(account, judgement)
            book.audit.record(
                AuditEntry(
                    judgement.given_at,
                    asker.slack_id,
                    JUDGED,
                    f"account:{account}",
                    before=_told(before) if before else None,
                    after=_told(judgement),
                )
            )


def _longest_override_days(book: Book) -> int:
    """As the policy in force says; before one is published, what no policy may exceed."""
    published = book.policies.current()
    return policy_from_toml(published.text).health.longest_override_days if published else LONGEST_OVERRIDE_DAYS


def _told(judgement: Judgement) -> str:
    """For the audit: without the note, which is a text of its own with its own retention."""
    told = {"pulse": judgement.pulse, "score": judgement.score, "expires_on": judgement.expires_on.isoformat()}
    return json.dumps(told)


def _require_judge(asker: Member) -> None:
    if not may_judge(asker):
        raise NotAllowedError(asker.slack_id, "health.judge")
