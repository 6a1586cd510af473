"""`/feedback`, *Send to product* on a message, `/cs requests`, `/cs areas`, and what product does with a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, message, section, unescaped
from bot.blocks.request_card import changed_words, receipt
from bot.blocks.request_forms import (
    CHANNEL,
    DEFAULT,
    MANAGER,
    NAME,
    area_form,
    area_list,
    area_saved,
    decision_errors,
    decision_form,
    feedback_errors,
    feedback_form,
)
from bot.blocks.request_list import MINE, request_list
from bot.handlers.answering import answer, open_modal, replace, submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Shortcut, View, Word
from bot.services.health import Health
from bot.services.requests import PAGE, Requests
from bot.services.triage import Decision, Triage
from domain.feedback.answer import FeedbackRefused
from domain.feedback.form import DecisionField, FeedbackField, FeedbackForm, decision_gaps
from domain.feedback.request import DeclineReason, ProductArea, Source
from domain.feedback.states import RequestAction
from domain.numbers import number_in

_MINE = frozenset({"mine", "我的"})
_ASK_WORDS = frozenset({RequestAction.ACCEPT, RequestAction.DECLINE, RequestAction.ASK, RequestAction.SHIP})


def register(routes: Routes, requests: Requests, triage: Triage, health: Health) -> None:
    desk = FeedbackDesk(requests, health)
    routes.command(Command.FEEDBACK, desk.ask)
    routes.shortcut(Shortcut.FEEDBACK, desk.ask_about_a_message)
    routes.options(Action.FEEDBACK_ACCOUNT, desk.suggest)
    routes.view(View.FEEDBACK, desk.take_in)
    routes.subcommand(Word.REQUESTS, desk.show)
    routes.action(Action.REQUESTS_PAGE, desk.turn)
    product = TriageDesk(triage)
    routes.action(Action.TRIAGE, product.press)
    routes.view(View.TRIAGE, product.decide)
    routes.subcommand(Word.AREAS, product.areas)
    routes.action(Action.AREA, product.ask_area)
    routes.view(View.AREA, product.save_area)


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

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._list(asked, of_mine=asked.text.casefold() in _MINE))

    async def turn(self, asked: Asked) -> None:
        scope, _, offset = asked.value.partition(" ")
        await replace(asked, lambda: self._list(asked, of_mine=scope == MINE, offset=number_in(offset) or 0))

    async def _open(self, asked: Asked, form: FeedbackForm) -> None:
        def made() -> Modal:
            offer = self._requests.offer(asked.member, form, today=asked.today)
            return feedback_form(offer, asked.words, metadata=written_source(form.source))

        await open_modal(asked, made)

    def _list(self, asked: Asked, *, of_mine: bool, offset: int = 0) -> Message:
        listed = self._requests.listed(asked.member, of_mine=of_mine, today=asked.today, offset=offset)
        return request_list(listed, asked.words, page=PAGE)


class TriageDesk:
    """The card is drawn again by the outbox, for everybody who reads its channel."""

    def __init__(self, triage: Triage) -> None:
        self._triage = triage

    async def press(self, asked: Asked) -> None:
        number, seen, what = (*asked.value.split(" ", 2), "", "")[:3]
        wanted = RequestAction(what) if what in set(RequestAction) else RequestAction.TAKE
        if wanted not in _ASK_WORDS:
            await self._decided(asked, number, Decision(wanted), seen)
            return

        def form() -> Modal:
            look = self._triage.look(asked.member, number, today=asked.today)
            return decision_form(look, wanted, asked.words, metadata=asked.value)

        await open_modal(asked, form)

    async def decide(self, asked: Asked) -> None:
        number, seen, what = (*asked.metadata.split(" ", 2), "", "")[:3]
        reason = typed_in(asked.state, DecisionField.REASON)
        decision = Decision(
            RequestAction(what) if what in set(RequestAction) else RequestAction.TAKE,
            typed_in(asked.state, DecisionField.NOTE),
            DeclineReason(reason) if reason in set(DeclineReason) else None,
        )

        def work() -> Message | FieldErrors:
            if gaps := decision_gaps(decision.what, decision.note, decision.reason):
                return decision_errors(gaps, asked.words)
            changed = self._triage.decide(asked.member, number, decision, seen=seen, today=asked.today)
            return message([section(changed_words(changed, asked.words))])

        await submit(asked, work)

    async def areas(self, asked: Asked) -> None:
        await answer(asked, lambda: area_list(self._triage.areas(asked.member), asked.words))

    async def ask_area(self, asked: Asked) -> None:
        def form() -> Modal:
            known = {area.id: area for area in self._triage.areas(asked.member)}
            return area_form(known.get(number_in(asked.value) or 0), asked.words)

        await open_modal(asked, form)

    async def save_area(self, asked: Asked) -> None:
        area = ProductArea(
            number_in(asked.metadata) or 0,
            typed_in(asked.state, NAME).strip(),
            next(iter(chosen_in(asked.state, CHANNEL)), ""),
            typed_in(asked.state, MANAGER),
            is_default=bool(chosen_in(asked.state, DEFAULT)),
        )
        await submit(asked, lambda: area_saved(self._triage.save_area(asked.member, area), asked.words))

    async def _decided(self, asked: Asked, number: str, decision: Decision, seen: str) -> None:
        changed = await asked.desk.work(
            lambda: self._triage.decide(asked.member, number, decision, seen=seen, today=asked.today)
        )
        if changed.was_first:
            await answer(asked, lambda: message([section(changed_words(changed, asked.words))]))


def source_in(payload: Mapping[str, Any]) -> Source | None:
    """Where the message stands; its address as Slack makes it."""
    said, channel, team = (payload.get(name) for name in ("message", "channel", "team"))
    if not (isinstance(said, Mapping) and isinstance(channel, Mapping)):
        return None
    ts, place = str(said.get("ts") or ""), str(channel.get("id") or "")
    domain = str(team.get("domain") or "") if isinstance(team, Mapping) else ""
    link = f"https://{domain}.slack.com/archives/{place}/p{ts.replace('.', '')}" if domain else ""
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
