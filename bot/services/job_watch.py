"""Watches the jobs: what each last run came to, and a word to the admins when one begins to fail."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.outbox import admins_of
from bot.services.playbook_trouble import AccountsHeldUpError
from domain.errors import BookUnavailableError
from domain.job_states import JobState, next_state
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact
from domain.ports import Book, Library

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobWatch:
    library: Library
    clock: Callable[[], datetime]

    def noted(self, job: str, *, began_at: datetime, error: BaseException | None) -> None:
        """A run that ended. Admins hear of the first of several failures, not of each."""
        failed_with = _kind_of(error) if error else None
        try:
            with self.library.writing() as book:
                known = book.job_states.of(job)
                now = self.clock()
                state = next_state(known, job, began_at=began_at, ended_at=now, failed_with=failed_with)
                book.job_states.note(state)
                if state.failing_since:
                    _tell_admins(book, state, now, error)
        except BookUnavailableError as away:
            log.warning("how the job %s went is not written down: %s", job, away.what)

    def states(self) -> Sequence[JobState]:
        with self.library.reading() as book:
            return book.job_states.all()


def _kind_of(error: BaseException) -> str:
    return error.kind if isinstance(error, AccountsHeldUpError) else type(error).__name__


def _tell_admins(book: Book, state: JobState, now: datetime, error: BaseException | None) -> None:
    assert state.failing_since is not None, "only of what fails"
    facts: dict[str, Fact] = {"what": "job", "job": state.job, "reason": state.failed_with}
    if isinstance(error, AccountsHeldUpError):
        facts |= {"what": "accounts", "account": error.accounts[0], "more": len(error.accounts) - 1}
    for admin in admins_of(book):
        once = f"job:{state.job}:{state.failing_since.isoformat()}:{admin}"
        book.outbox.put(Announcement(AnnouncementKind.TROUBLE, admin, f"job:{state.job}", facts, once=once), now=now)
