"""`My judgement`: the form, its submission, and the card with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blocks.judgement import judgement_errors, judgement_form, judgement_receipt
from bot.blocks.kit import FieldErrors, Message, Modal
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.judgements import Judgements
from domain.judgements import JudgementField, JudgementForm, JudgementRefused


def register(routes: Routes, judgements: Judgements) -> None:
    desk = JudgementDesk(judgements)
    routes.action(Action.JUDGE, desk.ask)
    routes.view(View.JUDGE, desk.record)


class JudgementDesk:
    def __init__(self, judgements: Judgements) -> None:
        self._judgements = judgements

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            return judgement_form(self._judgements.offer(asked.member, asked.value), asked.words, asked.today)

        await open_modal(asked, form)

    async def record(self, asked: Asked) -> None:
        await submit(asked, lambda: self._recorded(asked))

    def _recorded(self, asked: Asked) -> Message | FieldErrors:
        form = judgement_form_from(asked.state)
        recorded = self._judgements.record(asked.member, asked.metadata, form, today=asked.today)
        if isinstance(recorded, JudgementRefused):
            return judgement_errors(recorded, asked.words)
        return judgement_receipt(recorded, asked.words, today=asked.today)


def judgement_form_from(state: Mapping[str, Any]) -> JudgementForm:
    """The form as it came; what is missing or of another shape is empty."""
    return JudgementForm(
        pulse=typed_in(state, JudgementField.PULSE),
        note=typed_in(state, JudgementField.NOTE),
        expires_on=typed_in(state, JudgementField.EXPIRES_ON),
        score=typed_in(state, JudgementField.SCORE),
    )
