"""What happens to renewals each night."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import FakeLibrary
from term_samples import closed, line, renewal, term, usd

from bot.services.renewal_nights import JOB, NightlyRenewals, RenewalsReport
from bot.services.renewal_terms import RenewalTerms
from domain.accounts import Account, AccountStatus
from domain.renewals.ports import Reminder
from domain.renewals.renewal import OutcomeKind
from domain.schedules import Nightly

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 11, 27, 3, tzinfo=UTC)
DAY = date(2026, 11, 27)


@dataclass
class Clock:
    now: datetime = NIGHT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[7] = Account(7, "Acme")
    library.tables.terms[1] = term(1, line(100))
    return library


def nightly(library: FakeLibrary, clock: Clock) -> NightlyRenewals:
    return NightlyRenewals(library, RenewalTerms(library, clock, BERLIN), Nightly(time(2, 30), BERLIN), clock)


def test_the_night_opens_renewals_and_says_where_they_stand(library: FakeLibrary, clock: Clock) -> None:
    report = nightly(library, clock).tick()

    assert report == RenewalsReport(DAY, opened=1, closed=0, reminders=1, left=0)
    assert list(library.tables.reminders.values()) == [Reminder(1, 60, date(2026, 11, 2), NIGHT)]


def test_a_night_is_worked_through_once(library: FakeLibrary, clock: Clock) -> None:
    first, second = nightly(library, clock), nightly(library, clock)

    ticks = [first.tick() is not None, first.tick() is not None, second.tick() is not None]

    assert ticks == [True, False, False]
    assert library.tables.finished == {(JOB, DAY)}


def test_before_its_hour_nothing_is_done(library: FakeLibrary, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 27, 1, tzinfo=UTC)

    assert nightly(library, clock).tick() is None


def test_a_night_that_somebody_else_began_is_left_to_them(library: FakeLibrary, clock: Clock) -> None:
    library.tables.claimed[JOB, DAY] = NIGHT - timedelta(minutes=5)

    assert (nightly(library, clock).tick(), library.tables.renewals) == (None, {})


def test_each_reminder_comes_on_its_day(library: FakeLibrary, clock: Clock) -> None:
    reminded = []
    for _ in range(30):
        report = nightly(library, clock).tick()
        reminded.append(report.reminders if report else None)
        clock.now += timedelta(days=1)

    assert reminded == [1, 0, 0, 0, 0, 1, *[0] * 15, 1, *[0] * 6, 1, 0]
    assert [(each.days_before, each.on) for each in library.tables.reminders.values()] == [
        (60, date(2026, 11, 2)),
        (30, date(2026, 12, 2)),
        (14, date(2026, 12, 18)),
        (7, date(2026, 12, 25)),
    ]


def test_a_night_closes_what_the_book_shows_to_be_renewed(library: FakeLibrary, clock: Clock) -> None:
    nightly(library, clock).tick()
    library.tables.terms[2] = term(2, line(100), starts=date(2027, 1, 1), ends=date(2028, 1, 1))
    clock.now += timedelta(days=1)

    report = nightly(library, clock).tick()

    assert report == RenewalsReport(date(2026, 11, 28), opened=1, closed=1, reminders=0, left=0)


def test_nobody_is_reminded_of_an_account_that_has_left(library: FakeLibrary, clock: Clock) -> None:
    library.tables.accounts[7] = Account(7, "Acme", status=AccountStatus.CHURNED)

    report = nightly(library, clock).tick()

    assert (report and report.reminders, library.tables.reminders) == (0, {})


def test_an_account_leaves_on_the_night_its_lost_term_is_over(library: FakeLibrary, clock: Clock) -> None:
    lost = closed(OutcomeKind.LOST, final=usd(0))
    library.tables.terms[1] = term(1, line(100), ends=date(2026, 11, 28))
    library.tables.renewals[1] = renewal(due_on=date(2026, 11, 28), outcome=lost)

    before = nightly(library, clock).tick()
    clock.now += timedelta(days=1)
    on_the_day = nightly(library, clock).tick()
    clock.now += timedelta(days=1)
    after = nightly(library, clock).tick()

    assert [report and report.left for report in (before, on_the_day, after)] == [0, 1, 0]
    account = library.tables.accounts[7]
    assert (account.status, account.churned_on) == (AccountStatus.CHURNED, date(2026, 11, 28))
    assert library.tables.renewals[1].outcome == replace(lost, left=True)
    [entry] = library.tables.audit
    assert (entry.actor, entry.action, entry.subject, entry.after) == (
        "UANA",
        "account.left",
        "account:7",
        "2026-11-28",
    )


def test_a_loss_that_is_changed_at_the_same_moment_waits_for_the_next_night(
    library: FakeLibrary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.tables.terms[1] = term(1, line(100), ends=DAY)
    library.tables.renewals[1] = renewal(due_on=DAY, outcome=closed(OutcomeKind.LOST, final=usd(0)))
    monkeypatch.setattr("fakes.renewals.FakeRenewals.save", lambda *_: False)

    report = nightly(library, clock).tick()

    assert (report and report.left, library.tables.accounts[7].status) == (0, AccountStatus.LIVE)
