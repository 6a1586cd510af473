"""The demo put together: the book made once a day, the workspace opened, the bot let in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import delete

from bot import bootstrap
from bot.bootstrap.scoring import scored
from bot.bootstrap.serving import serve
from bot.demo.book import demo_book
from bot.demo.expansion import tell_expansion
from bot.demo.feedback import Teller, tell_feedback
from bot.demo.filling import fill, ids_of
from bot.demo.first_value import demo_policy, tell_first_value
from bot.demo.harbour import (
    MEMBERS,
    OMAR,
    OWNERS,
    PRIYA,
    PRODUCT_CHANNEL,
    SELLERS,
    SUCCESS_CHANNEL,
    demo_settings,
    workspace_with_bot,
)
from bot.demo.people import tell_surveys
from bot.demo.playbooks import GUIDES, tell_playbooks
from bot.demo.sockets import free_port
from bot.demo.team import tell_team
from bot.demo.tour import TOUR
from bot.demo.value import tell_value
from bot.services.alert_watch import AlertWatch
from bot.services.renewal_terms import RenewalTerms
from bot.settings import Mode
from playground.browser.routes import browser_routes
from playground.server import running
from playground.workspace import Workspace
from storage import migrate
from storage.library import SqlLibrary
from storage.tables import DirectLineRow, table_of

Ready = Callable[[str, tuple[str, ...]], None]
"""Told the address and the titles of the tour once the bot answers."""


def prepare(folder: Path, *, fresh: bool) -> Path:
    """The database of today's demo book, made where it is not there yet: the book's stories end today."""
    now = bootstrap.now()
    database = folder / f"{now.date()}.db"
    if database.exists() and not fresh:
        _forget_conversations(database)
        return database
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.db*"):
        old.unlink()
    unfinished = folder / "unfinished.db"
    _make(unfinished)
    return unfinished.rename(database)


async def live(database: Path, *, mode: Mode, port: int, ready: Ready) -> None:
    """Until it is told to stop."""
    bot_port = free_port()
    workspace = workspace_with_bot(mode, bot_port=bot_port)
    async with running(workspace, port=port, browser_routes=browser_routes(workspace, tour=TOUR)):
        settings = demo_settings(workspace, mode, database, bot_port=bot_port)
        greeting = asyncio.create_task(_greet(workspace, mode, bot_port, ready))
        try:
            await serve(settings)
        finally:
            greeting.cancel()


def _forget_conversations(database: Path) -> None:
    """The workspace is a new one at each start: direct messages are opened anew in it."""
    library = SqlLibrary(f"sqlite:///{database}")
    try:
        with library.writing() as book:
            book.connection.execute(delete(table_of(DirectLineRow)))
    finally:
        library.close()


def _make(database: Path) -> None:
    url = f"sqlite:///{database}"
    migrate.upgrade(url)
    library = SqlLibrary(url)
    try:
        now = bootstrap.now()
        shipped = bootstrap.SHIPPED_POLICY.read_text(encoding="utf-8")
        bootstrap.publish_first_policy(library, demo_policy(shipped) + GUIDES)
        demo = demo_book(now.date(), owners=OWNERS, sellers=SELLERS)
        fill(library, demo, members=MEMBERS, score=partial(scored, library), look=partial(_looked, library), now=now)
        RenewalTerms(library, lambda: now, UTC).reconcile()
        with library.writing() as book:
            numbers = ids_of(book, demo)
            ids = {story.name: numbers[story.external_id] for story in demo.stories}
            tell_surveys(book, demo.stories, numbers, now=now)
            owners = {ids[story.name]: story.owner for story in demo.stories}
            tell_first_value(book, demo.stories, numbers, now=now)
            tell_team(book, owners, lead=OMAR, now=now)
            tell_feedback(book, Teller(ids, owners, PRODUCT_CHANNEL, PRIYA, SUCCESS_CHANNEL), now=now)
            tell_value(book, ids, owners, now=now)
            tell_expansion(book, demo, ids, now=now)
        tell_playbooks(library, ids, now=now, zone="UTC", currency="USD")
    finally:
        library.close()


def _looked(library: SqlLibrary, moment: datetime) -> None:
    AlertWatch(library, lambda: moment, "UTC").tick()


async def _greet(workspace: Workspace, mode: Mode, bot_port: int, ready: Ready) -> None:
    (app,) = workspace.apps
    while not await _answers(workspace, app.id, mode, bot_port):  # noqa: ASYNC110 (a server has no event of ours)
        await asyncio.sleep(0.05)
    ready(workspace.base_url, tuple(step.title for step in TOUR))


async def _answers(workspace: Workspace, app_id: str, mode: Mode, bot_port: int) -> bool:
    if mode is Mode.SOCKET:
        return workspace.links.connected(app_id) > 0
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", bot_port)
    except OSError:
        return False
    writer.close()
    return True
