"""A text as a document of Atlassian's (ADF), and as plain text for a Jira of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.feedback.trackers import PartKind, TextPart


def adf(parts: Iterable[TextPart], marker: str) -> dict[str, Any]:
    """Nothing in a text node is live; `marker` stands last, as code."""
    mark = {"type": "text", "text": marker, "marks": [{"type": "code"}]}
    return {"type": "doc", "version": 1, "content": [*map(_part, parts), {"type": "paragraph", "content": [mark]}]}


def plain(parts: Iterable[TextPart], marker: str) -> str:
    """`noformat` keeps Jira's own markup of what somebody wrote from coming alive."""
    return "\n\n".join([*map(_plain_part, parts), f"{{noformat}}{marker}{{noformat}}"])


def _part(part: TextPart) -> dict[str, Any]:
    match part.kind:
        case PartKind.QUOTE:
            return {"type": "blockquote", "content": [_paragraph(part.text)]}
        case PartKind.LINK:
            link = {"type": "link", "attrs": {"href": part.url}}
            return {"type": "paragraph", "content": [{"type": "text", "text": part.text, "marks": [link]}]}
        case _:
            return _paragraph(part.text)


def _paragraph(text: str) -> dict[str, Any]:
    """Lines are broken by a node; an empty text node is refused."""
    content: list[dict[str, Any]] = []
    for line in text.splitlines():
        content += [{"type": "hardBreak"}] if content else []
        content += [{"type": "text", "text": line}] if line else []
    return {"type": "paragraph", "content": content}


def _plain_part(part: TextPart) -> str:
    if part.kind is PartKind.LINK:
        return f"{part.text}: {part.url}"
    text = part.text.replace("{noformat}", "{ noformat }")
    return f"{{noformat}}{text}{{noformat}}"
