from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import DANA as AT_THE_DOOR
from front_desk import FrontDesk
from revenue_book import C, churns_of, day, rates_in, retention_of, revenue_library, term, usd
from uploaded_files import uploads

from bot.handlers import churn, cs, rates, retention
from domain.permissions import Role


@pytest.fixture
def library(house: FrontDesk) -> FakeLibrary:
    """What is behind `/cs`, over the book of the worked example; Dana is an admin at the door."""
    library = revenue_library()
    retention.register(house.routes, retention_of(library))
    churn.register(house.routes, churns_of(library))
    rates.register(house.routes, rates_in(library))
    cs.register(house.routes)
    house.library.book.members.save(replace(AT_THE_DOOR, role=Role.ADMIN))
    return library


async def asked(house: FrontDesk, text: str) -> dict[str, Any]:
    body: dict[str, Any] = (await house.command(text, command="/cs")).json()
    return body


async def pressed(house: FrontDesk, action: str, value: str) -> dict[str, Any]:
    await house.interact("block_actions_message", **click(action, value))
    body: dict[str, Any] = (await house.slack.until("hook"))[-1]
    house.slack.posts.clear()
    return body


def click(action: str, value: str, **said: Any) -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}], **said}


def values(blocks: list[dict[str, Any]]) -> dict[str, str]:
    """What buttons carry, by their label."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return {button["text"]["text"]: button["value"] for elements in rows for button in elements}


async def test_the_worked_example_as_people_read_it(house: FrontDesk, library: FakeLibrary) -> None:
    body = await asked(house, "retention 2025 all by tier")

    assert body["response_type"] == "ephemeral"
    assert body["text"].split("\n") == [
        "*Retention: the year 2025*",
        "All accounts · by tier · per account",
        "*the year 2025* · ARR of Jan 1, 2025 against Jan 1, 2026",
        (
            "ARR $470,000 → $540,000: new +$90,000, expansion +$35,000, reactivated +$25,000, contraction −$15,000, "
            "churn −$65,000"
        ),
        "9 accounts · GRR *83.0%* · NRR *90.4%*",
        "Accounts kept: 7 of 9 (77.8%)",
        "Renewals due: renewed 1 of 2 (50.0%) · gross 71.4%, net 71.4% of $140,000 · on time 1 of 2 (50.0%)",
        "*Still due in the year 2025*: nothing",
        "*By tier*",
        "*high touch*",
        "ARR $340,000 → $320,000: expansion +$35,000, contraction −$15,000, churn −$40,000",
        "5 accounts · GRR *83.8%* · NRR *94.1%*",
        "Renewed 1 of 2 (50.0%), on time 1 (50.0%) · gross 71.4%, net 71.4% of $140,000",
        "*mid touch*",
        "ARR $130,000 → $220,000: new +$90,000, reactivated +$25,000, churn −$25,000",
        "4 accounts · GRR *80.8%* · NRR *80.8%*",
        "the year 2025 in USD, at the rates of Jan 1, 2025. Rates: 1 EUR = 1.10 USD since Jan 1, 2025",
    ]


async def test_alone_it_says_the_running_quarter_the_last_one_and_what_is_due(
    house: FrontDesk, library: FakeLibrary
) -> None:
    said = (await asked(house, "retention all"))["text"].split("\n")

    assert said[0] == "*Retention: Q4 2026 to date*"
    assert said[6:9] == [
        "Renewals due: none is resolved yet, so there is no rate",
        "Not in these rates: 2 open ($155,000)",
        "*Q3 2026* · ARR of Jul 1, 2026 against Oct 1, 2026",
    ]
    assert said[12:16] == [
        "*Still due in Q4 2026*: $155,000 (2 renewals)",
        (
            "At risk (red, or held down by a hard fact): $0 (0 renewals) · "
            "unknown (grey or not scored): $55,000 (1 renewal)"
        ),
        (
            "Weighted forecast *$139,403* of $155,000 ($97,553–$155,000 in 80 of 100 cases) · expected loss $15,597 · "
            "commit $100,000 · best case $155,000"
        ),
        (
            "1 without a score counts as a score of 60. The chances behind the weighted forecast are all assumption: "
            "no renewal scored in time has ended yet."
        ),
    ]


async def test_each_group_of_a_cut_says_what_is_still_due_of_it_in_the_period_it_is_due_in(
    house: FrontDesk, library: FakeLibrary
) -> None:
    said = (await asked(house, "retention all by tier"))["text"].split("\n")

    assert said[said.index("*high touch*") :][:9] == [
        "*high touch*",
        "_Q4 2026 to date_",
        "ARR $320,000 → $320,000",
        "4 accounts · GRR *100.0%* · NRR *100.0%*",
        "Still due $100,000 (1 renewal)",
        "Forecast *$92,653* of $100,000 ($59,217–$100,000) · commit $100,000 · best case $100,000",
        "_Q3 2026_",
        "ARR $320,000 → $320,000",
        "4 accounts · GRR *100.0%* · NRR *100.0%*",
    ]
    assert "Still due $55,000 (1 renewal) · unknown $55,000 (1 renewal)" in said


async def test_many_groups_are_turned_page_by_page(house: FrontDesk, library: FakeLibrary) -> None:
    for number, account in library.tables.accounts.items():
        library.tables.accounts[number] = replace(account, seller=f"Seller {number}")

    first = await asked(house, "retention 2025 all by seller")
    second = await pressed(house, "retention.page:next", values(first["blocks"])["Next"])
    back = await pressed(house, "retention.page:previous", values(second["blocks"])["Previous"])
    past = await pressed(house, "retention.page", "99 2025 all by seller")
    broken = await pressed(house, "retention.page", "x 2025")

    assert ("*By seller* · 1–6 of 10" in first["text"], "*By seller* · 7–10 of 10" in second["text"]) == (True, True)
    assert ("Previous" in values(first["blocks"]), "Next" in values(second["blocks"])) == (False, False)
    assert second["replace_original"] is True
    assert (back["text"], past["text"]) == (first["text"], second["text"])
    assert broken["text"].startswith("I do not understand “x 2025”.")


async def test_of_two_periods_half_as_many_groups_stand_on_a_page(house: FrontDesk, library: FakeLibrary) -> None:
    for number, account in library.tables.accounts.items():
        library.tables.accounts[number] = replace(account, seller=f"Seller {number}")

    assert "*By seller* · 1–3 of 9" in (await asked(house, "retention all by seller"))["text"]


async def test_the_strict_variant_takes_the_place_of_the_usual_one(house: FrontDesk, library: FakeLibrary) -> None:
    first = await asked(house, "retention 2025 all")

    strict = await pressed(house, "retention.show", values(first["blocks"])["Per line"])
    back = await pressed(house, "retention.show", values(strict["blocks"])["Per account"])

    assert strict["replace_original"] is True
    assert "9 accounts · GRR *76.6%* · NRR *90.4%*" in strict["text"]
    assert "9 accounts · GRR *83.0%* · NRR *90.4%*" in back["text"]


async def test_freezing_asks_first_and_later_calls_name_what_changed(house: FrontDesk, library: FakeLibrary) -> None:
    first = await asked(house, "retention 2025 all")
    (freeze,) = [e for e in first["blocks"][-1]["elements"] if e["action_id"] == "retention.freeze"]

    receipt = await pressed(house, "retention.freeze", freeze["value"])
    again = await pressed(house, "retention.freeze", freeze["value"])
    library.tables.terms[50] = term(50, C, day("2506"), day("2706"), usd(40))
    restated = (await asked(house, "retention 2025 all"))["text"].split("\n")

    assert freeze["confirm"]["title"]["text"] == "Freeze the year 2025?"
    assert receipt["text"].startswith("❄ the year 2025 is frozen.")
    assert again["text"] == "the year 2025 was frozen before; those figures stand."
    assert restated[4] == "9 accounts · GRR *83.0%* · NRR *90.4%*"
    assert restated[7:10] == [
        "❄ Frozen on Nov 22, 2026 by <@U0DANA>: these are the figures as they were reported.",
        "Restated: GRR 91.5% (was 83.0%), NRR 98.9% (was 90.4%), because this changed:",
        "• *Cedar*: churn $0 (was $40,000), closing $40,000 (was $0)",
    ]


async def test_a_whole_year_is_one_period_whatever_it_is_called(house: FrontDesk, library: FakeLibrary) -> None:
    by_days = await asked(house, "retention 2025-01-01..2025-12-31 all")

    receipt = await pressed(house, "retention.freeze", values(by_days["blocks"])["Freeze the year 2025"])
    by_name = await asked(house, "retention 2025 all")

    assert by_days["text"].startswith("*Retention: the year 2025*")
    assert receipt["text"].startswith("❄ the year 2025 is frozen.")
    assert "❄ Frozen on Nov 22, 2026 by <@U0DANA>" in by_name["text"]


async def test_freezing_what_runs_is_refused_in_words(house: FrontDesk, library: FakeLibrary) -> None:
    body = await pressed(house, "retention.freeze", "quarter")

    assert body["text"].startswith("I do not understand “quarter”.")


async def test_the_cohort_opens_with_every_account_and_turns_its_pages(house: FrontDesk, library: FakeLibrary) -> None:
    for number in range(100, 130):
        library.tables.accounts[number] = replace(library.tables.accounts[1], id=number, name=f"A<{number}>")
        library.tables.terms[number] = term(number, number, day("2401"), day("2801"), usd(1))
    first = await asked(house, "retention 2025 all")
    await house.interact("block_actions_message", **click("retention.cohort", values(first["blocks"])["Cohort"]))
    [opened] = await house.slack.until("views.open")
    view = opened["view"] if isinstance(opened["view"], dict) else json.loads(opened["view"])

    await house.interact("block_actions_modal", **click("retention.cohort.page:next", values(view["blocks"])["Next"]))
    [updated] = await house.slack.until("views.update")
    second = updated["view"] if isinstance(updated["view"], dict) else json.loads(updated["view"])

    assert view["blocks"][0]["text"]["text"] == (
        "*the year 2025* · 40 accounts · per account · the largest movement first"
    )
    assert view["blocks"][1]["text"]["text"] == "*Jetty* · new\n$0 → $90,000: new +$90,000"
    assert view["private_metadata"] == "2025 all"
    assert second["blocks"][1]["text"]["text"] == "*A&lt;110&gt;* · stayed\n$1,000 → $1,000"
    assert values(second["blocks"]) == {"Previous": "0 2025 all", "Export": "2025 all"}


async def test_a_place_that_is_no_number_is_out_of_date(house: FrontDesk, library: FakeLibrary) -> None:
    await house.interact("block_actions_message", **click("retention.cohort", "x 2025"))

    [opened] = await house.slack.until("views.open")
    assert "out of date" in str(opened["view"])


async def test_export_sends_every_account_as_a_table(house: FrontDesk, library: FakeLibrary) -> None:
    library.tables.accounts[C] = replace(library.tables.accounts[C], name="=cedar()")

    async with uploads(house) as uploaded:
        body = await pressed(house, "retention.cohort.export", "2025 all")

    rows = list(csv.reader(io.StringIO(uploaded[0].decode("utf-8-sig"))))
    assert rows[0][:6] == ["Account", "Course", "Awaited since", "Currency", "Opening ARR", "New"]
    assert rows[3] == ["'=cedar()", "left", "", "USD", "40000.00", "0.00", "0.00", "0.00", "40000.00", "0.00", "0.00"]
    assert len(rows) == 11
    assert body["text"].startswith("I sent you `retention-all-2025-")


async def test_the_picture_goes_to_the_direct_messages_with_its_content_in_words(
    house: FrontDesk, library: FakeLibrary
) -> None:
    async with uploads(house) as uploaded:
        await house.interact("block_actions_message", **click("retention.picture", "2025 all"))
        [body] = await house.slack.until("hook")

    [described] = house.slack.said_to("files.getUploadURLExternal")
    assert body["text"] == "I sent you the picture in our direct messages."
    assert b"\x89PNG" in uploaded[0]
    assert described["alt_txt"].startswith("ARR from Jan 1, 2025 to Jan 1, 2026: opening $470,000, new $90,000")


@pytest.mark.parametrize("action", ["retention.picture", "retention.cohort.export"])
async def test_what_came_back_changed_is_said_back(house: FrontDesk, library: FakeLibrary, action: str) -> None:
    body = await pressed(house, action, "quater")

    assert body["text"] == "I do not understand “quater”. Did you mean `quarter`?"
    assert values(body["blocks"]) == {"Run /cs retention quarter": "retention quarter"}


async def test_churn_by_reason_and_then_by_segment(house: FrontDesk, library: FakeLibrary) -> None:
    first = await asked(house, "churn 2025 all")

    second = await pressed(house, "churn.show:segment", values(first["blocks"])["By segment"])

    assert first["text"].split("\n")[:7] == [
        "*Churn: the year 2025*",
        "All accounts · by reason",
        "*$40,000* lost in 1 record · accounts gone: 1 of 9",
        "Could it have been avoided? Yes 1 · no 0 · cannot be said 0",
        (
            "Retention counts churn $65,000 + contraction $15,000 = $80,000: $40,000 recorded here + $40,000 without a "
            "record in this period (Grove, Birch)."
        ),
        "*By reason*",
        "• *Wrong fit sold* · $40,000 · 1 record · accounts gone: 1 of 9",
    ]
    assert "• *Mid &lt;market&gt;* · $40,000 · 1 record · accounts gone: 1 of 5" in second["text"]
    assert second["replace_original"] is True


async def test_a_year_without_churn_says_so(house: FrontDesk, library: FakeLibrary) -> None:
    body = await asked(house, "churn")

    assert body["text"].split("\n")[-1] == "No churn is recorded in this period."


async def test_rates_and_who_states_them(house: FrontDesk, library: FakeLibrary) -> None:
    with_one = (await asked(house, "rates"))["text"]
    library.tables.rates.clear()
    without = (await asked(house, "汇率"))["text"]

    assert "*1 EUR = 1.10 USD since Jan 1, 2025*, holds today" in with_one
    assert "No rate is stated" in without
    assert "moorline rates set EUR 1.10" in without


@pytest.mark.parametrize("word", ["retention", "churn"])
async def test_help_and_what_has_not_begun(house: FrontDesk, library: FakeLibrary, word: str) -> None:
    helped = (await asked(house, f"{word} help"))["text"]
    early = (await asked(house, f"{word} 2027-Q1"))["text"]
    strange = (await asked(house, f"{word} &lt;zzz&gt;"))["text"]

    assert f"`/cs {word} 2026-Q3`" in helped
    assert early == (
        "Q1 2027 has not begun, so nothing can be said of it yet. `/renewals 2027-Q1` lists what is due in it."
    )
    assert strange.startswith("I do not understand “&lt;zzz&gt;”. I know periods")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("retention ytd all", "*Retention: the year 2026 to date*"),
        ("留存 本年至今 全部", "*Retention: the year 2026 to date*"),
        ("retention last quarter all", "*Retention: Q3 2026*"),
        ("churn 上季度 all", "*Churn: Q3 2026*"),
        ("retention last 12 months all", "*Retention: Nov 22, 2025 – Nov 22, 2026 to date*"),
        ("churn 最近12个月 all", "*Churn: Nov 22, 2025 – Nov 22, 2026 to date*"),
        ("retention january all", "*Retention: January 2026*"),
    ],
)
async def test_periods_as_people_say_them(house: FrontDesk, library: FakeLibrary, text: str, title: str) -> None:
    assert (await asked(house, text))["text"].split("\n")[0] == title


@pytest.mark.parametrize(
    ("text", "said", "run"),
    [
        pytest.param(
            "retention ytd by reason per line",
            (
                "`/cs retention` is cut by `tier`, `segment`, `industry`, `stars`, `seller` or `owner`. "
                "Only `/cs churn` is cut by `reason`."
            ),
            {"Run /cs churn 2026 by reason": "churn 2026 by reason"},
            id="a cut that only churn knows",
        ),
        pytest.param(
            "留存 按客龄",
            (
                "`/cs retention` is cut by `tier`, `segment`, `industry`, `stars`, `seller` or `owner`. "
                "Only `/cs churn` is cut by `age`."
            ),
            {"Run /cs churn by age": "churn by age"},
            id="in Chinese",
        ),
        pytest.param(
            "churn per line",
            (
                "`per line` does not apply to `/cs churn`, which counts accounts. "
                "`/cs retention` has figures product by product."
            ),
            {"Run /cs churn": "churn"},
            id="a grain that only retention knows",
        ),
    ],
)
async def test_what_the_other_command_knows_is_said_with_the_way_there(
    house: FrontDesk, library: FakeLibrary, text: str, said: str, run: dict[str, str]
) -> None:
    body = await asked(house, text)
    ran = await pressed(house, "cs.run", *run.values())

    assert (body["text"], values(body["blocks"])) == (said, run)
    assert ran["text"].startswith("*Churn: the year 2026 to date*")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "retention stars:5 all",
            "No account fits: All accounts · `stars:5`.\nThere are `stars:3`, `stars:1`.",
            id="stars that nobody has",
        ),
        pytest.param(
            "churn 2025 me stars:many segment:`&lt;b&gt;`",
            (
                "No account fits: Your accounts · `stars:many` · `segment:ˋ&lt;b&gt;ˋ`.\n"
                "There are `stars:3`, `stars:1`.\n"
                'There are `segment:"Mid &lt;market&gt;"`, `segment:Enterprise`.\n'
                "`/cs churn all` is about everybody's accounts."
            ),
            id="what was typed is text",
        ),
        pytest.param(
            "retention <@U0PRO>",
            "No account fits: Accounts of <@U0PRO>.\n`/cs retention all` is about everybody's accounts.",
            id="who owns nothing",
        ),
    ],
)
async def test_where_no_account_fits_the_next_step_is_said(
    house: FrontDesk, library: FakeLibrary, text: str, said: str
) -> None:
    assert (await asked(house, text))["text"] == said


async def test_known_people_and_rare_values_of_a_filter(house: FrontDesk, library: FakeLibrary) -> None:
    for number, account in library.tables.accounts.items():
        seller = "U0WEI" if number == C else f"Seller {number}"
        library.tables.accounts[number] = replace(account, seller=seller, industry=None)

    body = await asked(house, "retention all seller:nobody industry:none")

    assert body["text"].split("\n") == [
        "No account fits: All accounts · `seller:nobody` · `industry:none`.",
        (
            'There are `seller:"Seller 1"`, `seller:"Seller 2"`, `seller:U0WEI` (Wei Zhang), `seller:"Seller 4"`, '
            '`seller:"Seller 5"`, `seller:"Seller 6"`, `seller:"Seller 7"`, `seller:"Seller 8"`, and 2 more.'
        ),
        "The book says `industry:` of none of these accounts.",
    ]


async def test_a_role_that_does_not_read_is_refused(house: FrontDesk, library: FakeLibrary) -> None:
    house.library.book.members.save(replace(AT_THE_DOOR, role=Role.PRODUCT))

    body = await asked(house, "retention")

    assert body["text"].startswith("Your role does not allow this.")


def test_the_day_of_the_samples_is_before_the_end_of_the_year() -> None:
    assert day("2501") == date(2025, 1, 1)
