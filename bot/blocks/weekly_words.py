"""A team's week in words, each figure with what it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.closing_words import REASON_WORDS
from bot.blocks.figures_words import accounts_words, period_words
from bot.blocks.health_words import mentioned
from bot.blocks.renewal_words import category_words, money_words
from bot.blocks.retention_words import kept_words
from bot.locale import Words
from domain.weekly.week import Activity, LostLately, PersonWeek, QuarterDue, QuarterKept, TeamWeek, Weekly


def days_words(weekly: Weekly, words: Words) -> str:
    return words.text("%(first)s – %(last)s", first=words.day(weekly.first), last=words.day(weekly.last))


def due_words(due: QuarterDue, words: Words) -> Iterable[str]:
    """By forecast; what is closed already stands below."""
    if not due.count:
        yield words.text("Nothing is due.")
    for part in due.open:
        yield words.text(
            "• %(name)s: *%(amount)s* · %(renewals)s",
            name=category_words(part.category, words),
            amount=money_words(part.arr, words),
            renewals=renewals_words(part.count, words),
        )
    if due.closed:
        yield words.text(
            "• Closed: *%(final)s*, contracted at %(contracted)s · %(renewals)s",
            final=money_words(due.final, words),
            contracted=money_words(due.contracted, words),
            renewals=renewals_words(due.closed, words),
        )
    if due.without_arr:
        yield words.plural(
            "%(count)s of them is in no sum: its amount is not known.",
            "%(count)s of them are in no sum: their amount is not known.",
            due.without_arr,
        )


def quarter_words(quarter: QuarterKept, words: Words) -> str:
    """Its name, and how much of it has passed or that it was reported so."""
    name = period_words(quarter.period, words)
    if quarter.is_to_date:
        return words.text(
            "%(period)s to date, day %(day)s of %(days)s", period=name, day=quarter.days_gone, days=quarter.days
        )
    return words.text("%(period)s, as it was reported", period=name) if quarter.is_reported else name


def retention_lines(weekly: Weekly, words: Words) -> Iterable[str]:
    for quarter in (weekly.now, weekly.before):
        said = kept_words(quarter.kept, words) if quarter.kept else unsaid_words(words)
        yield words.text("• %(quarter)s: %(kept)s", quarter=quarter_words(quarter, words), kept=said)


def unsaid_words(words: Words) -> str:
    return words.text("no account had ARR on the first day, so there is no rate")


def lost_words(lost: LostLately, words: Words) -> Iterable[str]:
    if not lost.records:
        yield words.text("Nothing was recorded as lost.")
        return
    for each in lost.reasons:
        yield words.text(
            "• %(name)s: *%(amount)s* · %(records)s",
            name=words.text(REASON_WORDS[each.reason]),
            amount=money_words(each.arr, words),
            records=records_words(each.records, words),
        )
    yield words.text(
        "All: *%(amount)s* · %(records)s",
        amount=money_words(lost.arr, words),
        records=records_words(lost.records, words),
    )
    if lost.without_arr:
        yield words.plural(
            "%(count)s record is in no sum: its amount is not known.",
            "%(count)s records are in no sum: their amount is not known.",
            lost.without_arr,
        )


def team_words(team: TeamWeek, words: Words) -> Iterable[str]:
    """One line a person, who is behind first; the last line is of everybody."""
    for each in team.people:
        yield _person(each, words)
    if team.more:
        yield words.plural("and %(count)s colleague more", "and %(count)s colleagues more", team.more)
    yield words.text("All: %(activity)s", activity=_activity(team.whole, words))


def renewals_words(count: int, words: Words) -> str:
    return words.plural("%(count)s renewal", "%(count)s renewals", count)


def records_words(count: int, words: Words) -> str:
    return words.plural("%(count)s record", "%(count)s records", count)


def _person(each: PersonWeek, words: Words) -> str:
    return words.text(
        "• %(person)s (%(accounts)s): %(activity)s",
        person=mentioned(each.person),
        accounts=accounts_words(each.accounts, words),
        activity=_activity(each.activity, words),
    )


def _activity(activity: Activity, words: Words) -> str:
    overdue = words.plural("%(count)s task overdue", "%(count)s tasks overdue", activity.tasks_overdue)
    return " · ".join(
        (
            words.plural("%(count)s two-way touchpoint", "%(count)s two-way touchpoints", activity.touchpoints),
            words.plural("%(count)s task done", "%(count)s tasks done", activity.tasks_done),
            f"*{overdue}*" if activity.tasks_overdue else overdue,
        )
    )
