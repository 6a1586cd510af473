from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from renewal_book import HARBOUR, NOON, ROW, TODAY

from bot.exports.renewals_csv import renewals_file
from bot.locale import Language, words_for
from domain.accounts import Money, Tier
from domain.filter_words import Scope
from domain.health.model import Band
from domain.renewals.answer import RenewalLine, RenewalsExport
from domain.renewals.ports import Reminder
from domain.renewals.question import NoForecast, RenewalsWanted, Showing
from domain.renewals.renewal import ForecastCategory, Outcome, OutcomeKind
from domain.renewals.windows import InQuarter, Overdue

NOW = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
NAMES = {"U0DANA": "Dana", "U0WEI": "Wei Zhang"}
MINE = RenewalsWanted(scope=Scope.MINE)
CLOSED = Outcome(OutcomeKind.PARTLY_LOST, date(2026, 11, 2), Money(30_000_50, "USD"), "U0DANA", NOON)


def table(*lines: RenewalLine, language: Language = Language.EN) -> list[dict[str, str]]:
    file = renewals_file(RenewalsExport(MINE, lines, NAMES), words_for(language), now=NOW, today=TODAY)
    text = file.content.decode("utf-8-sig")
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_a_line_holds_everything_that_the_list_says() -> None:
    full = replace(HARBOUR, outcome=CLOSED, snoozed_until=date(2026, 12, 1), notice_received_on=date(2026, 11, 1))
    reminder = Reminder(1, 60, date(2026, 11, 2), NOON)

    [row] = table(RenewalLine(replace(ROW, renewal=full, cover="U0GONE"), reminder=reminder))

    assert row == {
        "Account": "Harbour",
        "Owner": "Dana",
        "Cover": "U0GONE",
        "Tier": "high touch",
        "Segment": "SMB",
        "Renewal date": "2027-01-31",
        "Days left": "70",
        "Notice deadline": "2026-12-31",
        "Notice received on": "2026-11-01",
        "Renews by itself": "yes",
        "ARR": "48000.00",
        "ARR currency": "USD",
        "Forecast": "Probable",
        "Forecast by": "Wei Zhang",
        "Forecast on": "2026-11-19",
        "Forecast reason": "Sponsor is back",
        "Proposed ARR": "45000.00",
        "Proposed currency": "USD",
        "Next step": "Call the sponsor",
        "Health": "Red",
        "Score": "35",
        "Points in 28 days": "-8",
        "Last two-way touchpoint": "2026-11-10",
        "Days since touchpoint": "12",
        "Open tasks": "2",
        "Next task": "Send the proposal",
        "Next task due": "2026-12-01",
        "Last reminder": "2026-11-02",
        "Snoozed until": "2026-12-01",
        "Outcome": "Partly lost",
        "Closed on": "2026-11-02",
        "Timing": "on time",
        "Final ARR": "30000.50",
        "Final currency": "USD",
    }


def test_what_is_not_known_is_empty() -> None:
    bare = replace(HARBOUR, arr=None, forecast=None, notice_on=None, auto_renew=None, next_step="")
    unknown = replace(
        ROW, renewal=bare, owner=None, segment=None, band=None, shown=None, trend=None, last_two_way_on=None, tasks=None
    )

    [row] = table(RenewalLine(unknown))

    assert row == {
        "Account": "Harbour",
        "Tier": "high touch",
        "Renewal date": "2027-01-31",
        "Days left": "70",
        "Health": "No colour yet",
        "Open tasks": "0",
    }


def test_the_header_is_in_the_readers_language_and_amounts_have_the_decimals_of_their_currency() -> None:
    yen = replace(HARBOUR, arr=Money(5_000_000, "JPY"), auto_renew=False)

    [row] = table(RenewalLine(replace(ROW, renewal=yen, name="=海洋科技")), language=Language.ZH_HANS)

    assert (row["客户"], row["续约日期"], row["ARR"], row["ARR 币种"]) == ("'=海洋科技", "2027-01-31", "5000000", "JPY")
    assert (row["预测"], row["健康度"], row["自动续约"]) == ("很可能", "红色", "否")


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (RenewalsWanted(scope=Scope.TEAM), "renewals-team-90d-2026-11-27-1405.csv"),
        (
            RenewalsWanted(InQuarter(2027, 1), owner="U0WEI", tier=Tier.HIGH, segment="Mid / Market", band=Band.RED),
            "renewals-wei-zhang-2027-q1-high-mid-market-red-2026-11-27-1405.csv",
        ),
        (
            RenewalsWanted(Overdue(), Scope.ALL, category=NoForecast.YET, showing=Showing.SNOOZED),
            "renewals-all-overdue-no-forecast-snoozed-2026-11-27-1405.csv",
        ),
        (
            RenewalsWanted(owner="U0GONE", category=ForecastCategory.AT_RISK, segment="x" * 99),
            f"renewals-u0gone-90d-{'x' * 30}-at-risk-2026-11-27-1405.csv",
        ),
    ],
)
def test_the_file_is_named_after_the_filters_and_the_time(wanted: RenewalsWanted, name: str) -> None:
    file = renewals_file(RenewalsExport(wanted, (), NAMES), words_for(Language.ZH_HANS), now=NOW, today=TODAY)

    assert file.name == name
