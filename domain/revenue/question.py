"""What a person asked `/cs retention` or `/cs churn` for: a period, whose accounts and cuts, in any order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.filter_words import (
    HELP,
    OWNER_KEYS,
    SCOPES,
    TIER_KEYS,
    TIERS,
    HelpWanted,
    NotUnderstood,
    Scope,
    folded,
    mentioned_in,
    nearest,
    unwrapped,
    wrapped,
)
from domain.renewals.window_words import LONGEST_PHRASE
from domain.revenue.cuts import OF_ACCOUNT, Cut
from domain.revenue.movements import Grain
from domain.revenue.periods import PERIOD_WORDS, Period, period_from

LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class FiguresWanted:
    """`period` None: what is usual; `scope` None: what fits the asker. `owner` and `called` stand before the scope."""

    period: Period | None = None
    scope: Scope | None = None
    owner: str | None = None
    called: str = ""
    only: Mapping[Cut, str] = field(default_factory=dict)
    by: Cut | None = None
    grain: Grain = Grain.ACCOUNT

    @property
    def is_of_all(self) -> bool:
        """The whole company, nothing left out."""
        return self.scope is Scope.ALL and not self.owner and not self.called and not self.only


@dataclass(frozen=True, slots=True)
class NotBegun:
    """A period of which nothing can be said yet."""

    period: Period


@dataclass(frozen=True, slots=True)
class OfAnotherCommand:
    """`wanted` is understood, but cut or counted in a way that only the other command of figures knows."""

    wanted: FiguresWanted


FiguresQuestion: TypeAlias = HelpWanted | FiguresWanted | NotUnderstood | NotBegun | OfAnotherCommand


def figures_question(
    text: str, *, today: date, cuts: Collection[Cut] = OF_ACCOUNT, grains: Collection[Grain] = tuple(Grain)
) -> FiguresQuestion:
    """`cuts`: what may stand after `by`; `grains`: how may be counted. The last word of a kind counts."""
    typed = unwrapped(" ".join(text.split()))
    if typed and folded(typed) in HELP:
        return HelpWanted()
    words = [found[0] for found in _WORDS.finditer(typed)]
    wanted, place = FiguresWanted(), 0
    while place < len(words):
        read, length = _read(wanted, words[place:], today)
        if read is None:
            meant = _meant(words[place], cuts)
            return NotUnderstood(words[place], meant, _mended(words, place, meant) if meant else "")
        wanted, place = read, place + length
    if wanted.by not in {None, *cuts} or wanted.grain not in grains:
        return OfAnotherCommand(wanted)
    if wanted.period and not wanted.period.has_begun(today):
        return NotBegun(wanted.period)
    return wanted


def figures_text(wanted: FiguresWanted) -> str:
    """A text that asks for this again, escaped as Slack sends it: what buttons carry."""
    whose = f"<@{wanted.owner}>" if wanted.owner else wrapped(f"@{wanted.called}") if wanted.called else wanted.scope
    words = [
        wanted.period.text if wanted.period else "",
        whose or "",
        *(f'{cut}:"{wrapped(value)}"' for cut, value in wanted.only.items()),
        f"by {wanted.by}" if wanted.by else "",
        "per line" if wanted.grain is Grain.LINE else "",
    ]
    return " ".join(word for word in words if word)


_WORDS = re.compile(r"""[^\s:=：＝"“”]+\s*[:=：＝]\s*(?:["“][^"“”]*["”]|\S+)|\S+""")
_PAIR = re.compile(r"""(?P<key>[^\s:=：＝]+)\s*[:=：＝]\s*(?:["“](?P<quoted>[^"“”]*)["”]|(?P<bare>\S+))""")
_CUTS: Mapping[str, Cut] = {
    **dict.fromkeys(("tier", "tiers", "层级", "客户层级"), Cut.TIER),
    **dict.fromkeys(("segment", "segments", "细分", "客户细分", "客群"), Cut.SEGMENT),
    **dict.fromkeys(("industry", "industries", "行业"), Cut.INDUSTRY),
    **dict.fromkeys(("stars", "star", "星级"), Cut.STARS),
    **dict.fromkeys(("seller", "sellers", "销售"), Cut.SELLER),
    **dict.fromkeys(("owner", "owners", "负责人"), Cut.OWNER),
    **dict.fromkeys(("age", "years", "客龄", "年限"), Cut.AGE),
    **dict.fromkeys(("reason", "reasons", "原因"), Cut.REASON),
}
_GRAINS: Mapping[str, Grain] = {
    **dict.fromkeys(("per line", "by line", "per product", "按产品", "按产品线"), Grain.LINE),
    **dict.fromkeys(("per account", "by account", "按客户"), Grain.ACCOUNT),
}
_BY = re.compile(r"(?:by |by:|按)(?P<cut>\S+)")
_FILTERS = frozenset({Cut.TIER, Cut.SEGMENT, Cut.INDUSTRY, Cut.STARS, Cut.SELLER})
_BARE_LIKENESS = 0.7


def _read(wanted: FiguresWanted, words: Sequence[str], today: date) -> tuple[FiguresWanted | None, int]:
    """What is wanted with the longest phrase that the words begin with, and how many words that took."""
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        if read := _phrase(wanted, " ".join(words[:length]), today):
            return read, length
    return None, 1


def _phrase(wanted: FiguresWanted, phrase: str, today: date) -> FiguresWanted | None:
    if person := _person(wanted, phrase):
        return person
    said = folded(phrase)
    if grain := _GRAINS.get(said):
        return replace(wanted, grain=grain)
    if (by := _BY.fullmatch(said)) and (cut := _CUTS.get(by["cut"])):
        return replace(wanted, by=cut)
    if scope := SCOPES.get(said):
        return replace(wanted, scope=scope, owner=None, called="")
    if period := period_from(said, today):
        return replace(wanted, period=period)
    return _filtered(wanted, phrase)


def _person(wanted: FiguresWanted, phrase: str) -> FiguresWanted | None:
    if owner := mentioned_in(phrase):
        return replace(wanted, owner=owner, called="")
    if phrase.startswith("@") and " " not in phrase and len(phrase) > 1:
        return replace(wanted, owner=None, called=phrase[1:])
    return None


def _filtered(wanted: FiguresWanted, phrase: str) -> FiguresWanted | None:
    pair = _PAIR.fullmatch(phrase)
    if pair is None:
        return None
    key, value = folded(pair["key"]), _value(pair)
    if key in OWNER_KEYS:
        scope = SCOPES.get(folded(value))
        return replace(wanted, scope=scope, owner=None, called="") if scope else None
    cut = _CUTS.get(key)
    if cut is Cut.TIER or key in TIER_KEYS:
        tier = TIERS.get(folded(value))
        return replace(wanted, only={**wanted.only, Cut.TIER: tier.value}) if tier else None
    return replace(wanted, only={**wanted.only, cut: value}) if cut in _FILTERS and value else None


def _meant(word: str, cuts: Collection[Cut]) -> str:
    known = [*PERIOD_WORDS, *SCOPES, *_GRAINS, *(f"by {cut}" for cut in cuts)]
    if pair := _PAIR.fullmatch(word):
        return _meant_pair(folded(pair["key"]), _value(pair))
    return nearest(word, known, likeness=_BARE_LIKENESS)


def _value(pair: re.Match[str]) -> str:
    return " ".join((pair["quoted"] or pair["bare"] or "").split())[:LONGEST_VALUE]


def _meant_pair(key: str, value: str) -> str:
    meant = key if _CUTS.get(key) in _FILTERS else nearest(key, [cut.value for cut in _FILTERS])
    if _CUTS.get(meant) is Cut.TIER:
        value = nearest(value, TIERS)
    shown = f'"{value}"' if " " in value else value
    return f"{meant}:{shown}" if meant and value else ""


def _mended(words: Sequence[str], place: int, meant: str) -> str:
    """The whole question again, with what was meant in the place of the word."""
    parts = (
        wrapped(meant) if number == place else word if "<@" in word else wrapped(word)
        for number, word in enumerate(words)
    )
    return " ".join(parts)
