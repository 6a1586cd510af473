"""What a person asked `/health` for, read from what they typed; the words it knows are the same in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band


class Scope(StrEnum):
    """Whose accounts: the asker's own book, the books of the asker's people, everybody's."""

    MINE = "me"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class HelpWanted:
    pass


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


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A word that is no filter, and the nearest that is one ("" where none is near)."""

    word: str
    nearest: str = ""


HealthQuestion: TypeAlias = HelpWanted | NothingTyped | AccountNamed | ListWanted | NotUnderstood


def health_question(text: str) -> HealthQuestion:
    """Case, width, extra spaces and curly quotes do not matter; words in quotes are always a name."""
    typed = _unwrapped(" ".join(text.split()))
    if not typed:
        return NothingTyped()
    if quoted := _QUOTED.fullmatch(typed):
        return AccountNamed(quoted["name"].strip())
    if _folded(typed) in _HELP:
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


_HELP = frozenset({"help", "?", "帮助", "幫助", "说明"})
_QUOTES = "\"'“”‘’„«»「」『』"
_QUOTED = re.compile(f"[{_QUOTES}](?P<name>[^{_QUOTES}]+)[{_QUOTES}]")
_MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?P<kind>[@#!])?(?P<target>[^|>]*)(?:\|(?P<label>[^>]*))?>")
_SEPARATOR = re.compile(r"\s*[:=]\s*")
_SCHEME = re.compile(r"^(?:https?://|mailto:)")

_TIERS = {
    **dict.fromkeys(("high", "high-touch", "高", "高触达", "高接触", "重点"), Tier.HIGH),
    **dict.fromkeys(("mid", "medium", "mid-touch", "中", "中触达", "中接触"), Tier.MID),
    **dict.fromkeys(("tech", "low", "tech-touch", "低", "低触达", "低接触", "科技", "科技触达"), Tier.TECH),
}
_STAGES = {
    **dict.fromkeys(("onboarding", "上线", "上线期", "导入", "导入期", "实施"), LifecycleStage.ONBOARDING),
    **dict.fromkeys(("stable", "steady", "稳定", "稳定期"), LifecycleStage.STABLE),
    **dict.fromkeys(("renewal", "续约", "续约期"), LifecycleStage.RENEWAL),
}
_BANDS = {
    **dict.fromkeys(("red", "红", "红色"), Band.RED),
    **dict.fromkeys(("yellow", "amber", "黄", "黄色"), Band.YELLOW),
    **dict.fromkeys(("green", "绿", "绿色"), Band.GREEN),
    **dict.fromkeys(("grey", "gray", "灰", "灰色"), Band.GREY),
}
_SCOPES = {
    **dict.fromkeys(("me", "my", "mine", "我", "我的"), Scope.MINE),
    **dict.fromkeys(("team", "团队", "我的团队"), Scope.TEAM),
    **dict.fromkeys(("all", "everyone", "全部", "所有"), Scope.ALL),
}
_PLAIN_WORDS: Mapping[str, Band | Scope] = {**_BANDS, **_SCOPES}
_VALUES: dict[str, Mapping[str, Tier | LifecycleStage | Band | Scope]] = {
    **dict.fromkeys(("tier", "层级", "客户层级", "等级"), _TIERS),
    **dict.fromkeys(("stage", "阶段", "生命周期"), _STAGES),
    **dict.fromkeys(("band", "colour", "color", "health", "颜色", "健康"), _BANDS),
    **dict.fromkeys(("owner", "负责人"), _SCOPES),
}


def _filters(typed: str) -> ListWanted | NotUnderstood | None:
    """The list that all words together ask for; None when they are rather a name."""
    wanted, strangers, sure = ListWanted(), [], False
    text = _SEPARATOR.sub(":", _half_width(typed))
    may_be_sure = ":" in text or "<@" in text
    for word in text.split():
        read = _with_word(wanted, word)
        if isinstance(read, NotUnderstood):
            return read
        if read is None:
            if not may_be_sure:
                return None
            strangers.append(word)
            continue
        wanted, sure = read, sure or ":" in word or "<@" in word
    if not strangers:
        return wanted
    return NotUnderstood(strangers[0], _nearest(strangers[0], _PLAIN_WORDS)) if sure else None


def _with_word(wanted: ListWanted, word: str) -> ListWanted | NotUnderstood | None:
    if mention := _MENTION.fullmatch(word.removeprefix("owner:").removeprefix("负责人:")):
        return replace(wanted, owner=mention["id"])
    folded = _folded(word)
    if ":" not in folded:
        return _narrowed(wanted, _PLAIN_WORDS.get(folded))
    key, _, value = folded.partition(":")
    known = _VALUES.get(key)
    if known is None:
        return _misspelt_key(word, key, value)
    return _narrowed(wanted, known.get(value)) or NotUnderstood(word, _said(key, _nearest(value, known)))


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
    nearest = _nearest(key, _VALUES)
    if not nearest:
        return None
    meant = value if value in _VALUES[nearest] else _nearest(value, _VALUES[nearest])
    return NotUnderstood(word, _said(nearest, meant))


def _said(key: str, value: str) -> str:
    return f"{key}:{value}" if value else ""


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(_folded(word), list(known), n=1, cutoff=0.6)), "")


def _unwrapped(text: str) -> str:
    """Slack's wrapping of links and channels taken off, then its three entities decoded, once."""
    bare = _LINK.sub(lambda link: link[0] if link["kind"] == "@" else _label(link), text) if "<" in text else text
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _label(link: re.Match[str]) -> str:
    return link["label"] or _SCHEME.sub("", link["target"]).strip("/")


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _folded(text: str) -> str:
    return _half_width(text).casefold().strip(_QUOTES + " ")
