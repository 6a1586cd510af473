"""Renewals and what hangs on them, for whatever lists, forecasts and snoozes them; a book in memory with them in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, cast

from fakes import FakeLibrary
from health_samples import POLICY, standing

from domain.accounts import Account, AccountMatch, Money, Tier
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.ports import Book
from domain.renewals.listing import DueRenewal, RenewalFilter, RenewalRow, UndatedPage
from domain.renewals.ports import Reminder
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal
from domain.tasks.task import TaskGlance, TaskInBrief

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0ANA", zone="Europe/Berlin")
WEI = Member("U0WEI", "Wei Zhang", Role.CSM, manager="U0ANA", zone="Asia/Shanghai")
ANA = Member("U0ANA", "Ana", Role.MANAGER)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
VIEWER = Member("U0VIEW", "Vi", Role.VIEWER)
PRODUCT = Member("U0PROD", "Pro", Role.PRODUCT)
SAID = Forecast(
    ForecastCategory.PROBABLE,
    "U0WEI",
    datetime(2026, 11, 19, 9, tzinfo=UTC),
    Money(45_000_00, "USD"),
    "Sponsor is back",
)
HARBOUR = Renewal(
    1,
    account=17,
    contract=5,
    due_on=date(2027, 1, 31),
    arr=Money(48_000_00, "USD"),
    starts_on=date(2026, 1, 31),
    notice_on=date(2026, 12, 31),
    auto_renew=True,
    forecast=SAID,
    next_step="Call the sponsor",
    version=3,
)
ROW = RenewalRow(
    HARBOUR,
    "Harbour",
    owner="U0DANA",
    cover=None,
    tier=Tier.HIGH,
    segment="SMB",
    band=Band.RED,
    shown=35,
    trend=-8.0,
    last_two_way_on=date(2026, 11, 10),
    tasks=TaskGlance(
        (TaskInBrief("Send the proposal", date(2026, 12, 1), "U0DANA"),), (date(2026, 12, 1), date(2026, 12, 4))
    ),
    policy_version=1,
)


def renewal(number: int, **changes: Any) -> Renewal:
    return replace(HARBOUR, id=number, account=100 + number, **changes)


def row(number: int = 1, *, renewal_: Renewal | None = None, **changes: Any) -> RenewalRow:
    made = renewal_ or renewal(number)
    return replace(ROW, renewal=made, **({"name": f"Account {made.id}"} | changes))


@dataclass
class RenewalTables:
    rows: dict[int, RenewalRow] = field(default_factory=dict)
    said: dict[int, list[Forecast]] = field(default_factory=dict)
    reminders: list[Reminder] = field(default_factory=list)
    undated: list[AccountMatch] = field(default_factory=list)


class FakeRenewals:
    def __init__(self, tables: RenewalTables) -> None:
        self._tables = tables

    def due(self, wanted: RenewalFilter) -> Sequence[DueRenewal]:
        found = [made for made in self._tables.rows.values() if _fits(made, wanted)]
        return [_due(made) for made in sorted(found, key=lambda made: made.renewal.due_on)]

    def rows(self, renewals: Sequence[int], *, today: date) -> Sequence[RenewalRow]:
        return [self._tables.rows[number] for number in renewals if number in self._tables.rows]

    def undated(self, wanted: RenewalFilter, *, offset: int, limit: int) -> UndatedPage:
        found = [made for made in self._tables.undated if wanted.owners is None or made.owner in wanted.owners]
        return UndatedPage(tuple(found[offset : offset + limit]), len(found))

    def save(self, renewal: Renewal) -> bool:
        stored = self._tables.rows[renewal.id]
        if stored.renewal.version != renewal.version:
            return False
        self._tables.rows[renewal.id] = replace(stored, renewal=replace(renewal, version=renewal.version + 1))
        return True

    def note_forecast(self, renewal: int, forecast: Forecast) -> None:
        self._tables.said.setdefault(renewal, []).insert(0, forecast)

    def forecasts(self, renewal: int) -> Sequence[Forecast]:
        return self._tables.said.get(renewal, [])


class FakeReminders:
    def __init__(self, tables: RenewalTables) -> None:
        self._tables = tables

    def of(self, renewals: Sequence[int]) -> Sequence[Reminder]:
        return [reminder for reminder in self._tables.reminders if reminder.renewal in renewals]


class RenewalLibrary(FakeLibrary):
    """Members, audit and standings of the other fakes, with renewals beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = RenewalTables()
        for member in (DANA, WEI, ANA, ADA, VIEWER):
            self.tables.members[member.slack_id] = member
        with self.writing() as book:
            book.policies.publish(POLICY, by="U0ADA", at=NOON)

    def put(self, *rows: RenewalRow) -> None:
        for made in rows:
            self.kept.rows[made.renewal.id] = made
            account = made.renewal.account
            self.tables.accounts[account] = Account(account, made.name, owner=made.owner, tier=made.tier)
            self.tables.standings[account] = standing(account=account, name=made.name, owner=made.owner)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        with super().reading() as book:
            yield self._with_renewals(book)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        before = deepcopy(self.kept)
        try:
            with super().writing() as book:
                yield self._with_renewals(book)
        except BaseException:
            self.kept = before
            raise

    def _with_renewals(self, book: Any) -> Book:
        book.renewals, book.reminders = FakeRenewals(self.kept), FakeReminders(self.kept)
        return cast("Book", book)


def _fits(made: RenewalRow, wanted: RenewalFilter) -> bool:
    renewal = made.renewal
    checks: Iterable[bool] = (
        wanted.due_from is None or wanted.due_from <= renewal.due_on,
        wanted.due_until is None or renewal.due_on <= wanted.due_until,
        wanted.owners is None or made.owner in wanted.owners or made.cover in wanted.owners,
        wanted.tier in {None, made.tier},
        wanted.segment in {None, made.segment},
        wanted.band in {None, made.band},
        wanted.category is None or (renewal.forecast is not None and renewal.forecast.category is wanted.category),
        renewal.is_open or not wanted.open_only,
    )
    return all(checks)


def _due(made: RenewalRow) -> DueRenewal:
    renewal, said = made.renewal, made.renewal.forecast
    return DueRenewal(
        renewal.id,
        renewal.account,
        renewal.due_on,
        renewal.arr,
        said.category if said else None,
        said.proposed if said else None,
        renewal.step,
        renewal.notice_received_on is not None,
        made.band,
        made.shown,
        capped=False,
        outcome=renewal.outcome.kind if renewal.outcome else None,
        final=renewal.outcome.final if renewal.outcome else None,
        snoozed_until=renewal.snoozed_until,
    )
