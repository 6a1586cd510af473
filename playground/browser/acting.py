"""What a person does on the page, handed to the workspace; the answer is whether it went well and, if not, why."""

from collections.abc import Awaitable, Callable
from typing import Any

from playground import acts
from playground.acts import Outcome
from playground.json_types import Json
from playground.workspace import Workspace

Act = Callable[[Workspace, str, Json], Awaitable[Outcome | None]]


async def act(workspace: Workspace, person_id: str, name: str, asked: Json) -> Json:
    outcome = await ACTS[name](workspace, person_id, asked)
    return {"ok": True} if outcome is None else {"ok": outcome.is_ok, "trouble": outcome.trouble}


def place_from(asked: Json) -> acts.OnMessage | acts.OnView:
    if view_id := asked.get("view_id"):
        return acts.OnView(view_id)
    return acts.OnMessage(asked["channel_id"], asked["ts"])


async def _type(workspace: Workspace, person_id: str, asked: Json) -> None:
    thread_ts = asked.get("thread_ts") or None
    await acts.type_message(workspace, person_id, asked["channel_id"], asked["text"], thread_ts=thread_ts)


async def _press(workspace: Workspace, person_id: str, asked: Json) -> Outcome:
    element: dict[str, Any] = {part: asked[part] for part in ("block_id", "action_id", "chosen", "typed")}
    return await acts.press(workspace, person_id, place_from(asked), **element)


async def _submit(workspace: Workspace, person_id: str, asked: Json) -> Outcome:
    return await acts.submit_view(workspace, person_id, asked["view_id"], asked["typed"])


async def _close(workspace: Workspace, person_id: str, asked: Json) -> None:
    await acts.close_view(workspace, person_id, asked["view_id"], whole_stack=bool(asked.get("whole_stack")))


async def _open_home(workspace: Workspace, person_id: str, asked: Json) -> None:
    await acts.open_home(workspace, person_id, asked["app_id"], tab=asked["tab"])


async def _run_global(workspace: Workspace, person_id: str, asked: Json) -> Outcome:
    return await acts.run_global_shortcut(workspace, person_id, asked["app_id"], asked["callback_id"])


async def _run_on_message(workspace: Workspace, person_id: str, asked: Json) -> Outcome:
    message, shortcut = (asked["channel_id"], asked["ts"]), (asked["app_id"], asked["callback_id"])
    return await acts.run_message_shortcut(workspace, person_id, *message, *shortcut)


async def _react(workspace: Workspace, person_id: str, asked: Json) -> None:
    await acts.react(workspace, person_id, asked["channel_id"], asked["ts"], asked["name"])


async def _delete(workspace: Workspace, person_id: str, asked: Json) -> None:
    await acts.delete_message(workspace, person_id, asked["channel_id"], asked["ts"])


ACTS: dict[str, Act] = {
    "type": _type,
    "press": _press,
    "submit": _submit,
    "close": _close,
    "open-home": _open_home,
    "global-shortcut": _run_global,
    "message-shortcut": _run_on_message,
    "react": _react,
    "delete": _delete,
}
