"""The message of an alert: what became true, why, what to do about it, and who does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.alert_words import fact_words, head_words, life_words, state_words, step_words
from bot.blocks.health_words import MEASURE_WORDS, key_factor
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    message,
    option,
    overflow,
    quotation,
    section,
)
from bot.ids import Action
from bot.locale import Words
from domain.alerts.alert import Alert, StepKind, about_alert
from domain.alerts.answer import AlertLook
from domain.alerts.policy import AlertKind

_OF_THE_SCORE = frozenset({AlertKind.BAND_DOWN, AlertKind.DROP})
_MOST_FACTORS = 2


def alert_message(look: AlertLook, words: Words, today: date, *, reader: str) -> Message:
    return message(list(alert_blocks(look, words, today, reader=reader)))


def alert_blocks(look: AlertLook, words: Words, today: date, *, reader: str, where: str = "") -> Iterable[Block]:
    """`where` is the list that it stands in, which is drawn again after a click; lists leave the advice out."""
    yield section(head_words(look, words))
    if said := str(look.alert.facts.get("words") or ""):
        yield quotation(said)
    yield context(" · ".join(fact_words(look, words, today, reader=reader)))
    if not (look.alert.is_over or where):
        yield section("\n".join(_advice(look, words)))
    if stands := state_words(look.alert, words):
        yield context(stands)
    if buttons := list(_buttons(look.alert, words, where)):
        yield actions(*buttons)


def alert_reply(look: AlertLook, what: StepKind, words: Words) -> Message:
    """Below the message: what happened to it, with what is true now."""
    said = f"{words.text('*Update:* %(what)s', what=life_words(what, words))}\n{head_words(look, words)}"
    blocks = [section(said)]
    if quoted := str(look.alert.facts.get("words") or ""):
        blocks.append(quotation(quoted))
    return message(blocks)


def _advice(look: AlertLook, words: Words) -> Iterable[str]:
    if look.alert.kind in _OF_THE_SCORE:
        for factor in look.pulls_down[:_MOST_FACTORS]:
            name = words.text(MEASURE_WORDS[factor.measure])
            yield words.text("▼ *%(name)s*: %(value)s", name=name, value=key_factor(factor, words))
    yield words.text("*Next step:* %(step)s", step=step_words(look.alert.kind, words))


def _buttons(alert: Alert, words: Words, where: str) -> Iterable[Element]:
    number, value = alert.id, f"{alert.id} {where}".strip()
    if alert.account is not None:
        yield button(words.text("Why?"), f"{Action.WHY}:{number}", value=str(alert.account))
    if not alert.is_over and alert.taken_by is None:
        yield button(words.text("On it"), f"{Action.ALERT_TAKE}:{number}", value=value)
    if not alert.is_over and alert.account is not None:
        yield button(words.text("Task"), f"{Action.NEW_TASK}:{number}", value=about_alert(alert.id))
    if not alert.is_over and alert.account is not None:
        yield button(words.text("Log touchpoint"), f"{Action.TOUCH}:{number}", value=about_alert(alert.id))
    entries = [option(words.text("What happened so far"), f"{Action.ALERT_LIFE}:{number}")]
    if not alert.is_over:
        entries.insert(0, option(words.text("Not useful…"), f"{Action.ALERT_DISMISS}:{value}"))
    if not alert.is_over and alert.snoozed_until is None:
        entries.insert(0, option(words.text("Snooze 7 d"), f"{Action.ALERT_SNOOZE}:{value}"))
    yield overflow(f"{Action.ROW_MENU}:{number}", entries)
