"""What a tracker's word on an issue means for its request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction
from domain.feedback.tracker_links import TrackerLink
from domain.feedback.trackers import Issue, IssueState, Place


class Effect(StrEnum):
    NOTHING = "nothing"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SHIPPED = "shipped"
    ASK = "ask"
    """Whoever decides is asked: declining needs words, and a tracker has none."""


SHIPPED_EFFECTS: Mapping[IssueState, Effect] = MappingProxyType(
    {
        IssueState.OPEN: Effect.NOTHING,
        IssueState.STARTED: Effect.IN_PROGRESS,
        IssueState.COMPLETED: Effect.SHIPPED,
        IssueState.CANCELED: Effect.ASK,
    }
)


@dataclass(frozen=True, slots=True)
class StateMap:
    """What was said otherwise than shipped, by tracker or place and the name of the state there."""

    said: Mapping[tuple[str, str], Effect] = field(default_factory=dict)

    def effect_of(self, issue: Issue) -> Effect:
        name = issue.state_name.casefold()
        for where in (issue.place.written, issue.place.tracker.value):
            if (where, name) in self.said:
                return self.said[where, name]
        return SHIPPED_EFFECTS[issue.state]


@dataclass(frozen=True, slots=True)
class Following:
    """What is done with the request; `asks`: somebody has to look, and is told why."""

    actions: tuple[RequestAction, ...] = ()
    asks: bool = False


_UNDECIDED = frozenset({RequestState.NEW, RequestState.NEEDS_DETAIL, RequestState.UNDER_REVIEW})
_STILL = Following()


def following(state: RequestState, link: TrackerLink, issue: Issue, states: StateMap) -> Following:
    """`link` holds what the issue was when it was last looked at; of its first sight nothing follows, nor of old news.

    Nothing moves a request back but an issue that was over and is opened again.
    """
    if link.issue_state is None or is_old_news(link, issue) or link.state_name == issue.state_name:
        return _STILL
    if link.issue_state.is_over and not issue.state.is_over:
        return _reopened(state)
    return _moved(state, states.effect_of(issue))


def is_old_news(link: TrackerLink, issue: Issue) -> bool:
    """Webhooks and lists come out of order."""
    return link.changed_at is not None and issue.changed_at < link.changed_at


def _reopened(state: RequestState) -> Following:
    if state is RequestState.SHIPPED:
        return Following((RequestAction.REOPEN,), asks=True)
    return Following(asks=state is RequestState.DECLINED)


def _moved(state: RequestState, effect: Effect) -> Following:
    match effect:
        case Effect.SHIPPED if state.is_open:
            return Following((RequestAction.SHIP,))
        case Effect.IN_PROGRESS if state in _UNDECIDED:
            return Following((RequestAction.ACCEPT, RequestAction.START))
        case Effect.IN_PROGRESS if state is RequestState.PLANNED:
            return Following((RequestAction.START,))
        case Effect.PLANNED if state in _UNDECIDED:
            return Following((RequestAction.ACCEPT,))
        case Effect.ASK if state.is_open:
            return Following(asks=True)
        case _:
            return _STILL


def place_and_name(written: str) -> tuple[str, str]:
    """`linear:ENG:In Review` names a state of one team, `linear:In Review` of all; as a `StateMap` holds it."""
    where, _, name = written.rpartition(":")
    return where, name.strip().casefold()


def is_known_place(where: str, places: tuple[Place, ...]) -> bool:
    return any(where in {place.written, place.tracker.value} for place in places)
