"""The part of the settings that says which channels get a morning digest."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.capture_offer import emoji_row
from bot.blocks.kit import Block, Option, conversations_select, input_block, option, select
from bot.locale import Language, Words, marked
from domain.channel_digests import MOST_CHANNELS, RefusedChannel
from domain.preferences import ChannelDigests
from domain.settings_form import SettingsField
from domain.sharing import Audience, SharingRefusal

WORKSPACES_OWN = "workspace"
"""The choice that leaves the language to the workspace."""


def channel_fields(digests: ChannelDigests, words: Words) -> Iterable[Block]:
    channels = conversations_select(
        SettingsField.CHANNELS,
        placeholder=words.text("Choose channels"),
        most=MOST_CHANNELS,
        initial=digests.channels,
    )
    who = words.text("Everybody in them reads accounts, ARR, reasons and owners. Not where guests or outsiders read.")
    yield input_block(
        SettingsField.CHANNELS, words.text("Channels with a morning digest"), channels, optional=True, hint=who
    )
    languages = _languages(words)
    chosen = next((each for each in languages if each["value"] == digests.language), languages[0])
    label = words.text("Language in channels")
    made = select(SettingsField.CHANNEL_LANGUAGE, languages, placeholder=label, initial=chosen)
    yield input_block(SettingsField.CHANNEL_LANGUAGE, label, made)
    yield emoji_row(words)


def channel_refused(refused: RefusedChannel, words: Words) -> str:
    """In plain text, as errors of fields are."""
    return words.text(_REFUSALS[refused.refusal], channel=_place(refused.audience, words))


def _languages(words: Words) -> list[Option]:
    return [
        option(words.text("As Moorline is set up"), WORKSPACES_OWN),
        option("English", Language.EN),
        option("简体中文", Language.ZH_HANS),
    ]


def _place(audience: Audience, words: Words) -> str:
    """A channel that hides itself from the bot hides its name, too."""
    return words.text("that channel") if audience.name == audience.channel else f"#{audience.name}"


_REFUSALS = {
    SharingRefusal.OUTSIDERS: marked("People from outside the company read %(channel)s, or are invited to."),
    SharingRefusal.GUESTS: marked("Guests read %(channel)s: a digest is not for them."),
    SharingRefusal.NOT_IN_CHANNEL: marked("I am not in %(channel)s. Invite me there first."),
    SharingRefusal.UNKNOWN: marked("I could not find out who reads %(channel)s. Choose a smaller one."),
    SharingRefusal.NOBODY_ELSE: marked("That is no channel. Digests of your own come in direct messages."),
}
