"""What went wrong with contacts and survey answers, in words; `errors` says them with all the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.blocks.kit import mention
from bot.locale import Words, marked
from domain.errors import (
    ContactNotFoundError,
    ContactStandsError,
    CustomerSuccessError,
    SurveyAnswerNotFoundError,
    SurveyAnswerStandsError,
)


def _contact_not_found(_error: ContactNotFoundError, words: Words) -> str:
    return words.text("That contact is not in the book any more. Ask for the list again.")


def _contact_stands(error: ContactStandsError, words: Words) -> str:
    said = _STANDING_CONTACTS.get(error.reason, _STANDING_CONTACTS["gone"])
    return words.text(said, by=mention(error.by) if error.by else words.text("Somebody"))


def _answer_not_found(_error: SurveyAnswerNotFoundError, words: Words) -> str:
    return words.text("That answer is not in the book any more, or nobody typed it. Ask for the list again.")


def _answer_stands(error: SurveyAnswerStandsError, words: Words) -> str:
    said = _STANDING_ANSWERS.get(error.reason, _STANDING_ANSWERS["gone"])
    return words.text(said, by=mention(error.by) if error.by else words.text("Somebody"))


_STANDING_ANSWERS = {
    "gone": marked("There is nothing to undo: that answer is gone already."),
    "too_late": marked("It is too late to undo it: that works for ten minutes."),
    "changed": marked("%(by)s changed the answer since, so nothing was undone."),
}
_STANDING_CONTACTS = {
    "gone": marked("There is nothing to undo: that contact is gone already."),
    "too_late": marked("It is too late to undo it: that works for ten minutes. `Edit…` puts it right at any time."),
    "changed": marked("%(by)s changed the contact since, so nothing was undone."),
}
PEOPLE_EXPLANATIONS: dict[type[CustomerSuccessError], Callable[[Any, Words], str]] = {
    ContactNotFoundError: _contact_not_found,
    ContactStandsError: _contact_stands,
    SurveyAnswerNotFoundError: _answer_not_found,
    SurveyAnswerStandsError: _answer_stands,
}
