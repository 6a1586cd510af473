"""Who enters a playbook: on an edge, within the grace, as often as it may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playbook_samples import ACME, LIVE, NOW, PLAYBOOK, TODAY

from domain.accounts import LifecycleStage
from domain.health.model import Band
from domain.playbooks.entering import (
    Look,
    Signal,
    entry,
    is_true_already,
    look_after,
    new_run,
    once_of,
    run_by_hand,
)
from domain.playbooks.playbook import (
    Again,
    Condition,
    DateOf,
    Playbook,
    PlaybookAccount,
    SurveyAnswer,
    Trigger,
    TriggerKind,
)
from domain.playbooks.run import PastRun, Run

DAY = timedelta(days=1)
BEFORE = Look(1, "1:1", Band.YELLOW, LifecycleStage.STABLE)
RED = replace(ACME, band=Band.RED)


def by(kind: TriggerKind, condition: Condition | None = None, **said: Any) -> Playbook:
    return replace(PLAYBOOK, trigger=Trigger(kind, **said), condition=condition or Condition())


def past_of(run: Run, *, is_open: bool = False, was_undone: bool = False) -> PastRun:
    return PastRun(run.account, run.playbook, run.entered_on, run.once, run.term, is_open, was_undone)


@pytest.mark.parametrize(
    ("went_live_on", "enters"),
    [
        pytest.param(TODAY - 15 * DAY, True, id="on the day"),
        pytest.param(TODAY - 14 * DAY, False, id="a day before"),
        pytest.param(TODAY - 29 * DAY, True, id="the last day of the grace"),
        pytest.param(TODAY - 30 * DAY, False, id="after the grace"),
        pytest.param(None, False, id="never went live"),
    ],
)
def test_a_date_enters_on_its_day_and_within_the_grace(went_live_on: date | None, *, enters: bool) -> None:
    account = replace(ACME, went_live_on=went_live_on)

    assert (entry(PLAYBOOK, account, None, [], today=TODAY) is not None) is enters


@pytest.mark.parametrize("of", DateOf)
def test_every_date_of_an_account_may_be_counted_from(of: DateOf) -> None:
    on = TODAY - DAY
    account = replace(
        ACME, customer_since=on, went_live_on=on, first_value_on=on, term_end=on, notice_on=None, left_on=None
    )

    assert entry(by(TriggerKind.DATE, of=of, days=1), account, None, [], today=TODAY) == Signal(on.isoformat(), TODAY)


@pytest.mark.parametrize(
    ("trigger", "look", "account", "enters"),
    [
        pytest.param(Trigger(TriggerKind.BAND_DOWN, band=Band.RED), BEFORE, RED, True, id="fell to red"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), BEFORE, RED, True, id="fell to any"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN, band=Band.YELLOW), BEFORE, RED, False, id="fell to another"),
        pytest.param(Trigger(TriggerKind.BAND_UP), BEFORE, RED, False, id="fell, did not rise"),
        pytest.param(Trigger(TriggerKind.BAND_UP, band=Band.GREEN), BEFORE, ACME, True, id="rose"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), replace(BEFORE, band=Band.RED), RED, False, id="was red"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), None, RED, False, id="the first look"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), replace(BEFORE, band=None), RED, False, id="had no colour"),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), replace(BEFORE, model="2:1"), RED, False, id="another policy"),
        pytest.param(
            Trigger(TriggerKind.BAND_DOWN), BEFORE, replace(ACME, band=Band.GREY), False, id="grey is no fall"
        ),
        pytest.param(Trigger(TriggerKind.BAND_DOWN), BEFORE, replace(ACME, band=None), False, id="never scored"),
        pytest.param(
            Trigger(TriggerKind.STAGE, stage=LifecycleStage.RENEWAL),
            BEFORE,
            replace(ACME, stage=LifecycleStage.RENEWAL),
            True,
            id="a new stage",
        ),
        pytest.param(Trigger(TriggerKind.STAGE, stage=LifecycleStage.STABLE), BEFORE, ACME, False, id="the same stage"),
        pytest.param(Trigger(TriggerKind.STAGE, stage=LifecycleStage.STABLE), None, ACME, False, id="first seen in it"),
        pytest.param(
            Trigger(TriggerKind.STAGE, stage=LifecycleStage.RENEWAL),
            replace(BEFORE, model=""),
            replace(ACME, stage=LifecycleStage.RENEWAL),
            False,
            id="a stage by another policy",
        ),
        pytest.param(Trigger(TriggerKind.BY_HAND), BEFORE, ACME, False, id="only by hand"),
    ],
)
def test_colours_and_stages_enter_on_the_crossing(
    trigger: Trigger, look: Look | None, account: PlaybookAccount, *, enters: bool
) -> None:
    playbook = replace(PLAYBOOK, trigger=trigger)

    assert (entry(playbook, account, look, [], today=TODAY) is not None) is enters


@pytest.mark.parametrize(
    ("said", "score", "enters"),
    [({"at_most": 6}, 6, True), ({"at_most": 6}, 7, False), ({"at_least": 9}, 9, True), ({"at_least": 9}, 8, False)],
)
def test_an_answer_enters_where_it_is_low_or_high_enough(said: dict[str, float], score: float, *, enters: bool) -> None:
    account = replace(ACME, answers={"nps": SurveyAnswer("a1", score, TODAY)})

    found = entry(by(TriggerKind.SURVEY, None, survey="NPS", **said), account, None, [], today=TODAY)

    assert (found == Signal("a1", TODAY)) is enters
    assert entry(by(TriggerKind.SURVEY, None, survey="csat", **said), account, None, [], today=TODAY) is None


def test_only_what_waits_for_the_leaving_enters_who_has_left() -> None:
    gone = replace(ACME, left_on=TODAY)

    assert entry(by(TriggerKind.ACCOUNT_LEFT), gone, None, [], today=TODAY) == Signal("2026-09-01", TODAY)
    assert entry(by(TriggerKind.ACCOUNT_LEFT), ACME, None, [], today=TODAY) is None
    assert entry(PLAYBOOK, gone, None, [], today=TODAY) is None


def test_a_condition_enters_when_it_becomes_true_and_not_by_another_policy() -> None:
    playbook = by(TriggerKind.CONDITION, Condition(bands=frozenset({Band.GREEN})))
    before = look_after(RED, None, [playbook])
    after = look_after(ACME, before, [playbook, PLAYBOOK])

    assert (len(before.held), after.held) == (0, frozenset({"first"}))
    assert entry(playbook, ACME, before, [], today=TODAY) == Signal("true:2026-09-01", TODAY)
    assert entry(playbook, RED, before, [], today=TODAY) is None
    assert entry(playbook, ACME, after, [], today=TODAY) is None
    assert entry(playbook, ACME, None, [], today=TODAY) is None
    assert entry(playbook, replace(ACME, model="2:1"), before, [], today=TODAY) is None


def test_an_account_that_loses_its_colour_keeps_the_last_one_for_the_next_look() -> None:
    grey = look_after(replace(ACME, band=Band.GREY), BEFORE, [])

    assert (grey.band, look_after(replace(ACME, band=None), None, []).band) == (Band.YELLOW, None)


def test_who_does_not_fit_the_condition_does_not_enter() -> None:
    playbook = replace(PLAYBOOK, condition=Condition(least_arr=60_000))

    assert entry(playbook, ACME, None, [], today=TODAY) is None


@pytest.mark.parametrize(
    ("term", "days_ago", "enters"),
    [
        pytest.param(ACME.term_end, 300, False, id="it is in the one of this term"),
        pytest.param(TODAY - DAY, 300, True, id="its term was over yesterday"),
        pytest.param(TODAY, 300, True, id="its term is over as the window opens"),
        pytest.param(TODAY + DAY, 300, False, id="its term goes on, so only a date was put right"),
        pytest.param(None, 364, False, id="no term was known, less than a year ago"),
        pytest.param(None, 365, True, id="no term was known, a year ago"),
    ],
)
def test_a_run_left_open_in_a_term_before_keeps_nobody_out(term: date | None, days_ago: int, *, enters: bool) -> None:
    left_open = PastRun(1, "first", TODAY - days_ago * DAY, "term:then", term, is_open=True)

    found = entry(replace(PLAYBOOK, again=Again.EACH_TERM), ACME, None, [left_open], today=TODAY)

    assert (found is not None) is enters


@pytest.mark.parametrize(
    ("again", "days_ago", "term", "enters"),
    [
        pytest.param(Again.ONCE, 900, None, False, id="once"),
        pytest.param(Again.EACH_TERM, 900, ACME.term_end, False, id="in this term"),
        pytest.param(Again.EACH_TERM, 900, date(2026, 1, 31), True, id="in another term"),
        pytest.param(Again.AFTER_DAYS, 30, None, True, id="long enough ago"),
        pytest.param(Again.AFTER_DAYS, 29, None, False, id="not long ago"),
    ],
)
def test_it_may_enter_again_as_often_as_the_playbook_says(
    again: Again, days_ago: int, term: date | None, *, enters: bool
) -> None:
    playbook = replace(PLAYBOOK, again=again, again_after_days=30)
    earlier = PastRun(1, "first", TODAY - days_ago * DAY, "an earlier one", term)

    assert (entry(playbook, ACME, None, [earlier], today=TODAY) is not None) is enters
    still_in_it = replace(earlier, is_open=True)
    makes_way = again is Again.EACH_TERM and enters
    assert (entry(playbook, ACME, None, [still_in_it], today=TODAY) is not None) is makes_way


def test_what_was_started_by_hand_and_taken_back_keeps_nobody_out() -> None:
    by_hand = run_by_hand(PLAYBOOK, ACME, by="U1", version=3, now=NOW, today=TODAY)

    assert (by_hand.by, by_hand.once, by_hand.policy_version) == ("U1", f"hand:{NOW.isoformat()}", 3)
    assert entry(PLAYBOOK, ACME, None, [past_of(by_hand, was_undone=True)], today=TODAY) is not None
    assert entry(PLAYBOOK, ACME, None, [past_of(by_hand)], today=TODAY) is None


@pytest.mark.parametrize(
    ("trigger", "is_true"),
    [
        (Trigger(TriggerKind.BAND_UP, band=Band.GREEN), True),
        (Trigger(TriggerKind.BAND_DOWN), False),
        (Trigger(TriggerKind.STAGE, stage=LifecycleStage.STABLE), True),
        (Trigger(TriggerKind.CONDITION), True),
        (LIVE, False),
    ],
)
def test_what_is_true_already_is_told_apart(trigger: Trigger, *, is_true: bool) -> None:
    assert is_true_already(replace(PLAYBOOK, trigger=trigger), ACME) is is_true


@given(
    again=st.sampled_from(Again),
    days=st.lists(st.integers(0, 400), min_size=1, max_size=8),
    lives=st.lists(st.integers(0, 60), min_size=8, max_size=8),
)
def test_nobody_enters_more_often_than_said(again: Again, days: list[int], lives: list[int]) -> None:
    """Whatever day it is looked at, and however the day of go-live is corrected meanwhile."""
    playbook = replace(PLAYBOOK, again=again, again_after_days=30)
    entered: list[Run] = []
    for day, ago in zip(sorted(days), lives, strict=False):
        today = TODAY + day * DAY
        account = replace(ACME, went_live_on=today - ago * DAY)
        if signal := entry(playbook, account, None, map(past_of, entered), today=today):
            entered.append(new_run(playbook, account, signal, version=1, now=NOW))

    keys = [run.once for run in entered]
    assert len(set(keys)) == len(keys)
    assert len(entered) <= 1 or again is Again.AFTER_DAYS
    gaps = [later.entered_on - earlier.entered_on for earlier, later in pairwise(entered)]
    assert all(gap >= 30 * DAY for gap in gaps)
    assert all(run.once == once_of(playbook, ACME, run.once) for run in entered)
