"""`/cs rates`: reading the exchange rates; they are stated on the command line."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.rates_answer import rates_answer
from bot.handlers.answering import answer
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.ids import Word
from bot.services.rates import ExchangeRateBook


def register(routes: Routes, rates: ExchangeRateBook) -> None:
    routes.subcommand(Word.RATES, RatesDesk(rates).show)


class RatesDesk:
    def __init__(self, rates: ExchangeRateBook) -> None:
        self._rates = rates

    async def show(self, asked: Asked) -> None:
        def work() -> Message:
            return rates_answer(self._rates.answer(asked.member, today=asked.today), asked.words)

        await answer(asked, work)
