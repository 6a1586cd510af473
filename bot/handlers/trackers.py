"""`Push to tracker…` and `Retry` on the card of a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.tracker_form import WITH_NAMES, push_errors, push_form, push_receipt
from bot.handlers.answering import open_modal, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.tracker_desk import TrackerDesk
from domain.feedback.tracker_form import PushField, PushForm, PushRefused


def register(routes: Routes, trackers: TrackerDesk) -> None:
    desk = PushDesk(trackers)
    routes.action(Action.PUSH, desk.ask)
    for choice in (Action.PUSH_WAY, Action.PUSH_NAMES):
        routes.action(choice, desk.draw_again)
    routes.view(View.PUSH, desk.push)
    routes.action(Action.PUSH_RETRY, desk.retry)


class PushDesk:
    def __init__(self, trackers: TrackerDesk) -> None:
        self._trackers = trackers

    async def ask(self, asked: Asked) -> None:
        permalink = permalink_in(asked.payload)
        await open_modal(asked, lambda: self._form(asked, asked.value, PushForm(permalink=permalink)))

    async def draw_again(self, asked: Asked) -> None:
        """Another way, or names chosen or left out."""
        number, form = form_in(asked)
        await update_modal(asked, lambda: self._form(asked, number, form))

    async def push(self, asked: Asked) -> None:
        number, form = form_in(asked)

        def work() -> Message | FieldErrors:
            done = self._trackers.push(asked.member, number, form, today=asked.today)
            if isinstance(done, PushRefused):
                return push_errors(done, asked.words)
            return push_receipt(done, asked.words)

        await submit(asked, work)

    async def retry(self, asked: Asked) -> None:
        """The card says what comes of it."""
        await asked.desk.work(lambda: self._trackers.retry(asked.member, asked.value))

    def _form(self, asked: Asked, number: str, form: PushForm) -> Modal:
        offer = self._trackers.offer(asked.member, number, form, today=asked.today)
        return push_form(offer, asked.words, form)


def form_in(asked: Asked) -> tuple[str, PushForm]:
    """The number of the request, and the form as it came."""
    number, permalink = json.loads(asked.metadata or '["", ""]')
    names = typed_in(asked.state, PushField.NAMES, Action.PUSH_NAMES)
    form = PushForm(
        place=typed_in(asked.state, PushField.PLACE),
        way=typed_in(asked.state, PushField.WAY, Action.PUSH_WAY),
        issue=typed_in(asked.state, PushField.ISSUE),
        with_names=names == WITH_NAMES,
        permalink=str(permalink),
    )
    return str(number), form


def permalink_in(payload: Mapping[str, Any]) -> str:
    """Of the card that was pressed; empty where Slack does not say in which workspace it stands."""
    container, team = payload.get("container"), payload.get("team")
    if not (isinstance(container, Mapping) and isinstance(team, Mapping)):
        return ""
    domain, channel, ts = team.get("domain"), container.get("channel_id"), container.get("message_ts")
    return f"https://{domain}.slack.com/archives/{channel}/p{str(ts).replace('.', '')}" if domain and channel else ""
