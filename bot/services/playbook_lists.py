"""`/cs playbook`: which there are, who is in them, what runs for one account."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.services.health import account_id, name_of, require_reader
from bot.services.playbook_rights import may_run
from bot.services.playbook_rules import RunBooks, published_in
from bot.services.sight import accounts_seen, seen_by
from bot.services.task_lists import account_meant
from domain.accounts import AccountMatch
from domain.errors import PlaybookNotFoundError
from domain.filter_words import HELP, HelpWanted
from domain.permissions import Member
from domain.playbooks.answer import (
    AccountPlaybooks,
    PlaybookChanged,
    PlaybookOverview,
    PlaybookPage,
    PlaybooksAnswer,
    RunLook,
    TaskPlaybook,
)
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.figures import LATELY, PlaybookFigures, figures_of
from domain.playbooks.playbook import Guide, Playbook, Step
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import Ending, Run
from domain.playbooks.stepping import next_step
from domain.ports import Book, Library

PAGE = 8
MOST_ENDED = 3
_LAST = date.max


@dataclass(frozen=True, slots=True)
class PlaybookLists:
    library: Library
    clock: Callable[[], datetime]

    def answer(self, asker: Member, text: str, *, today: date) -> PlaybooksAnswer:
        """Nothing typed: all of them; a playbook's name or title: who is in it; else an account."""
        typed = text.strip()
        if typed.casefold() in HELP:
            return HelpWanted()
        require_reader(asker)
        with self.library.reading() as book:
            if not typed:
                return self._overview(book, asker, today)
            rules = published_in(book).rules
            if playbook := rules.meant(typed):
                return _page(book, asker, playbook, today, 0)
            account = account_meant(seen_by(book, asker, today=today), asker, typed)
            return self._account(book, asker, account, today)

    def overview(self, asker: Member, *, today: date) -> PlaybookOverview:
        require_reader(asker)
        with self.library.reading() as book:
            return self._overview(book, asker, today)

    def page(self, asker: Member, name: str, *, today: date, offset: int = 0) -> PlaybookPage:
        require_reader(asker)
        with self.library.reading() as book:
            playbook = published_in(book).rules.called(name) or _dropped(book, name)
            if playbook is None:
                raise PlaybookNotFoundError(name)
            return _page(book, asker, playbook, today, offset)

    def of_account(
        self, asker: Member, account: str, *, today: date, news: PlaybookChanged | None = None
    ) -> AccountPlaybooks:
        require_reader(asker)
        with self.library.reading() as book:
            number = account_id(account)
            match = AccountMatch(number, name_of(seen_by(book, asker, today=today), number), 1.0)
            return self._account(book, asker, match, today, news)

    def told(self, run: int, position: int, *, today: date) -> tuple[Run, Step, TaskPlaybook] | None:
        """A message as it is to be said now; None where the run is over, or not to be read any more."""
        with self.library.reading() as book:
            found = book.playbooks.of(run)
            playbook = RunBooks(book).of(found) if found and found.is_open else None
            if found is None or playbook is None or position >= len(playbook.steps):
                return None
            guides = _guides_of_step(book, found, position, today=today)
            return found, playbook.steps[position], TaskPlaybook(playbook.title, guides)

    def _overview(self, book: Book, asker: Member, today: date) -> PlaybookOverview:
        """Of the accounts that the asker sees; what a policy has dropped stands below until nobody is in it."""
        runs = _seen(book, asker, RunFilter(ended_since=self.clock() - LATELY), today)
        figures = figures_of(runs, today=today)
        rules = published_in(book).rules
        dropped = _followed(book, [run for run in runs if run.is_open and not rules.called(run.playbook)])
        playbooks = [*rules.playbooks, *dropped]
        return PlaybookOverview([(each, figures.get(each.name, PlaybookFigures())) for each in playbooks])

    def _account(
        self, book: Book, asker: Member, match: AccountMatch, today: date, news: PlaybookChanged | None = None
    ) -> AccountPlaybooks:
        since = self.clock() - timedelta(days=365)
        runs = book.playbooks.runs(RunFilter([match.account], ended_since=since))
        may = may_run(book, asker, match.account, today=today)
        running = _looks(book, [run for run in runs if run.is_open], may_stop=may)
        ended = [run for run in runs if not run.is_open and run.ending is not Ending.UNDONE]
        last = sorted(ended, key=lambda run: run.ended_at or run.entered_at, reverse=True)[:MOST_ENDED]
        guides = guides_for(book, match.account, today=today)
        return AccountPlaybooks(match, running, _looks(book, last), guides, may_start=may, news=news)


def _dropped(book: Book, name: str) -> Playbook | None:
    return next(iter(_followed(book, book.playbooks.runs(RunFilter(playbook=name)))), None)


def _followed(book: Book, runs: Sequence[Run]) -> Sequence[Playbook]:
    """The playbooks that these runs go by, each as the newest of them has it."""
    books = RunBooks(book)
    found = (books.of(run) for run in runs)
    return list({playbook.name: playbook for playbook in found if playbook}.values())


def guides_for(book: Book, account: int, *, today: date) -> Sequence[Guide]:
    """What fits its stage and segment; what helps with one playbook only, while the account is in that."""
    found = book.playbooks.accounts(today=today, only=[account])
    running = {run.playbook for run in book.playbooks.runs(RunFilter([account]))}
    return [
        guide
        for guide in published_in(book).rules.guides
        for each in found
        if guide.fits(stage=each.stage, segment=each.segment) and guide.playbook in {"", *running}
    ]


def playbook_of_task(book: Book, task: int, *, today: date) -> TaskPlaybook | None:
    """Where a task came from, with what helps with just this step."""
    run = book.playbooks.of_task(task)
    if run is None:
        return None
    position = next(step.position for step in run.steps if step.task == task)
    return TaskPlaybook(RunBooks(book).title(run), _guides_of_step(book, run, position, today=today))


def _guides_of_step(book: Book, run: Run, position: int, *, today: date) -> Sequence[Guide]:
    return [guide for guide in guides_for(book, run.account, today=today) if guide.is_for_step(run.playbook, position)]


def _page(book: Book, asker: Member, playbook: Playbook, today: date, offset: int) -> PlaybookPage:
    runs = _seen(book, asker, RunFilter(playbook=playbook.name), today)
    looks = sorted(_looks(book, runs), key=lambda look: (look.coming.on if look.coming else _LAST, look.run.id))
    if offset >= len(looks):
        offset = max(0, (len(looks) - 1) // PAGE * PAGE)
    return PlaybookPage(playbook, looks[offset : offset + PAGE], offset, len(looks))


def _seen(book: Book, asker: Member, wanted: RunFilter, today: date) -> Sequence[Run]:
    seen: Container[int] | None = accounts_seen(book, asker, today=today)
    return [run for run in book.playbooks.runs(wanted) if seen is None or run.account in seen]


def _looks(book: Book, runs: Sequence[Run], *, may_stop: bool = False) -> Sequence[RunLook]:
    books, rules = RunBooks(book), book.wishes.rules()
    calendar = WorkCalendar(rules.weekdays, rules.holidays)
    found = []
    for run in runs:
        playbook = books.of(run)
        coming = next_step(playbook, run, calendar) if playbook and run.is_open else None
        found.append(
            RunLook(run, books.title(run), len(playbook.steps) if playbook else None, coming, may_stop=may_stop)
        )
    return found
