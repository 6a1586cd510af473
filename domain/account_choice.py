"""Whether a typed name is answered at once or asked back: the wrong account's card is worse than one more click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeAlias

from domain.account_names import normalised
from domain.accounts import AccountMatch

CLEAR = 0.84
"""From here a likeness is answered, when nothing else comes near."""
AHEAD = 0.13
POSSIBLE = 0.70
MOST_BUTTONS = 5
_NEAREST = 3
_SLIP = 3
_SHARED = 8


@dataclass(frozen=True, slots=True)
class Answer:
    match: AccountMatch


@dataclass(frozen=True, slots=True)
class Candidates:
    """Two to five, best first: a button each."""

    matches: tuple[AccountMatch, ...]


@dataclass(frozen=True, slots=True)
class TooMany:
    """More than buttons can show, best first: a select."""

    matches: tuple[AccountMatch, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No account is called that; up to three that come nearest."""

    nearest: tuple[AccountMatch, ...]


Choice: TypeAlias = Answer | Candidates | TooMany | Nothing


def choice(exact: Sequence[AccountMatch], like: Sequence[AccountMatch]) -> Choice:
    """`exact` wins over everything; else the best of `like` (best first), when it is clear."""
    if exact:
        return _one_of(tuple(exact))
    same = tuple(match for match in like if match.likeness >= 1)
    if same:
        return _one_of(same)
    possible = tuple(match for match in like if match.likeness >= POSSIBLE)
    if possible and _is_clear(possible[0], possible[1:]):
        return Answer(possible[0])
    return _one_of(possible) if len(possible) > 1 else Nothing(tuple(like[:_NEAREST]))


def _one_of(matches: tuple[AccountMatch, ...]) -> Answer | Candidates | TooMany:
    if len(matches) == 1:
        return Answer(matches[0])
    return Candidates(matches) if len(matches) <= MOST_BUTTONS else TooMany(matches)


def _is_clear(best: AccountMatch, others: Sequence[AccountMatch]) -> bool:
    return best.likeness >= CLEAR and not any(
        best.likeness - other.likeness < AHEAD or _a_slip_apart(best.name, other.name) for other in others
    )


def _a_slip_apart(one: str, other: str) -> bool:
    """Long names that differ in a few letters at one place ("Traders", "Trading"): a slip turns one into the other."""
    first, second = normalised(one), normalised(other)
    start = _common_start(first, second)
    end = _common_start(first[start:][::-1], second[start:][::-1])
    return start + end >= _SHARED and max(len(first), len(second)) - start - end <= _SLIP


def _common_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
