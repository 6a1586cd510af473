"""Messages as lines on the page, in the order they are read."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from playground.apps import App
from playground.browser.places import app_with_bot
from playground.browser.reader import Reader
from playground.browser.templating import page
from playground.files import StoredFile
from playground.messages import Message
from playground.people import Person
from playground.workspace import Workspace

SAME_BREATH = 300  # seconds within which a second message of one author needs no second portrait


@dataclass(frozen=True, slots=True)
class Line:
    """`print` changes when anything a reader sees of the message changes; the page keeps lines whose print stays."""

    message: Message
    html: Markup
    print: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is drawn around a message because of its neighbours, and where it stands."""

    is_compact: bool
    day_begins: bool
    in_thread: bool


def lines_of(
    workspace: Workspace, reader: Reader, messages: Iterable[Message], *, in_thread: bool = False
) -> list[Line]:
    return [
        _line(workspace, reader, message, _beside(before, message, reader, in_thread=in_thread))
        for before, message in pairwise([None, *messages])
        if message
    ]


def print_of(html: str) -> str:
    return f"{zlib.crc32(html.encode()):08x}"


def _beside(before: Message | None, message: Message, reader: Reader, *, in_thread: bool) -> Beside:
    day_begins = not in_thread and (before is None or _day(before, reader) != _day(message, reader))
    return Beside(before is not None and not day_begins and _in_one_breath(before, message), day_begins, in_thread)


def _day(message: Message, reader: Reader) -> int:
    return reader.local(float(message.ts)).toordinal()


def _in_one_breath(before: Message, message: Message) -> bool:
    """What an app says, and what only the reader sees, always begins anew."""
    stands_alone = message.app_id is not None or message.ephemeral_to is not None
    same_place = before.user_id == message.user_id and before.is_reply == message.is_reply
    return same_place and not stands_alone and float(message.ts) - float(before.ts) < SAME_BREATH


def _line(workspace: Workspace, reader: Reader, message: Message, beside: Beside) -> Line:
    html = page(
        "message.html",
        reader,
        message=message,
        author=_author(workspace, message),
        app=_app(workspace, message),
        files=_files(workspace, message),
        replies=[] if beside.in_thread else workspace.messages.replies(message.channel_id, message.ts),
        beside=beside,
    )
    return Line(message, Markup(html), print_of(html))  # noqa: S704 - an autoescaped template


def _author(workspace: Workspace, message: Message) -> Person:
    return workspace.people.named(message.user_id)


def _app(workspace: Workspace, message: Message) -> App | None:
    return app_with_bot(workspace, message.user_id)


def _files(workspace: Workspace, message: Message) -> list[StoredFile]:
    return [stored for each in message.file_ids if (stored := workspace.files.find(each))]
