"""Two accounts with much to report, one in English and one in Chinese: plans that were measured, asks that shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from domain.feedback.request import Asker, Importance, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.plans.plan import Direction, Measurement, MeasurementSource, Outcome, PlanMilestone
from storage.library import SqlBook

MEASURED_EVERY = timedelta(days=42)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome and what was measured of it, first to last; the first is its baseline."""

    title: str
    measure: str
    unit: str
    target: str
    measured: tuple[str, ...]
    due_in: int


@dataclass(frozen=True, slots=True)
class Shipped:
    title: str
    quote: str
    note: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class Valued:
    """`milestones` with how many days ago they were reached; those below zero are still to come."""

    account: str
    wanted: tuple[Wanted, ...]
    shipped: tuple[Shipped, ...]
    milestones: tuple[tuple[str, int], ...]


VALUED = (
    Valued(
        "Cedarline Furniture",
        (
            Wanted(
                "Month-end closing in three days instead of six",
                "Working days until the books are closed",
                "days",
                "3",
                ("6", "5.5", "5.5", "4.8", "4.5", "4"),
                120,
            ),
            Wanted(
                "Half the e-mails between plants",
                "E-mails a week",
                "",
                "600",
                ("1200", "1020", "870", "640", "580"),
                30,
            ),
            Wanted(
                "Every shift lead works with it", "Shift leads active", "%", "90", ("20", "35", "31", "52", "68"), 62
            ),
        ),
        (
            Shipped(
                "Report scheduler v2",
                "I build the same report every Sunday evening.",
                "Reports › Schedule: any report, every week, by e-mail",
                24,
            ),
            Shipped(
                "Bulk edit in the item list",
                "Changing four hundred items one by one is not work, it is punishment.",
                "Items › Select › Edit together",
                51,
            ),
        ),
        (("Second plant connected", 47), ("Shift leads trained", 19), ("Connect the third plant", -46)),
    ),
    Valued(
        "松涛纸业",
        (
            Wanted(
                "月结从六天缩短到三天，财务不再加班",
                "完成月结所需的工作日",
                "天",
                "3",
                ("6", "5.5", "5", "4.2", "3.5"),
                90,
            ),
            Wanted("仓库之间的往来邮件减少一半", "每周邮件数", "封", "600", ("1180", "1020", "870", "640", "580"), 30),
        ),
        (
            Shipped("每周报表订阅", "我们每个星期天晚上都要手工做同一张报表。", "报表 › 订阅：每周自动发到邮箱", 24),
            Shipped("批量编辑", "四百条数据一条一条地改，太费时间了。", "物料 › 多选 › 批量编辑", 51),
        ),
        (("第二个仓库上线", 47), ("完成班组长培训", 19), ("第三个仓库上线", -46)),
    ),
)


def tell_value(book: SqlBook, ids: Mapping[str, int], owners: Mapping[int, str], *, now: datetime) -> None:
    """What was agreed before in other words makes place: a page is for one reader."""
    for valued in VALUED:
        account = ids[valued.account]
        for planned in book.success_plans.of(account).outcomes:
            book.success_plans.remove(planned.outcome, now=now)
        for wanted in valued.wanted:
            _agree(book, account, wanted, owners[account], now=now)
        for title, days_ago in valued.milestones:
            on = (now - timedelta(days=days_ago)).date()
            made = PlanMilestone(account, title, on, on if days_ago > 0 else None, by=owners[account])
            book.success_plans.add_milestone(made, now=now)
        for shipped in valued.shipped:
            _ship(book, account, shipped, owners[account], now=now)


def _agree(book: SqlBook, account: int, wanted: Wanted, owner: str, *, now: datetime) -> None:
    began = now - MEASURED_EVERY * len(wanted.measured)
    baseline, target = Decimal(wanted.measured[0]), Decimal(wanted.target)
    agreed = Outcome(
        account,
        wanted.title,
        began.date(),
        status_on=began.date(),
        measure=wanted.measure,
        unit=wanted.unit,
        baseline=baseline,
        target=target,
        direction=Direction.LESS if target < baseline else Direction.MORE,
        due_on=(now + timedelta(days=wanted.due_in)).date(),
        owner=owner,
        check_in_on=(now + timedelta(days=40)).date(),
        by=owner,
    )
    outcome = book.success_plans.add(agreed, now=began)
    assert outcome, "its account has no other of that title"
    for place, value in enumerate(wanted.measured):
        at = began + MEASURED_EVERY * (place + 1) - timedelta(days=5)
        book.success_plans.measure(
            Measurement(outcome.id, at.date(), Decimal(value), MeasurementSource.TYPED, at, by=owner)
        )


def _ship(book: SqlBook, account: int, shipped: Shipped, owner: str, *, now: datetime) -> None:
    """In the first area; it is over, so that it has no card."""
    area = book.feedback.areas()[0]
    at = now - timedelta(days=shipped.days_ago)
    asked = at - timedelta(days=60)
    made = Request(0, shipped.title, shipped.quote, area.id, owner, asked, owner=area.manager)
    request = book.feedback.add(replace(made, state=RequestState.SHIPPED, decided_at=at))
    book.feedback.step(RequestStep(request.id, asked, RequestAction.SUBMIT, owner))
    book.feedback.step(RequestStep(request.id, at, RequestAction.SHIP, area.manager, shipped.note))
    voice = Voice(0, request.id, Asker.ACCOUNT, owner, asked, Importance.IMPORTANT, account, quote=shipped.quote)
    book.feedback.add_voice(voice)
