"""What a person asked `/cs plays` or `/cs referrals` for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from domain.filter_words import (
    HELP,
    OWNER_KEYS,
    SCOPES,
    HelpWanted,
    NotUnderstood,
    Scope,
    folded,
    mentioned_in,
    nearest,
    unwrapped,
    wrapped,
)
from domain.renewals.window_words import LONGEST_PHRASE, WINDOW_WORDS, window_from
from domain.renewals.windows import Overdue, Window
from domain.typed_words import TypedWord, mended, typed_words


class PlaysShown(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"
    EVERY = "every"
    SUGGESTED = "suggested"
    """No plays at all: the accounts that are ready for one."""


@dataclass(frozen=True, slots=True)
class PlaysWanted:
    """`scope` None: what fits the asker. `owner` (a Slack user id) and `called` (a name after @) stand before it."""

    shown: PlaysShown = PlaysShown.OPEN
    scope: Scope | None = None
    owner: str | None = None
    called: str = ""
    window: Window | None = None
    referrals: bool = False


PlaysQuestion: TypeAlias = HelpWanted | PlaysWanted | NotUnderstood

_SHOWN: Mapping[str, PlaysShown] = {
    **dict.fromkeys(("open", "进行中", "未结束"), PlaysShown.OPEN),
    **dict.fromkeys(("won", "customers", "赢单", "已赢单", "成交", "已成交"), PlaysShown.WON),
    **dict.fromkeys(("lost", "丢单", "已丢单", "未成交"), PlaysShown.LOST),
    **dict.fromkeys(("every", "any", "任何", "不限"), PlaysShown.EVERY),
    **dict.fromkeys(("suggested", "suggestions", "ready", "建议", "推荐扩展"), PlaysShown.SUGGESTED),
}
_KNOWN = (*SCOPES, *_SHOWN, *WINDOW_WORDS)
_LIKENESS = 0.7


def plays_question(text: str, *, referrals: bool = False) -> PlaysQuestion:
    """Words in any order; the last word of a kind counts."""
    typed = unwrapped(" ".join(text.split()))
    if typed and folded(typed) in HELP:
        return HelpWanted()
    words = typed_words(typed)
    wanted, place = PlaysWanted(referrals=referrals), 0
    while place < len(words):
        read, length = _read(wanted, words, place)
        if read is None:
            near = nearest(words[place].value, _KNOWN, likeness=_LIKENESS)
            return NotUnderstood(words[place].typed, near, mended(words, place, near) if near else "")
        wanted, place = read, place + length
    return wanted


def plays_question_text(wanted: PlaysWanted) -> str:
    """A text that asks for this again, escaped as Slack sends it: what buttons carry."""
    words = [wanted.shown.value, _whose(wanted), wanted.window.text if wanted.window else ""]
    return " ".join(word for word in words if word)


def _read(wanted: PlaysWanted, words: Sequence[TypedWord], place: int) -> tuple[PlaysWanted | None, int]:
    word = words[place]
    if not word.is_bare:
        return _of_person(wanted, word), 1
    for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
        phrase = words[place : place + length]
        if all(each.is_bare for each in phrase) and (
            found := _with_phrase(wanted, " ".join(folded(each.value) for each in phrase))
        ):
            return found, length
    return None, 1


def _with_phrase(wanted: PlaysWanted, phrase: str) -> PlaysWanted | None:
    if scope := SCOPES.get(phrase):
        return replace(wanted, scope=scope, owner=None, called="")
    if shown := _SHOWN.get(phrase):
        return replace(wanted, shown=shown)
    window = window_from(phrase)
    return replace(wanted, window=window) if window and not isinstance(window, Overdue) else None


def _of_person(wanted: PlaysWanted, word: TypedWord) -> PlaysWanted | None:
    if word.key not in {"", *OWNER_KEYS}:
        return None
    if owner := mentioned_in(word.value):
        return replace(wanted, owner=owner, called="")
    called = word.value.removeprefix("@")
    return replace(wanted, owner=None, called=called) if called and called != word.value else None


def _whose(wanted: PlaysWanted) -> str:
    if wanted.owner:
        return f"<@{wanted.owner}>"
    if wanted.called:
        return wrapped(f"@{wanted.called}")
    return wanted.scope.value if wanted.scope else ""
