"""Who opened their Home tab, what it shows, and whose morning it is to be shown anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.services.digests import JOB as DIGEST
from bot.services.reader_mornings import DueReader, due_readers
from domain.digests.reading import has_digest
from domain.home_ports import HomeTab
from domain.home_view import HomeView, home_view_from
from domain.ports import Book, Library
from domain.reader_runs import ReaderRun, RunOutcome

JOB = "home"
REMEMBERED = timedelta(days=30)
"""Who has not opened theirs for longer finds it anew when they do."""


@dataclass(frozen=True, slots=True)
class HomeTabs:
    """`zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str

    def known(self, person: str) -> HomeTab | None:
        """None where it was never opened, or long ago: then nothing is published for it."""
        with self.library.reading() as book:
            tab = book.home_tabs.of(person)
        return tab if tab and self.clock() - tab.opened_at <= REMEMBERED else None

    def opened(self, person: str, *, hash_now: str = "") -> HomeTab:
        """Now. `hash_now`: what Slack calls it, where we know nothing later; what was chosen on it stays chosen."""
        with self.library.writing() as book:
            known = book.home_tabs.of(person) or HomeTab(person, self.clock())
            tab = replace(known, opened_at=self.clock(), hash=known.hash or hash_now)
            book.home_tabs.save(tab)
        return tab

    def published(self, tab: HomeTab, view: HomeView, *, hash_now: str, shown: str) -> HomeTab:
        now = replace(tab, hash=hash_now, shown=shown, view=view.text())
        with self.library.writing() as book:
            book.home_tabs.save(now)
        return now

    def due(self) -> tuple[str, ...]:
        """Whose morning has come and whose digest, where they get one, is made; each is given to one replica, once."""
        now = self.clock()
        with self.library.reading() as book:
            readers = self._waiting(book, now)
        return tuple(each.member.slack_id for each in readers if self._taken(each, now))

    def outdated(self) -> Sequence[str]:
        """Whose page others changed meanwhile; each is given to one replica, once."""
        with self.library.reading() as book:
            if not book.home_tabs.has_outdated():
                return ()
        with self.library.writing() as book:
            return book.home_tabs.take_outdated()

    def _waiting(self, book: Book, now: datetime) -> list[DueReader]:
        opened = book.home_tabs.opened_since(now - REMEMBERED)
        found = [each for each in due_readers(book, JOB, now=now, zone=self.zone) if each.member.slack_id in opened]
        told = book.reader_runs.taken(DIGEST, _days(found))
        return [each for each in found if not _has_digest(each) or (each.member.slack_id, each.morning.day) in told]

    def _taken(self, reader: DueReader, now: datetime) -> bool:
        with self.library.writing() as book:
            run = ReaderRun(JOB, reader.member.slack_id, reader.morning.day, now, RunOutcome.NOTHING)
            return book.reader_runs.record(run)


def chosen_on(tab: HomeTab | None) -> HomeView:
    return home_view_from(tab.view) if tab else HomeView()


def _has_digest(reader: DueReader) -> bool:
    return has_digest(reader.member) and reader.wishes.digest


def _days(readers: list[DueReader]) -> list[date]:
    return sorted({each.morning.day for each in readers})
