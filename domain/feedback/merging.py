"""Two requests that ask for the same become one, and can become two again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from domain.feedback.request import Request, RequestState, Voice
from domain.feedback.states import RequestStep

UNMERGE_WITHIN = timedelta(days=30)
MERGED = "requests.merged"
T = TypeVar("T", Voice, RequestStep)


class MergeField(StrEnum):
    INTO = "into"


class MergeProblem(StrEnum):
    NOTHING_CHOSEN = "nothing_chosen"
    ITSELF = "itself"
    IS_MERGED = "is_merged"
    IS_OVER = "is_over"


@dataclass(frozen=True, slots=True)
class MergeRefused:
    """`stands` is the request in which the chosen one was merged, where that is the trouble."""

    problem: MergeProblem
    stands: Request | None = None


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """A request that another may be merged into; `likeness` where it was compared, `named` as which it was looked for.

    `named` is a number that was merged into it.
    """

    request: Request
    likeness: float | None = None
    named: int | None = None


def merge_problem(loser: Request, winner: Request | None) -> MergeProblem | None:
    """None where it may be done: into one that is open, so that whoever asked hears what becomes of it.

    What was merged is never merged into, so no circle can close.
    """
    if winner is None:
        return MergeProblem.NOTHING_CHOSEN
    if winner.id == loser.id:
        return MergeProblem.ITSELF
    if winner.state is RequestState.DUPLICATE:
        return MergeProblem.IS_MERGED
    return None if winner.is_open else MergeProblem.IS_OVER


def may_be_unmerged(request: Request, now: datetime) -> bool:
    return request.merged_at is not None and now - request.merged_at <= UNMERGE_WITHIN


def moved_under(thing: T, winner: int) -> T:
    """It remembers where it was first written down, however often it is moved on."""
    return replace(thing, request=winner, came_from=thing.came_from or thing.request)


def given_back(thing: T, to: int) -> T:
    """What came from one that had been merged into `to` before goes on saying so."""
    return replace(thing, request=to, came_from=None if thing.came_from == to else thing.came_from)


def all_in(request: int, merged: Mapping[int, int]) -> frozenset[int]:
    """The request and all that were merged into it, and into those; `merged` says into which each was."""
    found = {request}
    while more := {each for each, into in merged.items() if into in found} - found:
        found |= more
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Following:
    """What somebody chose about a request; who brings one of its voices follows it without choosing.

    `came_from` is the request they chose it for, where that was merged into this one.
    """

    request: int
    member: str
    follows: bool
    came_from: int | None = None


def followers(voices: Iterable[Voice], chosen: Iterable[Following]) -> Sequence[str]:
    """Who brought a voice and did not look away, and who chose to follow."""
    wishes = {each.member: each.follows for each in chosen}
    brought = (voice.by for voice in voices)
    return [member for member in dict.fromkeys((*brought, *wishes)) if wishes.get(member, True)]


def carried_over(
    chosen: Iterable[Following], winner: int, already: Iterable[Following], voices: Iterable[Voice]
) -> Sequence[Following]:
    """What those of the one chose holds for the other, unless they have a tie of their own to that."""
    decided = {each.member for each in already}
    asking = {voice.by for voice in voices}
    return [
        replace(each, request=winner, came_from=each.came_from or each.request)
        for each in chosen
        if each.member not in decided and (each.follows or each.member not in asking)
    ]
