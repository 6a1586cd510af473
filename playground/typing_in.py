"""What a person types, turned into what Slack stores and sends: references become ids, the rest is text."""

import re
from collections.abc import Callable
from itertools import pairwise

from playground.channels import Channel
from playground.json_types import Json
from playground.people import Person
from playground.workspace import Workspace

REFERENCE = re.compile(r"<[@#!][^<>]*>|<https?://[^<>]*>")
ADDRESS = re.compile(r"https?://[^\s<>]+")
Rendered = Callable[[Person | Channel], str]


def message_text(workspace: Workspace, typed: str) -> str:
    """`@handle` and `#channel` as ids; markup characters escaped."""
    return _encoded(workspace, typed, lambda named: f"<@{named.id}>" if isinstance(named, Person) else f"<#{named.id}>")


def command_text(workspace: Workspace, typed: str, *, should_escape: bool) -> str:
    """Only a command that asks for it gets ids; private channels come without their name."""
    if not should_escape:
        return _escaped(typed)
    return ADDRESS.sub(lambda found: f"<{found[0]}>", _encoded(workspace, typed, _with_label))


def rich_text(text: str) -> Json:
    """The block Slack derives from what a person typed."""
    spans = [found.span() for found in re.finditer(r"<[@#][^<>]*>", text)]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    parts = [_part(text[start:end]) for start, end in pairwise(edges)]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def _with_label(named: Person | Channel) -> str:
    if isinstance(named, Person):
        return f"<@{named.id}|{named.handle}>"
    return f"<#{named.id}|{'' if named.is_private else named.name}>"


def _encoded(workspace: Workspace, typed: str, rendered: Rendered) -> str:
    """What is a reference already stays one."""
    names = _names(workspace)
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pieces = re.split(rf"({REFERENCE.pattern}|(?<!\w)(?:{pattern})(?![\w.-]*\w))", typed)
    return "".join(_piece(names, piece, rendered) for piece in pieces)


def _piece(names: dict[str, Person | Channel], piece: str, rendered: Rendered) -> str:
    if piece in names:
        return rendered(names[piece])
    return piece if REFERENCE.fullmatch(piece) else _escaped(piece)


def _names(workspace: Workspace) -> dict[str, Person | Channel]:
    people = [person for person in workspace.people if not person.deleted]
    names: dict[str, Person | Channel] = {f"#{channel.name}": channel for channel in workspace.channels if channel.name}
    names |= {f"@{person.real_name}": person for person in people}
    return names | {f"@{person.handle}": person for person in people}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _part(piece: str) -> Json:
    if piece.startswith("<@"):
        return {"type": "user", "user_id": piece[2:-1]}
    if piece.startswith("<#"):
        return {"type": "channel", "channel_id": piece[2:-1]}
    return {"type": "text", "text": piece.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")}
