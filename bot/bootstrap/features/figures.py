"""What renews and what stayed: `/renewals` and what is behind its dots, `/cs retention`, `churn` and `rates`."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import churn, closing, forecasts, rates, renewals, retention, snoozes
from bot.handlers.routing import Routes
from bot.services.churns import ChurnFigures
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.curves import Curves
from bot.services.forecasts import Forecasts
from bot.services.rates import ExchangeRateBook
from bot.services.renewals import RenewalLists
from bot.services.retention import RetentionFigures
from bot.services.snoozes import Snoozes
from integrations.files.money import typed_amount


def register(routes: Routes, around: Surroundings) -> None:
    curves = Curves()
    renewals.register(routes, RenewalLists(around.library, curves, currency=around.settings.currency, clock=now))
    _register_figures(routes, around, curves)
    _register_closing(routes, around)


def _register_figures(routes: Routes, around: Surroundings, curves: Curves) -> None:
    """What is behind `/cs retention`, `/cs churn` and `/cs rates`."""
    library, base, prefix = around.library, around.settings.currency, around.settings.command_prefix
    retention.register(routes, RetentionFigures(library, curves, clock=now, currency=base), prefix=prefix)
    churn.register(routes, ChurnFigures(library, currency=base), prefix=prefix)
    rates.register(routes, ExchangeRateBook(library, clock=now, currency=base))


def _register_closing(routes: Routes, around: Surroundings) -> None:
    """What is behind the dots of a renewal."""
    library = around.library
    rescore = scoring(around.settings, library).rescore
    forecasts.register(routes, Forecasts(library, clock=now, read_amount=typed_amount))
    snoozes.register(routes, Snoozes(library, clock=now))
    closings = Closings(library, clock=now, read_amount=typed_amount, rescore=rescore)
    closing.register(routes, closings, ClosingUndo(library, clock=now, rescore=rescore))
