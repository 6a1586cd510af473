"""Alerts as their readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import STANDING
from outbox_words import NOW, worded

from bot.blocks.alert import alert_blocks
from bot.blocks.alert_forms import life_page
from bot.blocks.alert_list import alert_list
from bot.blocks.alert_report import alert_report
from bot.blocks.kit import Message, message
from bot.blocks.settings_alerts import alert_choices
from bot.locale import Language, words_for
from domain.accounts import Account, Money
from domain.alerts.alert import Alert, AlertState, AlertStep, DismissReason, StepKind
from domain.alerts.answer import AlertLife, AlertLook, AlertReport, AlertsAnswer, AlertScope
from domain.alerts.policy import SHIPPED_ALERTS, AlertKind, AlertWay, Severity
from domain.alerts.report import RuleFigures
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.permissions import Member, Role
from domain.preferences import Preferences

TODAY = NOW.date()
DAY = timedelta(days=1)
ALERT: dict[str, Any] = {
    "id": 5,
    "kind": AlertKind.SILENCE,
    "account": 1,
    "key": "",
    "severity": Severity.MEDIUM,
    "since": TODAY,
    "raised_at": NOW,
    "to": "U0DANA",
    "way": AlertWay.MESSAGE,
    "once": "5",
    "facts": {"last": "2026-08-01", "cadence": 30},
    "arr": Money(120_000_00, "USD"),
    "renews_on": TODAY + 45 * DAY,
}
GONE: dict[str, Any] = {"state": AlertState.RESOLVED, "closed_at": NOW}


def drawn(
    *, language: Language = Language.EN, manner: Manner = Manner.POST, what: str = "", **said: Any
) -> Message | None:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme *&* Co", owner="U0DANA")
    library.tables.standings[1] = STANDING
    library.tables.members["U0DANA"] = Member("U0DANA", "Dana", Role.CSM, language=language.value, zone="UTC")
    library.tables.alerts[5] = Alert(**(ALERT | said))
    facts: dict[str, Fact] = {"alert": 5, "what": what}
    return worded(library, Announcement(AnnouncementKind.ALERT, "U0DANA", "alert:5", facts, manner))


def lines(**said: Any) -> list[str]:
    made = drawn(**said)
    assert made is not None
    return made.text.splitlines()


def buttons(**said: Any) -> list[str]:
    made = drawn(**said)
    assert made is not None
    rows = [block for block in made.blocks if block["type"] == "actions"]
    return [
        *(each["text"]["text"] for row in rows for each in row["elements"] if each["type"] == "button"),
        *(each["text"]["text"] for row in rows for menu in row["elements"] for each in menu.get("options", ())),
    ]


def test_a_message_says_what_why_and_what_to_do() -> None:
    assert lines() == [
        "🟠 *Acme ∗&amp;∗ Co* · $120K — no two-way contact since Aug 1, 2026, its cadence is 30 days",
        "renews in 45 days · since Sep 1, 2026",
        "*Next step:* Write to the champion, with something that is useful to them.",
    ]


@pytest.mark.parametrize(
    ("kind", "facts", "line"),
    [
        pytest.param(AlertKind.BAND_DOWN, {"to": "red", "before": 72, "after": 38}, "turned red: 72 → 38", id="red"),
        pytest.param(
            AlertKind.BAND_DOWN, {"to": "yellow", "before": None, "after": 61}, "turned yellow: – → 61", id="yellow"
        ),
        pytest.param(AlertKind.DROP, {"before": 80, "after": 62}, "dropped 18 points in 7 days: 80 → 62", id="drop"),
        pytest.param(AlertKind.USAGE_DOWN, {"percent": 34}, "usage fell by 34% against the weeks before", id="usage"),
        pytest.param(
            AlertKind.CRITICAL_TICKET,
            {"number": "T<7>", "opened": "2026-08-20", "count": 1},
            "critical ticket T&lt;7&gt; is open since Aug 20, 2026",
            id="ticket",
        ),
        pytest.param(
            AlertKind.CRITICAL_TICKET,
            {"number": "T7", "opened": "2026-08-20", "count": 3},
            "critical ticket T7 is open since Aug 20, 2026, and 2 more",
            id="tickets",
        ),
        pytest.param(
            AlertKind.SILENCE,
            {"last": "2026-08-20", "cadence": 1},
            "no two-way contact since Aug 20, 2026, its cadence is 1 day",
            id="a cadence of one day",
        ),
        pytest.param(
            AlertKind.DETRACTOR, {"score": 3, "words": "", "person": ""}, "an answer of 3 out of 10", id="an answer"
        ),
        pytest.param(AlertKind.PERSON_LEFT, {"person": "<Kim>"}, "&lt;Kim&gt;, champion or buyer, left", id="left"),
        pytest.param(
            AlertKind.INVOICE_OVERDUE,
            {"number": "I-1", "due": "2026-08-20"},
            "invoice I-1 was due on Aug 20, 2026",
            id="invoice",
        ),
        pytest.param(AlertKind.RENEWAL_WINDOW, {"due": "2026-10-16"}, "renews on Oct 16, 2026", id="renewal"),
        pytest.param(
            AlertKind.FIRST_VALUE_LATE, {"due": "2026-08-20"}, "first value was due on Aug 20, 2026", id="value"
        ),
        pytest.param(
            AlertKind.JUDGEMENT_EXPIRED, {"author": "U0LEE"}, "the judgement of <@U0LEE> counts no more", id="judgement"
        ),
    ],
)
def test_each_rule_has_its_words_and_its_advice(kind: AlertKind, facts: dict[str, Any], line: str) -> None:
    said = lines(kind=kind, facts=facts)

    assert said[0] == f"🟠 *Acme ∗&amp;∗ Co* · $120K — {line}"
    assert said[-1].startswith("*Next step:* ")


def test_a_fall_of_the_score_says_what_pulls_it_down() -> None:
    assert [line for line in lines(kind=AlertKind.DROP, facts={"before": 80, "after": 62}) if line.startswith("▼")] == [
        "▼ *NPS*: mean NPS answer 5.5 of 10; 8 is fine, 10 is excellent",
        "▼ *Champion*: the champion has left",
    ]


def test_a_customers_words_are_text_and_never_markup() -> None:
    facts = {"score": 3, "words": "<!channel> *we leave*", "person": "Kim"}
    made = drawn(kind=AlertKind.DETRACTOR, facts=facts)

    assert made is not None
    assert made.blocks[0]["text"]["text"].endswith("Kim answered 3 out of 10")
    [quoted] = [block for block in made.blocks if block["type"] == "rich_text"]
    assert quoted["elements"][0]["elements"] == [{"type": "text", "text": "<!channel> *we leave*"}]


def test_a_list_leaves_the_advice_out() -> None:
    look = AlertLook(Alert(**ALERT), "Acme", owner="U0DANA")

    said = message(list(alert_blocks(look, words_for(Language.EN), TODAY, reader="U0DANA", where="mine 0"))).text

    assert said.splitlines()[1:] == ["renews in 45 days · since Sep 1, 2026"]


@pytest.mark.parametrize(
    ("offset", "scope", "scopes", "ways"),
    [
        pytest.param(0, AlertScope.MINE, (AlertScope.MINE,), ["Next", "Settings"], id="the first page"),
        pytest.param(12, AlertScope.MINE, (AlertScope.MINE,), ["Previous", "Settings"], id="the last page"),
        pytest.param(
            6,
            AlertScope.TEAM,
            (AlertScope.MINE, AlertScope.TEAM),
            ["Previous", "Next", "My alerts", "Settings"],
            id="team",
        ),
    ],
)
def test_a_list_leads_on(offset: int, scope: AlertScope, scopes: tuple[AlertScope, ...], ways: list[str]) -> None:
    look = AlertLook(Alert(**ALERT), "Acme")
    count = 1 if offset == 12 else 6
    answer = AlertsAnswer((look,) * count, 13, offset, scope, scopes, has_report=False)

    made = alert_list(answer, words_for(Language.EN), TODAY, reader="U0DANA", page=6)

    assert [each["text"]["text"] for each in made.blocks[-1]["elements"]] == ways


def test_a_life_without_anything_done_is_short() -> None:
    life = AlertLife(AlertLook(Alert(**ALERT), "Acme"), [AlertStep(5, NOW, StepKind.RAISED)])

    assert len(life_page(life, words_for(Language.EN)).blocks) == 2


def test_of_a_long_life_the_newest_steps_and_how_it_stands_are_shown() -> None:
    steps = [AlertStep(5, NOW, StepKind.RAISED), *[AlertStep(5, NOW, StepKind.AGAIN)] * 95]
    life = AlertLife(AlertLook(Alert(**(ALERT | {"snoozed_until": TODAY})), "Acme"), steps)

    page = life_page(life, words_for(Language.EN))

    assert len(page.blocks) == 92
    assert "told" not in str(page.blocks)
    assert "Snoozed until" in str(page.blocks[-1])


def test_where_every_rule_is_off_there_is_nothing_to_choose() -> None:
    off = replace(SHIPPED_ALERTS, severity=dict.fromkeys(AlertKind, Severity.OFF))

    assert list(alert_choices(Preferences(), off, words_for(Language.EN))) == []


def test_a_feed_that_stopped_has_no_account_and_no_task() -> None:
    facts = {"feed": "usage", "last": datetime(2026, 8, 28, 9, tzinfo=UTC).isoformat()}
    said = {"kind": AlertKind.FEED_STOPPED, "account": None, "facts": facts, "arr": None, "renews_on": None}

    assert lines(**said)[0].startswith("🟠 No new usage data since <!date^")
    assert buttons(**said) == ["On it", "Snooze 7 d", "Not useful…", "What happened so far"]


def test_who_stands_in_reads_for_whom() -> None:
    assert lines(instead_of="U0LEE", renews_on=None)[1] == "for <@U0LEE>, who is away · since Sep 1, 2026"


def test_who_does_not_own_it_reads_who_does() -> None:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme", owner="U0LEE")
    library.tables.alerts[5] = Alert(**ALERT)

    made = worded(library, Announcement(AnnouncementKind.ALERT, "U0DANA", "alert:5", {"alert": 5}))

    assert made is not None
    assert made.text.splitlines()[1] == "<@U0LEE> · renews in 45 days · since Sep 1, 2026"


@pytest.mark.parametrize(
    ("said", "line", "ways"),
    [
        pytest.param({}, None, ["Why?", "On it", "Task", "Log touchpoint", "Snooze 7 d", "Not useful…"], id="open"),
        pytest.param(
            {"state": AlertState.TAKEN, "taken_by": "U0LEE", "taken_at": NOW},
            "👀 <@U0LEE> is on it, ",
            ["Why?", "Task", "Log touchpoint", "Snooze 7 d", "Not useful…"],
            id="somebody is on it",
        ),
        pytest.param(
            {"snoozed_until": TODAY + 7 * DAY},
            "Snoozed until Sep 8, 2026",
            ["Why?", "On it", "Task", "Log touchpoint", "Not useful…"],
            id="put off",
        ),
    ],
)
def test_the_message_shows_how_it_stands(said: dict[str, Any], line: str | None, ways: list[str]) -> None:
    assert buttons(**said) == [*ways, "What happened so far"]
    assert line is None or lines(**said)[-1].startswith(line)


def test_what_is_over_says_why_and_offers_nothing_more() -> None:
    dismissed: dict[str, Any] = {"state": AlertState.DISMISSED, "closed_at": NOW, "closed_by": "U0LEE"}
    dismissed["manner"] = Manner.EDIT
    by_itself, known = GONE | {"manner": Manner.EDIT}, dismissed | {"reason": DismissReason.KNOWN}

    assert lines(**by_itself)[-1].startswith("✓ Over by itself, ")
    assert lines(**known)[-1].endswith(": I knew it already")
    assert lines(**known, note="since *May*")[-1].endswith(": I knew it already — since ∗May∗")
    assert buttons(**by_itself) == ["Why?", "What happened so far"]


def test_what_was_over_before_it_could_be_said_is_not_said() -> None:
    assert drawn(**GONE) is None
    assert worded(FakeLibrary(), Announcement(AnnouncementKind.ALERT, "U0DANA", "alert:5", {"alert": 5})) is None


def test_what_is_over_by_now_is_not_said_to_be_worse() -> None:
    assert drawn(**(GONE | {"manner": Manner.REPLY, "what": StepKind.WORSE})) is None


def test_below_the_message_stands_what_happened_since() -> None:
    facts = {"score": 0, "words": "we leave", "person": ""}

    assert lines(manner=Manner.REPLY, what=StepKind.AGAIN)[0] == "*Update:* true again"
    assert lines(manner=Manner.REPLY, what=StepKind.WORSE, kind=AlertKind.DETRACTOR, facts=facts) == [
        "*Update:* got worse",
        "🟠 *Acme ∗&amp;∗ Co* · $120K — an answer of 0 out of 10",
        "> we leave",
    ]


def test_it_speaks_chinese() -> None:
    assert lines(language=Language.ZH_HANS) == [
        "🟠 *Acme ∗&amp;∗ Co* · US$12万 — 自 2026年8月1日 起没有双向沟通，约定频率为 30 天",
        "45 天后续约 · 自 2026年9月1日 起",
        "*下一步：* 给内部支持者写信，带上对他们有用的内容。",
    ]


def test_chinese_counts_tickets_as_tickets() -> None:
    facts = {"number": "T7", "opened": "2026-08-20", "count": 3}

    said = lines(language=Language.ZH_HANS, kind=AlertKind.CRITICAL_TICKET, facts=facts)

    assert said[0].endswith("紧急工单 T7 自 2026年8月20日 起未关闭，另有 2 个")


def test_a_report_says_what_each_rule_was_worth() -> None:
    worth = RuleFigures(AlertKind.DROP, 5, 2, 1, 1, timedelta(hours=3), 1, 2)
    unjudged = RuleFigures(AlertKind.SILENCE, 1, 0, 0, 1, None, 0, 0)

    said = alert_report(AlertReport(90, (worth, unjudged)), words_for(Language.EN)).text.splitlines()

    assert said[:8] == [
        "*What the rules are worth*",
        "The last 90 days",
        "*Score dropped within 7 days*",
        "told 5 times · 2 taken up · 1 not useful · 1 over by itself",
        "useful: 67% of 3 · half were acted on within 3 hours · renewals since: 1 kept, 2 lost",
        "*No contact for too long*",
        "told 1 time · 0 taken up · 0 not useful · 1 over by itself",
        "useful: nobody judged one yet",
    ]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        pytest.param(timedelta(seconds=4), "1 minute", id="a minute"),
        pytest.param(timedelta(minutes=119), "119 minutes", id="less than two hours"),
        pytest.param(timedelta(hours=47), "47 hours", id="less than two days"),
        pytest.param(timedelta(hours=60), "2 days", id="days"),
    ],
)
def test_the_time_to_act_is_said_in_fitting_units(time: timedelta, words: str) -> None:
    worth = RuleFigures(AlertKind.DROP, 1, 1, 0, 0, time, 0, 0)

    said = alert_report(AlertReport(90, (worth,)), words_for(Language.EN)).text

    assert f"half were acted on within {words}\n" in said


def test_a_report_without_alerts_says_so() -> None:
    assert "No rule has spoken yet." in alert_report(AlertReport(90, ()), words_for(Language.EN)).text
