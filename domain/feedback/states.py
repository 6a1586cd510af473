"""What may be done with a request in which state, and where it leads; `docs/requests.md` draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.feedback.request import RequestState


class RequestAction(StrEnum):
    SUBMIT = "submit"
    ADD_VOICE = "add_voice"
    TAKE = "take"
    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    START = "start"
    SHIP = "ship"
    DECLINE = "decline"
    MERGE = "merge"
    UNMERGE = "unmerge"
    MOVE = "move"
    SNOOZE = "snooze"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    ASK_AGAIN = "ask_again"
    COMMENT = "comment"
    WAKE = "wake"


BY_ITSELF = "moorline"
"""Who did what nobody did: a snooze that was over."""


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One line of a request's life: who did what, when, and why.

    `came_from` is the request it was written for, where that was merged into this one. Of a merge and what takes it
    back, `note` is the number of the other request.
    """

    request: int
    at: datetime
    what: RequestAction
    by: str
    note: str = ""
    came_from: int | None = None


S, A = RequestState, RequestAction
_UNDECIDED = (S.NEW, S.NEEDS_DETAIL, S.UNDER_REVIEW)
_ACCEPTED = (S.PLANNED, S.IN_PROGRESS)
_OPEN = (*_UNDECIDED, *_ACCEPTED)
_SAME = None

_LEADS: Mapping[RequestAction, Mapping[RequestState, RequestState | None]] = {
    A.ADD_VOICE: dict.fromkeys((*_OPEN, S.SHIPPED, S.DECLINED), _SAME),
    A.TAKE: {S.NEW: S.UNDER_REVIEW, S.NEEDS_DETAIL: _SAME, S.UNDER_REVIEW: _SAME, **dict.fromkeys(_ACCEPTED, _SAME)},
    A.ASK: dict.fromkeys(_UNDECIDED, S.NEEDS_DETAIL),
    A.ANSWER: {S.NEEDS_DETAIL: S.UNDER_REVIEW, **dict.fromkeys((S.NEW, S.UNDER_REVIEW, *_ACCEPTED), _SAME)},
    A.ACCEPT: {**dict.fromkeys(_UNDECIDED, S.PLANNED), S.PLANNED: _SAME, S.DECLINED: S.PLANNED},
    A.START: {S.PLANNED: S.IN_PROGRESS},
    A.SHIP: dict.fromkeys(_OPEN, S.SHIPPED),
    A.DECLINE: dict.fromkeys(_OPEN, S.DECLINED),
    A.MERGE: dict.fromkeys(_OPEN, S.DUPLICATE),
    A.UNMERGE: {S.DUPLICATE: S.UNDER_REVIEW},
    A.MOVE: dict.fromkeys(_OPEN, _SAME),
    A.SNOOZE: dict.fromkeys(_UNDECIDED, _SAME),
    A.WITHDRAW: dict.fromkeys(_OPEN, S.WITHDRAWN),
    A.ASK_AGAIN: {S.DECLINED: _SAME},
    A.REOPEN: dict.fromkeys((S.SHIPPED, S.DECLINED, S.WITHDRAWN), S.UNDER_REVIEW),
    A.COMMENT: dict.fromkeys((*_OPEN, S.SHIPPED, S.DECLINED, S.WITHDRAWN), _SAME),
    A.WAKE: dict.fromkeys(_UNDECIDED, _SAME),
}


def last_decision(steps: Sequence[RequestStep]) -> RequestStep:
    """Of those that changed the request itself; a voice that joined it, or a comment, overtakes nobody."""
    decided = [step for step in steps if step.what not in {RequestAction.ADD_VOICE, RequestAction.COMMENT}]
    return decided[-1]


RAISES = frozenset({A.REOPEN, A.ASK_AGAIN})
"""What somebody says after it was decided."""
_SETTLES = frozenset({A.ACCEPT, A.START, A.SHIP, A.DECLINE, A.MERGE, A.WITHDRAW})


def raised_in(steps: Sequence[RequestStep]) -> RequestStep | None:
    """What somebody said last after it was decided, in words; None where it was decided anew since."""
    for step in reversed(steps):
        if step.what in _SETTLES:
            return None
        if step.what in RAISES and step.note:
            return step
    return None


def may_follow(state: RequestState, action: RequestAction) -> bool:
    return state in _LEADS.get(action, {})


def state_after(state: RequestState, action: RequestAction) -> RequestState:
    """Raises `KeyError` where the action has no place in that state."""
    return _LEADS[action][state] or state
