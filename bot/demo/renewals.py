"""What people of the demo said and did about renewals: forecasts, losses with their reasons, tasks, rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.demo.activity import at_hour
from bot.demo.book import DemoBook
from bot.demo.stories import Quirk, Story
from bot.services.renewal_terms import reconcile_in
from domain.accounts import Money
from domain.renewals.renewal import Churn, ChurnReason, Forecast, ForecastCategory, Outcome, OutcomeKind, Renewal
from domain.revenue.ports import StatedRate
from domain.tasks.task import Priority, Task, TaskSource
from storage.library import SqlBook

FORECAST_DAYS = 190
"""Renewals that are due within so many days have mostly been spoken of."""
RATES = (("EUR", "1.08"), ("GBP", "1.27"), ("CNY", "0.14"))
"""Dollars for one of each, as the demo's admin stated them for two years running."""
REASONS = (
    (ChurnReason.VALUE_NEVER_REACHED, ChurnReason.CHAMPION_LEFT),
    (ChurnReason.PRICE, ChurnReason.COMPETITOR),
    (ChurnReason.WRONG_FIT,),
    (ChurnReason.CHAMPION_LEFT, ChurnReason.COMPANY_CHANGED),
    (ChurnReason.PRODUCT_GAP, ChurnReason.SUPPORT),
)
STEPS = {
    ForecastCategory.COMMIT: ("Countersign the order form", "订单已确认，等对方盖章"),
    ForecastCategory.PROBABLE: ("Send the proposal", "发送续约方案"),
    ForecastCategory.BEST_CASE: ("Meet the economic buyer", "拜访经济决策人"),
    ForecastCategory.AT_RISK: ("Get the sponsor back to the table", "请高层重新参与"),
    ForecastCategory.EXPECTED_LOSS: ("Agree on how the data is handed over", "商定数据移交方式"),
}
SAID = {
    ForecastCategory.COMMIT: ("They said yes in the review.", "评审会上已口头同意。"),
    ForecastCategory.PROBABLE: ("Budget is there; procurement takes its time.", "预算已有，采购流程较慢。"),
    ForecastCategory.BEST_CASE: ("Depends on the new plant going live.", "取决于新工厂上线。"),
    ForecastCategory.AT_RISK: ("Use is down and the sponsor is quiet.", "使用量下降，负责人不回应。"),
    ForecastCategory.EXPECTED_LOSS: ("They told us they will not go on.", "对方已表示不再续约。"),
}


def tell_renewals(book: SqlBook, demo: DemoBook, ids: Mapping[str, int], *, now: datetime) -> None:
    """Renewals come from the contracts; what people add to them comes from the stories."""
    for rate in _rates(demo, now):
        book.rates.state(rate)
    reconcile_in(book, None, today=demo.today, at=now)
    stories = {ids[story.external_id]: story for story in demo.stories}
    for renewal in book.contract_terms.renewals():
        _tell_one(book, renewal, stories[renewal.account])
    for story in demo.stories:
        for task in _tasks(story, ids[story.external_id], book):
            book.tasks.add(task)


def _tell_one(book: SqlBook, renewal: Renewal, story: Story) -> None:
    if renewal.is_open and story.quirk is Quirk.CHURNED:
        _lose(book, renewal, story)
    elif renewal.outcome and renewal.outcome.kind is OutcomeKind.PARTLY_LOST and renewal.arr and renewal.outcome.final:
        lost = Money(renewal.arr.minor - renewal.outcome.final.minor, renewal.arr.currency)
        book.churns.record(_churn(renewal, story, lost, whole=False))
    elif renewal.is_open and (renewal.due_on - story.today).days <= FORECAST_DAYS:
        for forecast in _forecasts(renewal, story):
            book.renewals.note_forecast(renewal.id, forecast)
            renewal = replace(renewal, forecast=forecast, next_step=_word(STEPS[forecast.category], story))
        book.renewals.save(renewal)


def _lose(book: SqlBook, renewal: Renewal, story: Story) -> None:
    nothing = Money(0, story.currency)
    at = at_hour(renewal.due_on, 11)
    outcome = Outcome(OutcomeKind.LOST, renewal.due_on, nothing, story.owner, at, left=True)
    book.renewals.save(replace(renewal, outcome=outcome))
    book.churns.record(_churn(renewal, story, renewal.arr, whole=True))


def _churn(renewal: Renewal, story: Story, lost: Money | None, *, whole: bool) -> Churn:
    dice = story.dice(f"churn/{renewal.due_on}")
    reasons = dice.choice(REASONS)
    return Churn(
        id=0,
        account=renewal.account,
        renewal=renewal.id,
        on=renewal.due_on,
        arr=lost,
        whole=whole,
        reasons=reasons,
        by=story.owner,
        at=at_hour(renewal.due_on, 11),
        competitor="Rivermark" if ChurnReason.COMPETITOR in reasons else "",
        avoidable=dice.choice((True, True, False, None)),
    )


def _forecasts(renewal: Renewal, story: Story) -> Iterator[Forecast]:
    """Oldest first: most have been spoken of once, some were thought better or worse before."""
    dice = story.dice(f"forecast/{renewal.due_on}")
    if dice.random() < 0.2 and story.quirk is not Quirk.NOTICE_GIVEN:
        return
    category = _category(story, dice.gauss(0, 0.1))
    order = list(ForecastCategory)
    if dice.random() < 0.4:
        before = order[max(0, order.index(category) - 1)]
        yield _forecast(renewal, story, before, days_ago=dice.randint(20, 60))
    yield _forecast(renewal, story, category, days_ago=dice.randint(1, 18))


def _category(story: Story, noise: float) -> ForecastCategory:
    if story.quirk is Quirk.NOTICE_GIVEN:
        return ForecastCategory.EXPECTED_LOSS
    quality = story.quality_on(story.today) + noise
    borders = (
        (0.78, ForecastCategory.COMMIT),
        (0.6, ForecastCategory.PROBABLE),
        (0.48, ForecastCategory.BEST_CASE),
        (0.2, ForecastCategory.AT_RISK),
    )
    return next((category for border, category in borders if quality >= border), ForecastCategory.EXPECTED_LOSS)


def _forecast(renewal: Renewal, story: Story, category: ForecastCategory, *, days_ago: int) -> Forecast:
    dice = story.dice(f"proposed/{renewal.due_on}/{category}")
    factor = {ForecastCategory.AT_RISK: 0.8, ForecastCategory.EXPECTED_LOSS: 0.0}.get(category, dice.choice((1, 1.1)))
    proposed = Money(round(renewal.arr.minor * factor / 10_000) * 10_000, renewal.arr.currency) if renewal.arr else None
    at = at_hour(story.today - timedelta(days=days_ago), 15)
    return Forecast(category, story.owner, at, proposed, _word(SAID[category], story))


def _tasks(story: Story, account: int, book: SqlBook) -> Iterator[Task]:
    """Each renewal that is near has one; some accounts have another, and some of those are late."""
    dice = story.dice("tasks")
    if story.quirk is Quirk.CHURNED:
        return
    near = [each for each in book.renewals.of_account(account) if each.is_open and _days(each.due_on, story) <= 75]
    for renewal in near:
        due_on = max(story.today + timedelta(dice.randint(0, 9)), renewal.due_on - timedelta(dice.randint(20, 45)))
        title = _word(("Walk through the renewal proposal", "逐项过一遍续约方案"), story)
        task = _task(story, account, title, due_on)
        yield replace(task, renewal=renewal.id, source=TaskSource.RENEWAL, priority=Priority.HIGH)
    if dice.random() < 0.25 or story.quirk in {Quirk.GONE_SILENT, Quirk.CHAMPION_LEFT}:
        titles = (
            ("Find a new champion", "寻找新的内部支持者"),
            ("Prepare the business review", "准备业务回顾"),
            ("Ask why two teams stopped", "了解两个团队停用的原因"),
        )
        yield _task(story, account, _word(dice.choice(titles), story), story.today + timedelta(dice.randint(-6, 20)))


def _task(story: Story, account: int, title: str, due_on: date) -> Task:
    at = at_hour(story.today - timedelta(days=12), 9)
    return Task(id=0, title=title, due_on=due_on, assignee=story.owner, by=story.owner, at=at, account=account)


def _rates(demo: DemoBook, now: datetime) -> Iterator[StatedRate]:
    for year in (demo.today.year - 1, demo.today.year):
        for currency, rate in RATES:
            yield StatedRate(currency, date(year, 1, 1), rate, "moorline", now)


def _word(words: tuple[str, str], story: Story) -> str:
    """As the account's owner would write it."""
    return words[story.chinese]


def _days(day: date, story: Story) -> int:
    return (day - story.today).days
