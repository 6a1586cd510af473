"""What a person asked `/cs stages` or `/cs onboarding` for: words in any order, the same in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import LifecycleStage, Tier
from domain.filter_words import (
    HELP,
    SCOPES,
    SEPARATOR,
    TIER_KEYS,
    TIERS,
    HelpWanted,
    NotUnderstood,
    Scope,
    folded,
    half_width,
    mentioned_in,
    nearest,
    unwrapped,
    wrapped,
)


class ValueCut(StrEnum):
    """What times to first value are told apart by."""

    SEGMENT = "segment"
    TIER = "tier"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class LifecycleWanted:
    """`owner` (a Slack user id) and `called` (a name after an at sign) stand before `scope`; None: what fits who asks.

    `median` and `by` only `/cs onboarding` knows, `stage` and `stuck` only `/cs stages`; `late` is of the clock.
    """

    scope: Scope | None = None
    owner: str | None = None
    called: str = ""
    tier: Tier | None = None
    stage: LifecycleStage | None = None
    stuck: bool = False
    late: bool = False
    median: bool = False
    by: ValueCut | None = None


LifecycleQuestion: TypeAlias = HelpWanted | LifecycleWanted | NotUnderstood
_Value: TypeAlias = Scope | Tier | LifecycleStage | ValueCut | str

STAGES = {
    **dict.fromkeys(("onboarding", "上线", "上线期", "导入", "导入期", "实施"), LifecycleStage.ONBOARDING),
    **dict.fromkeys(("stable", "steady", "稳定", "稳定期"), LifecycleStage.STABLE),
    **dict.fromkeys(("renewal", "renewing", "续约", "续约期"), LifecycleStage.RENEWAL),
}
_STUCK = dict.fromkeys(("stuck", "卡住", "停滞", "受阻"), "stuck")
_LATE = dict.fromkeys(("late", "overdue", "逾期", "超期"), "late")
_MEDIAN = dict.fromkeys(("median", "中位数", "中位", "用时"), "median")
_CUTS = {
    **dict.fromkeys(("segment", "segments", "细分", "客户细分", "客群"), ValueCut.SEGMENT),
    **dict.fromkeys(("tier", "tiers", "层级", "客户层级"), ValueCut.TIER),
    **dict.fromkeys(("quarter", "quarters", "季度"), ValueCut.QUARTER),
}
_BY = frozenset({"by", "按"})


def stages_question(text: str) -> LifecycleQuestion:
    return _question(text, {**SCOPES, **STAGES, **_STUCK})


def onboarding_question(text: str) -> LifecycleQuestion:
    """What is cut is a median, whether or not the word is said."""
    asked = _question(text, {**SCOPES, **_LATE, **_MEDIAN})
    return replace(asked, median=True) if isinstance(asked, LifecycleWanted) and asked.by else asked


def lifecycle_text(wanted: LifecycleWanted) -> str:
    """The shortest text that asks for this again, escaped as Slack sends it: what buttons carry."""
    whose = f"<@{wanted.owner}>" if wanted.owner else wrapped(f"@{wanted.called}") if wanted.called else wanted.scope
    words = [
        "median" if wanted.median else "",
        f"by {wanted.by}" if wanted.by else "",
        whose or "",
        f"tier:{wanted.tier}" if wanted.tier else "",
        wanted.stage or "",
        "stuck" if wanted.stuck else "",
        "late" if wanted.late else "",
    ]
    return " ".join(word for word in words if word)


def _question(text: str, known: dict[str, _Value]) -> LifecycleQuestion:
    typed = SEPARATOR.sub(":", half_width(unwrapped(" ".join(text.split()))))
    if typed and folded(typed) in HELP:
        return HelpWanted()
    wanted, words = LifecycleWanted(), typed.split()
    cuts = _CUTS if "median" in known.values() else {}
    for place, word in enumerate(words):
        read = _read(wanted, word, words[place - 1] if place else "", known, cuts)
        if read is None:
            meant = nearest(word, {*known, *cuts})
            mended = " ".join([*words[:place], meant, *words[place + 1 :]])
            return NotUnderstood(word, meant, mended if meant else "")
        wanted = read
    return wanted


def _read(
    wanted: LifecycleWanted, word: str, before: str, known: dict[str, _Value], cuts: dict[str, ValueCut]
) -> LifecycleWanted | None:
    plain = folded(word)
    if owner := mentioned_in(word):
        return replace(wanted, owner=owner)
    if word.startswith("@") and len(word) > 1:
        return replace(wanted, called=word[1:])
    if cuts and (cut := _cut_in(plain, folded(before), cuts)):
        return replace(wanted, by=cut)
    if cuts and plain in _BY:
        return wanted
    key, has_key, value = plain.partition(":")
    if has_key:
        return replace(wanted, tier=TIERS[value]) if key in TIER_KEYS and value in TIERS else None
    return _with(wanted, known.get(plain))


def _cut_in(word: str, before: str, cuts: dict[str, ValueCut]) -> ValueCut | None:
    """Behind `by`, or with it in one word, as Chinese has it."""
    if before in _BY:
        return cuts.get(word)
    return cuts.get(word.removeprefix("按").removeprefix("by:")) if word.startswith(("按", "by:")) else None


def _with(wanted: LifecycleWanted, value: _Value | None) -> LifecycleWanted | None:
    match value:
        case Scope():
            return replace(wanted, scope=value)
        case LifecycleStage():
            return replace(wanted, stage=value)
        case "stuck":
            return replace(wanted, stuck=True)
        case "late":
            return replace(wanted, late=True)
        case "median":
            return replace(wanted, median=True)
        case _:
            return None
