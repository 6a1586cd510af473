"""`/cs alerts` and the buttons of alerts, from the click to the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_book import STANDING
from loopback_slack import eventually
from touch_desk import Touching

from bot.handlers import alerts, cs, menus, settings, touchpoints
from bot.handlers.audiences import Audiences
from bot.services.alerts import Alerts
from bot.services.preferences import PreferenceBook
from domain.accounts import Account
from domain.alerts.alert import Alert, AlertState, AlertStep, DismissReason, StepKind
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    library = FakeLibrary()
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM)
    for number in range(1, 9):
        library.tables.accounts[number] = Account(number, f"Acme {number}", owner="U0DANA")
        library.tables.standings[number] = replace(STANDING, account=number, owner="U0DANA")
    put(library, 1)
    alerts.register(house.routes, Alerts(library, lambda: NOW))
    audiences = Audiences(house.people, house.workspace)
    settings.register(house.routes, PreferenceBook(library, clock=lambda: NOW), house.admission, audiences)
    menus.register(house.routes)
    cs.register(house.routes)
    return library


def put(library: FakeLibrary, number: int, **said: Any) -> None:
    usual: dict[str, Any] = {
        "id": number,
        "kind": AlertKind.USAGE_DOWN,
        "account": number,
        "key": "",
        "severity": Severity.HIGH,
        "since": TODAY,
        "raised_at": NOW,
        "to": "U0DANA",
        "way": AlertWay.MESSAGE,
        "once": str(number),
        "facts": {"percent": 40},
    }
    library.tables.alerts[number] = Alert(**(usual | said))


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(callback: str, metadata: str = "", **values: dict[str, Any]) -> dict[str, Any]:
    state = {field: {field: element} for field, element in values.items()}
    view = {"id": "V0FORM", "type": "modal", "callback_id": callback, "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


async def told(house: FrontDesk, text: str) -> str:
    return await house.told(await house.command(text, command="/cs"))


async def hooked(house: FrontDesk) -> str:
    said = await house.slack.until("hook")
    return str(said[-1]["text"])


@pytest.mark.parametrize("words", ["alerts", "告警", "alerts team"])
async def test_my_alerts_are_listed(house: FrontDesk, book: FakeLibrary, words: str) -> None:
    assert (await told(house, words)).splitlines()[:3] == [
        "*My alerts*",
        "1 open alert",
        "🔴 *Acme 1* — usage fell by 40% against the weeks before",
    ]


async def test_where_nothing_is_open_that_is_said(house: FrontDesk, book: FakeLibrary) -> None:
    book.tables.alerts.clear()

    assert "Nothing is open. That is good news." in await told(house, "alerts")


async def test_a_long_list_is_turned_page_by_page(house: FrontDesk, book: FakeLibrary) -> None:
    for number in range(2, 9):
        put(book, number)

    first = await told(house, "alerts")
    await house.interact("block_actions_message", **click("alerts.page", "mine 6"))
    second = await hooked(house)

    assert "1–6 of 8" in first
    assert "7–8 of 8" in second
    assert "*Acme 1*" in second


async def test_a_button_in_the_message_is_shown_by_the_message(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("alerts.take:1", "1"))

    await eventually(lambda: book.tables.alerts[1].state is AlertState.TAKEN)
    assert [row.line.announcement.about for row in book.tables.outbox] == ["alert:1"]
    assert house.slack.said_to("hook") == []


async def test_the_second_of_two_people_hears_who_was_faster(house: FrontDesk, book: FakeLibrary) -> None:
    put(book, 1, state=AlertState.TAKEN, taken_by="U0LEE", taken_at=NOW)

    await house.interact("block_actions_message", **click("alerts.take:1", "1"))

    assert await hooked(house) == "<@U0LEE> was faster: on *Acme 1* already."


async def test_a_click_on_what_is_over_says_so(house: FrontDesk, book: FakeLibrary) -> None:
    put(book, 1, state=AlertState.RESOLVED, closed_at=NOW)

    await house.interact("block_actions_message", **click("alerts.snooze:1", "1"))

    assert await hooked(house) == "The alert on *Acme 1* is over already."


async def test_a_button_in_a_list_draws_the_list_again(house: FrontDesk, book: FakeLibrary) -> None:
    chosen = {"text": {"type": "plain_text", "text": "Snooze 7 d"}, "value": "alerts.snooze:1 mine 0"}
    menu = {"action_id": "row.menu:1", "block_id": "b", "type": "overflow", "selected_option": chosen}

    await house.interact("block_actions_message", actions=[menu])

    said = await hooked(house)
    assert said.splitlines()[:2] == ["*My alerts*", "✓ Kept: *Acme 1*."]
    assert book.tables.alerts[1].snoozed_until == TODAY + timedelta(days=7)


async def test_the_name_of_an_account_is_never_live_in_what_came_of_a_click(
    house: FrontDesk, book: FakeLibrary
) -> None:
    name = "<!channel>\n\u202e*Acme*"
    book.tables.accounts[1] = replace(book.tables.accounts[1], name=name)
    chosen = {"text": {"type": "plain_text", "text": "Snooze 7 d"}, "value": "alerts.snooze:1 mine 0"}
    menu = {"action_id": "row.menu:1", "block_id": "b", "type": "overflow", "selected_option": chosen}

    await house.interact("block_actions_message", actions=[menu])

    assert (await hooked(house)).splitlines()[1] == "✓ Kept: *&lt;!channel&gt; ∗Acme∗*."


async def test_who_finds_it_useless_says_why_in_a_form(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("alerts.dismiss:1", "1"))
    [opened] = await house.slack.until("views.open")
    reason = {"type": "radio_buttons", "selected_option": {"value": "not_true"}}
    note = {"type": "plain_text_input", "value": "They moved to the app"}
    await house.interact("view_submission", **submitted("alerts.dismiss.view", "1", reason=reason, note=note))

    assert "*Acme 1*" in str(opened["view"])
    over = book.tables.alerts[1]
    assert (over.state, over.reason, over.note) == (
        AlertState.DISMISSED,
        DismissReason.NOT_TRUE,
        "They moved to the app",
    )


async def test_a_form_without_a_reason_has_another_one(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("view_submission", **submitted("alerts.dismiss.view", "1"))

    assert book.tables.alerts[1].reason is DismissReason.OTHER


async def test_what_happened_so_far_opens_as_a_page(house: FrontDesk, book: FakeLibrary) -> None:
    put(book, 1, state=AlertState.TAKEN, taken_by="U0DANA", taken_at=NOW)
    book.tables.alert_steps += [
        AlertStep(1, NOW, StepKind.RAISED),
        AlertStep(1, NOW, StepKind.TAKEN, "U0DANA", "a <note>"),
    ]

    await house.interact("block_actions_message", **click("alerts.life", "1"))

    [opened] = await house.slack.until("views.open")
    said = str(opened["view"])
    assert "— told" in said
    assert "— taken up, <@U0DANA>: a &lt;note&gt;" in said


async def test_the_report_is_for_admins(house: FrontDesk, book: FakeLibrary) -> None:
    assert "Your role does not allow this." in await told(house, "alerts report")


async def test_an_admin_reads_what_the_rules_are_worth(house: FrontDesk, book: FakeLibrary) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN))

    report = await told(house, "alerts report")

    assert "*Usage fell*\ntold 1 time · 0 taken up · 0 not useful · 0 over by themselves" in report


async def test_an_alert_that_is_gone_is_said_to_be_gone(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("alerts.take:9", "9"))

    assert await hooked(house) == "That alert is not in the book any more. Ask for the list again."


async def test_which_rules_speak_is_chosen_in_the_settings(house: FrontDesk, book: FakeLibrary) -> None:
    await house.command("settings", command="/cs")
    [opened] = await house.slack.until("views.open")
    chosen = {"type": "multi_static_select", "selected_options": [{"value": "drop"}]}
    rest = {"type": "multi_static_select", "selected_options": []}
    form = submitted("settings.view", alerts_now=chosen, alerts_digest=rest)
    await house.interact("view_submission", **form)

    assert "Alerts that come at once" in str(opened["view"])
    ways = book.tables.preferences["U0DANA"].alert_ways
    assert (ways[AlertKind.DROP], ways[AlertKind.DETRACTOR]) == (AlertWay.MESSAGE, AlertWay.NOWHERE)


async def test_a_contact_is_logged_below_an_alert(house: FrontDesk, book: FakeLibrary) -> None:
    touchpoints.register(house.routes, Touching(book, NOW).services)
    kind = {"type": "static_select", "selected_option": {"value": "call"}}
    who = {"type": "radio_buttons", "selected_option": {"value": "two_way"}}

    await house.interact("block_actions_message", **click("touchpoints.log:1", "alert:1"))
    [opened] = await house.slack.until("views.open")
    about = opened["view"]["private_metadata"]
    wrong = await house.interact("view_submission", **submitted("touchpoints.log.view", about))
    form = submitted("touchpoints.log.view", about, kind=kind, direction=who)
    form["view"]["id"] = "V0TOUCH"
    right = await house.interact("view_submission", trigger_id="another", **form)

    assert "*Acme 1*" in str(opened["view"])
    assert wrong.json()["errors"] == {"kind": "Choose what kind of contact it was."}
    assert "✓ Logged for *Acme 1*" in right.text
    assert [touchpoint.key for touchpoint in book.tables.touchpoints.values()] == ["slack:V0TOUCH"]
