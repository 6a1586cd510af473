"""The part of the settings that says which rules speak to somebody, and where."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.alert_words import KIND_WORDS
from bot.blocks.kit import Block, divider, input_block, multi_select, option
from bot.locale import Words
from domain.alerts.policy import AlertKind, AlertRules, AlertWay
from domain.alerts.wishes import kinds_by, offered_kinds
from domain.preferences import Preferences
from domain.settings_form import SettingsField


def alert_choices(wishes: Preferences, rules: AlertRules, words: Words) -> Iterable[Block]:
    """Nothing, where every rule is off."""
    kinds = offered_kinds(rules)
    if not kinds:
        return
    yield divider()
    now, later = kinds_by(AlertWay.MESSAGE, wishes, rules), kinds_by(AlertWay.DIGEST, wishes, rules)
    yield _choice(SettingsField.ALERTS_NOW, words.text("Alerts that come at once"), kinds, now, words)
    hint = words.text("What is in neither list is only in `/cs alerts`.")
    yield _choice(SettingsField.ALERTS_DIGEST, words.text("Alerts that wait for the digest"), kinds, later, words, hint)


def _choice(
    field: SettingsField,
    label: str,
    kinds: tuple[AlertKind, ...],
    chosen: tuple[AlertKind, ...],
    words: Words,
    hint: str = "",
) -> Block:
    options = {kind: option(words.text(KIND_WORDS[kind]), kind) for kind in kinds}
    select = multi_select(
        field,
        list(options.values()),
        placeholder=words.text("Alerts"),
        most=len(options),
        initial=[options[kind] for kind in chosen],
    )
    return input_block(field, label, select, optional=True, hint=hint)
