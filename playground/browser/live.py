"""Live updates: the browser hears what changed and fetches that part again."""

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.browser.places import may_stand_in
from playground.changes import Change
from playground.workspace import Workspace


async def tell_changes(workspace: Workspace, socket: WebSocket, person_id: str) -> None:
    """Until the page is left. Reading is how a closed page is noticed: it never says anything."""
    await socket.accept()
    with suppress(WebSocketDisconnect):
        async with asyncio.TaskGroup() as group:
            telling = group.create_task(_tell(workspace, socket, person_id))
            await _until_left(socket)
            telling.cancel()


async def _tell(workspace: Workspace, socket: WebSocket, person_id: str) -> None:
    with workspace.changes.listening() as queue:
        await socket.send_json({"kind": "listening"})
        while True:
            change = await queue.get()
            if _concerns(workspace, change, person_id):
                await socket.send_json(_said(change))


async def _until_left(socket: WebSocket) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()


def _concerns(workspace: Workspace, change: Change, person_id: str) -> bool:
    if change.reader not in {None, person_id}:
        return False
    return not change.channel_id or may_stand_in(workspace, person_id, change.channel_id)


def _said(change: Change) -> dict[str, str | None]:
    return {
        "kind": change.kind.value,
        "channel_id": change.channel_id,
        "ts": change.ts,
        "thread_ts": change.thread_ts,
        "app_id": change.app_id,
    }
