"""`/cs touches`, from the words to the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from front_desk import FrontDesk
from health_book import STANDING
from touch_clicks import TODAY, click, filled, place, touch_desk_in
from touch_desk import Touching

from domain.accounts import Account
from domain.touchpoints.touchpoint import Quoted


@pytest.fixture
def desk(house: FrontDesk) -> Touching:
    return touch_desk_in(house)


async def touches(house: FrontDesk, words: str = "touches") -> list[str]:
    return (await house.told(await house.command(words, command="/cs"))).splitlines()


async def test_my_accounts_stand_by_their_silence_with_what_a_quarter_came_to(house: FrontDesk, desk: Touching) -> None:
    standings = desk.library.tables.standings
    standings[1] = replace(standings[1], touches_due=4, touches_met=3, last_two_way_on=TODAY - timedelta(days=31))
    standings[2] = replace(standings[2], last_two_way_on=None)
    standings[4] = replace(STANDING, account=4, last_two_way_on=None, with_us_since=TODAY - timedelta(days=90))
    desk.library.tables.accounts[4] = Account(4, "Dove", owner="U0DANA")

    said = await touches(house, "touches me")

    assert said[:4] == [
        "*Contact with accounts*",
        "*Your accounts* · 3 accounts · 🔴 2 past their cadence · 1 not known",
        "In 90 days *3 of 4* due contacts were made in time (75%), with 1 account.",
        "*Dove*",
    ]
    assert said[4] == "🔴 never spoken with in 90 days, *60 days late*"
    assert said[7] == "🔴 last two-way contact 31 days ago, *1 day late*"
    assert said[10] == "nobody knows when somebody last spoke with them"


async def test_a_long_list_is_turned_page_by_page(house: FrontDesk, desk: Touching) -> None:
    for number in range(4, 15):
        desk.library.tables.accounts[number] = Account(number, f"Acme {number}", owner=None)
        desk.library.tables.standings[number] = replace(STANDING, account=number, renewal_on=None)

    first = await touches(house, "沟通记录 all")
    await house.interact("block_actions_message", **click("touchpoints.page:next", "8 all"))
    second = str((await house.slack.until("hook"))[-1]["text"]).splitlines()

    assert first[-1] == "1–8 of 14"
    assert second[-1] == "9–14 of 14"
    assert second[-2] == "cadence 30 days · mid touch · stable · no renewal date known · nobody yet"


async def test_where_nobody_waits_that_is_said(house: FrontDesk, desk: Touching) -> None:
    for number, standing in desk.library.tables.standings.items():
        desk.library.tables.standings[number] = replace(standing, last_two_way_on=TODAY)

    late = await touches(house, "touches overdue")
    desk.library.tables.standings.clear()
    unscored, own = await touches(house, "touches all"), await touches(house, "touches")

    assert "Nobody is past the cadence. That is good news." in late
    assert unscored[1:] == [
        "*All accounts* · 0 accounts",
        "There is no account here with a score, so there is no cadence yet.",
    ]
    assert own[-1].endswith("so there is no cadence yet. `all` shows everybody's.")


async def test_the_touchpoints_of_an_account_are_turned_page_by_page(house: FrontDesk, desk: Touching) -> None:
    for number in range(7):
        await house.interact("view_submission", **filled(place(), view=f"V{number}", summary=f"no {number}"))
    last = desk.library.tables.touchpoints[1, "slack:V6"]
    desk.library.tables.touchpoints[1, "slack:V6"] = replace(
        last, automatic=True, author=None, changed_by="U0OMAR", contacts=(1, 2), quoted=Quoted("", "", "yes " * 200)
    )

    first = await touches(house, "touches acme")
    await house.interact("block_actions_message", **click("touchpoints.of:next", "1 6"))
    second = str((await house.slack.until("hook"))[-1]["text"]).splitlines()

    assert first[:2] == [
        "*Touchpoints with Acme*",
        "7 touchpoints · 🔴 last two-way contact 94 days ago, *64 days late* · cadence 30 days",
    ]
    assert first[2].startswith("*Call* · ⇄ two-way, ⚙ automatic · ")
    assert first[5] == "nobody named · with Anna, Bo (has left) · changed by <@U0OMAR>"
    assert (first[-1], second[-1]) == ("1–6 of 7", "7 of 7")
    assert "no 0" in second


async def test_an_account_without_touchpoints_offers_the_first(house: FrontDesk, desk: Touching) -> None:
    assert await touches(house, "touches blue harbour") == [
        "*Touchpoints with Blue Harbour*",
        "Nothing is logged for *Blue Harbour* yet. Log the first one:",
    ]


async def test_help_shows_what_can_be_typed(house: FrontDesk, desk: Touching) -> None:
    assert "`/cs touches team overdue` – those of your team that are past their cadence" in "\n".join(
        await touches(house, "touches help")
    )
