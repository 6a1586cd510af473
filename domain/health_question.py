"""What a person asked `/health` for, read from what they typed; the words it knows are the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.accounts import LifecycleStage, Tier
from domain.filter_words import (
    BAND_KEYS,
    BANDS,
    HELP,
    OWNER_KEYS,
    QUOTES,
    SCOPES,
    SEPARATOR,
    TIER_KEYS,
    TIERS,
    HelpWanted,
    NotUnderstood,
    Scope,
    folded,
    half_width,
    mended_pair,
    mentioned_in,
    nearest,
    said,
    unwrapped,
)
from domain.health.model import Band


@dataclass(frozen=True, slots=True)
class NothingTyped:
    pass


@dataclass(frozen=True, slots=True)
class AccountNamed:
    typed: str


@dataclass(frozen=True, slots=True)
class ListWanted:
    """`owner` is a Slack user id and stands before `scope`."""

    scope: Scope = Scope.ALL
    owner: str | None = None
    tier: Tier | None = None
    stage: LifecycleStage | None = None
    band: Band | None = None


HealthQuestion: TypeAlias = HelpWanted | NothingTyped | AccountNamed | ListWanted | NotUnderstood


def health_question(text: str) -> HealthQuestion:
    """Case, width, extra spaces and curly quotes do not matter; words in quotes are always a name."""
    typed = unwrapped(" ".join(text.split()))
    if not typed:
        return NothingTyped()
    if quoted := _QUOTED.fullmatch(typed):
        return AccountNamed(quoted["name"].strip())
    if folded(typed) in HELP:
        return HelpWanted()
    return _filters(typed) or AccountNamed(typed)


def question_text(wanted: ListWanted) -> str:
    """The shortest text that asks for this list again: what a `Next` button carries."""
    words = [
        f"<@{wanted.owner}>" if wanted.owner else wanted.scope.value,
        f"tier:{wanted.tier}" if wanted.tier else "",
        f"stage:{wanted.stage}" if wanted.stage else "",
        wanted.band.value if wanted.band else "",
    ]
    return " ".join(word for word in words if word)


_QUOTED = re.compile(f"[{QUOTES}](?P<name>[^{QUOTES}]+)[{QUOTES}]")
_STAGES = {
    **dict.fromkeys(("onboarding", "上线", "上线期", "导入", "导入期", "实施"), LifecycleStage.ONBOARDING),
    **dict.fromkeys(("stable", "steady", "稳定", "稳定期"), LifecycleStage.STABLE),
    **dict.fromkeys(("renewal", "续约", "续约期"), LifecycleStage.RENEWAL),
}
_PLAIN_WORDS: Mapping[str, Band | Scope] = {**BANDS, **SCOPES}
_VALUES: dict[str, Mapping[str, Tier | LifecycleStage | Band | Scope]] = {
    **dict.fromkeys(TIER_KEYS, TIERS),
    **dict.fromkeys(("stage", "阶段", "生命周期"), _STAGES),
    **dict.fromkeys(BAND_KEYS, BANDS),
    **dict.fromkeys(OWNER_KEYS, SCOPES),
}


def _filters(typed: str) -> ListWanted | NotUnderstood | None:
    """The list that all words together ask for; None when they are rather a name."""
    text = SEPARATOR.sub(":", half_width(typed))
    may_be_sure = ":" in text or "<@" in text
    if not may_be_sure and any(folded(word) not in _PLAIN_WORDS for word in text.split()):
        return None
    wanted, strangers, sure = ListWanted(), [], False
    for word in text.split():
        read = _with_word(wanted, word)
        if isinstance(read, NotUnderstood):
            return read
        if read is None:
            strangers.append(word)
            continue
        wanted, sure = read, sure or ":" in word or "<@" in word
    if not strangers:
        return wanted
    return NotUnderstood(strangers[0], nearest(strangers[0], _PLAIN_WORDS)) if sure else None


def _with_word(wanted: ListWanted, word: str) -> ListWanted | NotUnderstood | None:
    if owner := mentioned_in(word):
        return replace(wanted, owner=owner)
    plain = folded(word)
    if ":" not in plain:
        return _narrowed(wanted, _PLAIN_WORDS.get(plain))
    key, _, value = plain.partition(":")
    known = _VALUES.get(key)
    if known is None:
        return _misspelt_key(word, key, value)
    return _narrowed(wanted, known.get(value)) or NotUnderstood(word, said(key, nearest(value, known)))


def _narrowed(wanted: ListWanted, value: Tier | LifecycleStage | Band | Scope | None) -> ListWanted | None:
    match value:
        case Tier():
            return replace(wanted, tier=value)
        case LifecycleStage():
            return replace(wanted, stage=value)
        case Band():
            return replace(wanted, band=value)
        case Scope():
            return replace(wanted, scope=value)
        case _:
            return None


def _misspelt_key(word: str, key: str, value: str) -> NotUnderstood | None:
    """Names have colons too ("Acme: EMEA"), so only a key that is nearly one of ours is taken for a slip."""
    meant = mended_pair(key, value, _VALUES)
    return None if meant is None else NotUnderstood(word, meant)
