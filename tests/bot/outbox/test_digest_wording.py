from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from fakes import FakeLibrary
from outbox_words import NOW, worded

from bot.blocks.kit import Message
from bot.locale import Language
from domain.accounts import Account, Money
from domain.alerts.policy import AlertKind, Severity
from domain.digests.digest import Digest, LateFeed, RedSums, Totals
from domain.digests.facts import Attention
from domain.digests.items import Item, Reason
from domain.digests.written import facts_of
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role
from domain.records import RecordKind
from domain.renewals.renewal import ForecastCategory
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement

USD = Money(120_000_00, "USD")
RED = Item(1, "Acme", "U0DANA", USD, Reason.NEWLY_RED, 12, 45, 72, 48)
TODAY = date(2026, 9, 1)


def said(*items: Item, **more: object) -> str:
    return drawn(*items, **more).text  # type: ignore[arg-type] # the fields of a digest, by name


def drawn(
    *items: Item,
    attention: Attention | None = None,
    language: Language = Language.EN,
    as_of: datetime = NOW,
    **more: object,
) -> Message:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme")
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, language=language.value, zone="UTC")
    if attention:
        library.tables.attention[1] = attention
    usual: dict[str, object] = {"more": 0, "totals": None, "late_feeds": ()}
    digest = Digest(as_of - timedelta(days=1), as_of, items, **(usual | more))  # type: ignore[arg-type] # the fields, by name
    made = worded(library, Announcement(AnnouncementKind.DIGEST, "U0DANA", "digest:1", facts_of(digest)))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("item", "line"),
    [
        pytest.param(RED, "🔴 *Acme* · $120K — turned red: 72 → 48", id="red"),
        pytest.param(
            Item(1, "Acme", None, None, Reason.RECOVERED, 1, None, 30, 61), "🟢 *Acme* — recovered: 30 → 61", id="back"
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.DROPPED, before=80, after=62),
            "📉 *Acme* — dropped 18 points in 7 days: 80 → 62",
            id="dropped",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.PERSON_LEFT, person="<Kim>"),
            "⚠️ *Acme* — &lt;Kim&gt;, champion or buyer, left",
            id="left",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.RENEWAL_OVERDUE, days=1),
            "🔔 *Acme* — its renewal is 1 day overdue",
            id="overdue",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.RENEWAL_UNCOMMITTED, category=ForecastCategory.PROBABLE),
            "📅 *Acme* — renews soon, forecast: Probable",
            id="not sure",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.FIRST_VALUE_LATE, days=3),
            "⏳ *Acme* — first value is 3 days late",
            id="value",
        ),
        pytest.param(
            Item(
                *(1, "Acme", None, None, Reason.ALERT),
                alert=AlertKind.USAGE_DOWN,
                gravity=Severity.MEDIUM,
                facts={"percent": 40},
            ),
            "🟠 *Acme* — usage fell by 40% against the weeks before",
            id="a rule spoke",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.TASKS_OVERDUE, count=2), "📝 *Acme* — 2 tasks are overdue", id="tasks"
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.SILENT, days=30),
            "💬 *Acme* — silent for longer than its cadence of 30 days",
            id="silent",
        ),
        pytest.param(
            Item(1, "Acme", None, None, Reason.NOT_SCORED),
            "⚪ *Acme* — not scored any more: too little is known",
            id="grey",
        ),
    ],
)
def test_each_reason_has_its_words(item: Item, line: str) -> None:
    assert said(item).splitlines()[3] == line


def test_a_line_says_who_how_long_and_when() -> None:
    own, others = said(RED), said(Item(1, "Acme", "U0LEE", None, Reason.NOT_SCORED, None, -3))

    assert own.splitlines()[4] == "last contact 12 days ago · renews in 45 days"
    assert others.splitlines()[4] == "<@U0LEE> · no two-way contact known"


@pytest.mark.parametrize(
    ("attention", "line"),
    [
        pytest.param(Attention(1, "U1", NOW, 6, taken_by="U0LEE"), "👀 <@U0LEE> is on it, ", id="taken"),
        pytest.param(
            Attention(1, "U0LEE", NOW, 6, snoozed_until=TODAY + timedelta(days=7)),
            "Snoozed by <@U0LEE> until Sep 8, 2026",
            id="put off",
        ),
        pytest.param(Attention(1, "U0LEE", NOW, 6, dismissed=True), "<@U0LEE> found this not useful, ", id="useless"),
    ],
)
def test_what_somebody_did_is_seen_by_every_reader(attention: Attention, line: str) -> None:
    assert said(RED, attention=attention).splitlines()[5].startswith(line)


@pytest.mark.parametrize(
    "attention",
    [
        pytest.param(Attention(1, "U1", NOW, 5, taken_by="U0LEE"), id="it got worse since"),
        pytest.param(Attention(1, "U0LEE", NOW, 6, snoozed_until=TODAY), id="the snooze is over"),
    ],
)
def test_what_holds_no_more_is_not_said(attention: Attention) -> None:
    assert said(RED, attention=attention).splitlines()[5:] == []


@pytest.mark.parametrize(
    ("attention", "buttons"),
    [
        pytest.param(None, ["Why?", "On it"], id="nobody did anything"),
        pytest.param(Attention(1, "U1", NOW, 6, taken_by="U0LEE"), ["Why?"], id="somebody is on it"),
        pytest.param(
            Attention(1, "U1", NOW, 6, snoozed_until=TODAY + timedelta(days=7)), ["Why?", "On it"], id="put off"
        ),
        pytest.param(Attention(1, "U1", NOW, 6, snoozed_until=TODAY), ["Why?", "On it"], id="back again"),
    ],
)
def test_a_line_that_nobody_is_on_can_be_taken_up(attention: Attention | None, buttons: list[str]) -> None:
    rows = [block for block in drawn(RED, attention=attention).blocks if block["type"] == "actions"]

    assert [each["text"]["text"] for each in rows[0]["elements"] if each["type"] == "button"] == buttons


def test_drawn_again_the_day_after_it_is_still_of_its_own_day() -> None:
    assert said(RED, as_of=NOW - timedelta(days=1)).splitlines()[0] == "*Your morning: Aug 31, 2026*"


def test_sums_and_late_data_close_it() -> None:
    kept = KeptArr(ArrMovement(opening=200_000_00, expansion=30_000_00, churn=20_000_00, closing=210_000_00), 2)
    totals = Totals(2, RedSums((USD,), (), (USD,)), (USD,), (), kept)

    text = said(RED, totals=totals, more=3, late_feeds=(LateFeed(RecordKind.USAGE, 4), LateFeed(RecordKind.TICKET, 1)))

    assert text.splitlines()[5:] == [
        "*2 accounts in all*",
        "ARR of red accounts: *$120,000* (yesterday –, a week ago $120,000)",
        "Due this quarter: $120,000, forecast so far: –",
        "This quarter to date: 2 accounts · GRR *90.0%* · NRR *105.0%*",
        "⚠️ no new usage data for 4 days; no new tickets for 1 day",
    ]


def test_a_currency_that_retention_leaves_out_is_named() -> None:
    kept = KeptArr(ArrMovement(opening=100_00, closing=100_00), 12, ("CHF", "GBP"))

    text = said(RED, totals=Totals(2, RedSums((), (), ()), (), (), kept))

    assert text.splitlines()[-1] == (
        "This quarter to date: GRR *100.0%* · NRR *100.0%* · 12 accounts · without CHF, GBP (no rate stated)"
    )


def test_a_morning_without_news_says_so() -> None:
    text = said(totals=Totals(2, RedSums((), (), ()), (), ()))

    assert text.splitlines()[2:] == [
        "Nothing changed that needs you.",
        "*2 accounts in all*",
        "ARR of red accounts: *–* (yesterday –, a week ago –)",
    ]


def test_it_speaks_chinese() -> None:
    lines = said(RED, language=Language.ZH_HANS).splitlines()

    assert lines[0] == "*早间简报：2026年9月1日*"
    assert lines[2:] == [
        "*变化*",
        "🔴 *Acme* · US$12万 — 转为红色：72 → 48",
        "上次沟通在 12 天前 · 45 天后续约",
    ]
