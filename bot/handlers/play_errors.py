"""What is said where a play cannot be found, or stands as it is."""

from __future__ import annotations

from bot.blocks.kit import mention
from bot.locale import Words, marked
from domain.errors import PlayNotFoundError, PlayStandsError, SuggestionGoneError

_STANDING = {
    "gone": marked("It is gone already: somebody took it back before you."),
    "too_late": marked("It can be undone for ten minutes only. `Edit…` in the list changes it at any time."),
    "changed": marked("%(by)s changed it since, so it stays as it is. Ask for the list again."),
}


def play_not_found(_error: PlayNotFoundError, words: Words) -> str:
    return words.text("That play is not in the book any more. Ask for the list again.")


def play_stands(error: PlayStandsError, words: Words) -> str:
    return words.text(_STANDING[error.reason], by=mention(error.by) if error.by else words.text("Somebody"))


def suggestion_gone(_error: SuggestionGoneError, words: Words) -> str:
    return words.text("That account is not suggested any more. Ask for the list again.")
