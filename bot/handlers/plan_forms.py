"""The forms of success plans, and taking back what was written with them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.kit import FieldErrors, Modal
from bot.blocks.plan_forms import check_in_form, measure_form, milestone_form, outcome_form, plan_errors
from bot.blocks.plan_receipt import plan_kept
from bot.handlers.answering import replace, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_done, show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.handlers.telling import page
from bot.ids import Action, View
from bot.services.plan_milestones import PlanMilestones
from bot.services.plan_outcomes import PlanOutcomes
from bot.services.plan_steps import PlanSteps, last_check_in
from bot.services.plan_undo import PlanUndo
from domain.plans.answer import PlanKept, PlanRefused
from domain.plans.form import OutcomeField, OutcomeForm
from domain.plans.plan import CheckInVerdict
from domain.plans.steps import CheckInForm, MeasureForm, MilestoneForm, StepField


@dataclass(frozen=True, slots=True)
class PlanServices:
    outcomes: PlanOutcomes
    steps: PlanSteps
    milestones: PlanMilestones
    undo: PlanUndo


def register(routes: Routes, services: PlanServices) -> None:
    desk = PlanFormDesk(services)
    routes.action(Action.PLAN_OUTCOME, desk.ask_for_outcome)
    routes.action(Action.PLAN_EDIT, desk.ask_to_change)
    routes.view(View.PLAN_OUTCOME, desk.keep_outcome)
    routes.action(Action.PLAN_MEASURE, desk.ask_for_value)
    routes.view(View.PLAN_MEASURE, desk.keep_value)
    routes.action(Action.PLAN_CHECK_IN, desk.ask_how_it_goes)
    routes.action(Action.PLAN_VERDICT, desk.draw_again)
    routes.view(View.PLAN_CHECK_IN, desk.keep_check_in)
    routes.action(Action.PLAN_MILESTONE, desk.ask_for_milestone)
    routes.view(View.PLAN_MILESTONE, desk.keep_milestone)
    routes.action(Action.PLAN_UNDO, desk.undo)


class PlanFormDesk:
    def __init__(self, services: PlanServices) -> None:
        self._outcomes = services.outcomes
        self._steps = services.steps
        self._milestones = services.milestones
        self._undo = services.undo

    async def ask_for_outcome(self, asked: Asked) -> None:
        def form() -> Modal:
            return outcome_form(self._outcomes.offered(asked.member, asked.value, today=asked.today), asked.words)

        await show_form(asked, form)

    async def ask_to_change(self, asked: Asked) -> None:
        def form() -> Modal:
            return outcome_form(self._outcomes.change(asked.member, asked.value, today=asked.today), asked.words)

        await show_form(asked, form)

    async def keep_outcome(self, asked: Asked) -> None:
        form = OutcomeForm(**{field.value: typed_in(asked.state, field) for field in OutcomeField})
        await submit(
            asked,
            lambda: _kept(self._outcomes.kept(asked.member, asked.metadata, form, today=asked.today), asked),
        )

    async def ask_for_value(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._steps.offered(asked.member, asked.value, MeasureForm(), today=asked.today)
            return measure_form(offer, asked.words, asked.today)

        await show_form(asked, form)

    async def keep_value(self, asked: Asked) -> None:
        form = MeasureForm(typed_in(asked.state, StepField.VALUE), typed_in(asked.state, StepField.ON))
        await submit(
            asked,
            lambda: _kept(self._steps.measured(asked.member, asked.metadata, form, today=asked.today), asked),
        )

    async def ask_how_it_goes(self, asked: Asked) -> None:
        """The button names the outcome, and maybe what is to be said of it."""
        number, verdict = seen_in(asked.value)
        await show_form(asked, lambda: self._check_in_form(asked, number, CheckInForm(verdict), seen=""))

    async def draw_again(self, asked: Asked) -> None:
        """Another answer asks for other things."""
        number, _ = seen_in(asked.metadata)
        said = _check_in_said(asked)
        await update_modal(asked, lambda: self._check_in_form(asked, number, said, seen=asked.metadata))

    async def keep_check_in(self, asked: Asked) -> None:
        """A form is one check-in, however often it is sent."""
        key, said = str((asked.view or {}).get("id") or ""), _check_in_said(asked)
        await submit(
            asked,
            lambda: _kept(
                self._steps.checked_in(asked.member, asked.metadata, said, key=key, today=asked.today), asked
            ),
        )

    async def ask_for_milestone(self, asked: Asked) -> None:
        def form() -> Modal:
            return milestone_form(self._milestones.offered(asked.member, asked.value, today=asked.today), asked.words)

        await show_form(asked, form)

    async def keep_milestone(self, asked: Asked) -> None:
        fields = (StepField.TITLE, StepField.DUE_ON, StepField.OUTCOME, StepField.OWNER)
        form = MilestoneForm(**{field.value: typed_in(asked.state, field) for field in fields})
        await submit(
            asked,
            lambda: _kept(self._milestones.kept(asked.member, asked.metadata, form, today=asked.today), asked),
        )

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def work() -> PlanKept:
            return self._undo.undone(asked.member, asked.value, today=asked.today)

        if asked.view:
            await show_done(asked, lambda: plan_kept(work(), asked.words, asked.today))
        else:
            await replace(asked, lambda: plan_kept(work(), asked.words, asked.today))

    def _check_in_form(self, asked: Asked, number: str, said: CheckInForm, *, seen: str) -> Modal:
        """Drawn again, a form is still about what was there when it was opened."""
        offer = self._steps.offered(asked.member, number, said, today=asked.today)
        return check_in_form(offer, asked.words, asked.today, seen=seen or last_check_in(offer.planned))


def _kept(done: PlanKept | PlanRefused, asked: Asked) -> Modal | FieldErrors:
    if isinstance(done, PlanRefused):
        return plan_errors(done, asked.words)
    return page(plan_kept(done, asked.words, asked.today), asked.words)


def _check_in_said(asked: Asked) -> CheckInForm:
    """Of a form as it came; what no longer stands in it is not said."""
    verdict = typed_in(asked.state, StepField.VERDICT, Action.PLAN_VERDICT)
    is_behind = verdict == CheckInVerdict.BEHIND
    return CheckInForm(
        verdict,
        typed_in(asked.state, StepField.CAUSE) if is_behind else "",
        typed_in(asked.state, StepField.WORDS),
        typed_in(asked.state, StepField.NEXT_STEP),
    )
