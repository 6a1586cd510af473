"""First value, stages and times in words, in both languages, with hostile names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from health_book import STANDING

from bot.blocks.first_value_form import first_value_overtaken
from bot.blocks.health_words import mentioned
from bot.blocks.kit import Message
from bot.blocks.onboarding_list import onboarding_answer
from bot.blocks.stage_list import stages_answer
from bot.blocks.value_times import MOST_GROUPS, times_to_value
from bot.blocks.value_words import first_value_words, how_words, rule_words, stage_words
from bot.locale import Language, words_for
from domain.accounts import LifecycleStage, Money, Tier, UsageMeasure
from domain.filter_words import NotUnderstood, Scope
from domain.first_value.form import ValueOvertaken
from domain.first_value.reached import ValueReached
from domain.first_value.rules import FirstValuePolicy, ValueRule, ValueWay
from domain.first_value.survival import TimeToValue
from domain.health.standing import AccountStanding
from domain.lifecycle.answer import ClockList, StagesList, TimesToValue
from domain.lifecycle.policy import Stuck
from domain.lifecycle.ports import ClockPage, ClockRow, StagesPage, StageTotal
from domain.lifecycle.question import LifecycleWanted, ValueCut
from domain.permissions import Member, Role

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
TODAY = date(2026, 9, 1)
DAY = timedelta(days=1)
DANA, EYES = Member("U0DANA", "Dana", Role.CSM), Member("U0EYES", "Eyes", Role.VIEWER)
HOSTILE = "<!channel> *A*\u202e & B"
POLICY = FirstValuePolicy(30, 0.25)
MINE = LifecycleWanted(Scope.MINE)


def standing(**said: Any) -> AccountStanding:
    usual: dict[str, Any] = {"name": HOSTILE, "first_value_due_on": TODAY}
    return replace(STANDING, **(usual | said))


def buttons(said: Message) -> list[str]:
    rows = [block["elements"] for block in said.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, "due on Sep 1, 2026", id="due"),
        pytest.param({"first_value_due_on": None}, "no date agreed", id="no target"),
        pytest.param({"first_value_due_on": TODAY - DAY}, "was due on Aug 31, 2026, 1 day late", id="late"),
        pytest.param({"first_value_on": TODAY - DAY}, "reached on Aug 31, 2026", id="reached"),
        pytest.param({"first_value_on": TODAY + DAY}, "reached on Sep 2, 2026, 1 day late", id="reached late"),
    ],
)
def test_when_first_value_is_or_was(said: dict[str, Any], expected: str) -> None:
    assert first_value_words(standing(**said), EN, TODAY) == expected


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        pytest.param(
            ValueReached(TODAY, ValueWay.SEATS, amount=1200, of=2000, within=28),
            "1,200 of 2,000 seats active within 28 days",
            id="seats",
        ),
        pytest.param(
            ValueReached(TODAY, ValueWay.EVENT, amount=3, measure=UsageMeasure.CORE_FEATURES_USED),
            "3 core features used",
            id="a measure",
        ),
        pytest.param(ValueReached(TODAY, ValueWay.EVENT, amount=500), "500 things done", id="events"),
        pytest.param(ValueReached(TODAY, ValueWay.MILESTONE, what="<Go>"), "milestone “&lt;Go&gt;”", id="a milestone"),
        pytest.param(
            ValueReached(TODAY, ValueWay.HAND, 3, what="*Done*", person="U0DANA"), "∗Done∗ (<@U0DANA>)", id="by hand"
        ),
        pytest.param(ValueReached(TODAY - DAY, ValueWay.SEATS), "", id="of another day"),
    ],
)
def test_how_it_was_reached(reached: ValueReached, expected: str) -> None:
    assert how_words(standing(first_value_on=TODAY, value_reached=reached), EN, mentioned) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ValueRule(ValueWay.SEATS, 30, 0.25), "25% of the seats active in a week, within 30 days"),
        (ValueRule(ValueWay.EVENT, 1, count=500), "500 things done, within 1 day"),
        (ValueRule(ValueWay.MILESTONE, 45, milestone="Go"), "milestone “Go”, within 45 days"),
        (ValueRule(ValueWay.HAND, 90), "recorded by hand, within 90 days"),
    ],
)
def test_what_counts(rule: ValueRule, expected: str) -> None:
    assert rule_words(rule, EN) == expected


def test_a_stage_says_since_when_it_lasts() -> None:
    lasting = standing(stage=LifecycleStage.ONBOARDING, stage_since=TODAY - 45 * DAY)

    assert stage_words(lasting, EN, TODAY) == "onboarding since Jul 18, 2026 (45 days)"
    assert stage_words(lasting, ZH, TODAY).endswith("（45 天）")
    assert stage_words(standing(stage_since=None), EN, TODAY) == "stable"


def staged(**said: Any) -> Message:
    usual = {"stuck": Stuck.RENEWAL_OPEN, "stage": LifecycleStage.RENEWAL, "owner": None}
    totals = {LifecycleStage.RENEWAL: StageTotal(9, 2, (Money(9_900, "EUR"), Money(100, "USD")), ())}
    wanted = said.pop("wanted", MINE)
    page = StagesPage((standing(**(usual | said)),), 9, totals, 3)
    return stages_answer(StagesList(wanted, page, 1), EN, TODAY, command="/cs stages")


def test_stages_of_a_book() -> None:
    said = staged(wanted=LifecycleWanted(owner="U0DANA", tier=Tier.HIGH))

    assert said.text.splitlines() == [
        "*Stages of accounts*",
        "*Accounts of <@U0DANA> · high touch*",
        "*In renewal* · 9 accounts · €99 + $1 · ⚠️ 2 stuck",
        "3 not scored yet",
        "Stuck, the most ARR first",
        "*&lt;!channel&gt; ∗A∗ &amp; B* · $120,000 + €50,000",
        "⚠️ the term is over, and nothing is signed",
        "in renewal · mid touch · nobody yet",
        "2 of 9",
    ]
    assert buttons(said) == ["Previous", "Next"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (replace(MINE, stage=LifecycleStage.RENEWAL), "In renewal, stuck ones and the most ARR first"),
        (replace(MINE, stage=LifecycleStage.RENEWAL, stuck=True), "In renewal, stuck, the most ARR first"),
    ],
)
def test_what_a_list_of_stages_holds(wanted: LifecycleWanted, expected: str) -> None:
    assert expected in staged(wanted=wanted, stuck=None).text.splitlines()


@pytest.mark.parametrize(
    ("wanted", "totals", "expected"),
    [
        pytest.param(MINE, {}, "There is no account here with a score", id="no account"),
        pytest.param(
            MINE, {LifecycleStage.STABLE: StageTotal(1)}, "Nobody is stuck. That is good news.", id="none stuck"
        ),
        pytest.param(
            replace(MINE, stage=LifecycleStage.RENEWAL),
            {LifecycleStage.STABLE: StageTotal(1)},
            "No account is in this stage.",
            id="none in the stage",
        ),
    ],
)
def test_where_no_account_is_listed_that_is_said(
    wanted: LifecycleWanted, totals: Mapping[LifecycleStage, StageTotal], expected: str
) -> None:
    found = stages_answer(StagesList(wanted, StagesPage((), 0, totals)), EN, TODAY, command="/cs stages")

    assert found.text.splitlines()[-1].startswith(expected)


def clock(*rows: ClockRow, reader: Member = DANA, late: bool = False, **page: int) -> Message:
    counted = {"shown": len(rows), "total": len(rows), "late": 0, "long_ago": 0} | page
    answer = ClockList(replace(MINE, late=late, tier=Tier.TECH), ClockPage(rows, **counted), POLICY)
    return onboarding_answer(answer, EN, TODAY, reader=reader, command="/cs onboarding")


def test_who_waits_has_buttons_for_what_comes_next() -> None:
    row = ClockRow(standing(went_live_on=TODAY - 30 * DAY), None, 2, 3, 4)

    said, looked_at = clock(row, shown=9, total=9, long_ago=2), clock(row, reader=EYES)

    assert said.text.splitlines() == [
        "*On the way to first value*",
        "*Your accounts* · tech touch · 9 accounts wait",
        "2 accounts are more than a year past their target and not listed: nobody wrote down when they got there.",
        "*&lt;!channel&gt; ∗A∗ &amp; B* · $120,000 + €50,000",
        "due on Sep 1, 2026, today",
        (
            "went live 30 days ago · milestones: 2 of 4 done, 3 due by now · target: "
            "25% of the seats active in a week, within 30 days"
        ),
        "1 of 9",
    ]
    assert buttons(said) == ["Health", "First value…", "Log touchpoint", "Next", "How long it takes"]
    assert buttons(looked_at) == ["Health", "Log touchpoint", "How long it takes"]


def test_days_to_the_target_are_counted_down() -> None:
    said = clock(ClockRow(standing(first_value_due_on=TODAY + DAY, went_live_on=None), None))

    assert said.text.splitlines()[3:5] == [
        "due on Sep 2, 2026, 1 day left",
        "not live yet · target: 25% of the seats active in a week, within 30 days",
    ]


def test_who_asked_for_everybodys_accounts_is_not_told_to() -> None:
    everybody = replace(MINE, scope=Scope.ALL)
    stages = stages_answer(StagesList(everybody, StagesPage((), 0, {})), EN, TODAY, command="/cs stages")
    waiting = onboarding_answer(
        ClockList(everybody, ClockPage((), 0, 0, 0, 0), POLICY), EN, TODAY, reader=DANA, command="/cs onboarding"
    )

    assert stages.text.splitlines()[-1] == "There is no account here with a score, so there is no stage yet."
    assert waiting.text.splitlines()[-1] == "Nobody waits for first value here."


def test_where_nobody_waits_that_is_said() -> None:
    assert clock().text.splitlines()[-1] == "Nobody waits for first value here. `all` shows everybody's."
    assert clock(late=True, total=2).text.splitlines()[-1] == "Nobody is late. That is good news."


def times(**said: Any) -> TimeToValue:
    usual: dict[str, Any] = {"starters": 10, "reached": 7, "waiting": 3, "left": 0, "median": 21}
    return TimeToValue(**(usual | said))


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        pytest.param(
            times(earliest=5, latest=None),
            [
                "Median *21 days*. Plausible: 5 days or more; too few accounts for an upper end.",
                "7 of 10 reached it; 3 waiting",
            ],
            id="open above",
        ),
        pytest.param(
            times(earliest=5, latest=40, waiting=2, left=1),
            ["Median *21 days*. Plausible: 5 to 40 days.", "7 of 10 reached it; 2 waiting, 1 left without it"],
            id="bounded",
        ),
        pytest.param(
            times(earliest=None, latest=None), ["Median *21 days*.", "7 of 10 reached it; 3 waiting"], id="no interval"
        ),
        pytest.param(
            times(reached=3, waiting=7, median=None, earliest=9, latest=None),
            [
                "*No median:* fewer than half are known to have got there by any day, so it cannot be said.",
                "3 of 10 reached it; 7 waiting",
            ],
            id="no median",
        ),
        pytest.param(
            TimeToValue(0, 0, 0, 0, None, None, None), ["Nobody here went live yet, so there is no clock."], id="nobody"
        ),
    ],
)
def test_a_median_stands_with_its_sample_and_interval(found: TimeToValue, lines: list[str]) -> None:
    said = times_to_value(TimesToValue(replace(MINE, tier=Tier.HIGH), found, {}, 1), EN)

    assert said.text.splitlines()[1:-1] == [
        "*Your accounts · high touch*",
        *lines,
        "1 account is not live, or nobody says since when: it is not in here.",
    ]
    assert buttons(said) == ["By segment", "By tier", "By quarter of going live"]


@pytest.mark.parametrize(
    ("cut", "names", "shown"),
    [
        pytest.param(ValueCut.SEGMENT, ["*mid*", ""], ["*∗mid∗*", "*no segment said*"], id="segments"),
        pytest.param(ValueCut.TIER, ["tech"], ["*tech touch*"], id="tiers"),
        pytest.param(
            ValueCut.QUARTER,
            [f"2020-Q{number}" for number in range(MOST_GROUPS + 2)],
            [f"*2020-Q{number}*" for number in range(2, MOST_GROUPS + 2)],
            id="the newest quarters",
        ),
    ],
)
def test_groups_have_what_the_whole_has(cut: ValueCut, names: list[str], shown: list[str]) -> None:
    whole = times(earliest=5, latest=40)

    said = times_to_value(TimesToValue(replace(MINE, by=cut), whole, dict.fromkeys(names, whole)), EN)

    lines = said.text.splitlines()
    assert [line for line in lines[5:] if line.startswith("*")] == shown
    assert ("and 2 more" in lines) is (cut is ValueCut.QUARTER)


def test_a_long_slip_is_not_offered_to_be_run() -> None:
    slip = NotUnderstood("stck", "stuck", "stuck " * 400)

    said = stages_answer(slip, ZH, TODAY, command="/cs stages")

    assert buttons(said) == []


@pytest.mark.parametrize(
    ("reached", "who"),
    [
        pytest.param(ValueReached(TODAY, ValueWay.SEATS), "Moorline", id="what the book shows"),
        pytest.param(None, "Somebody", id="an import"),
    ],
)
def test_who_was_first_may_be_nobody_in_person(reached: ValueReached | None, who: str) -> None:
    page = first_value_overtaken(
        ValueOvertaken(standing(first_value_on=TODAY, value_reached=reached)), EN, TODAY
    ).view()

    assert page["blocks"][0]["text"]["text"].startswith(f"{who} was first")
