"""What a customer wrote, as plain words that may be written back to them; and the language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.texts import without_tricks

CHINESE, ENGLISH = "zh_Hans", "en"
_MARK = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^<>|\s]+)(?:\|(?P<label>[^<>]*))?>")
_LINKED = re.compile(r"https?:|mailto:|tel:")
_ID = re.compile(r"[UWCSG][A-Z0-9]{5,}|subteam\^.*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def plainly(text: str) -> str:
    """Without Slack's marks: a link is its address, whoever was called has no number, nothing calls a channel."""
    return _CONTROL.sub("", without_tricks(_MARK.sub(_in_words, text))).strip()


def language_said(texts: Iterable[str]) -> str | None:
    """Chinese where most of it is written so, English for every other script; None where there is no word."""
    said = "\n".join(texts)
    signs = len(_HAN.findall(said))
    others = len(_WORD.findall(_HAN.sub(" ", said)))
    if not signs and not others:
        return None
    is_chinese = signs >= others and not _KANA_OR_HANGUL.search(said)
    return CHINESE if is_chinese else ENGLISH


def _in_words(mark: re.Match[str]) -> str:
    """What is no mark of Slack's, such as `<need>`, stays as it was written."""
    kind, target, label = mark["kind"], mark["target"], (mark["label"] or "").strip()
    if kind == "!":
        return label or "@" + target.partition("^")[0]
    if kind:
        if not _ID.fullmatch(target):
            return mark[0]
        return f"{kind}{label.lstrip('@#') or '…'}"
    if not _LINKED.match(target):
        return mark[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in {address, target} else f"{label} ({address})"
