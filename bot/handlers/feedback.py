"""`/feedback` and *Send to product* on a message: what customers ask for, brought in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks.feedback_form import feedback_errors, feedback_form
from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, unescaped
from bot.blocks.request_card import receipt
from bot.handlers.answering import open_modal, submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Shortcut, View
from bot.services.health import Health
from bot.services.requests import Requests
from domain.feedback.answer import FeedbackRefused
from domain.feedback.form import FeedbackField, FeedbackForm
from domain.feedback.request import Source


def register(routes: Routes, requests: Requests, health: Health) -> None:
    desk = FeedbackDesk(requests, health)
    routes.command(Command.FEEDBACK, desk.ask)
    routes.shortcut(Shortcut.FEEDBACK, desk.ask_about_a_message)
    routes.options(Action.FEEDBACK_ACCOUNT, desk.suggest)
    routes.view(View.FEEDBACK, desk.take_in)


class FeedbackDesk:
    """The form opens before anything is looked up that could be slow."""

    def __init__(self, requests: Requests, health: Health) -> None:
        self._requests = requests
        self._health = health

    async def ask(self, asked: Asked) -> None:
        await self._open(asked, FeedbackForm(title=unescaped(asked.text)))

    async def ask_about_a_message(self, asked: Asked) -> None:
        """Reads only what was pointed at."""
        said = asked.payload.get("message")
        text = str(said.get("text") or "") if isinstance(said, Mapping) else ""
        await self._open(asked, FeedbackForm(quote=unescaped(text), source=source_in(asked.payload)))

    async def suggest(self, asked: Asked) -> None:
        await suggest(
            asked, lambda: account_options(*self._health.suggestions(asked.member, asked.value, today=asked.today))
        )

    async def take_in(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            done = self._requests.submit(asked.member, form_in(asked), today=asked.today)
            if isinstance(done, FeedbackRefused):
                return feedback_errors(done, asked.words)
            return receipt(done, asked.words)

        await submit(asked, work)

    async def _open(self, asked: Asked, form: FeedbackForm) -> None:
        def made() -> Modal:
            offer = self._requests.offer(asked.member, form, today=asked.today)
            return feedback_form(offer, asked.words, metadata=written_source(form.source))

        await open_modal(asked, made)


def source_in(payload: Mapping[str, Any]) -> Source | None:
    """Where the message stands; its address as Slack makes it."""
    said, channel, team = (payload.get(name) for name in ("message", "channel", "team"))
    if not (isinstance(said, Mapping) and isinstance(channel, Mapping)):
        return None
    ts, place = str(said.get("ts") or ""), str(channel.get("id") or "")
    domain = str(team.get("domain") or "") if isinstance(team, Mapping) else ""
    thread = str(said.get("thread_ts") or ts)
    below = f"?thread_ts={thread}&cid={place}" if thread != ts else ""
    link = f"https://{domain}.slack.com/archives/{place}/p{ts.replace('.', '')}{below}" if domain else ""
    return Source(place, ts, link) if ts and place else None


def written_source(source: Source | None) -> str:
    return json.dumps([source.channel, source.ts, source.permalink]) if source else ""


def source_from(metadata: str) -> Source | None:
    return Source(*map(str, json.loads(metadata))) if metadata else None


def form_in(asked: Asked) -> FeedbackForm:
    """The form as it came; what is missing or of another shape is empty."""

    def typed(field: FeedbackField) -> str:
        return typed_in(asked.state, field)

    return FeedbackForm(
        title=typed(FeedbackField.TITLE),
        problem=typed(FeedbackField.PROBLEM),
        quote=typed(FeedbackField.QUOTE),
        asker=typed(FeedbackField.ASKER),
        account=typed_in(asked.state, FeedbackField.ACCOUNT, Action.FEEDBACK_ACCOUNT),
        prospect=typed(FeedbackField.PROSPECT),
        contact=typed(FeedbackField.CONTACT),
        importance=typed(FeedbackField.IMPORTANCE),
        blocks_renewal=bool(chosen_in(asked.state, FeedbackField.BLOCKS)),
        workaround=typed(FeedbackField.WORKAROUND),
        area=typed(FeedbackField.AREA),
        source=source_from(asked.metadata),
    )
