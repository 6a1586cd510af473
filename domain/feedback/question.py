"""What a person asked `/cs requests` for: one request, or an area, an order and filters, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.feedback.list_words import (
    ACCOUNT_KEYS,
    AREA_KEYS,
    PLAIN_WORDS,
    SEARCH_KEYS,
    VALUES,
    Mine,
    RequestScope,
    RequestTrait,
    RequestWord,
)
from domain.feedback.listing import RequestOrder
from domain.filter_words import (
    HELP,
    OWNER_KEYS,
    HelpWanted,
    NotUnderstood,
    folded,
    half_width,
    mentioned_in,
    nearest,
    said,
    unwrapped,
    wrapped,
)
from domain.typed_words import TypedWord, mended, quoted, typed_words

LONGEST_SEARCH = 200
LONGEST_QUESTION = 600
_LONGEST_NAME = 6
"""So many words an area's name may have."""


@dataclass(frozen=True, slots=True)
class RequestsWanted:
    """`scope` and `order` None: what is usual. `area` and `account` are names as typed; `owner` decides on it.

    `account` may be `#17`, the account with that id: what buttons carry. `search` are the words that are none of ours.
    """

    scope: RequestScope | None = None
    order: RequestOrder | None = None
    area: str = ""
    is_mine: bool = False
    traits: frozenset[RequestTrait] = frozenset()
    owner: str | None = None
    called: str = ""
    account: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class OneRequest:
    number: str


RequestsQuestion: TypeAlias = HelpWanted | OneRequest | RequestsWanted | NotUnderstood


def requests_question(text: str, areas: Sequence[str]) -> RequestsQuestion:
    """Case, width, extra spaces and curly quotes do not matter; the last word of a kind counts.

    `areas` are the names there are: one that is nearly spelt so is meant too.
    """
    typed = unwrapped(" ".join(text[:LONGEST_QUESTION].split()))
    if typed and folded(typed) in HELP:
        return HelpWanted()
    if number := _NUMBER.fullmatch(half_width(typed)):
        return OneRequest(number["number"])
    words, names = typed_words(typed), {folded(name): name for name in areas}
    wanted, place = RequestsWanted(), 0
    while place < len(words):
        read, length = _read(wanted, words, place, names)
        if isinstance(read, str):
            return NotUnderstood(words[place].typed, read, mended(words, place, read) if read else "")
        wanted, place = read, place + length
    return replace(wanted, search=wanted.search[:LONGEST_SEARCH].strip())


def requests_text(wanted: RequestsWanted) -> str:
    """A text that asks for this again, escaped as Slack sends it: what buttons carry."""
    words = [
        wanted.scope or "",
        said("sort", wanted.order or ""),
        said("area", quoted(wrapped(wanted.area))),
        Mine.MINE.value if wanted.is_mine else "",
        *sorted(wanted.traits),
        f"<@{wanted.owner}>" if wanted.owner else wrapped(f"@{wanted.called}") if wanted.called else "",
        said("account", quoted(wrapped(wanted.account))),
        said("search", quoted(wrapped(wanted.search))),
    ]
    return " ".join(word for word in words if word)


def meant_instead(wanted: RequestsWanted) -> NotUnderstood | None:
    """For words that were searched for in vain: the filter that one of them is nearly spelt like."""
    words = wanted.search.split()
    for place, word in enumerate(words):
        if near := nearest(word, PLAIN_WORDS, likeness=_LIKE_A_FILTER):
            rest = replace(wanted, search=" ".join([*words[:place], *words[place + 1 :]]))
            return NotUnderstood(word, near, f"{requests_text(rest)} {near}".strip())
    return None


_NUMBER = re.compile(r"#?\s*(?P<number>\d{1,12})")
_KEYS = frozenset({*VALUES, *AREA_KEYS, *ACCOUNT_KEYS, *SEARCH_KEYS, *OWNER_KEYS})
_LIKE_AN_AREA, _LIKE_A_FILTER = 0.8, 0.7


def _read(
    wanted: RequestsWanted, words: Sequence[TypedWord], place: int, areas: Mapping[str, str]
) -> tuple[RequestsWanted | str, int]:
    """What is wanted with the word there, and how many words that took; or what the word was meant to be."""
    word = words[place]
    if not word.is_bare:
        return _keyed(wanted, word, areas), 1
    for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
        phrase = words[place : place + length]
        together = folded(" ".join(each.value for each in phrase))
        if all(each.is_bare for each in phrase) and (area := _area(together, areas, length)):
            return replace(wanted, area=area), length
    found = PLAIN_WORDS.get(folded(word.value))
    return (_narrowed(wanted, found) if found else _searching(wanted, word.value)), 1


def _area(together: str, areas: Mapping[str, str], length: int) -> str:
    """One of our own words is no misspelt area, and an area's name of two words is not meant by three."""
    if together in areas:
        return areas[together]
    near = "" if together in PLAIN_WORDS else nearest(together, areas, likeness=_LIKE_AN_AREA)
    return areas[near] if near and len(near.split()) == length else ""


def _keyed(wanted: RequestsWanted, word: TypedWord, areas: Mapping[str, str]) -> RequestsWanted | str:
    value = " ".join(word.value.split())
    if owner := mentioned_in(word.value):
        return replace(wanted, owner=owner, called="") if word.key in {"", *OWNER_KEYS} else ""
    if value.startswith("@") and word.key in {"", *OWNER_KEYS}:
        return replace(wanted, owner=None, called=value[1:]) if value[1:] else ""
    if word.key in AREA_KEYS:
        near = nearest(value, areas)
        return replace(wanted, area=areas[near]) if near else ""
    if word.key in ACCOUNT_KEYS:
        return replace(wanted, account=value) if value else ""
    if word.key in SEARCH_KEYS:
        return _searching(wanted, value)
    return _valued(wanted, word)


def _valued(wanted: RequestsWanted, word: TypedWord) -> RequestsWanted | str:
    """A key that is like none of ours is a word to search for, colon and all."""
    value = folded(word.value)
    if known := VALUES.get(word.key):
        found = known.get(value)
        return said(word.key, nearest(value, known)) if found is None else _narrowed(wanted, found)
    meant = nearest(word.key, _KEYS)
    if not meant:
        return _searching(wanted, word.typed)
    return said(meant, nearest(value, VALUES[meant]) if meant in VALUES else quoted(word.value))


def _narrowed(wanted: RequestsWanted, value: RequestWord) -> RequestsWanted:
    match value:
        case RequestScope():
            return replace(wanted, scope=value)
        case RequestTrait():
            return replace(wanted, traits=wanted.traits | {value})
        case RequestOrder():
            return replace(wanted, order=value)
        case _:
            return replace(wanted, is_mine=True)


def _searching(wanted: RequestsWanted, value: str) -> RequestsWanted:
    return replace(wanted, search=f"{wanted.search} {value}".strip())
