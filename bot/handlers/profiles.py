"""Slack says that somebody's profile changed: a name, a language, a guest who was none before."""

from __future__ import annotations

from functools import partial

from bot.handlers.admission import Admission
from bot.handlers.affiliations import person_from
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.payloads import Payload
from bot.handlers.routing import Routes


def register(routes: Routes, admission: Admission, workspace: Workspace, desk: Desk) -> None:
    async def take_over(payload: Payload) -> None:
        user = payload["event"]["user"]
        admission.forget(user["id"])
        person = person_from(user, await workspace.home())
        await desk.work(partial(admission.access.refresh, person))

    routes.event("user_change", take_over)
