"""What product does with a request: the buttons of its card."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal, message, section
from bot.blocks.request_answers import changed_words, noted_words
from bot.blocks.triage_forms import decision_errors, decision_form
from bot.handlers.answering import answer, submit
from bot.handlers.asked import Asked
from bot.handlers.forms import show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.triage import Decision, Triage
from domain.feedback.form import DecisionField, Plan, decision_gaps
from domain.feedback.request import DeclineReason
from domain.feedback.states import RequestAction

_ASK_WORDS = frozenset(
    {
        RequestAction.ACCEPT,
        RequestAction.DECLINE,
        RequestAction.ASK,
        RequestAction.SHIP,
        RequestAction.COMMENT,
        RequestAction.WITHDRAW,
    }
)


def register(routes: Routes, triage: Triage) -> None:
    desk = TriageDesk(triage)
    routes.action(Action.TRIAGE, desk.press)
    routes.view(View.TRIAGE, desk.decide)


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
            return decision_form(look, wanted, asked.words, metadata=asked.value, reader=asked.member.slack_id)

        await show_form(asked, form)

    async def decide(self, asked: Asked) -> None:
        number, seen, what = (*asked.metadata.split(" ", 2), "", "")[:3]
        reason, plan = typed_in(asked.state, DecisionField.REASON), typed_in(asked.state, DecisionField.PLAN)
        decision = Decision(
            RequestAction(what) if what in set(RequestAction) else RequestAction.TAKE,
            typed_in(asked.state, DecisionField.NOTE),
            DeclineReason(reason) if reason in set(DeclineReason) else None,
            Plan(plan) if plan in set(Plan) else Plan.PLANNED,
            typed_in(asked.state, DecisionField.OWNER),
        )

        def work() -> Message | FieldErrors:
            if gaps := decision_gaps(decision.what, decision.note, decision.reason):
                return decision_errors(gaps, asked.words, decision.what)
            if not self._triage.may_own(decision.owner):
                return decision_errors([DecisionField.OWNER], asked.words)
            changed = self._triage.decide(asked.member, number, decision, seen=seen, today=asked.today)
            said = noted_words if decision.what is RequestAction.COMMENT else changed_words
            return message([section(said(changed, asked.words))])

        await submit(asked, work)

    async def _decided(self, asked: Asked, number: str, decision: Decision, seen: str) -> None:
        changed = await asked.desk.work(
            lambda: self._triage.decide(asked.member, number, decision, seen=seen, today=asked.today)
        )
        if changed.was_first:
            await answer(asked, lambda: message([section(changed_words(changed, asked.words))]))
