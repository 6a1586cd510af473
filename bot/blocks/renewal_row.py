"""One renewal of a list: a strong line, a line of what people and numbers say, and a quiet one of what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.ask_words import ask_words
from bot.blocks.health_card import ARROWS
from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, Option, button, context, one_line, option, overflow, section
from bot.blocks.play_words import plays_in_row
from bot.blocks.renewal_words import OUTCOME_WORDS, TIMING_WORDS, category_words, days_left, health_words
from bot.blocks.task_words import next_task_words
from bot.ids import Action
from bot.locale import Words
from domain.renewals.answer import RenewalLine
from domain.renewals.head import is_snoozed
from domain.renewals.renewal import Outcome, Renewal
from domain.renewals.timing import timing_of


def renewal_row(line: RenewalLine, words: Words, today: date, *, whose: str | None) -> list[Block]:
    """`whose`: the person whose list it is; None where it holds the renewals of many."""
    said = f"{_first_line(line, words, today)}\n{_second_line(line, words, today)}"
    menu = _menu(line, words, today)
    return [section(said, accessory=menu), context(" · ".join(_quiet(line, words, today, whose)))]


def _first_line(line: RenewalLine, words: Words, today: date) -> str:
    renewal = line.row.renewal
    parts = [f"*{one_line(line.row.name)}*", _arr(renewal, words), _due(renewal, words, today)]
    return " · ".join(parts)


def _arr(renewal: Renewal, words: Words) -> str:
    return words.money(renewal.arr) if renewal.arr else words.text("ARR not known")


def _due(renewal: Renewal, words: Words, today: date) -> str:
    day = words.day(renewal.due_on)
    if renewal.outcome:
        return day
    return words.text("%(day)s (%(when)s)", day=day, when=days_left(renewal.due_on, today, words))


def _second_line(line: RenewalLine, words: Words, today: date) -> str:
    arrow = f" {ARROWS[line.arrow]}" if line.arrow else ""
    health = health_words(line.row.band, line.row.shown, words) + arrow
    renewal = line.row.renewal
    said = _outcome(renewal, renewal.outcome, words) if renewal.outcome else _forecast(renewal, words, today)
    return " · ".join([health, *said])


def _outcome(renewal: Renewal, outcome: Outcome, words: Words) -> Iterable[str]:
    yield f"*{words.text(OUTCOME_WORDS[outcome.kind])}*"
    if outcome.final and outcome.final.minor:
        yield words.text("now %(arr)s", arr=words.money(outcome.final))
    yield words.text("on %(day)s", day=words.day(outcome.resolved_on))
    if timing := timing_of(renewal):
        yield words.text(TIMING_WORDS[timing])


def _forecast(renewal: Renewal, words: Words, today: date) -> Iterable[str]:
    if renewal.notice_received_on:
        yield words.text("*notice received* on %(day)s", day=words.day(renewal.notice_received_on))
    said = renewal.forecast
    if said is None:
        yield words.text("no forecast yet")
        return
    yield words.text(
        "*%(category)s*, %(person)s, %(age)s",
        category=category_words(said.category, words),
        person=mentioned(said.by),
        age=words.age((today - said.at.date()).days),
    )
    if said.proposed:
        yield words.text("proposed %(arr)s", arr=words.money(said.proposed))


def _quiet(line: RenewalLine, words: Words, today: date, whose: str | None) -> Iterable[str]:
    if whose is None or line.row.owner != whose:
        yield mentioned(line.row.owner) if line.row.owner else words.text("nobody yet")
    if line.row.renewal.outcome is None:
        yield from _dates(line, words, today)
    yield from ask_words(line.asks, words)
    if line.row.renewal.outcome is None:
        yield from plays_in_row(line.row.plays, words)
    yield next_task_words(line.row.tasks, words, today)
    yield _last_contact(line.row.last_two_way_on, words, today)
    if line.row.renewal.next_step:
        yield words.text("next step: %(step)s", step=one_line(line.row.renewal.next_step))


def _dates(line: RenewalLine, words: Words, today: date) -> Iterable[str]:
    renewal = line.row.renewal
    if is_snoozed(renewal.snoozed_until, today) and renewal.snoozed_until:
        yield words.text("snoozed until %(day)s", day=words.day(renewal.snoozed_until))
    if renewal.notice_on:
        yield _notice(renewal.notice_on, words, today)
    if renewal.auto_renew is not None:
        yield words.text("renews by itself") if renewal.auto_renew else words.text("does not renew by itself")
    if line.reminder:
        yield words.text("reminded on %(day)s", day=words.day(line.reminder.on))


def _notice(deadline: date, words: Words, today: date) -> str:
    if deadline < today:
        return words.text("notice was due by %(day)s", day=words.day(deadline))
    return words.text(
        "notice until %(day)s (%(when)s)", day=words.day(deadline), when=days_left(deadline, today, words)
    )


def _last_contact(day: date | None, words: Words, today: date) -> str:
    if day is None:
        return words.text("no two-way touchpoint yet")
    return words.text("two-way touchpoint %(age)s", age=words.age((today - day).days))


def _menu(line: RenewalLine, words: Words, today: date) -> Element:
    """What may be done with it; who may only look gets the one button that looks."""
    renewal = line.row.renewal
    health = str(renewal.account)
    if line.may_undo:
        return overflow(f"{Action.ROW_MENU}:{renewal.id}", _entries_after_closing(line, words))
    if not line.may_change or renewal.outcome:
        says = words.text("Show %(account)s", account=line.row.name)
        return button(words.text("Health"), f"{Action.SHOW_HEALTH}:{renewal.id}", value=health, says=says)
    number = str(renewal.id)
    snooze = (
        _entry(words.text("Unsnooze"), Action.UNSNOOZE, number)
        if is_snoozed(renewal.snoozed_until, today)
        else _entry(words.text("Snooze"), Action.SNOOZE, number)
    )
    return overflow(
        f"{Action.ROW_MENU}:{number}",
        [
            _entry(words.text("Forecast"), Action.FORECAST, number),
            _entry(words.text("Task"), Action.NEW_TASK, f"renewal:{number}"),
            snooze,
            _entry(words.text("Close"), Action.CLOSE_RENEWAL, number),
            _entry(words.text("Health"), Action.SHOW_HEALTH, health),
        ],
    )


def _entries_after_closing(line: RenewalLine, words: Words) -> list[Option]:
    renewal = line.row.renewal
    return [
        _entry(words.text("Undo"), Action.UNDO_CLOSING, f"{renewal.id} {renewal.version} list"),
        _entry(words.text("Health"), Action.SHOW_HEALTH, str(renewal.account)),
    ]


def _entry(label: str, action: Action, value: str) -> Option:
    return option(label, f"{action}:{value}")
