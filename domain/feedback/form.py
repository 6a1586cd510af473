"""The forms that bring a request in and decide on it, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.feedback.request import Asker, DeclineReason, Importance, Source
from domain.feedback.states import RequestAction
from domain.texts import written

LONGEST_TITLE, LONGEST_TEXT = 150, 3000
NEEDS_WORDS = frozenset({RequestAction.DECLINE, RequestAction.ASK, RequestAction.COMMENT, RequestAction.ANSWER})


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
    SIMILAR = "similar"


class DecisionField(StrEnum):
    PLAN = "plan"
    OWNER = "owner"
    REASON = "reason"
    NOTE = "note"


class Plan(StrEnum):
    """How something is accepted."""

    PLANNED = "planned"
    BACKLOG = "backlog"
    """It will be done; for when is not promised."""


class FeedbackProblem(StrEnum):
    EMPTY = "empty"
    NO_ACCOUNT = "no_account"
    NO_PROSPECT = "no_prospect"
    MOVED_ON = "moved_on"
    """The request it was to be added to takes no more voices."""


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """Texts as they came. `joins` is the number of the request that this voice is added to, in place of a new one.

    `thread` is the one that the source stands in, empty for a message on its own.
    """

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
    source: Source | None = None
    thread: str = ""
    joins: str = ""


def feedback_problems(form: FeedbackForm) -> dict[FeedbackField, FeedbackProblem]:
    """By field; none where it can be brought in."""
    found: dict[FeedbackField, FeedbackProblem] = {}
    if not written(form.title) and not form.joins:
        found[FeedbackField.TITLE] = FeedbackProblem.EMPTY
    if form.asker == Asker.ACCOUNT and not form.account:
        found[FeedbackField.ACCOUNT] = FeedbackProblem.NO_ACCOUNT
    if form.asker == Asker.PROSPECT and not written(form.prospect):
        found[FeedbackField.PROSPECT] = FeedbackProblem.NO_PROSPECT
    return found


def decision_gaps(what: RequestAction, note: str, reason: DeclineReason | None) -> tuple[DecisionField, ...]:
    """What has to be filled in before it is decided: whoever asked gets to hear it, and blanks say nothing."""
    gaps = {
        DecisionField.REASON: what is RequestAction.DECLINE and reason is None,
        DecisionField.NOTE: what in NEEDS_WORDS and not written(note),
    }
    return tuple(field for field, is_missing in gaps.items() if is_missing)
