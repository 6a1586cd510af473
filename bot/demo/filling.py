"""The demo book in a database, with the scores of the past half year made day by day, as they would have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.demo.book import DemoBook
from bot.demo.plans import tell_plans
from bot.demo.renewals import tell_renewals
from domain.imports import SheetBatch
from domain.permissions import Member
from domain.records import Record, RecordKind
from storage.imports.book import SqlImportBook, SqlImports
from storage.library import SqlBook, SqlLibrary

DEMO = "demo"
DAYS_OF_SCORES = (*range(177, 30, -7), 30, 28, 21, 14, *range(8, 0, -1))
"""How many days ago the past scores were made: once a week, then each day, and on the days that cards compare with."""

LOOKED_DAYS_AGO = 7

Score = Callable[[datetime], object]


def fill(
    library: SqlLibrary,
    demo: DemoBook,
    *,
    members: tuple[Member, ...],
    score: Score,
    look: Score,
    now: datetime,
) -> None:
    """`score` makes the snapshots of the moment it is given; the moments come oldest first.

    `look` has the rules of alerts look at the book a week ago: what became true since is news of today.
    """
    began = scoring_moments(demo.today, now)[0]
    with SqlImports(library).importing(by=DEMO, at=began, today=demo.today) as book:
        for batch in _batches(demo):
            _take_whole(book, batch)
        book.finish({DEMO: DEMO}, {}, tuple(RecordKind))
    with library.writing() as book_of_success:
        _tell(book_of_success, demo, members, at=began)
    with library.writing() as renewals:
        tell_renewals(renewals, demo, ids_of(renewals, demo), now=now)
    with library.writing() as plans:
        numbers = ids_of(plans, demo)
        accounts = {story.name: numbers[story.external_id] for story in demo.stories}
        owners = {numbers[story.external_id]: story.owner for story in demo.stories}
        tell_plans(plans, accounts, owners, now=now)
    _make_the_past(library, scoring_moments(demo.today, now), score=score, look=look)


def _make_the_past(library: SqlLibrary, moments: list[datetime], *, score: Score, look: Score) -> None:
    last = moments[-1]
    for moment in moments:
        _keep_feeds_alive(library, at=moment)
        score(moment)
        if (last.date() - moment.date()).days == LOOKED_DAYS_AGO:
            look(moment)
    look(last)


def scoring_moments(today: date, now: datetime) -> list[datetime]:
    """When the past scores were made: at six in the morning, and the last one now."""
    days = (today - timedelta(days=ago) for ago in DAYS_OF_SCORES)
    return [*(datetime.combine(day, time(6), tzinfo=UTC) for day in days), now]


def _take_whole(book: SqlImportBook, batch: SheetBatch) -> None:
    """A demo of which a part is refused would look like a bot without features."""
    if refused := book.take(batch).refused:
        raise ValueError(f"the demo book brings what no import takes: {refused[0].reason}")


def ids_of(book: SqlBook, demo: DemoBook) -> dict[str, int]:
    """The accounts' numbers in the book, by the CRM's."""
    return {story.external_id: book.accounts.exact(story.external_id)[0].account for story in demo.stories}


def _batches(demo: DemoBook) -> Iterator[SheetBatch]:
    kinds: dict[RecordKind, list[Record]] = {}
    for record in demo.records():
        kinds.setdefault(record.kind, []).append(record)
    for records in kinds.values():
        yield SheetBatch(records=records, rows=len(records))
    usage = demo.usage()
    yield SheetBatch(usage=usage, rows=len(usage))


def _tell(book: SqlBook, demo: DemoBook, members: tuple[Member, ...], *, at: datetime) -> None:
    """What no spreadsheet brings: outcomes, milestones, judgements, members, a linked channel."""
    ids = ids_of(book, demo)
    book.successes.agree(demo.agreed_outcomes(ids), at=at)
    book.successes.plan(demo.milestones(ids), at=at)
    for account, judgement in demo.judgements(ids):
        book.judgements.record(account, judgement)
    for member in members:
        book.members.save(member)


def _keep_feeds_alive(library: SqlLibrary, *, at: datetime) -> None:
    with library.writing() as book:
        book.feeds.record_success(DEMO, tuple(RecordKind), at=at)
