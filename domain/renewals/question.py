"""What a person asked `/renewals` for: a window and filters, in any order, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import Tier
from domain.filter_words import (
    BAND_KEYS,
    BANDS,
    HELP,
    OWNER_KEYS,
    SCOPES,
    TIER_KEYS,
    TIERS,
    HelpWanted,
    NotUnderstood,
    Scope,
    folded,
    mended_pair,
    mentioned_in,
    nearest,
    said,
    unwrapped,
    wrapped,
)
from domain.health.model import Band
from domain.renewals.renewal import ForecastCategory
from domain.renewals.window_words import LONGEST_PHRASE, WINDOW_WORDS, nearest_window, window_from
from domain.renewals.windows import NINETY_DAYS, Window
from domain.typed_words import TypedWord, mended, quoted, typed_words

LONGEST_SEGMENT = 100


class Showing(StrEnum):
    """Which renewals of the window stand in the rows; the sums hold open and closed ones alike."""

    OPEN = "open"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    UNDATED = "undated"
    """No renewals at all: the live accounts that have none with a day."""


class NoForecast(StrEnum):
    """Nobody has said anything yet."""

    YET = "unforecast"


@dataclass(frozen=True, slots=True)
class RenewalsWanted:
    """`scope` None: what fits the asker. `owner` (a Slack user id) and `called` (a name after @) stand before it."""

    window: Window = NINETY_DAYS
    scope: Scope | None = None
    owner: str | None = None
    called: str = ""
    tier: Tier | None = None
    segment: str | None = None
    band: Band | None = None
    category: ForecastCategory | NoForecast | None = None
    showing: Showing = Showing.OPEN


RenewalsQuestion: TypeAlias = HelpWanted | RenewalsWanted | NotUnderstood


def renewals_question(text: str) -> RenewalsQuestion:
    """Case, width, extra spaces and curly quotes do not matter; the last word of a kind counts."""
    typed = unwrapped(" ".join(text.split()))
    if typed and folded(typed) in HELP:
        return HelpWanted()
    words = typed_words(typed)
    wanted, place = RenewalsWanted(), 0
    while place < len(words):
        read, length = _read(wanted, words, place)
        if isinstance(read, str):
            return NotUnderstood(words[place].typed, read, mended(words, place, read) if read else "")
        wanted, place = read, place + length
    return wanted


def question_text(wanted: RenewalsWanted) -> str:
    """A text that asks for this again, escaped as Slack sends it: what buttons carry."""
    words = [
        wanted.window.text,
        _whose(wanted),
        said("tier", wanted.tier or ""),
        said("segment", quoted(wrapped(wanted.segment or ""))),
        wanted.band.value if wanted.band else "",
        wanted.category.value if wanted.category else "",
        "" if wanted.showing is Showing.OPEN else wanted.showing.value,
    ]
    return " ".join(word for word in words if word)


_CATEGORIES: Mapping[str, ForecastCategory | NoForecast] = {
    **dict.fromkeys(("commit", "committed", "承诺", "确定", "锁定"), ForecastCategory.COMMIT),
    **dict.fromkeys(("probable", "likely", "很可能", "大概率"), ForecastCategory.PROBABLE),
    **dict.fromkeys(("best case", "best", "best_case", "best-case", "最好情况", "乐观"), ForecastCategory.BEST_CASE),
    **dict.fromkeys(("at risk", "risk", "at_risk", "at-risk", "有风险", "风险"), ForecastCategory.AT_RISK),
    **dict.fromkeys(
        ("expected loss", "loss", "expected_loss", "expected-loss", "预计流失", "流失"), ForecastCategory.EXPECTED_LOSS
    ),
    **dict.fromkeys(("unforecast", "no forecast", "none", "未预测", "无预测"), NoForecast.YET),
}
_SHOWINGS: Mapping[str, Showing] = {
    **dict.fromkeys(("open", "进行中", "未关闭"), Showing.OPEN),
    **dict.fromkeys(("snoozed", "暂缓", "已暂缓", "稍后"), Showing.SNOOZED),
    **dict.fromkeys(("closed", "已关闭", "已结束"), Showing.CLOSED),
    **dict.fromkeys(("undated", "no date", "无日期", "没有日期"), Showing.UNDATED),
}
_Value: TypeAlias = Window | Scope | Tier | Band | ForecastCategory | NoForecast | Showing
_PLAIN_WORDS: Mapping[str, _Value] = {**BANDS, **SCOPES, **_CATEGORIES, **_SHOWINGS}
_VALUES: Mapping[str, Mapping[str, _Value]] = {
    **dict.fromkeys(TIER_KEYS, TIERS),
    **dict.fromkeys(BAND_KEYS, BANDS),
    **dict.fromkeys(OWNER_KEYS, SCOPES),
    **dict.fromkeys(("forecast", "category", "预测", "预测类别"), _CATEGORIES),
}
_BARE_LIKENESS = 0.7
_SEGMENT_KEYS = frozenset({"segment", "细分", "客户细分", "客群"})
_NEAR: Mapping[str, str] = {
    **{word: word for word in (*_PLAIN_WORDS, *WINDOW_WORDS)},
    **{word: said("tier", word) for word in TIERS},
    **dict.fromkeys((*_VALUES, *_SEGMENT_KEYS), ""),
}


def _read(wanted: RenewalsWanted, words: Sequence[TypedWord], place: int) -> tuple[RenewalsWanted | str, int]:
    """What is wanted with the word there, and how many words that took; or what the word was meant to be."""
    word = words[place]
    if word.is_bare:
        for length in range(LONGEST_PHRASE, 0, -1):
            if (found := _plain(words[place : place + length], length)) is not None:
                return _narrowed(wanted, found), length
        return nearest_window(folded(word.value)) or _nearest_bare(word.value), 1
    return _keyed(wanted, word), 1


def _nearest_bare(word: str) -> str:
    """Names of accounts are typed here too, so a likeness that would do for a value is not enough."""
    return nearest_window(folded(word)) or _NEAR.get(nearest(word, _NEAR, likeness=_BARE_LIKENESS), "")


def _plain(phrase: Sequence[TypedWord], length: int) -> _Value | None:
    if len(phrase) < length or not all(word.is_bare for word in phrase):
        return None
    said_together = " ".join(folded(word.value) for word in phrase)
    return _PLAIN_WORDS.get(said_together) or window_from(said_together)


def _keyed(wanted: RenewalsWanted, word: TypedWord) -> RenewalsWanted | str:
    if word.key in _SEGMENT_KEYS:
        return _in_segment(wanted, " ".join(word.value.split()))
    if owner := mentioned_in(word.value):
        return replace(wanted, owner=owner, called="") if word.key in {"", *OWNER_KEYS} else ""
    if word.value.startswith("@") and word.key in {"", *OWNER_KEYS}:
        return replace(wanted, owner=None, called=word.value[1:]) if word.value[1:] else ""
    value = folded(word.value)
    if known := _VALUES.get(word.key):
        found = known.get(value)
        return said(word.key, nearest(value, known)) if found is None else _narrowed(wanted, found)
    return mended_pair(word.key, value, _VALUES) or _segment_meant(word)


def _in_segment(wanted: RenewalsWanted, segment: str) -> RenewalsWanted | str:
    return replace(wanted, segment=segment) if 0 < len(segment) <= LONGEST_SEGMENT else ""


def _segment_meant(word: TypedWord) -> str:
    key = nearest(word.key, _SEGMENT_KEYS)
    return said(key, quoted(word.value)) if key else ""


def _narrowed(wanted: RenewalsWanted, value: _Value) -> RenewalsWanted:
    match value:
        case Scope():
            return replace(wanted, scope=value, owner=None, called="")
        case Tier():
            return replace(wanted, tier=value)
        case Band():
            return replace(wanted, band=value)
        case ForecastCategory() | NoForecast():
            return replace(wanted, category=value)
        case Showing():
            return replace(wanted, showing=value)
        case _:
            return replace(wanted, window=value)


def _whose(wanted: RenewalsWanted) -> str:
    if wanted.owner:
        return f"<@{wanted.owner}>"
    if wanted.called:
        return wrapped(f"@{wanted.called}")
    return wanted.scope.value if wanted.scope else ""
