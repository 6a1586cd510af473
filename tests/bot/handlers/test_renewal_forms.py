from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from front_desk import FrontDesk
from renewal_book import HARBOUR, NOON, ROW, SAID, RenewalLibrary

from bot.handlers import forecasts, menus, snoozes
from bot.services.forecasts import Forecasts
from bot.services.snoozes import Snoozes
from domain.accounts import Money
from domain.renewals.renewal import Forecast, ForecastCategory
from integrations.files.money import typed_amount


@pytest.fixture
def book(house: FrontDesk) -> RenewalLibrary:
    """Forecasting and snoozing, with Harbour in their book."""
    book = RenewalLibrary()
    book.put(ROW)
    book.tables.forecasts[1] = [SAID]
    forecasts.register(house.routes, Forecasts(book, clock=lambda: NOON, read_amount=typed_amount))
    snoozes.register(house.routes, Snoozes(book, clock=lambda: NOON))
    menus.register(house.routes)
    return book


def chosen(value: str) -> dict[str, Any]:
    """An entry of the menu behind the dots of a row."""
    option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    return {"actions": [{"type": "overflow", "action_id": "row.menu:1", "selected_option": option}]}


def submitted(callback: str, metadata: str, **fields: dict[str, Any] | str) -> dict[str, Any]:
    state = {
        name: {name: {"value": element} if isinstance(element, str) else element} for name, element in fields.items()
    }
    return {
        "view": {
            "id": "V0FORM",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": metadata,
            "state": {"values": state},
        }
    }


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


def initials(view: dict[str, Any]) -> dict[str, Any]:
    """What stands in the fields of a form when it opens."""
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    return {
        name: element.get("initial_value") or (element.get("initial_option") or {}).get("value")
        for name, element in elements.items()
    }


def texts(view: dict[str, Any]) -> list[str]:
    sections = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    return sections + [
        part["text"] for block in view["blocks"] if block["type"] == "context" for part in block["elements"]
    ]


SEEN = f"1 3 {SAID.at.isoformat()}"


async def test_the_forecast_form_opens_with_what_stands_and_what_was_said(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    await house.interact("block_actions_message", **chosen("renewals.forecast:1"))

    [opened] = await house.slack.until("views.open")
    view = read(opened["view"])
    assert view["private_metadata"] == SEEN
    assert initials(view) == {
        "category": "probable",
        "proposed": "45000",
        "reason": None,
        "next_step": "Call the sponsor",
    }
    assert texts(view)[:2] == ["*Harbour* · $48,000 · Jan 31, 2027 (70 days left)", "*The last forecasts*"]
    assert "*Probable* · proposed $45,000 · <@U0WEI> · " in texts(view)[2]
    assert "“Sponsor is back”" in texts(view)[2]


async def test_a_good_forecast_is_recorded_and_confirmed(house: FrontDesk, book: RenewalLibrary) -> None:
    form = submitted(
        "renewals.forecast.view", SEEN, category=option("at_risk"), proposed="4万", reason="Sponsor left", next_step=""
    )
    response = await house.interact("view_submission", **form)

    assert response.json()["response_action"] == "update"
    assert texts(response.json()["view"])[0] == "✓ Recorded for *Harbour*: *At risk* · proposed $40,000."
    assert book.tables.renewals[1].forecast == Forecast(
        ForecastCategory.AT_RISK, "U0DANA", NOON, Money(40_000_00, "USD"), "Sponsor left"
    )


async def test_a_bad_forecast_stays_open_and_says_where(house: FrontDesk, book: RenewalLibrary) -> None:
    form = submitted("renewals.forecast.view", SEEN, category=option("commit"), proposed="40k EUR", reason="")
    response = await house.interact("view_submission", **form)

    assert response.json() == {
        "response_action": "errors",
        "errors": {
            "proposed": "This renewal is in USD: write the amount in it.",
            "reason": "It was “Probable” until now: say why that changes.",
        },
    }
    assert book.tables.audit == []


async def test_the_second_of_two_people_is_told_what_the_first_said_and_decides(
    house: FrontDesk, book: RenewalLibrary
) -> None:
    by_ada = Forecast(ForecastCategory.COMMIT, "U0ADA", NOON, None, "They <signed>")
    book.put(replace(ROW, renewal=replace(HARBOUR, forecast=by_ada, version=4)))
    book.tables.forecasts[1].append(by_ada)
    mine: dict[str, dict[str, Any] | str] = {
        "category": option("at_risk"),
        "proposed": "40k",
        "reason": "Sponsor & champion left",
        "next_step": "Call her",
    }

    first = await house.interact("view_submission", **submitted("renewals.forecast.view", SEEN, **mine))
    view = first.json()["view"]
    again = submitted("renewals.forecast.view", view["private_metadata"], **mine) | {"trigger_id": "111.222.again"}
    second = await house.interact("view_submission", **again)

    [warning, *_] = texts(view)
    assert first.json()["response_action"] == "update"
    assert warning.startswith("⚠️ Meanwhile it was forecast by somebody else: *Commit* · <@U0ADA> · ")
    assert "“They &lt;signed&gt;”" in warning
    assert warning.endswith("Press *Save* again to put yours on top, or *Cancel* to leave it.")
    assert initials(view) == {
        "category": "at_risk",
        "proposed": "40k",
        "reason": "Sponsor & champion left",
        "next_step": "Call her",
    }
    assert texts(second.json()["view"])[0].startswith("✓ Recorded for *Harbour*")
    assert [said.by for said in book.tables.forecasts[1]] == ["U0WEI", "U0ADA", "U0DANA"]


async def test_a_change_that_is_no_forecast_is_told_too(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, version=4, due_on=date(2027, 2, 28))))

    form = submitted("renewals.forecast.view", SEEN, category=option("probable"))
    view = (await house.interact("view_submission", **form)).json()["view"]

    assert texts(view)[:2] == [
        (
            "⚠️ Meanwhile this renewal was changed: below is how it stands now.\n"
            "Press *Save* again to put yours on top, or *Cancel* to leave it."
        ),
        "*Harbour* · $48,000 · Feb 28, 2027 (98 days left)",
    ]


async def test_snoozing_offers_what_ends_before_the_notice_deadline(house: FrontDesk, book: RenewalLibrary) -> None:
    await house.interact("block_actions_message", **chosen("renewals.snooze:1"))

    [opened] = await house.slack.until("views.open")
    view = read(opened["view"])
    [radio] = [block["element"] for block in view["blocks"] if block.get("block_id") == "choice"]
    assert texts(view) == [
        (
            "*Harbour* leaves the list until the day you choose; the sums keep it. Dec 24, 2026 at the latest: a week "
            "before the last day for notice, Dec 31, 2026."
        )
    ]
    assert [entry["text"]["text"] for entry in radio["options"]] == [
        "7 days (until Nov 29, 2026)",
        "14 days (until Dec 6, 2026)",
        "30 days (until Dec 22, 2026)",
        "Until a day, chosen below",
    ]


async def test_a_snooze_is_recorded_and_ended_by_its_menu(house: FrontDesk, book: RenewalLibrary) -> None:
    form = submitted("renewals.snooze.view", "1 3", choice=option("until"), day={"selected_date": "2026-12-10"})
    response = await house.interact("view_submission", **form)
    asleep = book.tables.renewals[1].snoozed_until
    await house.interact("block_actions_message", **chosen("renewals.unsnooze:1"))

    [body] = await house.slack.until("hook")
    assert texts(response.json()["view"]) == [
        "✓ *Harbour* is snoozed. It is back in the list on Dec 10, 2026; until then the sums keep it."
    ]
    assert (asleep, book.tables.renewals[1].snoozed_until) == (date(2026, 12, 10), None)
    assert (body["text"], body["replace_original"]) == ("✓ *Harbour* is back in the list.", False)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"choice": "Choose for how long."}),
        ({"choice": option("until")}, {"day": "Choose the day on which it is back."}),
        (
            {"choice": option("until"), "day": {"selected_date": "2026-12-25"}},
            {"day": "Dec 24, 2026 at the latest: a week before the last day for notice, Dec 31, 2026."},
        ),
    ],
)
async def test_a_bad_snooze_stays_open_and_says_where(
    house: FrontDesk, book: RenewalLibrary, fields: dict[str, Any], errors: dict[str, str]
) -> None:
    response = await house.interact("view_submission", **submitted("renewals.snooze.view", "1 3", **fields))

    assert response.json() == {"response_action": "errors", "errors": errors}


async def test_what_changed_since_the_snooze_form_was_opened_is_shown(house: FrontDesk, book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, version=4)))
    stale = await house.interact("view_submission", **submitted("renewals.snooze.view", "1 3", choice=option("7")))
    book.put(replace(ROW, renewal=replace(HARBOUR, version=5, notice_on=date(2026, 11, 25))))
    again = submitted("renewals.snooze.view", "1 4", choice=option("7")) | {"trigger_id": "111.222.again"}
    too_late = await house.interact("view_submission", **again)

    assert texts(stale.json()["view"])[0].startswith("⚠️ Meanwhile this renewal was changed")
    assert stale.json()["view"]["private_metadata"] == "1 4"
    assert texts(too_late.json()["view"]) == [
        "*Harbour* cannot be snoozed: a week before the last day for notice, Nov 25, 2026."
    ]


@pytest.mark.parametrize("entry", ["renewals.forecast:99", "renewals.snooze:99", "renewals.unsnooze:99"])
async def test_a_renewal_that_is_gone_is_said_to_be(house: FrontDesk, book: RenewalLibrary, entry: str) -> None:
    await house.interact("block_actions_message", **chosen(entry))

    [body] = await house.slack.until("hook")
    assert body["text"] == "That renewal is not in the book any more. Ask for the list again."


def read(view: Any) -> dict[str, Any]:
    """The view of a call, which the client sends as text."""
    return dict(json.loads(view)) if isinstance(view, str) else dict(view)
