"""What the demo's customers want to reach, and how far they are: on track, behind, not measured, reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.accounts import UsageMeasure
from domain.plans.plan import (
    Cause,
    CheckIn,
    CheckInVerdict,
    Direction,
    Measurement,
    MeasurementSource,
    Outcome,
    PlanMilestone,
    UsageReading,
    UsageSource,
    before,
)
from domain.plans.policy import SHIPPED_PLANS
from domain.plans.steps import checked_in
from domain.success import OutcomeStatus
from storage.library import SqlBook


@dataclass(frozen=True, slots=True)
class Wanted:
    """Days are counted from today, those gone below zero; `values` are by day; `said` is of the last check-in."""

    account: str
    title: str
    measure: str
    unit: str
    way: tuple[str, str]
    agreed: int = -200
    due: int = 100
    values: Mapping[int, str] = field(default_factory=dict)
    status: OutcomeStatus = OutcomeStatus.AGREED
    said: tuple[int, CheckInVerdict, Cause | None, str] | None = None
    next_step: str = ""
    usage: UsageSource | None = None


ACME, QINGHE = "Acme Industrial", "青禾科技有限公司"
WANTED = (
    Wanted(
        ACME,
        "Month-end closing in three days instead of six",
        "Days to close",
        "days",
        ("6", "3"),
        values={-160: "5.5", -100: "5", -40: "4.5", -6: "3.9"},
        status=OutcomeStatus.ON_TRACK,
        said=(-48, CheckInVerdict.ON_TRACK, None, ""),
        next_step="Anna moves the last two ledgers over",
    ),
    Wanted(
        ACME,
        "Half the e-mails between plants",
        "E-mails a week",
        "",
        ("400", "200"),
        values={-150: "390", -90: "352", -12: "330", -4: "322"},
        status=OutcomeStatus.BEHIND,
        said=(-11, CheckInVerdict.BEHIND, Cause.NOT_USED, "The plant in Gdansk still mails its figures"),
        next_step="A morning of training in Gdansk",
    ),
    Wanted(ACME, "Every shift leader sees the figures by seven", "Shift leaders", "", ("0", "12"), agreed=-20, due=160),
    Wanted(
        ACME,
        "Auditors get their file within a day",
        "Days until it is there",
        "days",
        ("9", "1"),
        agreed=-300,
        due=-20,
        values={-200: "6", -80: "2", -31: "1"},
        status=OutcomeStatus.REACHED,
        said=(-31, CheckInVerdict.REACHED, None, "Their auditor wrote a thank-you note"),
    ),
    Wanted(
        QINGHE,
        "把月结从六天缩短到三天",
        "月结天数",
        "天",
        ("6", "3"),
        values={-120: "5.2", -30: "4.1", -4: "3.8"},
        status=OutcomeStatus.ON_TRACK,
        said=(-30, CheckInVerdict.ON_TRACK, None, ""),
        next_step="财务部试运行自动对账",
    ),
    Wanted(
        QINGHE,
        "仓库之间的邮件减少一半",
        "每周邮件数",
        "封",
        ("300", "150"),
        values={-110: "290", -9: "262"},
        status=OutcomeStatus.BEHIND,
        said=(-8, CheckInVerdict.BEHIND, Cause.NOT_INSTALLED, "二号仓库还没有装扫码终端"),
        next_step="下周到二号仓库现场部署",
    ),
    Wanted(
        QINGHE,
        "让一线同事每天都用起来",
        "日活跃用户",
        "人",
        ("20", "90"),
        agreed=-60,
        due=200,
        usage=UsageSource(UsageMeasure.ACTIVE_USERS, UsageReading.MEAN),
    ),
)
STEPS = (
    (ACME, "Ledgers of all plants connected", -70, -66, WANTED[0].title),
    (ACME, "Night shift in Gdansk trained", 12, None, WANTED[1].title),
    (QINGHE, "二号仓库完成部署", 9, None, WANTED[5].title),
)


def tell_plans(book: SqlBook, accounts: Mapping[str, int], owners: Mapping[int, str], *, now: datetime) -> None:
    """`accounts` are numbers by name, `owners` those who look after them."""
    outcomes = {
        wanted.title: _told(book, wanted, accounts[wanted.account], owners, now=now)
        for wanted in WANTED
        if wanted.account in accounts
    }
    today = now.date()
    for name, title, due, done, towards in STEPS:
        if name in accounts:
            account, due_on = accounts[name], today + timedelta(days=due)
            done_on = today + timedelta(days=done) if done else None
            step = PlanMilestone(account, title, due_on, done_on, owners.get(account), outcomes[towards])
            book.success_plans.add_milestone(step, now=now)


def _told(book: SqlBook, wanted: Wanted, account: int, owners: Mapping[int, str], *, now: datetime) -> int:
    """What the book knows of it in words only is told in full."""
    owner = owners.get(account)
    outcome = _outcome(wanted, account, owner, _contact(book, account), now.date())
    known = book.success_plans.called(account, wanted.title)
    if known:
        outcome = replace(outcome, id=known.id, version=known.version)
        book.success_plans.save(outcome, now=now)
        outcome = replace(outcome, version=known.version + 1)
    else:
        added = book.success_plans.add(outcome, now=now)
        assert added
        outcome = added
    for ago, value in wanted.values.items():
        at = now + timedelta(days=ago)
        said = Measurement(outcome.id, at.date(), Decimal(value), MeasurementSource.TYPED, at, owner)
        book.success_plans.measure(said)
    _say(book, wanted, outcome, owner or "", now=now)
    return outcome.id


def _outcome(wanted: Wanted, account: int, owner: str | None, contact: int | None, today: date) -> Outcome:
    baseline, target = map(Decimal, wanted.way)
    return Outcome(
        account,
        wanted.title,
        today + timedelta(days=wanted.agreed),
        OutcomeStatus.AGREED,
        today + timedelta(days=wanted.agreed),
        wanted.measure,
        wanted.unit,
        baseline,
        target,
        Direction.MORE if target > baseline else Direction.LESS,
        today + timedelta(days=wanted.due),
        owner,
        contact,
        wanted.usage,
        wanted.next_step,
        today + timedelta(days=40),
        by=owner,
    )


def _say(book: SqlBook, wanted: Wanted, outcome: Outcome, owner: str, *, now: datetime) -> None:
    """What was measured after the check-in counts more than its word."""
    if wanted.said is None:
        return
    ago, verdict, cause, words = wanted.said
    at = now + timedelta(days=ago)
    said = CheckIn(outcome.id, at, at.date(), owner, verdict, "demo", before(outcome), cause, words)
    book.success_plans.check_in(said)
    stands = checked_in(outcome, said, SHIPPED_PLANS)
    measured_on = now.date() + timedelta(days=max(wanted.values, default=ago))
    stands = replace(stands, status=wanted.status, status_on=max(stands.status_on, measured_on))
    book.success_plans.save(stands, now=now)


def _contact(book: SqlBook, account: int) -> int | None:
    """Somebody of theirs who is there."""
    people = book.touchpoints.contacts_of(account)
    return next((person.id for person in people if person.left_on is None), None)
