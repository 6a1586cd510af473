"""A tiny app that answers over signed HTTP, so that the workspace's pages can be tried without a real one."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
from pretend_blocks import CHINESE_CARD, EVERYTHING, MATCHES, card
from pretend_picture import falling_line
from pretend_views import FORM, HOME, SECOND_VIEW
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Lookout"},
    "features": {
        "bot_user": {"display_name": "lookout", "always_online": True},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/card", "description": "One account on a card", "usage_hint": "[account]"},
            {"command": "/carton", "description": "Every block there is"},
            {"command": "/form", "description": "A form with every kind of field"},
            {"command": "/slow", "description": "Never answers in time"},
            {"command": "/picture", "description": "A picture over time", "usage_hint": "[account] [days]"},
        ],
        "shortcuts": [
            {"type": "global", "name": "New form", "callback_id": "new_form", "description": "Opens the form"},
            {"type": "message", "name": "Quote in a form", "callback_id": "quote", "description": "Opens the form"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "files:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}, "interactivity": {"is_enabled": True}},
}


def unescaped(text: str) -> str:
    """What was typed: Slack escapes three signs on the way to an app."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class PretendApp:
    """`pressed` keeps every action it was told of, `submitted` every form."""

    def __init__(self) -> None:
        self.api = ""
        self.token = ""
        self.pressed: list[Json] = []
        self.submitted: list[Json] = []
        self._interactions: dict[str, Callable[[Json], Awaitable[Response]]] = {
            "block_actions": self._press,
            "view_submission": self._submit,
            "block_suggestion": self._suggest,
            "shortcut": self._open_form,
            "message_action": self._open_form,
        }

    def asgi(self) -> Starlette:
        return Starlette(routes=[Route("/slack", self.answer, methods=["POST"])])

    async def answer(self, request: Request) -> Response:
        body = (await request.body()).decode()
        if body.startswith("{"):
            return await self._event(json.loads(body)["event"])
        form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        if "payload" in form:
            payload = json.loads(form["payload"])
            interact = self._interactions.get(payload["type"])
            return await interact(payload) if interact else PlainTextResponse("")
        return await self._command(form)

    async def _command(self, form: Json) -> Response:
        match form["command"]:
            case "/card":
                return JSONResponse(card(unescaped(form["text"])))
            case "/carton":
                return JSONResponse(EVERYTHING)
            case "/picture":
                await self._send_picture(form["channel_id"])
                return PlainTextResponse("")
            case "/form":
                await self._call("views.open", trigger_id=form["trigger_id"], view=FORM)
                return PlainTextResponse("")
            case _:
                return PlainTextResponse("no", status_code=500)

    async def _event(self, event: Json) -> Response:
        if event["type"] == "app_home_opened" and event["tab"] == "home":
            await self._call("views.publish", user_id=event["user"], view=HOME)
        return PlainTextResponse("")

    async def _press(self, payload: Json) -> Response:
        action = payload["actions"][0]
        self.pressed.append(action)
        match action["action_id"]:
            case "why":
                await self._call("views.open", trigger_id=payload["trigger_id"], view=FORM)
            case "deeper":
                await self._call("views.push", trigger_id=payload["trigger_id"], view=SECOND_VIEW)
            case "share":
                await self._call("chat.postMessage", channel=payload["channel"]["id"], **CHINESE_CARD)
            case "broken":
                return PlainTextResponse("", status_code=500)
        return PlainTextResponse("")

    async def _submit(self, payload: Json) -> Response:
        values = payload["view"]["state"]["values"]
        self.submitted.append(values)
        if values.get("title", {}).get("title", {}).get("value") == "wrong":
            return JSONResponse({"response_action": "errors", "errors": {"title": "This title <is> taken."}})
        return PlainTextResponse("")

    async def _suggest(self, payload: Json) -> Response:
        wanted = payload["value"].casefold()
        options = [match for match in MATCHES if wanted in match["text"]["text"].casefold()]
        return JSONResponse({"options": options})

    async def _open_form(self, payload: Json) -> Response:
        await self._call("views.open", trigger_id=payload["trigger_id"], view=FORM)
        return PlainTextResponse("")

    async def _send_picture(self, channel_id: str) -> None:
        picture = falling_line()
        wanted = await self._call("files.getUploadURLExternal", filename="score.png", length=len(picture))
        async with httpx.AsyncClient(trust_env=False) as client:
            (await client.post(wanted["upload_url"], content=picture)).raise_for_status()
        files = [{"id": wanted["file_id"], "title": "Score over 90 days"}]
        await self._call("files.completeUploadExternal", files=files, channel_id=channel_id)

    async def _call(self, method: str, **arguments: Any) -> Json:
        async with httpx.AsyncClient(trust_env=False) as client:
            headers = {"Authorization": f"Bearer {self.token}"}
            response = await client.post(f"{self.api}/api/{method}", json=arguments, headers=headers)
        answered: Json = response.json()
        assert answered["ok"], answered
        return answered
