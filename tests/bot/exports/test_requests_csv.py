"""A list of requests as a table: what stands in a line, and what is not said to whom."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.exports.requests_csv import requests_file
from bot.locale import Language, words_for
from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.list_answer import RequestDetail, RequestsExport
from domain.feedback.list_words import RequestScope, RequestTrait
from domain.feedback.listing import Weighing
from domain.feedback.priority import SHIPPED_PRIORITY, VoiceNow
from domain.feedback.question import RequestsWanted
from domain.feedback.request import Asker, DeclineReason, Importance, ProductArea, Request, RequestState
from domain.health.model import Band
from domain.money import ExchangeRates

NOW = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
TODAY = NOW.date()
BY = Weighing(SHIPPED_PRIORITY, ExchangeRates("USD", {"EUR": Decimal("1.1")}, {}), TODAY, 100)
REQUEST = Request(12, "导出 to Excel", "@they copy by hand", 1, "U1", datetime(2026, 10, 1, tzinfo=UTC))
AREA = ProductArea(1, "Reports", "C1", "U2")
ACME = VoiceNow(
    *(12, Asker.ACCOUNT, Importance.MUST, True, 1, "Acme"),
    arr=Money(90_000_00, "USD"),
    arr_then=Money(50_000_00, "EUR"),
    band=Band.RED,
    renews_on=date(2027, 1, 1),
)
LEAD = VoiceNow(12, Asker.PROSPECT, Importance.NICE, blocks_renewal=False, name="=Lead")
OTHER = VoiceNow(12, Asker.ACCOUNT, Importance.NICE, blocks_renewal=False, account=2, arr=Money(1, "CHF"))


def detail(*voices: VoiceNow, request: Request = REQUEST, unseen: int = 0) -> RequestDetail:
    look = RequestLook(request, AREA, BY.of(request, voices), "USD", voices)
    return RequestDetail(look, (), unseen)


def table(*details: RequestDetail, language: Language = Language.EN) -> list[dict[str, str]]:
    export = RequestsExport(RequestsWanted(), details, {"U2": "Priya"})
    text = requests_file(export, words_for(language), now=NOW, today=TODAY).content.decode("utf-8-sig")
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_a_line_holds_everything_that_weighs() -> None:
    [row] = table(detail(ACME, LEAD, replace(OTHER, name="Blue"), request=replace(REQUEST, owner="U2")))

    assert row == {
        "Number": "12",
        "Title": "导出 to Excel",
        "Problem": "'@they copy by hand",
        "Product area": "Reports",
        "State": "new",
        "Decides": "Priya",
        "Asked on": "2026-10-01",
        "Days waited": "57",
        "Accounts": "2",
        "Accounts by name": "Acme; Blue",
        "ARR now": "90000.00",
        "ARR when they asked": "55000.00",
        "ARR due within 90 days": "90000.00",
        "ARR due within 180 days": "90000.00",
        "Red ARR": "90000.00",
        "ARR currency": "USD",
        "Without a rate": "CHF",
        "Largest share of ARR": "1.00",
        "Must have": "1",
        "Blocks renewals": "1",
        "Prospects": "1",
        "Prospects by name": "'=Lead",
        "Weight": "61.50",
        "Weight: accounts": "2.00",
        "Weight: ARR": "9.00",
        "Weight: due within 90 days": "18.00",
        "Weight: due within 180 days": "9.00",
        "Weight: red ARR": "18.00",
        "Weight: must have": "2.00",
        "Weight: blocks a renewal": "3.00",
        "Weight: prospects": "0.50",
        "Weight: age": "0.00",
    }
    assert sum(Decimal(cell) for name, cell in row.items() if name.startswith("Weight: ")) == Decimal("61.50")


def test_what_became_of_it_is_in_the_line() -> None:
    decided = datetime(2026, 10, 9, 8, tzinfo=UTC)
    declined = replace(
        REQUEST, state=RequestState.DECLINED, decided_at=decided, reason=DeclineReason.TOO_FEW, target="Q3", owner="U9"
    )

    [row] = table(detail(request=declined))

    assert {
        name: row[name] for name in ("State", "Decides", "Days waited", "Decided on", "Planned for", "Why not")
    } == {
        "State": "declined",
        "Decides": "U9",
        "Days waited": "8",
        "Decided on": "2026-10-09",
        "Planned for": "Q3",
        "Why not": "Too few ask for it",
    }


def test_accounts_that_the_reader_may_not_see_are_counted_and_not_named() -> None:
    hidden = detail(ACME, replace(OTHER, name="Hidden"))
    seen = replace(hidden, look=replace(hidden.look, asking=[ACME]), unseen=1)

    [row] = table(seen)

    assert (row["Accounts"], row["Accounts by name"]) == ("2", "Acme; 1 more account")


def test_a_chinese_reader_has_chinese_columns() -> None:
    [row] = table(detail(ACME), language=Language.ZH_HANS)

    assert (row["标题"], row["状态"], row["权重：90 天内到期"]) == ("导出 to Excel", "新", "18.00")


def test_the_file_is_named_after_what_is_in_it() -> None:
    wanted = RequestsWanted(
        scope=RequestScope.OPEN, area="Open API / v2", is_mine=True, traits=frozenset({RequestTrait.MUST}), owner="U2"
    )

    file = requests_file(RequestsExport(wanted, (), {"U2": "Priya"}), words_for(Language.EN), now=NOW, today=TODAY)

    assert file.name == "requests-open-open-api-v2-mine-must-priya-2026-11-27-1405.csv"
