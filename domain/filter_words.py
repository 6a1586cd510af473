"""The words that questions of all commands share: whose accounts, tiers, colours; the same in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from domain.accounts import Tier
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
class NotUnderstood:
    """A word that is no filter, and the nearest that is one ("" where none is near).

    `mended`: the whole question with the nearest in its place, where a question has other words beside.
    """

    word: str
    nearest: str = ""
    mended: str = ""


HELP = frozenset({"help", "?", "帮助", "幫助", "说明"})
QUOTES = "\"'“”‘’„«»「」『』"
MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
SEPARATOR = re.compile(r"\s*[:=]\s*")

TIERS = {
    **dict.fromkeys(("high", "high-touch", "高", "高触达", "高接触", "重点"), Tier.HIGH),
    **dict.fromkeys(("mid", "medium", "mid-touch", "中", "中触达", "中接触"), Tier.MID),
    **dict.fromkeys(("tech", "low", "tech-touch", "低", "低触达", "低接触", "科技", "科技触达"), Tier.TECH),
}
BANDS = {
    **dict.fromkeys(("red", "红", "红色"), Band.RED),
    **dict.fromkeys(("yellow", "amber", "黄", "黄色"), Band.YELLOW),
    **dict.fromkeys(("green", "绿", "绿色"), Band.GREEN),
    **dict.fromkeys(("grey", "gray", "灰", "灰色"), Band.GREY),
}
SCOPES = {
    **dict.fromkeys(("me", "my", "mine", "我", "我的"), Scope.MINE),
    **dict.fromkeys(("team", "团队", "我的团队"), Scope.TEAM),
    **dict.fromkeys(("all", "everyone", "全部", "所有"), Scope.ALL),
}
TIER_KEYS = ("tier", "层级", "客户层级", "等级")
BAND_KEYS = ("band", "colour", "color", "health", "颜色", "健康")
OWNER_KEYS = ("owner", "负责人")

_LINK = re.compile(r"<(?P<kind>[@#!])?(?P<target>[^|>]*)(?:\|(?P<label>[^>]*))?>")
_SCHEME = re.compile(r"^(?:https?://|mailto:)")
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def mentioned_in(word: str) -> str | None:
    """The Slack user id of a mention, alone or after a key for the owner."""
    bare = word
    for key in OWNER_KEYS:
        bare = bare.removeprefix(f"{key}:")
    mention = MENTION.fullmatch(bare)
    return mention["id"] if mention else None


def mended_pair(key: str, value: str, values: Mapping[str, Mapping[str, object]]) -> str | None:
    """What a slip in a key was meant to be, "" where its value is like none; None: the key is near none of ours."""
    meant_key = nearest(key, values)
    if not meant_key:
        return None
    return said(meant_key, value if value in values[meant_key] else nearest(value, values[meant_key]))


def said(key: str, value: str) -> str:
    return f"{key}:{value}" if value else ""


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The word that is most like it, "" where none is as like as that (1 is the same word)."""
    return next(iter(get_close_matches(folded(word), list(known), n=1, cutoff=likeness)), "")


def unwrapped(text: str) -> str:
    """Slack's wrapping of links and channels taken off, then its three entities decoded, once."""
    bare = _LINK.sub(lambda link: link[0] if link["kind"] == "@" else _label(link), text) if "<" in text else text
    for character, entity in reversed(_ENTITIES):
        bare = bare.replace(entity, character)
    return bare.strip()


def wrapped(text: str) -> str:
    """As Slack would send it: what `unwrapped` takes back."""
    for character, entity in _ENTITIES:
        text = text.replace(character, entity)
    return text


def half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    return half_width(text).casefold().strip(QUOTES + " ")


def _label(link: re.Match[str]) -> str:
    return link["label"] or _SCHEME.sub("", link["target"]).strip("/")
