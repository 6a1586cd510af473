"""The part of the settings that says who sees what."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, input_block, option, radio_buttons
from bot.locale import Words, marked
from domain.permissions import BookScope
from domain.preferences import WorkspaceRules
from domain.settings_form import SettingsField


def sight_fields(rules: WorkspaceRules, words: Words) -> Iterable[Block]:
    choices = {each: option(words.text(_SIGHTS[each]), each) for each in BookScope}
    made = radio_buttons(SettingsField.CSMS_SEE, list(choices.values()), initial=choices[rules.csms_see])
    hint = words.text("Managers, directors, admins and viewers see all accounts. Channels read what their digest says.")
    yield input_block(SettingsField.CSMS_SEE, words.text("CSMs see"), made, hint=hint)


_SIGHTS = {
    BookScope.ALL: marked("All accounts"),
    BookScope.OWN: marked("Only their own book, and what they cover today"),
}
