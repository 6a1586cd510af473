"""The Home tab: what needs you today, your tasks, and, for admins, how Moorline itself is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from bot.blocks.digest_words import item_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    HomePage,
    actions,
    button,
    context,
    date_token,
    divider,
    escaped,
    header,
    one_line,
    section,
)
from bot.blocks.task_words import due_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.home import HomeLook, OwnState
from domain.outbox.announcement import AnnouncementKind
from domain.outbox.ports import OutboxLine
from domain.tasks.form import LONGEST_TITLE
from domain.tasks.ports import TaskPage

_CHANNEL = "C"


def home_page(look: HomeLook, words: Words, today: date) -> HomePage:
    blocks = [
        header(words.text("Today, %(day)s", day=words.day(today))),
        *_needs(look, words),
        *(_tasks(look.tasks, words, today) if look.tasks else ()),
        *(_own(look.own, words) if look.own else ()),
        divider(),
        context(_as_of(look, words)),
        actions(*_ways(look, words)),
    ]
    return HomePage(tuple(blocks))


def not_for_you(words: Words) -> HomePage:
    """For guests, visitors, and employees without a role."""
    said = words.text("Moorline is for colleagues who have a role in it. An admin of yours can give you one.")
    return HomePage((section(said),))


def _needs(look: HomeLook, words: Words) -> Iterable[Block]:
    if look.items is None:
        return
    yield section(f"*{words.text('What needs you')}*")
    if not look.items:
        yield section(words.text("Nothing changed that needs you."))
    for item in look.items:
        yield section(item_words(item, words, reader=look.member.slack_id))
        yield actions(button(words.text("Why?"), f"{Action.WHY}:{item.account}", value=str(item.account)))
    if look.more:
        more = words.plural("Show all: %(count)s more", "Show all: %(count)s more", look.more)
        yield actions(button(more, Action.DIGEST_ALL))


def _tasks(page: TaskPage, words: Words, today: date) -> Iterable[Block]:
    yield divider()
    yield section(f"*{words.text('Your tasks')}*")
    if not page.tasks:
        yield section(words.text("No task is open."))
    for listed in page.tasks:
        facts = [due_words(listed.task.due_on, words, today)]
        if listed.account_name:
            facts.append(one_line(listed.account_name))
        yield section(f"{one_line(listed.task.title, LONGEST_TITLE)}\n{' · '.join(facts)}")
    if page.total > len(page.tasks):
        rest = page.total - len(page.tasks)
        yield context(words.plural("and %(count)s more: `/cs tasks`", "and %(count)s more: `/cs tasks`", rest))
    yield actions(button(words.text("New task"), Action.NEW_TASK))


def _own(own: OwnState, words: Words) -> Iterable[Block]:
    yield divider()
    yield section(f"*{words.text('Moorline itself')}*")
    counts = words.text(
        "Messages: %(waiting)s waiting, %(parked)s given up",
        waiting=words.number(own.counts.waiting + own.counts.sending),
        parked=words.number(own.counts.parked),
    )
    yield section(words.text("✓ All is well.") if own.is_well else counts)
    for pause in own.pauses:
        until = date_token(pause.until, "{time}", words.instant(pause.until, "UTC"))
        yield context(
            words.text("⚠️ Held back until %(until)s: %(reason)s", until=until, reason=escaped(pause.reason, 80))
        )
    for state in own.failing:
        said = words.text(
            "⚠️ The job `%(job)s` fails: %(reason)s",
            job=escaped(state.job, 80),
            reason=escaped(state.failed_with or "", 80),
        )
        yield context(said)
    for line in own.parked:
        yield from _parked(line, words)


def _parked(line: OutboxLine, words: Words) -> Iterable[Block]:
    to = line.announcement.to
    who = f"<#{escaped(to)}>" if to.startswith(_CHANNEL) else mentioned(to)
    said = words.text(
        "Not delivered to %(to)s: %(what)s (%(reason)s)",
        to=who,
        what=words.text(_KINDS[line.announcement.kind]),
        reason=escaped(line.reason, 80),
    )
    retry = button(words.text("Try again"), f"{Action.OUTBOX_RETRY}:{line.id}", value=str(line.id))
    yield section(said, accessory=retry)


def _as_of(look: HomeLook, words: Words) -> str:
    as_of = words.text("as of %(time)s", time=date_token(look.as_of, "{time}", words.instant(look.as_of, "UTC")))
    if look.next_digest_at is None:
        return as_of
    local = look.next_digest_at.astimezone(ZoneInfo(look.zone))
    coming = words.text("next digest: %(day)s at %(time)s", day=words.day(local.date()), time=f"{local:%H:%M}")
    return f"{as_of} · {coming}"


def _ways(look: HomeLook, words: Words) -> Iterable[Block]:
    yield button(words.text("Settings"), Action.SETTINGS)
    if look.items is not None:
        yield button(words.text("Send one now"), Action.DIGEST_NOW)


_KINDS = {
    AnnouncementKind.DIGEST: marked("the morning digest"),
    AnnouncementKind.WEEKLY: marked("the week of a team"),
    AnnouncementKind.PRODUCT_WEEK: marked("the week of requests"),
    AnnouncementKind.ALERT: marked("an alert"),
    AnnouncementKind.TASK: marked("a task"),
    AnnouncementKind.TROUBLE: marked("trouble of Moorline's own"),
    AnnouncementKind.TEST: marked("a test"),
}
