"""`Forecast`: the form, its submission, and what happens when two people forecast at once."""

from __future__ import annotations

from bot.blocks.forecast_form import forecast_conflict, forecast_errors, forecast_form, forecast_receipt
from bot.blocks.kit import FieldErrors, Message, Modal
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.forecasts import Forecasts
from domain.renewals.forecasting import ForecastConflict, ForecastField, ForecastForm, ForecastRefused


def register(routes: Routes, forecasts: Forecasts) -> None:
    desk = ForecastDesk(forecasts)
    routes.action(Action.FORECAST, desk.ask)
    routes.view(View.FORECAST, desk.record)


class ForecastDesk:
    def __init__(self, forecasts: Forecasts) -> None:
        self._forecasts = forecasts

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._forecasts.offer(asked.member, asked.value, today=asked.today)
            return forecast_form(offer, asked.words, asked.today)

        await open_modal(asked, form)

    async def record(self, asked: Asked) -> None:
        await submit(asked, lambda: self._recorded(asked))

    def _recorded(self, asked: Asked) -> Message | Modal | FieldErrors:
        outcome = self._forecasts.record(asked.member, asked.metadata, _form(asked), today=asked.today)
        match outcome:
            case ForecastRefused():
                return forecast_errors(outcome, asked.words)
            case ForecastConflict():
                return forecast_conflict(outcome, asked.words, asked.today)
            case _:
                return forecast_receipt(outcome, asked.words)


def _form(asked: Asked) -> ForecastForm:
    """The form as it came; what is missing or of another shape is empty."""
    state = asked.state
    return ForecastForm(
        category=typed_in(state, ForecastField.CATEGORY),
        proposed=typed_in(state, ForecastField.PROPOSED),
        reason=typed_in(state, ForecastField.REASON),
        next_step=typed_in(state, ForecastField.NEXT_STEP),
    )
