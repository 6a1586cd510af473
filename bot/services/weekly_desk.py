"""`/cs digest week`: the week of the team, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.weeklies import JOB, Weeklies, put_weekly
from domain.errors import NotAllowedError
from domain.permissions import Member
from domain.ports import Library
from domain.weekly.reading import has_weekly

ASKED = "weekly.asked"


@dataclass(frozen=True, slots=True)
class WeeklyDesk:
    library: Library
    weeklies: Weeklies
    clock: Callable[[], datetime]

    def send_now(self, asker: Member, *, today: date) -> bool:
        """By the same way as in the morning; False where there is no account to speak of."""
        if not has_weekly(asker):
            raise NotAllowedError(asker.slack_id, ASKED)
        now = self.clock()
        with self.library.reading() as book:
            made = self.weeklies.week(book, now, today=today).weekly(asker)
        if made is None:
            return False
        about = f"{JOB}:{asker.slack_id}:{now.isoformat()}"
        with self.library.writing() as book:
            put_weekly(book, asker.slack_id, made, about=about, once=None, now=now)
        return True
