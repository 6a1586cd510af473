"""The form that brings a request in, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.feedback.request import Asker, Importance, Source
from domain.texts import written

LONGEST_TITLE, LONGEST_TEXT = 150, 3000


class FeedbackField(StrEnum):
    TITLE = "title"
    PROBLEM = "problem"
    QUOTE = "quote"
    ASKER = "asker"
    ACCOUNT = "account"
    PROSPECT = "prospect"
    CONTACT = "contact"
    IMPORTANCE = "importance"
    BLOCKS = "blocks"
    WORKAROUND = "workaround"
    AREA = "area"
    SAME = "same"


class FeedbackProblem(StrEnum):
    EMPTY = "empty"
    NO_ACCOUNT = "no_account"
    NO_PROSPECT = "no_prospect"


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """Texts as they came. `same` is the request this adds its voice to, where one was chosen."""

    title: str = ""
    problem: str = ""
    quote: str = ""
    asker: str = Asker.ACCOUNT
    account: str = ""
    prospect: str = ""
    contact: str = ""
    importance: str = Importance.IMPORTANT
    blocks_renewal: bool = False
    workaround: str = ""
    area: str = ""
    same: str = ""
    source: Source | None = None


def feedback_problems(form: FeedbackForm) -> dict[FeedbackField, FeedbackProblem]:
    """By field; a voice for a request that is there needs no title of its own."""
    found: dict[FeedbackField, FeedbackProblem] = {}
    if not form.same and not written(form.title):
        found[FeedbackField.TITLE] = FeedbackProblem.EMPTY
    if form.asker == Asker.ACCOUNT and not form.account:
        found[FeedbackField.ACCOUNT] = FeedbackProblem.NO_ACCOUNT
    if form.asker == Asker.PROSPECT and not written(form.prospect):
        found[FeedbackField.PROSPECT] = FeedbackProblem.NO_PROSPECT
    return found
