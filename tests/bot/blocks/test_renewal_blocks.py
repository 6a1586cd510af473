from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from renewal_book import ADA, DANA, HARBOUR, NOON, ROW, SAID, TODAY, RenewalLibrary, lists_of, renewal, row

from bot.blocks.forecast_form import forecast_conflict, forecast_errors, forecast_form, forecast_receipt
from bot.blocks.kit import Message
from bot.blocks.renewal_notes import head_notes
from bot.blocks.renewal_row import renewal_row
from bot.blocks.renewal_words import window_words
from bot.blocks.renewals_answer import renewals_answer
from bot.blocks.snooze_form import snooze_form
from bot.locale import Language, Words, words_for
from domain.accounts import Money
from domain.filter_words import HelpWanted, NotUnderstood
from domain.health.model import Band, Cap
from domain.health.trend import Arrow
from domain.money import ExchangeRates
from domain.permissions import Member, Role
from domain.renewals.answer import RenewalLine, RenewalsHead
from domain.renewals.forecasting import (
    ForecastConflict,
    ForecastField,
    ForecastForm,
    ForecastOffer,
    ForecastProblem,
    ForecastRefused,
    ForecastSaved,
)
from domain.renewals.head import RatesUsed, head_sums
from domain.renewals.ports import Reminder
from domain.renewals.renewal import ForecastCategory, Outcome, OutcomeKind
from domain.renewals.snoozing import snooze_offer
from domain.renewals.windows import (
    Around,
    Between,
    DaysAhead,
    InMonth,
    InQuarter,
    InYear,
    MonthAhead,
    Overdue,
    QuarterAhead,
    Window,
)
from domain.revenue.curve import Curve
from domain.tasks.task import TaskGlance, TaskInBrief
from playground.block_kit.validation import problems_of_blocks, problems_of_view

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
LONG = "A&B <!channel> \u202e*x* " * 200
WON = Outcome(OutcomeKind.RENEWED_WITH_CHANGE, date(2026, 11, 2), Money(50_000_00, "USD"), "U0DANA", NOON)


def asked(book: RenewalLibrary, text: str, words: Words = EN, reader: Member = DANA) -> Message:
    answer = lists_of(book).answer(reader, text, today=TODAY)
    return renewals_answer(answer, words, reader=reader, today=TODAY)


def lines(line: RenewalLine, words: Words = EN, whose: str | None = "U0DANA") -> list[str]:
    said, quiet = renewal_row(line, words, TODAY, whose=whose)
    return [*said["text"]["text"].split("\n"), quiet["elements"][0]["text"]]


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [f"{button['text']['text']}: {button['value']}" for elements in rows for button in elements]


def test_a_row_reads_from_what_matters_to_what_is_quiet() -> None:
    line = RenewalLine(ROW, Arrow.DOWN, Reminder(1, 60, date(2026, 11, 2), NOON), may_change=True)

    assert lines(line) == [
        "*Harbour* · $48,000 · Jan 31, 2027 (70 days left)",
        "🔴 Red · 35 ↓ · *Probable*, <@U0WEI>, 3 days ago · proposed $45,000",
        (
            "notice until Dec 31, 2026 (39 days left) · renews by itself · reminded on Nov 2, 2026 · "
            "task: Send the proposal, Dec 1, 2026 (+1 more) · two-way touchpoint 12 days ago · "
            "next step: Call the sponsor"
        ),
    ]
    assert lines(line, ZH) == [
        "*Harbour* · US$48,000 · 2027年1月31日（还剩 70 天）",
        "🔴 红色 · 35 ↓ · *很可能*（<@U0WEI>，3 天前） · 报价 US$45,000",
        (
            "通知截止 2026年12月31日（还剩 39 天） · 自动续约 · 2026年11月2日 已提醒 · "
            "任务：Send the proposal，2026年12月1日（另有 1 项） · 双向触达：12 天前 · 下一步：Call the sponsor"
        ),
    ]


def test_what_is_not_known_is_said_to_be() -> None:
    bare = replace(HARBOUR, arr=None, forecast=None, notice_on=None, auto_renew=None, next_step="", due_on=TODAY)
    unknown = replace(ROW, renewal=bare, owner=None, band=None, shown=None, last_two_way_on=None, tasks=None)

    assert lines(RenewalLine(unknown)) == [
        "*Harbour* · ARR not known · Nov 22, 2026 (today)",
        "⚪ not scored yet · no forecast yet",
        "nobody yet · no open task · no two-way touchpoint yet",
    ]


def test_what_is_late_is_said_to_be() -> None:
    late = replace(
        HARBOUR,
        due_on=TODAY - timedelta(days=3),
        notice_on=TODAY - timedelta(days=40),
        notice_received_on=date(2026, 10, 1),
        auto_renew=False,
        next_step="",
        snoozed_until=date(2026, 12, 1),
        forecast=replace(SAID, proposed=None),
    )
    task = TaskGlance((TaskInBrief("Send <it>", date(2026, 11, 1), "U0DANA"),), (date(2026, 11, 1),))

    assert lines(RenewalLine(replace(ROW, renewal=late, tasks=task)), whose=None) == [
        "*Harbour* · $48,000 · Nov 19, 2026 (3 days overdue)",
        "🔴 Red · 35 · *notice received* on Oct 1, 2026 · *Probable*, <@U0WEI>, 3 days ago",
        (
            "<@U0DANA> · snoozed until Dec 1, 2026 · notice was due by Oct 13, 2026 · does not renew by itself · "
            "task: Send &lt;it&gt;, Nov 1, 2026 (overdue) · two-way touchpoint 12 days ago"
        ),
    ]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (WON, "🔴 Red · 35 · *Renewed with change* · now $50,000 · on Nov 2, 2026 · on time"),
        (
            replace(WON, next_starts_on=date(2027, 1, 1)),
            "🔴 Red · 35 · *Renewed with change* · now $50,000 · on Nov 2, 2026 · early",
        ),
        (
            replace(WON, next_starts_on=date(2027, 2, 14)),
            "🔴 Red · 35 · *Renewed with change* · now $50,000 · on Nov 2, 2026 · late",
        ),
        (replace(WON, kind=OutcomeKind.LOST, final=Money(0, "USD")), "🔴 Red · 35 · *Lost* · on Nov 2, 2026"),
    ],
)
def test_a_closed_one_says_how_it_ended(outcome: Outcome, said: str) -> None:
    first, second, _ = lines(RenewalLine(replace(ROW, renewal=replace(HARBOUR, outcome=outcome))))

    assert (first, second) == ("*Harbour* · $48,000 · Jan 31, 2027", said)


def test_the_menu_holds_what_may_be_done_with_a_row() -> None:
    asleep = replace(ROW, renewal=replace(HARBOUR, snoozed_until=date(2026, 12, 1)))

    def entries(line: RenewalLine) -> list[str]:
        menu = renewal_row(line, EN, TODAY, whose=None)[0]["accessory"]
        return [option["value"] for option in menu["options"]] if "options" in menu else [menu["value"]]

    changeable = entries(RenewalLine(ROW, may_change=True))
    assert changeable == [
        "renewals.forecast:1",
        "tasks.new:renewal:1",
        "renewals.snooze:1",
        "renewals.close:1",
        "health.show:17",
    ]
    assert "renewals.unsnooze:1" in entries(RenewalLine(asleep, may_change=True))
    assert entries(RenewalLine(ROW)) == ["17"]
    closed = replace(ROW, renewal=replace(HARBOUR, outcome=WON))
    assert entries(RenewalLine(closed, may_change=True, may_undo=True)) == [
        f"renewals.undo:1 {HARBOUR.version} list",
        "health.show:17",
    ]
    assert entries(RenewalLine(replace(ROW, renewal=replace(HARBOUR, outcome=WON)), may_change=True)) == ["17"]


@pytest.mark.parametrize(
    ("window", "english", "chinese"),
    [
        (DaysAhead(1), "in the next day", "未来 1 天内"),
        (DaysAhead(30), "in the next 30 days", "未来 30 天内"),
        (Around.NEXT_QUARTER, "next quarter", "下季度"),
        (Around.LAST_QUARTER, "last quarter", "上季度"),
        (InMonth(2027, 3), "in March 2027", "2027年3月"),
        (MonthAhead(3), "in March", "三月"),
        (InQuarter(2027, 1), "in Q1 2027", "2027 年第 1 季度"),
        (QuarterAhead(3), "in Q3", "第 3 季度"),
        (InYear(2027), "in the year 2027", "2027 年"),
        (Between(TODAY, TODAY), "on Nov 22, 2026", "2026年11月22日"),
        (
            Between(TODAY, date(2027, 1, 2)),
            "from Nov 22, 2026 to Jan 2, 2027",
            "2026年11月22日 至 2027年1月2日",
        ),
        (Overdue(), "before today", "今天之前"),
    ],
)
def test_a_window_is_said_in_words(window: Window, english: str, chinese: str) -> None:
    assert (window_words(window, EN), window_words(window, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("text", "reader", "said", "ways"),
    [
        (
            "30",
            DANA,
            "No renewal is due in the next 30 days in your book. Look further:",
            ["60 days: 0 60 me", "Team: 0 30 team"],
        ),
        ("730 team", DANA, "No renewal is due in the next 730 days in your team's books. Look further:", None),
        (
            "month all",
            DANA,
            "No renewal is due this month in any book. Look further:",
            ["180 days: 0 180 all"],
        ),
        (
            "overdue",
            DANA,
            "Nothing is overdue in your book. Look further:",
            ["90 days: 0 90 me", "Team: 0 overdue team"],
        ),
        (
            "overdue red",
            DANA,
            "Nothing overdue in your book fits: 🔴 Red. Look further:",
            ["90 days: 0 90 me red", "Team: 0 overdue team red", "Without filters: 0 overdue me"],
        ),
        (
            "<@U0WEI> 2027-Q4",
            ADA,
            "No renewal is due in Q4 2027 in the book of <@U0WEI>. Look further:",
            ["180 days: 0 180 <@U0WEI>", "All accounts: 0 2027-Q4 all"],
        ),
        (
            "tier:high segment:SMB red commit",
            DANA,
            (
                "No renewal due in the next 90 days in your book fits: "
                "high touch · segment SMB · 🔴 Red · Commit. Look further:"
            ),
            [
                '180 days: 0 180 me tier:high segment:"SMB" red commit',
                'Team: 0 90 team tier:high segment:"SMB" red commit',
                "Without filters: 0 90 me",
            ],
        ),
        (
            "unforecast all",
            DANA,
            "No renewal due in the next 90 days in any book fits: No forecast yet. Look further:",
            ["180 days: 0 180 all unforecast", "Without filters: 0 90 all"],
        ),
    ],
)
def test_an_empty_list_has_a_sentence_of_its_own_and_ways_on(
    text: str, reader: Member, said: str, ways: list[str] | None
) -> None:
    message = asked(RenewalLibrary(), text, reader=reader)

    assert message.text == said
    assert ways is None or buttons(message) == ways


@pytest.mark.parametrize(
    ("kept", "text", "said"),
    [
        ({}, "snoozed", "None of them is snoozed."),
        ({}, "closed", "None of them is closed yet."),
        ({"snoozed_until": date(2026, 12, 1)}, "", "Nothing to do today: every open one is snoozed."),
        ({"outcome": WON}, "", "Nothing to do: every one of them is closed."),
    ],
)
def test_a_list_without_rows_says_why(kept: dict[str, object], text: str, said: str) -> None:
    book = RenewalLibrary()
    book.put(row(renewal_=renewal(1, **kept)))

    assert asked(book, text).text.endswith(said)


def test_the_head_says_what_adds_up_and_where_the_rest_is() -> None:
    book = RenewalLibrary()
    book.put(
        row(1),
        row(2, renewal_=renewal(2, arr=Money(10_000_00, "EUR"), forecast=None), band=Band.GREEN, shown=80),
        row(3, renewal_=renewal(3, arr=None, forecast=replace(SAID, proposed=Money(60_000_00, "USD")))),
        row(4, renewal_=renewal(4, outcome=WON)),
        row(5, renewal_=renewal(5, snoozed_until=date(2026, 12, 1))),
        row(6, renewal_=renewal(6, due_on=TODAY - timedelta(days=1))),
    )
    book.put_undated(1)

    message = asked(book, "")

    head = message.text.split("*Account 1*")[0].splitlines()
    assert head == [
        "*Renewals due in the next 90 days*",
        "Your accounts · Nov 22, 2026 – Feb 20, 2027",
        "*ARR due*",
        "$144,000 + €10,000",
        "4 renewals open · 1 closed · 1 without ARR",
        "*Weighted forecast*",
        "$108,823 (80%: $70,649 – $144,000)",
        "€9,265 (80%: €5,922 – €10,000)",
        "*Forecast by people*",
        "$198,000",
        "of $144,000 contracted",
        "$200,000 with upsell",
        "*Commit* $48,000 + €10,000, said or 90% likely",
        "*Best case* $138,000 + €10,000, said or 70% likely",
        "*By forecast*",
        "Probable $96,000 (3)",
        "No forecast yet €10,000 (1)",
        "*By health*",
        "🔴 Red $96,000 (3)",
        "🟢 Green €10,000 (1)",
        "No rate is stated for EUR, so it is not added up.",
        "The chances behind the weighted forecast are all assumption: no renewal scored in time has ended yet.",
    ]
    assert buttons(message)[:5] == [
        "1 snoozed: show: 0 90 me snoozed",
        "1 closed: show: 0 90 me closed",
        "1 overdue: show: 0 overdue me",
        "2 live accounts have no renewal date: 0 90 me undated",
        "Export: 90 me",
    ]


def test_the_notes_name_rates_with_their_day_and_what_the_chances_rest_on() -> None:
    rates = ExchangeRates("USD", {"EUR": Decimal("1.10"), "CNY": Decimal("0.14")}, {"EUR": TODAY, "CNY": TODAY})
    head = RenewalsHead(
        head_sums([], today=TODAY, rates=rates),
        (),
        Curve(1.7, 0.4, learned=0.37, renewed=30, churned=10),
        RatesUsed(rates, ("CNY", "EUR"), ()),
    )

    assert list(head_notes(head, EN)) == [
        "Rates: 1 CNY = 0.14 USD since Nov 22, 2026; 1 EUR = 1.10 USD since Nov 22, 2026",
        "The chances behind the weighted forecast are 63% assumption, the rest learnt from 40 renewals.",
    ]
    assert "；1 EUR = 1.10 USD" in next(iter(head_notes(head, ZH)))


def test_a_head_of_what_nobody_knows_says_so() -> None:
    book = RenewalLibrary()
    book.put(row(1, renewal_=renewal(1, forecast=None), band=None, shown=None))

    head = asked(book, "").text.split("*Account 1*")[0].splitlines()

    assert head[7:9] == ["*Forecast by people*", "–"]
    assert head[-1] == (
        "The chances behind the weighted forecast are all assumption: no renewal scored in time has ended yet. "
        "1 without a score counts as a score of 60."
    )


def test_what_a_cap_holds_down_is_at_risk_too() -> None:
    book = RenewalLibrary()
    book.put(row(1), row(2, band=Band.YELLOW, shown=60))
    account = renewal(2).account
    book.tables.standings[account] = replace(book.tables.standings[account], cap=Cap.CHAMPION_LEFT)

    assert "Red, or held down by a hard fact: $96,000 (2)" in asked(book, "").text


def test_undated_accounts_are_listed_with_a_way_back() -> None:
    book = RenewalLibrary()
    empty = asked(book, "undated")
    book.put_undated(11, name="<!here>")
    full = asked(book, "undated")

    assert empty.text == "Every live account in your book has a renewal with a date."
    assert buttons(empty) == ["Show renewals with a date: 0 90 me"]
    assert full.text.splitlines()[0] == "*Live accounts without a renewal date*"
    assert full.text.splitlines()[-2:] == ["*&lt;!here&gt;* · <@U0DANA>", "1–10 of 11"]
    assert buttons(full)[0] == "Next: 10 90 me undated"


def test_an_unowned_account_is_nobodys() -> None:
    book = RenewalLibrary()
    book.put_undated(1)
    book.tables.accounts[900] = replace(book.tables.accounts[900], owner=None)

    assert asked(book, "undated all").text.endswith("*Undated* · nobody yet")


def test_a_mended_question_that_is_too_long_for_a_button_gets_none() -> None:
    slip = NotUnderstood("gren", "green", "x" * 1501)

    message = renewals_answer(slip, EN, reader=DANA, today=TODAY)

    assert buttons(message) == []
    assert message.text.startswith("I do not understand “gren”. I know windows")


def test_help_tells_whose_role_shows_nothing() -> None:
    product = Member("U0PROD", "Pro", Role.PRODUCT)

    message = renewals_answer(HelpWanted(), EN, reader=product, today=TODAY, command="/cs-renewals")

    assert "`/cs-renewals quarter team`" in message.text
    assert message.text.endswith("Your own role does not show renewals. A Moorline admin can change it.")


@pytest.mark.parametrize(
    ("problem", "renewal_", "said"),
    [
        (ForecastProblem.CATEGORY_MISSING, HARBOUR, "Choose what you expect."),
        (
            ForecastProblem.AMOUNT_UNREADABLE,
            HARBOUR,
            "Write an amount like 48,000, 48k or 4.8万, with a currency where none is known.",
        ),
        (
            ForecastProblem.AMOUNT_BELOW_ZERO,
            HARBOUR,
            "A credit is no ARR: write what is paid for a year, without the credit.",
        ),
    ],
)
def test_a_problem_is_said_under_its_field(problem: ForecastProblem, renewal_: object, said: str) -> None:
    refused = ForecastRefused({ForecastField.PROPOSED: problem}, HARBOUR)

    assert forecast_errors(refused, EN).payload() == {"proposed": said}


def test_a_first_forecast_says_that_there_was_none() -> None:
    bare = replace(HARBOUR, arr=None, forecast=None)

    view = forecast_form(ForecastOffer(bare, "Harbour"), EN, TODAY).view()

    assert view["private_metadata"] == "1 3 "
    assert view["blocks"][0]["text"]["text"] == "*Harbour* · ARR not known · Jan 31, 2027 (70 days left)"
    assert view["blocks"][2]["label"]["text"] == "Proposed ARR, with its currency"
    assert view["blocks"][-1]["elements"][0]["text"] == "Nobody has forecast this renewal yet."


def test_a_forecast_without_a_reason_is_told_without_quotes() -> None:
    said = replace(SAID, proposed=None, reason="")

    view = forecast_form(ForecastOffer(HARBOUR, "Harbour", (said,)), EN, TODAY).view()

    assert view["blocks"][-1]["elements"][0]["text"].startswith("*Probable* · <@U0WEI> · <!date^")
    assert "“" not in view["blocks"][-1]["elements"][0]["text"]


def test_without_a_notice_deadline_a_snooze_ends_when_it_renews() -> None:
    offer = snooze_offer(replace(HARBOUR, notice_on=None), "Harbour", today=TODAY)

    assert (
        snooze_form(offer, EN)
        .view()["blocks"][0]["text"]["text"]
        .endswith("Jan 31, 2027 at the latest: it renews on Jan 31, 2027.")
    )


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


@pytest.mark.parametrize("text", ["", "overdue", "snoozed", "closed", "undated", "xyzzy", "help", "quater"])
def test_a_list_of_any_size_is_taken_by_slack(words: Words, text: str) -> None:
    book = RenewalLibrary()
    huge = replace(SAID, reason=LONG, by=LONG, proposed=Money(10**14, "USD"))
    glance = TaskGlance((TaskInBrief(LONG, TODAY, LONG),), (TODAY,) * 500)
    for number in range(1, 60):
        kept = {
            "due_on": TODAY + timedelta(days=number % 30 - 1),
            "arr": Money(10**14, ("USD", "EUR", "CNY", "GBP", "JPY")[number % 5]),
            "forecast": replace(huge, category=list(ForecastCategory)[number % 5]),
            "next_step": LONG,
            "outcome": WON if number % 7 == 0 else None,
            "snoozed_until": date(2027, 1, 1) if number % 5 == 0 else None,
        }
        book.put(row(renewal_=renewal(number, **kept), name=LONG, tasks=glance, band=list(Band)[number % 4]))
    book.put_undated(30, name=LONG)

    message = asked(book, text, words)

    assert problems_of_blocks(json.loads(json.dumps(message.blocks))) == []
    assert len(message.text) <= 40_000
    assert "<!" not in message.text


def test_the_forms_are_taken_by_slack(words: Words) -> None:
    huge = replace(SAID, reason=LONG, by=LONG)
    kept = replace(HARBOUR, forecast=huge, next_step="x" * 300)
    offer = ForecastOffer(kept, LONG, (huge,) * 3)
    typed = ForecastForm("commit", "9" * 40, "r" * 1000, "s" * 300)
    snooze = snooze_offer(kept, LONG, today=TODAY)
    views = [
        forecast_form(offer, words, TODAY),
        forecast_conflict(ForecastConflict(offer, typed, said_since=True), words, TODAY),
        forecast_conflict(ForecastConflict(offer, typed, said_since=False), words, TODAY),
        snooze_form(snooze, words),
        snooze_form(replace(snooze, last=TODAY), words),
    ]

    assert [problems_of_view(json.loads(json.dumps(modal.view()))) for modal in views] == [[]] * 5
    assert problems_of_blocks(json.loads(json.dumps(forecast_receipt(ForecastSaved(kept, LONG), words).blocks))) == []
