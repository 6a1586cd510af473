"""Stages and first value in words: since when, stuck by what; what counts, when it is due, how it was reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.blocks.health_words import STAGE_WORDS, People
from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.accounts import UsageMeasure
from domain.first_value.reached import ValueReached, days_late, how_reached
from domain.first_value.rules import ValueRule, ValueWay
from domain.health.standing import AccountStanding
from domain.lifecycle.policy import Stuck

WHAT_SHOWN = 120
STUCK_WORDS = {
    Stuck.NOT_LIVE: marked("onboarding has begun, and it is not live"),
    Stuck.RENEWAL_OPEN: marked("the term is over, and nothing is signed"),
    Stuck.NO_VALUE: marked("onboarding is over, without first value"),
}
MEASURE_NAMES = {
    UsageMeasure.ACTIVE_USERS: marked("users active on a day"),
    UsageMeasure.ACTIVE_USERS_28D: marked("users active in 28 days"),
    UsageMeasure.EVENTS: marked("things done"),
    UsageMeasure.CORE_FEATURES_USED: marked("core features used"),
    UsageMeasure.SEATS_ASSIGNED: marked("seats assigned"),
}


def first_value_words(standing: AccountStanding, words: Words, today: date) -> str:
    """When it was reached or is due, with how late that is."""
    reached, due = standing.first_value_on, standing.first_value_due_on
    late = days_late(due_on=due, reached_on=reached, today=today)
    by_days = words.plural("%(count)s day late", "%(count)s days late", late or 0)
    if reached and late:
        return words.text("reached on %(day)s, %(late)s", day=words.day(reached), late=by_days)
    if reached:
        return words.text("reached on %(day)s", day=words.day(reached))
    if due is None:
        return words.text("no date agreed")
    if late:
        return words.text("was due on %(day)s, %(late)s", day=words.day(due), late=by_days)
    return words.text("due on %(day)s", day=words.day(due))


def how_words(standing: AccountStanding, words: Words, people: People) -> str:
    """By what it was reached; empty where that is not known."""
    how = how_reached(standing.value_reached, on=standing.first_value_on)
    return _HOW[how.by](how, words, people) if how else ""


def rule_words(rule: ValueRule, words: Words) -> str:
    """What counts as first value, and how soon."""
    target = words.plural("within %(count)s day", "within %(count)s days", rule.target_days)
    return words.text("%(what)s, %(target)s", what=_counts(rule, words), target=target)


def stuck_words(standing: AccountStanding, words: Words) -> str:
    return words.text(STUCK_WORDS[standing.stuck]) if standing.stuck else ""


def stage_words(standing: AccountStanding, words: Words, today: date) -> str:
    """The stage, since when it lasts, and for how long."""
    stage = words.text(STAGE_WORDS[standing.stage])
    if standing.stage_since is None:
        return stage
    days = max(0, (today - standing.stage_since).days)
    since = words.text("since %(day)s", day=words.day(standing.stage_since))
    length = words.plural("%(count)s day", "%(count)s days", days)
    return words.text("%(stage)s %(since)s (%(length)s)", stage=stage, since=since, length=length)


def _counts(rule: ValueRule, words: Words) -> str:
    match rule.by:
        case ValueWay.SEATS:
            return words.text("%(share)s of the seats active in a week", share=words.percent(rule.active_seat_share))
        case ValueWay.EVENT:
            return words.text(
                "%(count)s %(measure)s", count=words.number(rule.count), measure=_measure(rule.measure, words)
            )
        case ValueWay.MILESTONE:
            return words.text("milestone “%(title)s”", title=one_line(rule.milestone, WHAT_SHOWN))
        case _:
            return words.text("recorded by hand")


def _by_seats(how: ValueReached, words: Words, _: People) -> str:
    return words.text(
        "%(amount)s of %(seats)s seats active within %(days)s days",
        amount=words.number(how.amount),
        seats=words.number(how.of),
        days=how.within,
    )


def _by_event(how: ValueReached, words: Words, _: People) -> str:
    measure = _measure(how.measure or UsageMeasure.EVENTS, words)
    return words.text("%(count)s %(measure)s", count=words.number(how.amount), measure=measure)


def _by_milestone(how: ValueReached, words: Words, _: People) -> str:
    return words.text("milestone “%(title)s”", title=one_line(how.what, WHAT_SHOWN))


def _by_hand(how: ValueReached, words: Words, people: People) -> str:
    return words.text("%(what)s (%(person)s)", what=one_line(how.what, WHAT_SHOWN), person=people(how.person))


def _measure(measure: UsageMeasure, words: Words) -> str:
    return words.text(MEASURE_NAMES[measure])


_HOW: Mapping[ValueWay, Callable[[ValueReached, Words, People], str]] = {
    ValueWay.SEATS: _by_seats,
    ValueWay.EVENT: _by_event,
    ValueWay.MILESTONE: _by_milestone,
    ValueWay.HAND: _by_hand,
}
