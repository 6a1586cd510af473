"""What people wrote, made safe to show: escaped, stripped of tricks, cut where Slack would refuse it."""

from __future__ import annotations

import re
from datetime import datetime

_TRICKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_NEEDS_CARE = re.compile(
    "[&<>*_~`\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_CUT_TOKEN = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)$")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_FORMATTING = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
_ELLIPSIS = "…"


def escaped(text: str, limit: int = 2900) -> str:
    """`text` for mrkdwn: nothing in it is live, no control or bidi character stays, at most `limit` characters.

    Slack knows no escape for its formatting: where a sign would begin or end some, one that looks like it stands.
    """
    if len(text) <= limit and not _NEEDS_CARE.search(text):
        return text
    clean = _FORMATTING.sub(lambda found: found[0].translate(_LOOK_ALIKES), _TRICKS.sub("", text))
    whole = clean.translate(_ENTITIES)
    return whole if len(whole) <= limit else _cut_raw(clean, limit - 1).translate(_ENTITIES) + _ELLIPSIS


def one_line(text: str, limit: int = 150) -> str:
    """`escaped`, and on one line, so that a name cannot pretend to be several lines of a card."""
    return escaped(" ".join(text.split()), limit)


def plain(text: str, limit: int = 3000) -> str:
    """`text` for plain_text, where nothing is live and nothing may be escaped."""
    clean = text if text.isprintable() else _TRICKS.sub("", text)
    return clean if len(clean) <= limit else clean[: limit - 1] + _ELLIPSIS


def cut_in_the_middle(text: str, limit: int) -> str:
    """For names that differ at their end as often as at their start."""
    clean = plain(" ".join(text.split()), limit=10_000)
    if len(clean) <= limit:
        return clean
    tail = (limit - 1) // 2
    return clean[: limit - 1 - tail] + _ELLIPSIS + clean[-tail:]


def shortened(mrkdwn: str, limit: int) -> str:
    """Finished mrkdwn cut to `limit`; an entity, a mention or a date token that would be cut in two is left out."""
    if len(mrkdwn) <= limit:
        return mrkdwn
    return _CUT_TOKEN.sub("", mrkdwn[: limit - 1]) + _ELLIPSIS


def date_token(instant: datetime, pattern: str, fallback: str) -> str:
    """An instant that Slack writes in the reader's own zone; `pattern` holds tokens such as {date_short_pretty}."""
    return f"<!date^{int(instant.timestamp())}^{pattern}|{escaped(fallback).replace('|', '/')}>"


def mention(person: str) -> str:
    """A mention of a Slack user id; only for what one person alone reads."""
    return f"<@{escaped(person)}>"


def unescaped(mrkdwn: str) -> str:
    """For what is shown as plain_text after all."""
    return mrkdwn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _cut_raw(text: str, limit: int) -> str:
    """The longest start of `text` that is at most `limit` long once escaped."""
    length = 0
    for position, character in enumerate(text):
        length += len(character.translate(_ENTITIES))
        if length > limit:
            return text[:position]
    raise AssertionError(text)  # pragma: no cover - called only with text that is too long
