"""The words of renewals: forecast categories, outcomes, windows, and how much of which currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.blocks.health_words import BAND_ICONS, BAND_WORDS
from bot.locale import Words, marked
from domain.accounts import Money
from domain.filter_words import Scope
from domain.health.model import Band
from domain.renewals.renewal import ForecastCategory, OutcomeKind, Timing
from domain.renewals.windows import (
    Around,
    Between,
    DaysAhead,
    InMonth,
    InQuarter,
    InYear,
    MonthAhead,
    QuarterAhead,
    Window,
)

CATEGORY_WORDS = {
    ForecastCategory.COMMIT: marked("Commit"),
    ForecastCategory.PROBABLE: marked("Probable"),
    ForecastCategory.BEST_CASE: marked("Best case"),
    ForecastCategory.AT_RISK: marked("At risk"),
    ForecastCategory.EXPECTED_LOSS: marked("Expected loss"),
}
OUTCOME_WORDS = {
    OutcomeKind.RENEWED: marked("Renewed"),
    OutcomeKind.RENEWED_WITH_CHANGE: marked("Renewed with change"),
    OutcomeKind.PARTLY_LOST: marked("Partly lost"),
    OutcomeKind.LOST: marked("Lost"),
    OutcomeKind.MOVED: marked("Moved to another date"),
}
TIMING_WORDS = {
    Timing.EARLY: marked("early"),
    Timing.ON_TIME: marked("on time"),
    Timing.LATE: marked("late"),
}
TIMING_MEANINGS = {
    Timing.EARLY: marked("Early: the new term begins before the old one ends."),
    Timing.ON_TIME: marked("On time: the new term begins as the old one ends."),
    Timing.LATE: marked("Late: the new term begins after the old one ended."),
}
SCOPE_PLACES = {
    Scope.MINE: marked("in your book"),
    Scope.TEAM: marked("in your team's books"),
    Scope.ALL: marked("in any book"),
}


def category_words(category: ForecastCategory | None, words: Words) -> str:
    return words.text(CATEGORY_WORDS[category]) if category else words.text("No forecast yet")


def window_words(window: Window, words: Words) -> str:
    """When something is due: in the next 90 days, this quarter, in March 2027. Overdue has sentences of its own."""
    match window:
        case DaysAhead(count):
            return words.plural("in the next day", "in the next %(count)s days", count)
        case InMonth(year, month):
            return words.text("in %(month)s", month=words.month(date(year, month, 1)))
        case MonthAhead(month):
            return words.text("in %(month)s", month=words.month_name(month))
        case InQuarter(year, quarter):
            return words.text("in Q%(quarter)s %(year)s", quarter=quarter, year=year)
        case _:
            return _other_window(window, words)


def money_words(amounts: Sequence[Money], words: Words) -> str:
    """Every currency on its own: without a stated rate they do not add up."""
    return " + ".join(words.money(amount) for amount in amounts) or "–"


def health_words(band: Band | None, shown: int | None, words: Words) -> str:
    """Icon, word and number together, so that none of them stands for the others."""
    if band is None or shown is None:
        return f"{BAND_ICONS[Band.GREY]} {words.text('not scored yet')}"
    return f"{BAND_ICONS[band]} {words.text(BAND_WORDS[band])} · {shown}"


def days_left(day: date, today: date, words: Words) -> str:
    left = (day - today).days
    if left < 0:
        return words.plural("%(count)s day overdue", "%(count)s days overdue", -left)
    return words.plural("%(count)s day left", "%(count)s days left", left) if left else words.text("today")


def _other_window(window: Window, words: Words) -> str:
    match window:
        case QuarterAhead(quarter):
            return words.text("in Q%(quarter)s", quarter=quarter)
        case InYear(year):
            return words.text("in the year %(year)s", year=year)
        case Between(first, last) if first == last:
            return words.text("on %(day)s", day=words.day(first))
        case Between(first, last):
            return words.text("from %(first)s to %(last)s", first=words.day(first), last=words.day(last))
        case Around():
            return words.text(_AROUND_WORDS[window])
        case _:
            return words.text("before today")


_AROUND_WORDS = {
    Around.LAST_MONTH: marked("last month"),
    Around.MONTH: marked("this month"),
    Around.NEXT_MONTH: marked("next month"),
    Around.LAST_QUARTER: marked("last quarter"),
    Around.QUARTER: marked("this quarter"),
    Around.NEXT_QUARTER: marked("next quarter"),
    Around.LAST_YEAR: marked("last year"),
    Around.YEAR: marked("this year"),
    Around.NEXT_YEAR: marked("next year"),
}
