"""Success plans in words: numbers, bars, what cannot be told, hostile words, other languages, and Slack's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from health_book import NOW, STANDING, TODAY
from plan_samples import check_in, measurement, outcome, planned

from bot.blocks.health_facts import fact_fields
from bot.blocks.plan_card import plan_card
from bot.blocks.plan_forms import check_in_form, measure_form, outcome_form
from bot.blocks.plan_history import plan_history
from bot.blocks.plan_line import plan_in_a_line
from bot.blocks.plan_list import plan_list, plans_answer
from bot.blocks.plan_receipt import plan_kept
from bot.blocks.plan_tasks import check_in_title
from bot.blocks.plan_words import bar, progress_words, usage_words, value_words
from bot.locale import Language, words_for
from domain.accounts import UsageMeasure
from domain.filter_words import Scope
from domain.plans.answer import OutcomeLook, OutcomeOffer, PlanChange, PlanKept, PlanList, PlanLook, StepOffer
from domain.plans.form import OutcomeForm
from domain.plans.plan import (
    Cause,
    CheckInVerdict,
    Direction,
    MeasurementSource,
    PlanGlance,
    PlanMilestone,
    PlannedOutcome,
    SuccessPlan,
    UsageReading,
    UsageSource,
)
from domain.plans.policy import SHIPPED_PLANS
from domain.plans.ports import PlanPage, PlanRow, PlansOf
from domain.plans.progress import progress
from domain.plans.question import PlansWanted
from domain.plans.steps import CheckInForm, MeasureForm
from domain.success import OutcomeStatus

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
HOSTILE = "<!channel> *bold* \u202e" + "& " * 1500


def line(said: PlannedOutcome, words: Any = EN) -> str:
    return progress_words(said.outcome, progress(said, SHIPPED_PLANS, today=TODAY), words)


@pytest.mark.parametrize(
    ("said", "english", "chinese"),
    [
        pytest.param(
            planned(measurement("62.50")),
            "62.5 of 80 h; due 50 by now: *on track*",
            "62.5 / 80 h；目前应到 50：*进展正常*",
            id="more",
        ),
        pytest.param(
            planned(measurement("5.9"), baseline=Decimal(6), target=Decimal(3), direction=Direction.LESS, unit="%"),
            "5.9, on the way down to 3%; due 4.5 by now: *behind*",
            "5.9，目标降到 3%；目前应到 4.5：*落后*",
            id="less",
        ),
        pytest.param(planned(measurement("81")), "81 of 80 h: *reached*", "81 / 80 h：*已达成*", id="reached"),
        pytest.param(
            planned(measurement("50"), due_on=None), "50 of 80 h: *on track*", "50 / 80 h：*进展正常*", id="no due day"
        ),
        pytest.param(
            planned(),
            "cannot tell: no measurement yet; the target is 80 h",
            "无法判断：尚未测量；目标值为 80 h",
            id="not measured",
        ),
        pytest.param(
            planned(target=None), "cannot tell: no measure agreed", "无法判断：没有商定衡量指标", id="in words only"
        ),
        pytest.param(
            planned(status=OutcomeStatus.ON_TRACK),
            "no measurement yet: it stands as was last said; the target is 80 h",
            "还没有测量值，以最近一次说明为准；目标为 80 h",
            id="not measured, but said",
        ),
        pytest.param(
            planned(target=None, status=OutcomeStatus.REACHED),
            "no measure agreed: it stands as was last said",
            "没有商定衡量指标，以最近一次说明为准",
            id="in words only, and said",
        ),
        pytest.param(
            planned(measurement("50"), check_ins=(check_in(),)),
            "50 of 80 h; due 50 by now: not measured since the last check-in",
            "50 / 80 h；目前应到 50：上次回顾后尚未测量",
            id="not since",
        ),
        pytest.param(
            planned(measurement("80"), status=OutcomeStatus.REACHED), "80, target 80 h", "80，目标值 80 h", id="over"
        ),
    ],
)
def test_how_far_it_is_stands_in_a_line(said: PlannedOutcome, english: str, chinese: str) -> None:
    assert (line(said), line(said, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        ("20", {}, "□□□□□│□□□□□"),
        ("79", {}, "■■■■■│■■■■□"),
        ("200", {}, "■■■■■│■■■■■"),
        ("-5", {"due_on": None}, "□□□□□□□□□□"),
        ("50", {"due_on": TODAY}, "■■■■■□□□□□"),
    ],
)
def test_the_bar_is_full_only_when_all_of_it_is_done(value: str, more: dict[str, Any], expected: str) -> None:
    assert bar(progress(planned(measurement(value), **more), SHIPPED_PLANS, today=TODAY)) == expected


def test_numbers_have_no_more_places_than_they_need() -> None:
    said = [value_words(Decimal(each), "", EN) for each in ("1200.00", "3.456", "-0.5", "0")]

    assert said == ["1,200", "3.46", "−0.5", "0"]


def test_a_source_that_nobody_offers_is_said_all_the_same() -> None:
    assert usage_words(UsageSource(UsageMeasure.EVENTS, UsageReading.SUM), EN) == (
        "things done in the product, sum of 28 days"
    )
    assert usage_words(UsageSource(UsageMeasure.SEATS_ASSIGNED, UsageReading.SUM), EN) == "seats assigned (sum, 28 d)"


def look(*outcomes: PlannedOutcome, milestones: tuple[PlanMilestone, ...] = (), **more: Any) -> PlanLook:
    known: dict[str, Any] = {"owner": "U1", "may_write": True}
    return PlanLook(SuccessPlan(1, outcomes, milestones), "Acme", **(known | more))


def test_the_card_says_everything_that_is_known() -> None:
    behind = check_in(
        CheckInVerdict.BEHIND, at=NOW - timedelta(days=9), cause=Cause.NOT_USED, words="the <night> shift"
    )
    said = planned(
        measurement("44", day=TODAY - timedelta(days=3)),
        check_ins=(behind,),
        status=OutcomeStatus.BEHIND,
        next_step="Ask *Anna*",
        check_in_on=TODAY,
    )

    card = plan_card(look(replace(said, contact_name="Anna")), EN, TODAY)

    assert card.text.splitlines() == [
        "*Success plan of Acme*",
        "🔴 Behind 1",
        "🔴 *Behind* · “Save 80 hours a month”",
        "■■■■□│□□□□□ 44 of 80 h; due 50 by now: *on track*",
        "Hours saved · from 20 h to 80 h · by Dec 10, 2026 · measured 3 days ago, U1",
        "(44 − 20) ÷ (80 − 20) = 40% of the way done · 100 of 200 days gone = 50% due, of which 10% may be missing",
        "ours: U1 · theirs: Anna · 🔴 check-in was due on Sep 1, 2026",
        "Next: Ask ∗Anna∗",
        "Check-in of Aug 23, 2026, U1: 🔴 Behind · Not used by those who should · “the &lt;night&gt; shift”",
    ]


def test_who_only_looks_gets_no_button_that_would_refuse() -> None:
    said = planned(measurement("44"))
    shown = plan_card(look(said, may_write=False), EN, TODAY)
    left = plan_card(look(may_write=False, has_left=True), EN, TODAY)

    assert [each["elements"][0]["text"]["text"] for each in shown.blocks if each["type"] == "actions"] == ["History"]
    assert left.text.splitlines()[1] == "There is no success plan, and this account has left."
    kept = plan_card(look(planned(), may_write=False, has_left=True), EN, TODAY)
    assert "This account has left; the plan is kept as it was." in kept.text


def test_an_empty_plan_says_what_to_do() -> None:
    card = plan_card(look(), EN, TODAY)

    assert card.text.splitlines()[1].startswith("Nothing is agreed yet. Ask *Acme* what they want to reach")
    assert [each["text"]["text"] for each in card.blocks[-1]["elements"]] == ["New outcome…", "Milestone…"]


def test_an_outcome_that_is_over_says_since_when_and_can_be_opened_again() -> None:
    over = planned(status=OutcomeStatus.CLOSED, closed_on=TODAY, target=None)
    reached = planned(measurement("80"), status=OutcomeStatus.REACHED, closed_on=TODAY)

    card = plan_card(look(over, reached), EN, TODAY)

    assert "⚪ *Given up* · “Save 80 hours a month”\nsince Sep 1, 2026" in card.text
    assert "80, target 80 h · since Sep 1, 2026" in card.text
    menu = next(each for each in card.blocks if each["type"] == "actions")["elements"][0]
    assert [each["text"]["text"] for each in menu["options"]] == ["Edit…", "Open again…", "History"]


def test_a_source_from_usage_is_named_and_not_typed() -> None:
    usage = UsageSource(UsageMeasure.ACTIVE_USERS, UsageReading.MEAN)
    said = planned(measurement("44", source=MeasurementSource.USAGE, by=None), usage=usage)

    card = plan_card(look(said), EN, TODAY)

    assert "read every night: users active in a day, mean of 28 days · measured today\n" in card.text
    assert "Measure…" not in str(card.blocks)


@pytest.mark.parametrize("words", [EN, ZH], ids=["English", "Chinese"])
def test_however_much_there_is_and_whatever_it_says_slack_takes_it(words: Any) -> None:
    """The kit refuses what Slack would."""
    said = replace(
        planned(measurement("44"), title=HOSTILE, measure=HOSTILE, unit=HOSTILE, next_step=HOSTILE),
        check_ins=(check_in(words=HOSTILE, next_step=HOSTILE),) * 50,
        contact_name=HOSTILE,
    )
    steps = tuple(PlanMilestone(1, HOSTILE, TODAY, TODAY if n else None, "U1", id=n) for n in range(30))
    whole = replace(look(*[said] * 30, milestones=steps), name=HOSTILE)

    card = plan_card(whole, words, TODAY)
    history = plan_history(OutcomeLook(replace(said, measurements=said.measurements * 90), HOSTILE), words, TODAY)
    offer = StepOffer(MeasureForm("44"), said, HOSTILE)
    more = [words.plural("and %(count)s more", "and %(count)s more", rest) for rest in (20, 30, 60)]
    assert [said in card.text for said in more] == [True, False, False]
    assert [said in history.text for said in more] == [False, True, True]
    forms = [
        measure_form(offer, words, TODAY),
        check_in_form(replace(offer, form=CheckInForm("behind", words="x")), words, TODAY, seen="1 0"),
        outcome_form(OutcomeOffer(OutcomeForm(HOSTILE, usage="events sum"), "outcome:1 1", HOSTILE), words),
    ]

    for made in (card.text, history.text):
        assert "<!channel>" not in made
        assert "\u202e" not in made
        assert "*bold*" not in made
    assert all(form.view()["blocks"] for form in forms)


def test_a_form_keeps_a_source_that_is_not_offered() -> None:
    form = outcome_form(OutcomeOffer(OutcomeForm("a", usage="seats_assigned sum"), "account:1", "Acme"), EN)

    [source] = [block["element"] for block in form.blocks if block.get("block_id") == "usage"]
    assert source["initial_option"]["value"] == "seats_assigned sum"


def test_the_history_says_where_each_value_is_from() -> None:
    values = [
        measurement("30", by=None),
        measurement("31"),
        measurement("32", source=MeasurementSource.IMPORT),
        measurement("33", source=MeasurementSource.USAGE),
    ]
    said = replace(planned(*values), check_ins=(check_in(next_step="Train them"),))

    text = plan_history(OutcomeLook(said, "Acme & Co"), EN, TODAY).text

    assert "*1 check-in*" in text
    assert "Next: Train them" in text
    assert "*4 measurements*" in text
    for source in ("30 h · nobody named", "31 h · U1", "32 h · from an import", "33 h · from usage"):
        assert f"Sep 1, 2026 · {source}" in text
    bare = plan_history(OutcomeLook(planned(target=None, measure="", due_on=None), "Acme"), EN, TODAY).text
    assert bare.splitlines()[-1] == "Nobody has checked in yet."


def listed(*rows: PlanRow, which: PlansOf = PlansOf.EVERY, offset: int = 0, shown: int = 0, due: int = 0) -> PlanList:
    wanted = PlansWanted(Scope.TEAM, which=which)
    return PlanList(wanted, PlanPage(rows, shown or len(rows), 20, 9, 1 if rows else 0, due), offset)


def test_a_list_says_who_is_behind_and_who_has_no_plan() -> None:
    rows = (
        PlanRow(1, "Acme", "U1", PlanGlance(3, 1, 2, TODAY)),
        PlanRow(2, "<Blue>", None, PlanGlance(1, 1, 0)),
        PlanRow(3, "Gone", "U2"),
    )

    text = plan_list(listed(*rows, due=1), EN, TODAY).text

    assert text.splitlines() == [
        "*Success plans*",
        "*Your team's accounts* · 20 accounts · 9 with a plan · 🔴 1 behind · 1 check-in due",
        "*Acme*",
        "🔴 1 of 3 outcomes on track or reached, 2 behind; next check-in Sep 1, 2026 · 🔴 check-in due · U1",
        "*&lt;Blue&gt;*",
        "1 of 1 outcome on track or reached · nobody yet",
        "*Gone*",
        "no success plan yet · U2",
    ]


def test_a_list_turns_its_pages() -> None:
    message = plan_list(listed(PlanRow(1, "Acme"), which=PlansOf.NONE, offset=8, shown=12), EN, TODAY)

    assert [each["value"] for each in message.blocks[-1]["elements"]] == ["0 team none", "9 team none"]
    assert "9 of 12" in message.text


@pytest.mark.parametrize(
    ("which", "said"),
    [
        (PlansOf.EVERY, "There is no account here. `all` shows everybody's."),
        (PlansOf.BEHIND, "Nobody is behind here. That is good news."),
        (PlansOf.DUE, "No check-in is due here."),
        (PlansOf.NONE, "Every account here has a success plan."),
    ],
)
def test_an_empty_list_says_why_and_leads_on(which: PlansOf, said: str) -> None:
    message = plans_answer(listed(which=which), EN, TODAY, command="/cs plans")

    assert said in message.text
    ways = [each["elements"][0]["value"] for each in message.blocks if each["type"] == "actions"]
    assert ways == ([] if which is PlansOf.EVERY else ["0 team"])


def test_who_asked_for_everybodys_plans_is_not_told_to() -> None:
    wanted = replace(listed().wanted, scope=Scope.ALL)
    message = plans_answer(replace(listed(), wanted=wanted), EN, TODAY, command="/cs plans")

    assert "There is no account here." in message.text
    assert "`all`" not in message.text


def test_the_card_of_health_says_the_plan_in_a_line() -> None:
    standing = replace(STANDING, plan=PlanGlance(3, 2, 0, TODAY + timedelta(days=102)))

    assert "*Success plan*\n2 of 3 outcomes on track or reached; next check-in Dec 12, 2026" in fact_fields(
        standing, EN, str, TODAY
    )
    assert plan_in_a_line(PlanGlance(3, 2, 1, TODAY), ZH) == (
        "🔴 3 个目标中 2 个进展正常或已达成，1 个落后；下次回顾 2026年9月1日"
    )


def test_who_is_second_reads_who_was_first() -> None:
    changed = PlanKept(PlanChange.OVERTAKEN, "Acme", 1, planned(changed_by="U0OMAR"))
    said = replace(changed, planned=planned(check_ins=(check_in(),)), check_in=check_in())
    unknown = replace(changed, planned=planned())

    texts = [plan_kept(each, EN, TODAY).text.splitlines()[0] for each in (changed, said, unknown)]

    assert [text.split(" was first")[0] for text in texts] == ["<@U0OMAR>", "U1", "Somebody"]


def test_a_receipt_says_whose_value_it_replaces() -> None:
    first = measurement("41.5", by="U0OMAR")
    done = PlanKept(
        PlanChange.MEASURED, "Acme", 1, planned(measurement("44")), measurement("44"), instead_of=first, undo="x"
    )

    text = plan_kept(done, EN, TODAY).text

    assert "It stands in the place of 41.5 h, which <@U0OMAR> typed for that day." in text
    nameless = plan_kept(replace(done, instead_of=replace(first, by=None)), EN, TODAY).text
    assert "which Somebody typed" in nameless


def test_a_task_is_worded_for_whoever_gets_it() -> None:
    said = outcome("x" * 300)

    assert check_in_title("due", outcome(), "Acme", "en") == "Check in with Acme: “Save 80 hours a month”"
    assert check_in_title("fell", outcome(), "青禾", "zh-CN") == "青禾 进度落后，请回顾：“Save 80 hours a month”"
    assert len(check_in_title("fell", said, "y" * 300, None)) <= 200
