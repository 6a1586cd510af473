"""A line of a digest in words: the account, one reason, and what to know beside it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.alert_words import ICONS, rule_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import one_line
from bot.blocks.renewal_words import category_words, money_words
from bot.blocks.retention_words import kept_words
from bot.locale import Words, marked
from domain.digests.digest import LateFeed, Totals
from domain.digests.items import Item, Reason
from domain.records import RecordKind

_ICONS = {
    Reason.NEWLY_RED: "🔴",
    Reason.DROPPED: "📉",
    Reason.PERSON_LEFT: "⚠️",
    Reason.RENEWAL_OVERDUE: "🔔",
    Reason.RENEWAL_UNCOMMITTED: "📅",
    Reason.NEWLY_SILENT: "💬",
    Reason.NOT_SCORED: "⚪",
    Reason.FIRST_VALUE_LATE: "⏳",
    Reason.TASKS_OVERDUE: "📝",
    Reason.SILENT: "💬",
    Reason.RECOVERED: "🟢",
}


def icon_of(item: Item) -> str:
    return ICONS[item.gravity] if item.gravity else _ICONS[item.reason]


def item_words(item: Item, words: Words, *, reader: str) -> str:
    """Two lines: the account with its reason, then who owns it, how long it is silent, when it renews."""
    head = f"{icon_of(item)} *{one_line(item.name)}*"
    if item.arr:
        head = f"{head} · {words.short_money(item.arr)}"
    facts = " · ".join(_facts(item, words, reader))
    first = f"{head} — {reason_words(item, words)}"
    return f"{first}\n{facts}" if facts else first


def reason_words(item: Item, words: Words) -> str:  # noqa: PLR0911 - one a reason
    match item.reason:
        case Reason.DROPPED:
            points = (item.before or 0) - (item.after or 0)
            dropped = words.plural("dropped %(count)s point in 7 days", "dropped %(count)s points in 7 days", points)
            return words.text(
                "%(dropped)s: %(before)s → %(after)s", dropped=dropped, before=item.before, after=item.after
            )
        case Reason.PERSON_LEFT:
            return words.text("%(person)s, champion or buyer, left", person=one_line(item.person or "", 80))
        case Reason.RENEWAL_OVERDUE:
            return words.plural(
                "its renewal is %(count)s day overdue", "its renewal is %(count)s days overdue", item.days
            )
        case Reason.RENEWAL_UNCOMMITTED:
            return words.text("renews soon, forecast: %(forecast)s", forecast=category_words(item.category, words))
        case Reason.FIRST_VALUE_LATE:
            return words.plural("first value is %(count)s day late", "first value is %(count)s days late", item.days)
        case Reason.ALERT:
            assert item.alert is not None, "a line of a rule names it"
            return rule_words(item.alert, item.facts, words)
        case Reason.TASKS_OVERDUE:
            return words.plural("%(count)s task is overdue", "%(count)s tasks are overdue", item.count)
        case _:
            return words.text(_PLAIN[item.reason], days=item.days, before=item.before, after=item.after)


def total_words(totals: Totals, words: Words) -> Iterable[str]:
    red = totals.red
    yield words.plural("*%(count)s account in all*", "*%(count)s accounts in all*", totals.accounts)
    yield words.text(
        "ARR of red accounts: *%(now)s* (yesterday %(yesterday)s, a week ago %(week_ago)s)",
        now=money_words(red.now, words),
        yesterday=money_words(red.yesterday, words),
        week_ago=money_words(red.week_ago, words),
    )
    if totals.due:
        yield words.text(
            "Due this quarter: %(due)s, forecast so far: %(forecast)s",
            due=money_words(totals.due, words),
            forecast=money_words(totals.forecast, words),
        )
    if totals.kept:
        yield words.text("This quarter to date: %(kept)s", kept=kept_words(totals.kept, words))


def late_feed_words(feed: LateFeed, words: Words) -> str:
    days = words.plural("%(count)s day", "%(count)s days", feed.days)
    return words.text(_LATE[feed.kind], days=days)


def _facts(item: Item, words: Words, reader: str) -> Iterable[str]:
    if item.owner and item.owner != reader:
        yield mentioned(item.owner)
    if item.silent_days is None:
        yield words.text("no two-way contact known")
    else:
        yield words.plural("last contact %(count)s day ago", "last contact %(count)s days ago", item.silent_days)
    if item.renewal_days is not None and item.renewal_days >= 0:
        yield words.plural("renews in %(count)s day", "renews in %(count)s days", item.renewal_days)


_PLAIN = {
    Reason.NEWLY_RED: marked("turned red: %(before)s → %(after)s"),
    Reason.RECOVERED: marked("recovered: %(before)s → %(after)s"),
    Reason.NEWLY_SILENT: marked("silent for longer than its cadence of %(days)s days, since lately"),
    Reason.SILENT: marked("silent for longer than its cadence of %(days)s days"),
    Reason.NOT_SCORED: marked("not scored any more: too little is known"),
}
_LATE = {
    RecordKind.USAGE: marked("no new usage data for %(days)s"),
    RecordKind.TOUCHPOINT: marked("no new touchpoints for %(days)s"),
    RecordKind.TICKET: marked("no new tickets for %(days)s"),
}
