"""The touchpoints of one account, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    quotation,
    section,
)
from bot.blocks.message_link import message_link
from bot.blocks.pages import place_words
from bot.blocks.touch_list import cadence_list, log_button, silence_words
from bot.blocks.touch_receipt import edit_button
from bot.blocks.touch_words import KIND_WORDS, REASON_WORDS, SENTIMENT_WORDS, author_words, instant_words, way_words
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import HelpWanted
from domain.touchpoints.answer import CadenceList, TouchesAnswer, TouchHistory
from domain.touchpoints.ports import TouchRow
from domain.touchpoints.touchpoint import AccountContact, Touchpoint

TOUCHES_ON_A_PAGE = 6
SUMMARY_SHOWN = 400
QUOTE_SHOWN = 300


def touches_answer(answer: TouchesAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs touches` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case CadenceList():
            return cadence_list(answer, words, today)
        case _:
            return touch_history(answer, words, today)


def touch_history(history: TouchHistory, words: Words, today: date) -> Message:
    name = history.account.name
    title = header(words.text("Touchpoints with %(account)s", account=name))
    if not history.page.rows:
        said = words.text("Nothing is logged for *%(account)s* yet. Log the first one:", account=one_line(name))
        return message([title, section(said), actions(log_button(history.account.account, name, words))])
    rows = [block for row in history.page.rows for block in _row(history, row, words, today)]
    return message([title, context(_head(history, words, today)), *rows, *_foot(history, words)])


def _head(history: TouchHistory, words: Words, today: date) -> str:
    parts = [words.plural("%(count)s touchpoint", "%(count)s touchpoints", history.page.total)]
    standing = history.standing
    if standing and not standing.churned:
        parts.append(silence_words(standing, words, today))
        if standing.cadence_days is not None:
            parts.append(words.plural("cadence %(count)s day", "cadence %(count)s days", standing.cadence_days))
    return " · ".join(parts)


def _row(history: TouchHistory, row: TouchRow, words: Words, today: date) -> Iterable[Block]:
    touchpoint = row.touchpoint
    first = " · ".join(_first(touchpoint, words))
    said = f"{first}\n{one_line(touchpoint.summary, SUMMARY_SHOWN)}" if touchpoint.summary else first
    edit = edit_button(touchpoint, words) if touchpoint.id in history.may_edit else None
    yield section(said, accessory=edit)
    if touchpoint.quoted.words:
        yield quotation(one_line_raw(touchpoint.quoted.words))
    yield context(" · ".join(_quiet(row, words, today)))


def _first(touchpoint: Touchpoint, words: Words) -> Iterable[str]:
    yield f"*{words.text(KIND_WORDS[touchpoint.kind])}*"
    yield way_words(touchpoint, words)
    yield instant_words(touchpoint.at, words)
    if touchpoint.sentiment:
        yield words.text(SENTIMENT_WORDS[touchpoint.sentiment])


def _quiet(row: TouchRow, words: Words, today: date) -> Iterable[str]:
    touchpoint = row.touchpoint
    yield author_words(touchpoint, words)
    if row.contacts:
        people = ", ".join(_contact(each, words, today) for each in row.contacts)
        yield words.text("with %(people)s", people=people)
    if touchpoint.reasons:
        yield ", ".join(words.text(REASON_WORDS[reason]) for reason in touchpoint.reasons)
    if link := message_link(touchpoint.quoted.permalink, words):
        yield link
    if touchpoint.changed_by:
        yield words.text("changed by %(person)s", person=mentioned(touchpoint.changed_by))


def _contact(contact: AccountContact, words: Words, today: date) -> str:
    name = one_line(contact.name)
    return words.text("%(name)s (has left)", name=name) if contact.has_left(today) else name


def one_line_raw(text: str) -> str:
    """For a quotation, which parses nothing."""
    said = " ".join(text.split())
    return said if len(said) <= QUOTE_SHOWN else f"{said[: QUOTE_SHOWN - 1]}…"


def _foot(history: TouchHistory, words: Words) -> Iterable[Block]:
    account, offset = history.account.account, history.offset
    last = offset + len(history.page.rows)
    turns: list[Element] = []
    if offset:
        before = max(0, offset - TOUCHES_ON_A_PAGE)
        turns.append(button(words.text("Previous"), f"{Action.TOUCHES_OF}:previous", value=f"{account} {before}"))
    if last < history.page.total:
        turns.append(button(words.text("Next"), f"{Action.TOUCHES_OF}:next", value=f"{account} {last}"))
    yield divider()
    if turns:
        yield context(place_words(offset, last, history.page.total, words))
    yield actions(*turns, log_button(account, history.account.name, words))


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("your accounts, the most silent first")),
        ("team overdue", words.text("those of your team that are past their cadence; `all`, or a @person")),
        ("acme", words.text("what was spoken of with one account")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message([section(words.text("*Touchpoints: who was last spoken with, and who is waiting*")), section(lines)])
