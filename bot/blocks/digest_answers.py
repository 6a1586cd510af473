"""What `/cs digest` and the buttons of a digest are answered with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks.channels_plan import channels_plan_words
from bot.blocks.digest_words import item_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    Modal,
    actions,
    button,
    context,
    date_token,
    header,
    input_block,
    message,
    one_line,
    person_select,
    section,
    text_input,
)
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.digests.answer import DigestLook, DigestPlan
from domain.digests.facts import Attention
from domain.reader_runs import RunOutcome
from domain.tasks.form import LONGEST_TITLE, TaskField


def digest_plan(plan: DigestPlan, words: Words) -> Message:
    if not plan.has_digest and plan.has_product_week:
        way = button(words.text("Show my week of requests"), Action.PRODUCT_NOW)
        return message(
            [section(_next_product(plan, words)), actions(way, button(words.text("Settings"), Action.SETTINGS))]
        )
    if not plan.has_digest:
        return message([section(words.text("Your role has no digest: it is for those who look after accounts."))])
    lines = [_next(plan, words), _last(plan, words)]
    if plan.has_weekly:
        lines.append(_next_week(plan, words))
    if plan.has_product_week:
        lines.append(_next_product(plan, words))
    return message(
        [
            header(words.text("Your digest")),
            section("\n".join(lines)),
            *_channels(plan, words),
            actions(*_ways(plan, words)),
        ]
    )


def digest_page(look: DigestLook, words: Words, *, reader: str) -> Modal:
    """All of it, the weightiest first; what somebody looks after already is left out, as in the message."""
    digest = look.digest
    lines: list[Block] = [section(item_words(item, words, reader=reader)) for item in digest.items]
    if not lines:
        lines = [section(words.text("Nothing changed that needs you."))]
    if digest.more:
        lines.append(context(words.plural("and %(count)s more", "and %(count)s more", digest.more)))
    return Modal(View.DIGEST_ALL, words.text("Your digest"), tuple(lines), close=words.text("Close"))


def assign_form(name: str, value: str, words: Words) -> Modal:
    """`value` is the account and how grave its line is, as the button carried it."""
    who = person_select(TaskField.ASSIGNEE, placeholder=words.text("Choose a colleague"))
    title = text_input(
        TaskField.TITLE,
        max_length=LONGEST_TITLE,
        initial=words.text("Look after %(account)s", account=name)[:LONGEST_TITLE],
    )
    return Modal(
        View.DIGEST_ASSIGN,
        words.text("Assign"),
        (
            input_block(TaskField.ASSIGNEE, words.text("Who looks after it?"), who),
            input_block(TaskField.TITLE, words.text("What is to be done?"), title),
        ),
        submit=words.text("Assign"),
        close=words.text("Cancel"),
        metadata=value,
    )


def was_taken(name: str, attention: Attention, words: Words) -> Message:
    who = mentioned(attention.taken_by or attention.by)
    at = date_token(attention.at, "{date_short_pretty} {time}", words.instant(attention.at, "UTC"))
    said = words.text(
        "%(person)s was faster: on *%(account)s* since %(when)s.", person=who, account=one_line(name), when=at
    )
    return message([section(said)])


def assigned(name: str, to: str, words: Words) -> Message:
    said = words.text(
        "✓ *%(account)s* is with %(person)s now, as a task.", account=one_line(name), person=mentioned(to)
    )
    return message([section(said)])


def on_its_way(words: Words) -> Message:
    return message([section(words.text("It is on its way to your direct messages."))])


def no_week(words: Words) -> Message:
    return message([section(words.text("No account is in your team's books yet, so there is no week to speak of."))])


def _ways(plan: DigestPlan, words: Words) -> Iterable[Element]:
    yield button(words.text("Send my digest now"), Action.DIGEST_NOW)
    if plan.has_weekly:
        yield button(words.text("Send last week"), Action.WEEKLY_NOW)
    if plan.has_product_week:
        yield button(words.text("Show my week of requests"), Action.PRODUCT_NOW)
    yield button(words.text("Send a test message"), Action.DIGEST_TEST)
    yield button(words.text("Settings"), Action.SETTINGS)


def _next_week(plan: DigestPlan, words: Words) -> str:
    if not plan.wishes.weekly:
        return words.text("The week of your team is off.")
    if plan.next_weekly_at is None:
        return words.text("The week of your team has no day to come on, as your settings are.")
    return words.text(
        "The week of your team comes on *%(day)s at %(time)s* (%(zone)s).", **_moment(plan.next_weekly_at, plan, words)
    )


def _next_product(plan: DigestPlan, words: Words) -> str:
    if not plan.wishes.product_weekly:
        return words.text("The week of requests is off.")
    if plan.next_product_week_at is None:
        return words.text("The week of requests has no day to come on, as your settings are.")
    return words.text(
        "The week of requests comes on *%(day)s at %(time)s* (%(zone)s), where there is something to say.",
        **_moment(plan.next_product_week_at, plan, words),
    )


def _moment(at: datetime, plan: DigestPlan, words: Words) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(plan.zone))
    return {"day": words.day(local.date()), "time": f"{local:%H:%M}", "zone": _zone(plan.zone)}


def _next(plan: DigestPlan, words: Words) -> str:
    if not plan.wishes.digest:
        return words.text("Your digest is off.")
    if plan.next_at is None:
        return words.text("No day of the coming week has a digest, as your settings are.")
    return _next_run(plan.next_at, plan.zone, words)


def _next_run(next_at: datetime, zone: str, words: Words) -> str:
    local = next_at.astimezone(ZoneInfo(zone))
    return words.text(
        "The next one comes on *%(day)s at %(time)s* (%(zone)s).",
        day=words.day(local.date()),
        time=f"{local:%H:%M}",
        zone=_zone(zone),
    )


def _channels(plan: DigestPlan, words: Words) -> Iterable[Block]:
    """For admins."""
    if channels := plan.channels:
        never = words.text("No day of the coming week has a digest, as the settings of everybody are.")
        next_run = _next_run(channels.next_at, channels.zone, words) if channels.next_at else never
        yield section("\n".join(channels_plan_words(channels, words, next_run=next_run)))


def _last(plan: DigestPlan, words: Words) -> str:
    if plan.last is None:
        return words.text("You have had none yet.")
    if plan.last.outcome is RunOutcome.TOLD and plan.has_arrived:
        return words.text("The last one came on %(day)s.", day=words.day(plan.last.day))
    return words.text(_OUTCOMES[plan.last.outcome], day=words.day(plan.last.day))


def _zone(zone: str) -> str:
    """As people say it: Europe/Berlin is the time of Berlin."""
    return zone.rpartition("/")[2].replace("_", " ")


_OUTCOMES = {
    RunOutcome.TOLD: marked("That of %(day)s is on its way, or could not be delivered: an admin sees why."),
    RunOutcome.NOTHING: marked("On %(day)s there was nothing to say."),
    RunOutcome.SKIPPED: marked("That of %(day)s was left out: Moorline was away until it was too late for it."),
}
