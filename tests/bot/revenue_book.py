"""The ten accounts of the worked example in a book, with renewals, churn and rates; and the services over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from health_samples import POLICY, standing

from bot.services.churns import ChurnFigures
from bot.services.curves import Curves
from bot.services.rates import ExchangeRateBook
from bot.services.retention import RetentionFigures
from domain.accounts import Account, AccountStatus, Money, RenewalStep, Tier
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.renewals.renewal import (
    Churn,
    ChurnReason,
    Forecast,
    ForecastCategory,
    Outcome,
    OutcomeKind,
    Renewal,
)
from domain.renewals.terms import ContractTerm, TermLine
from domain.revenue.ports import StatedRate

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = Member("U0ANA", "Ana", Role.ADMIN)
DI = Member("U0DI", "Di", Role.DIRECTOR)
MO = Member("U0MO", "Mo", Role.MANAGER)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MO")
WEI = Member("U0WEI", "Wei Zhang", Role.CSM, manager="U0MO")
PRO = Member("U0PRO", "Pro", Role.PRODUCT)
NAMES = ("Acme", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Grove", "Harbour", "Iris", "Jetty")
A, B, C, D, E, F, G, H, SWAP, J = range(1, 11)
_SEGMENTS = ("Enterprise", "Mid <market>")


def usd(thousands: int) -> Money:
    return Money(thousands * 1000_00, "USD")


def day(text: str) -> date:
    return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:] or 1))


_SPANS: tuple[tuple[int, str, str, int, str], ...] = (
    (A, "2407", "2507", 100, "core"),
    (A, "2507", "2707", 100, "core"),
    (B, "2404", "2504", 60, "core"),
    (B, "2504", "2704", 45, "core"),
    (C, "2406", "2506", 40, "core"),
    (D, "2403", "2503", 50, "core"),
    (D, "2403", "2503", 10, "add-on"),
    (D, "2503", "2703", 75, "core"),
    (E, "2401", "2701", 80, "core"),
    (E, "2505", "2701", 20, "extra"),
    (F, "2402", "2502", 30, "core"),
    (F, "250221", "2702", 30, "core"),
    (G, "2404", "2504", 25, "core"),
    (G, "2509", "2709", 25, "core"),
    (SWAP, "2408", "2508", 20, "product a"),
    (SWAP, "2508", "2708", 20, "product b"),
    (J, "2510", "2710", 90, "core"),
)
CHURN = Churn(
    id=1,
    account=C,
    renewal=None,
    on=date(2025, 6, 1),
    arr=usd(40),
    whole=True,
    reasons=(ChurnReason.WRONG_FIT, ChurnReason.PRICE),
    by="U0DANA",
    at=NOW,
    avoidable=True,
)


def term(number: int, account: int, start: date, end: date, arr: Money, product: str = "core") -> ContractTerm:
    line = TermLine(product, start, end, arr)
    return ContractTerm(
        contract=number,
        account=account,
        number=f"C{number}",
        starts_on=start,
        ends_on=end,
        auto_renew=None,
        notice_days=None,
        notice_received_on=None,
        step=None,
        signed_on=None,
        lines=(line,),
    )


def renewal(number: int, account: int, due_on: date, thousands: int, **said: Any) -> Renewal:
    return Renewal(
        **{
            "id": number,
            "account": account,
            "contract": number,
            "due_on": due_on,
            "arr": usd(thousands),
            "starts_on": due_on - timedelta(365),
            **said,
        }
    )


def renewed(due_on: date, thousands: int) -> Outcome:
    return Outcome(OutcomeKind.RENEWED, due_on, usd(thousands), "U0DANA", NOW, next_starts_on=due_on)


def said(category: ForecastCategory) -> Forecast:
    return Forecast(category, "U0DANA", NOW)


LOST = Outcome(OutcomeKind.LOST, date(2025, 6, 1), usd(0), "U0DANA", NOW, left=True)
RENEWALS = (
    renewal(1, A, date(2025, 7, 1), 100, outcome=renewed(date(2025, 7, 1), 100)),
    renewal(2, C, date(2025, 6, 1), 40, outcome=LOST),
    renewal(3, E, date(2026, 12, 15), 100, forecast=said(ForecastCategory.COMMIT), step=RenewalStep.PROPOSAL),
    renewal(4, F, date(2027, 2, 1), 30, forecast=said(ForecastCategory.AT_RISK)),
    renewal(5, D, date(2027, 3, 1), 75),
    renewal(6, B, date(2027, 4, 1), 45, forecast=said(ForecastCategory.PROBABLE)),
    renewal(7, H, date(2026, 12, 20), 0, arr=Money(50_000_00, "EUR")),
)


def revenue_library() -> FakeLibrary:
    """Dana owns the first five accounts, Wei the rest; both are of Mo's team."""
    library = FakeLibrary()
    tables = library.tables
    tables.members = {member.slack_id: member for member in (ANA, DI, MO, DANA, WEI, PRO)}
    for number, name in enumerate(NAMES, 1):
        tables.accounts[number] = _account(number, name)
    for number, (account, start, end, thousands, product) in enumerate(_SPANS, 1):
        tables.terms[number] = term(number, account, day(start), day(end), usd(thousands), product)
    tables.terms[99] = term(99, H, day("2401"), day("2701"), Money(50_000_00, "EUR"))
    tables.renewals = {each.id: each for each in RENEWALS}
    tables.churns = {1: CHURN}
    tables.standings[E] = standing(account=E, name="Elm", shown=80, band=Band.GREEN, cap=None)
    tables.standings[F] = standing(account=F, name="Fjord", shown=30, band=Band.RED, cap=None)
    with library.writing() as book:
        book.policies.publish(POLICY, by="U0ANA", at=NOW)
        book.rates.state(StatedRate("EUR", date(2025, 1, 1), "1.10", "U0ANA", NOW))
    return library


def _account(number: int, name: str) -> Account:
    return Account(
        number,
        name,
        status=AccountStatus.CHURNED if number == C else AccountStatus.LIVE,
        tier=Tier.HIGH if number <= E else Tier.MID,
        segment=_SEGMENTS[number % 2],
        industry="machines" if number <= B else None,
        stars=1 if number == C else 3,
        owner="U0DANA" if number <= E else "U0WEI",
        seller="Robin",
        customer_since=date(2024, 1, 1),
        churned_on=date(2025, 6, 1) if number == C else None,
    )


def retention_of(library: FakeLibrary, currency: str = "USD") -> RetentionFigures:
    return RetentionFigures(library, Curves(), clock=lambda: NOW, currency=currency)


def churns_of(library: FakeLibrary) -> ChurnFigures:
    return ChurnFigures(library, currency="USD")


def rates_in(library: FakeLibrary) -> ExchangeRateBook:
    return ExchangeRateBook(library, clock=lambda: NOW, currency="USD")


def close(library: FakeLibrary, number: int, outcome: Outcome) -> None:
    library.tables.renewals[number] = replace(library.tables.renewals[number], outcome=outcome)
