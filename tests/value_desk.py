"""A book with an account that has much to report, and one of a colleague; as the service of value reports sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from fakes import FakeLibrary

from bot.services.value_reports import ValueReports
from domain.accounts import Account, AccountStatus, Money, UsageMeasure
from domain.feedback.request import AccountThen, Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.health.model import Band
from domain.permissions import BookScope, Member, Role
from domain.plans.plan import (
    CheckIn,
    CheckInVerdict,
    Direction,
    Measurement,
    MeasurementSource,
    Outcome,
    OutcomeBefore,
    PlanMilestone,
)
from domain.success import OutcomeStatus
from domain.value_report.use import SeatLine

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana Reed", Role.CSM, email="dana@harbour.example")
OWN = replace(DANA, sees=BookScope.OWN)
VI = Member("U0VIEW", "Vi", Role.VIEWER)
INTERNAL = (
    *("risk", "SECRET", "detractor", "$48,000", "48000", "4800000", "commit", "Red", "red", "U0DANA", "U0WEI"),
    *("Scheduler v2", "too_costly", "not_used", "#7", "#12", "sponsor", "CRM-", "grey", "Wei", "internal"),
)
"""What stands somewhere in this book, and must never be on the page."""


def note(words: str) -> str:
    return f"SECRET internal: {words}"


@dataclass
class ValueBook:
    library: FakeLibrary = field(default_factory=FakeLibrary)

    def __post_init__(self) -> None:
        tables = self.library.tables
        tables.members = {member.slack_id: member for member in (DANA, VI)}
        tables.accounts = {
            1: Account(1, "Acme Industrial", owner="U0DANA", external_ids=(("crm", "CRM-0001"),), tags=("risk",)),
            2: Account(2, "Birch", owner="U0WEI"),
            3: Account(
                3, "Cedar", AccountStatus.CHURNED, owner="Robin Vale", churned_on=date(2026, 6, 30), seller="SECRET"
            ),
            4: Account(4, "Dune"),
        }
        tables.areas[1] = ProductArea(1, "Reports", "C0PRODUCT", "U0WEI", is_default=True)
        tables.seats[1] = [SeatLine(200, date(2026, 1, 1))]
        weeks = {TODAY - 7 * DAY * ago: 180 - ago for ago in range(26)}
        tables.usage[1, UsageMeasure.ACTIVE_USERS_28D] = weeks
        with self.library.writing() as book:
            for made in (self.closing, self.given_up, self.won_long_ago):
                assert book.success_plans.add(made, now=NOW)
            for days_ago, value in ((90, "6"), (40, "5"), (40, "4.5")):
                on = TODAY - days_ago * DAY
                learnt_at = NOW if value == "4.5" else NOW - DAY
                book.success_plans.measure(Measurement(1, on, Decimal(value), _source(value), learnt_at, by="U0DANA"))
            book.success_plans.check_in(self.check_in)
            for milestone in self.milestones:
                assert book.success_plans.add_milestone(milestone, now=NOW)
        self.ship(
            7,
            "SECRET Scheduler v2 to keep the $48,000",
            "I build it *every* Sunday <@U0WEI4567>.",
            "Reports › Schedule",
        )
        self.ship(8, "Scheduler v2, internal", "", "", days_ago=20)
        self.ship(9, "Scheduler v2, older", "Dark, please", "", days_ago=200)
        self.ship(10, "Scheduler v2, ancient", "Long ago", "", days_ago=400)

    closing = Outcome(
        1,
        "Month-end closing in *three* days <!channel>",
        TODAY - 200 * DAY,
        status=OutcomeStatus.BEHIND,
        measure="Working days",
        unit="days",
        baseline=Decimal(6),
        target=Decimal(3),
        direction=Direction.LESS,
        due_on=TODAY + 60 * DAY,
        owner="U0DANA",
        next_step="Talk to the plant",
    )
    given_up = replace(closing, title="SECRET given up", status=OutcomeStatus.CLOSED, next_step=note("no"))
    won_long_ago = replace(
        closing, title="Fewer e-mails", status=OutcomeStatus.REACHED, closed_on=TODAY - 300 * DAY, next_step=note("x")
    )
    check_in = CheckIn(
        1,
        NOW,
        TODAY,
        "U0DANA",
        CheckInVerdict.BEHIND,
        "V1",
        OutcomeBefore(OutcomeStatus.AGREED, TODAY),
        words=note("their sponsor is a detractor"),
        next_step=note("call the sponsor"),
    )
    milestones = (
        PlanMilestone(1, "Third plant", TODAY + 40 * DAY),
        PlanMilestone(1, "Second plant", TODAY - 30 * DAY, TODAY - 20 * DAY),
    )

    @property
    def reports(self) -> ValueReports:
        return ValueReports(self.library, lambda: NOW)

    def ship(self, number: int, title: str, quote: str, words: str, *, days_ago: int = 10) -> None:
        tables, at = self.library.tables, NOW - days_ago * DAY
        request = Request(number, title, note("the problem"), 1, "U0WEI", at, RequestState.SHIPPED, owner="U0WEI")
        tables.requests[number] = replace(request, words=note("commit"), target="SECRET")
        for what, said in (
            (RequestAction.SUBMIT, ""),
            (RequestAction.COMMENT, note("#12")),
            (RequestAction.SHIP, words),
        ):
            tables.request_steps.append(RequestStep(number, at, what, "U0WEI", said))
        then = AccountThen(arr=Money(4_800_000, "USD"), band=Band.RED, owner="U0WEI")
        voice = Voice(number, number, Asker.ACCOUNT, "U0DANA", at, Importance.MUST, 1, quote=quote, then=then)
        tables.voices.append(replace(voice, workaround=note("by hand"), blocks_renewal=True))

    @property
    def today(self) -> date:
        return TODAY

    def audited(self) -> list[tuple[str, str, str | None]]:
        return [(each.action, each.subject, each.after) for each in self.library.tables.audit]


def _source(value: str) -> MeasurementSource:
    """Two of a day come from two sources."""
    return MeasurementSource.IMPORT if value == "5" else MeasurementSource.TYPED
