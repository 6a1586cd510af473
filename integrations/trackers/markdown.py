"""A text as Markdown in which nothing that somebody wrote is live: no mention, no reference, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.feedback.trackers import PartKind, TextPart

_LIVE = re.compile(r"([\\`*_\[\]~|])")
_CALLS = re.compile(r"([@#])(?=\w)")
_HEADS = re.compile(r"^(\s*)([#>+=-])", re.MULTILINE)
_NOTHING = "\u200b"
"""Stands after a sign that would call somebody, so that it calls nobody."""


def markdown(parts: Iterable[TextPart]) -> str:
    return "\n\n".join(map(_part, parts))


def inert(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    escaped = _CALLS.sub(rf"\1{_NOTHING}", _LIVE.sub(r"\\\1", plain))
    return _HEADS.sub(r"\1\\\2", escaped)


def _part(part: TextPart) -> str:
    match part.kind:
        case PartKind.QUOTE:
            return "\n".join(f"> {line}" for line in inert(part.text).splitlines())
        case PartKind.LINK:
            return f"[{inert(part.text)}]({part.url})"
        case _:
            return inert(part.text).replace("\n", "  \n")
