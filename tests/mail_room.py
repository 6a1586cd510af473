"""The outbox and its worker around a real book, real Slack clients and a workspace that can be made ill.

Time may run faster than it does: the book, the worker and the workspace share one clock, so that a lease of thirty
seconds takes three.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.blocks.kit import Message, image, section
from bot.handlers.affiliations import People
from bot.handlers.audiences import Audiences, refusal_in
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace as Home
from bot.http.clients import posting_client, reading_client, session
from bot.locale import Language
from bot.outbox.drain import Drain
from bot.outbox.pacing import MESSAGES_A_SECOND, Budget
from bot.outbox.posting import Poster
from bot.outbox.wording import Illustrated, Reader, Said, Wordings
from bot.pictures.ink import Picture
from bot.services.outbox import Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.outbox.outgoing import OutboxState
from domain.outbox.ports import OutboxLine
from domain.outbox.settling import RetryRules
from domain.permissions import Member, Role
from domain.ports import Book, Library
from domain.sharing import SharingRefusal
from playground.apps import App, Credentials
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.workspace import Workspace

SPEED = 10.0
SECRETS = Credentials("xoxb-mail-room", "xapp-mail-room", "signing-secret", "verification")
POSTING_SCOPES = ("chat:write", "im:write", "channels:read", "users:read")
HISTORY_SCOPES = ("channels:history", "groups:history", "im:history")
MAYA, OMAR, ADA = "U0MAYA0001", "U0OMAR0001", "U0ADA00001"
ADMIN = Member(ADA, "Ada", Role.ADMIN)
TEST = AnnouncementKind.TEST
CUSTOMERS_WORDS = "we think of leaving"


@dataclass(frozen=True, slots=True)
class FastClock:
    """Runs `speed` times as fast as the wall clock since `began` (seconds since 1970), in every process alike."""

    speed: float = SPEED
    began: float = field(default_factory=time.time)

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.began + self.speed * (time.time() - self.began), UTC)

    def timer(self) -> float:
        return time.monotonic() * self.speed


class MovableLibrary:
    """A book that can be taken away and brought back."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.is_away = False

    @contextmanager
    def reading(self) -> Iterator[Book]:
        self._refuse_when_away()
        with self._library.reading() as book:
            yield book

    @contextmanager
    def writing(self) -> Iterator[Book]:
        self._refuse_when_away()
        with self._library.writing() as book:
            yield book

    def _refuse_when_away(self) -> None:
        if self.is_away:
            raise BookUnavailableError("away")


def said(text: str, to: str, *, about: str = "test", drawn: str = "", **more: Any) -> Announcement:
    facts = {"text": text, **({"drawn": drawn} if drawn else {})}
    return Announcement(TEST, to, about, facts, **more)


def trial(announcement: Announcement, reader: Reader) -> Said | None:
    """Says its text; `nothing` has nothing to say any more, `broken` cannot be said, what is `drawn` has a picture."""
    text = str(announcement.facts["text"])
    if drawn := announcement.facts.get("drawn"):
        return Illustrated("week.png", partial(painted, str(drawn)), partial(around, text))
    if text == "broken":
        raise ValueError(CUSTOMERS_WORDS)
    return None if text == "nothing" else Message(text)


def painted(how: str) -> Picture:
    """`badly` it cannot be drawn."""
    if how == "badly":
        raise ValueError(CUSTOMERS_WORDS)
    return Picture(b"\x89PNG", "a curve", "Curve")


def around(text: str, picture: str | None) -> Message:
    if picture is None:
        return Message(f"{text}, in words")
    return Message(text, (section(text), image(slack_file=picture, alt_text="a curve")))


def trouble(announcement: Announcement, reader: Reader) -> Message:
    return Message(f"trouble: {announcement.facts['reason']}")


def mail_app(*, may_look: bool = True, may_upload: bool = True) -> App:
    uploading = ("files:write",) if may_upload else ()
    scopes = [*POSTING_SCOPES, *(HISTORY_SCOPES if may_look else ()), *uploading]
    manifest = {"display_information": {"name": "Mail"}, "oauth_config": {"scopes": {"bot": scopes}}}
    return App.from_manifest(manifest, credentials=SECRETS)


def mail_workspace(
    clock: Callable[[], datetime], *, channels: int = 1, may_look: bool = True, may_upload: bool = True
) -> Workspace:
    """With channels `line-0`, `line-1` … in which the app is."""
    app = mail_app(may_look=may_look, may_upload=may_upload)
    workspace = workspace_from(default_plan().with_apps(app), clock=clock)
    for number in range(channels):
        workspace.open_channel(f"line-{number}", members=[MAYA, app.bot_user_id])
    return workspace


async def nobody_refused(_: str) -> SharingRefusal | None:
    return None


def worker(
    library: Library,
    desk: Desk,
    http: Any,
    *,
    clock: FastClock,
    api: str,
    rules: RetryRules | None = None,
    per_second: float = MESSAGES_A_SECOND,
    looks_at_readers: bool = False,
) -> Drain:
    """The outbox's real worker, as the bot puts it together, with words for trials."""
    reading = reading_client(http, token=SECRETS.bot_token, base_url=api)
    home = Home(reading)
    audiences = Audiences(People(reading, home), home)
    outgoings = Outgoings(library, clock=clock, rules=rules)
    wordings = Wordings(library, clock=clock, zone="UTC", language=Language.EN)
    wordings.register(TEST, trial)
    wordings.register(AnnouncementKind.TROUBLE, trouble)
    poster = Poster(
        outgoings,
        wordings.said,
        desk.work,
        client=posting_client(http, token=SECRETS.bot_token, base_url=api),
        reading=reading,
        budget=Budget(per_second * clock.speed),
        timer=clock.timer,
        refusal_of=partial(refusal_in, audiences=audiences, reading=reading) if looks_at_readers else nobody_refused,
    )
    return Drain(outgoings, poster, desk.work, idle=1 / clock.speed)


@dataclass
class MailRoom:
    workspace: Workspace
    library: MovableLibrary
    outgoings: Outgoings
    new_drain: Callable[[], Drain]
    clock: FastClock

    def line(self, number: int = 0) -> str:
        channel = self.workspace.channels.called(f"line-{number}")
        assert channel is not None
        return channel.id

    def put(self, *announcements: Announcement) -> list[int | None]:
        with self.library.writing() as book:
            return [book.outbox.put(each, now=self.clock()) for each in announcements]

    def say(self, *texts: str, to: str | None = None, **more: Any) -> list[int | None]:
        """A trial each, to the first channel when nothing else is said."""
        return self.put(*(said(text, to or self.line(), **more) for text in texts))

    def read_in(self, channel: str) -> list[str]:
        return [message.text for message in self.workspace.messages.of_channel(channel)]

    def read_by(self, person: str) -> list[str]:
        channel = self.workspace.channels.direct([person, self.workspace.apps.named("A0PLAYAPP01").bot_user_id])
        return self.read_in(channel.id) if channel else []

    def arrived(self) -> Counter[str]:
        """How often each text stands anywhere in the workspace."""
        return Counter(text for channel in self.workspace.channels for text in self.read_in(channel.id))

    def outcomes(self, *methods: str) -> list[str]:
        return [call.outcome for call in self.workspace.calls.of(*methods or ("chat.postMessage",))]

    def lines(self, *states: OutboxState) -> Sequence[OutboxLine]:
        with self.library.reading() as book:
            return list(reversed(book.outbox.lines(states or list(OutboxState), limit=1000)))

    def states(self) -> list[OutboxState]:
        return [line.state for line in self.lines()]

    def is_done(self) -> bool:
        counts = self.outgoings.look().counts
        return counts.waiting == counts.sending == 0

    async def until_done(self, seconds: float = 30) -> None:
        """`seconds` of the wall clock."""
        await until(self.is_done, seconds)

    @asynccontextmanager
    async def draining(self) -> AsyncIterator[Drain]:
        """A worker that was stopped does not begin again: each time it is a new one."""
        drain = self.new_drain()
        going = asyncio.create_task(drain.run())
        try:
            yield drain
        finally:
            await drain.stop(within=2)
            await going

    async def drained(self, seconds: float = 30) -> None:
        async with self.draining():
            await self.until_done(seconds)


async def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in another task, or another process
            await asyncio.sleep(0.02)


@asynccontextmanager
async def mail_room(
    library: Library,
    *,
    speed: float = SPEED,
    channels: int = 1,
    may_look: bool = True,
    may_upload: bool = True,
    rules: RetryRules | None = None,
    per_second: float = MESSAGES_A_SECOND,
    looks_at_readers: bool = False,
) -> AsyncIterator[MailRoom]:
    """Ada is the admin."""
    with library.writing() as book:
        book.members.save(ADMIN)
    clock, movable, desk = FastClock(speed), MovableLibrary(library), Desk(workers=4)
    workspace = mail_workspace(clock, channels=channels, may_look=may_look, may_upload=may_upload)
    async with session() as http, running(workspace):
        api = f"{workspace.base_url}/api/"
        new_drain = partial(
            worker,
            movable,
            desk,
            http,
            clock=clock,
            api=api,
            rules=rules,
            per_second=per_second,
            looks_at_readers=looks_at_readers,
        )
        yield MailRoom(workspace, movable, Outgoings(movable, clock=clock), new_drain, clock)
    desk.close()


EDIT, REPLY = Manner.EDIT, Manner.REPLY
