"""From the form to the card, on a real book: only contact in both directions ends a silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from scoring_samples import NOW, TODAY, add_account, add_touch, changed, feed_worked, scoring
from sqlalchemy import select

from bot.services.touch_changes import TouchChanges
from bot.services.touch_lists import TouchLists
from bot.services.touchpoints import TouchLog
from domain.accounts import TouchpointDirection, TouchpointKind
from domain.health.standing import AccountStanding
from domain.imports import SheetBatch
from domain.permissions import Member, Role
from domain.records import AccountRef, Record, RecordKind
from domain.touchpoints.answer import CadenceList, TouchKept, TouchPlace
from domain.touchpoints.cadence import days_silent
from domain.touchpoints.form import TouchForm, form_of
from storage.imports.book import SqlImports
from storage.library import SqlLibrary
from storage.tables import AccountWordRow, TouchpointRow, table_of

DANA = Member("U0DANA", "Dana", Role.CSM)
LATER = NOW + timedelta(minutes=1)
_TOUCH = table_of(TouchpointRow)


def card(library: SqlLibrary, account: int = 1) -> AccountStanding:
    with library.reading() as book:
        standing = book.standings.of(account)
    assert standing
    return standing


def log(library: SqlLibrary, form: TouchForm, key: str = "V1") -> TouchKept:
    """A minute after the book was scored."""
    desk = TouchLog(library, lambda: LATER, scoring(library, LATER).rescore, "UTC")
    kept = desk.log(DANA, TouchPlace("account:1"), form, key=key, today=TODAY)
    assert isinstance(kept, TouchKept)
    return kept


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    """An account of 400 days that was last spoken with 40 days ago."""
    with library.writing() as writing:
        writing.members.save(DANA)
    add_account(library, 1, owner="U0DANA")
    add_touch(library, 1, days=40)
    feed_worked(library)
    scoring(library).score_book()
    return library


@pytest.mark.parametrize("kind", TouchpointKind)
@pytest.mark.parametrize("direction", TouchpointDirection)
def test_only_contact_in_both_directions_is_on_the_card_at_once(
    sqlite_library: SqlLibrary, kind: TouchpointKind, direction: TouchpointDirection
) -> None:
    add_account(sqlite_library, 1, owner="U0DANA")
    add_touch(sqlite_library, 1, days=40)
    feed_worked(sqlite_library)
    scoring(sqlite_library).score_book()

    log(sqlite_library, TouchForm(kind, direction))

    is_two_way = direction is TouchpointDirection.TWO_WAY
    assert days_silent(card(sqlite_library), TODAY) == (0 if is_two_way else 40)


def test_a_machines_mail_ends_no_silence_whatever_its_source_says(book: SqlLibrary) -> None:
    silent = []
    for minutes, (days, kind) in enumerate(((3, "email"), (2, "meeting")), start=1):
        add_touch(book, 1, days=days, automatic=True, kind=kind)
        changed(book, 1, at=NOW + timedelta(minutes=minutes))
        scoring(book, NOW + timedelta(minutes=minutes)).rescore((1,))
        silent.append(days_silent(card(book), TODAY))

    assert silent == [40, 2]


def test_what_is_changed_and_taken_back_is_on_the_card_at_once(book: SqlLibrary) -> None:
    logged = log(book, TouchForm("call", follow_up="Send it", follow_up_on="2026-07-03")).touchpoint
    said = form_of(logged, ZoneInfo("UTC"))

    def changes(minutes: int) -> TouchChanges:
        moment = LATER + timedelta(minutes=minutes)
        return TouchChanges(book, lambda: moment, scoring(book, moment).rescore, "UTC")

    def as_it_stands() -> tuple[int | None, bool]:
        return days_silent(card(book), TODAY), card(book).tasks is not None

    changes(1).edit(DANA, f"touch:{logged.id} 1", replace(said, direction="inbound"), today=TODAY)
    one_way = as_it_stands()
    changes(2).edit(DANA, f"touch:{logged.id} 2", said, today=TODAY)
    both = as_it_stands()
    changes(3).undo(DANA, f"{logged.id} 3 slack:V1", today=TODAY)

    assert (one_way, both, as_it_stands()) == ((40, True), (0, True), (40, False))


MADE = (date(2026, 1, 20), date(2026, 2, 25), date(2026, 3, 11))


@pytest.mark.parametrize(
    ("today", "due", "met"),
    [
        pytest.param(date(2026, 4, 18), 2, 1, id="two of the last 90 days, the fourth can still be met"),
        pytest.param(date(2026, 4, 25), 3, 1, id="then it is late"),
        pytest.param(date(2026, 4, 14), 3, 2, id="three, of which the first was made within six days"),
    ],
)
def test_due_contacts_are_counted_on_the_card_and_in_the_list(
    library: SqlLibrary, today: date, due: int, met: int
) -> None:
    now = datetime.combine(today, time(8), UTC)
    add_account(library, 1, owner="U0DANA", customer_since=date(2025, 12, 16))
    for day in MADE:
        at = datetime.combine(day, time(12), UTC)
        add_touch(library, 1, days=day.toordinal(), at=at, learnt_at=at)
    feed_worked(library, at=now)
    scoring(library, now).score_book()

    found = TouchLists(library).listed(DANA, "me", today=today)

    standing = card(library)
    assert (standing.cadence_days, standing.touches_due, standing.touches_met) == (30, due, met)
    assert isinstance(found, CadenceList)
    assert (found.page.touches_due, found.page.touches_met, found.page.accounts_due) == (due, met, 1)


def test_an_account_of_which_nobody_keeps_touchpoints_has_no_due_ones(library: SqlLibrary) -> None:
    add_account(library, 1, owner="U0DANA")
    scoring(library).score_book()

    standing = card(library)

    assert (standing.touches_due, standing.touches_met, standing.with_us_since) == (
        None,
        None,
        TODAY - timedelta(days=400),
    )


def brought(library: SqlLibrary) -> int:
    """The same contact, at the same moment, out of a file: twice."""
    said = {"at": NOW, "kind": TouchpointKind.CALL, "direction": TouchpointDirection.TWO_WAY, "summary": "from the CRM"}
    record = Record(RecordKind.TOUCHPOINT, AccountRef(name="Account 1"), said, 1)
    with SqlImports(library).importing(by="ops", at=NOW) as book:
        book.take(SheetBatch([record]))
        book.take(SheetBatch([record]))
        return book.finish({"book.csv": "book.csv"}, {}, [RecordKind.TOUCHPOINT]).id


def test_what_people_log_and_what_a_file_brings_stand_beside_each_other(book: SqlLibrary) -> None:
    with book.writing() as writing:
        writing.connection.execute(table_of(AccountWordRow).insert().values(account=1, kind="name", word="Account 1"))
    logged = log(book, TouchForm("call", summary="by hand", reasons=("risk",))).touchpoint

    run = brought(book)
    both = _kept(book)
    with SqlImports(book).importing(by="ops", at=NOW) as importing:
        importing.undo(run)

    assert len(both) == 3
    assert (logged.key, "by hand", 1) in both
    assert _kept(book) == [row for row in both if row[1] != "from the CRM"]


def _kept(library: SqlLibrary) -> list[tuple[object, ...]]:
    columns = (_TOUCH.c.external_id, _TOUCH.c.summary, _TOUCH.c.version)
    with library.reading() as book:
        return [tuple(row) for row in book.connection.execute(select(*columns).order_by(_TOUCH.c.id))]
