"""Which step comes when, and when a run is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playbook_samples import ACME, CALL, NOW, PLAYBOOK, RUN, TELL, TODAY, WAIT, WEEK, with_steps

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.conditions import holds
from domain.playbooks.figures import PlaybookFigures, figures_of
from domain.playbooks.playbook import (
    Condition,
    Counted,
    EndsWhen,
    Guide,
    Playbook,
    PlaybookAccount,
    PlaybookRules,
    Step,
    StepKind,
    Trigger,
    TriggerKind,
    Wording,
)
from domain.playbooks.run import Ending, Run, StepDone
from domain.playbooks.stepping import StepDue, ending_of, next_step, planned, steps_due

DAY = timedelta(days=1)
CALLED = StepDone(0, TODAY, 7, "Call", TODAY + 2 * DAY, "U1")
RENEWAL = replace(PLAYBOOK, ends_when=frozenset({EndsWhen.RENEWAL_CLOSED}))
VALUED = replace(ACME, first_value_on=TODAY)


@pytest.mark.parametrize(
    ("days", "counted", "expected"),
    [
        pytest.param(0, Counted.WORKING, date(2026, 9, 1), id="the day itself"),
        pytest.param(3, Counted.WORKING, date(2026, 9, 4), id="to Friday"),
        pytest.param(4, Counted.WORKING, date(2026, 9, 8), id="over the weekend and a holiday"),
        pytest.param(4, Counted.CALENDAR, date(2026, 9, 8), id="no step falls on a day off"),
        pytest.param(7, Counted.CALENDAR, date(2026, 9, 8), id="a week later"),
    ],
)
def test_days_are_counted_as_they_are_worked(days: int, counted: Counted, expected: date) -> None:
    calendar = replace(WEEK, holidays=frozenset({date(2026, 9, 7)}))

    assert calendar.after(TODAY, days, counted) == expected


def test_a_week_without_a_working_day_leaves_a_day_where_it_is() -> None:
    assert WorkCalendar(frozenset()).after(TODAY, 2, Counted.WORKING) == TODAY + 2 * DAY


def due(run: Run, account: PlaybookAccount = ACME, *, today: date = TODAY) -> list[tuple[int, date]]:
    return [(each.position, each.on) for each in steps_due(PLAYBOOK, run, account, WEEK, today=today)]


def test_a_step_comes_on_its_day_and_once() -> None:
    assert due(RUN) == [(0, TODAY)]
    assert due(with_steps(CALLED)) == []


def test_a_wait_ends_by_its_condition_or_at_the_latest_on_its_day_and_days_are_counted_from_its_end() -> None:
    run, last = with_steps(CALLED), date(2026, 9, 15)

    assert due(run, today=TODAY + DAY) == []
    assert due(run, VALUED, today=TODAY + DAY) == [(1, TODAY + DAY)]
    assert due(run, today=last) == [(1, last)]
    assert due(run, today=last + 3 * DAY) == [(1, last), (2, last + 3 * DAY)]
    assert due(with_steps(CALLED, StepDone(1, TODAY)), today=TODAY + 3 * DAY) == [(2, TODAY + 3 * DAY)]


def test_what_is_to_come_is_planned_as_though_waits_lasted() -> None:
    first, second, third = planned(PLAYBOOK, RUN, WEEK)

    assert (first, second.on, third.on) == (StepDue(0, CALL, TODAY), date(2026, 9, 15), date(2026, 9, 18))
    assert next_step(PLAYBOOK, with_steps(CALLED), WEEK) == second
    through = with_steps(CALLED, StepDone(1, TODAY), StepDone(2, TODAY))
    assert next_step(PLAYBOOK, through, WEEK) is None


def test_a_wait_for_tasks_ends_once_none_is_open() -> None:
    playbook = replace(PLAYBOOK, steps=(CALL, replace(WAIT, until=Condition(tasks_done=True)), TELL))
    done = with_steps(replace(CALLED, done_at=NOW))

    assert list(steps_due(playbook, with_steps(CALLED), ACME, WEEK, today=TODAY + DAY)) == []
    assert [each.position for each in steps_due(playbook, done, ACME, WEEK, today=TODAY + DAY)] == [1]


def test_a_wait_for_tasks_knows_of_the_task_that_comes_with_it() -> None:
    playbook = replace(PLAYBOOK, steps=(CALL, replace(WAIT, until=Condition(tasks_done=True)), TELL))

    assert [each.position for each in steps_due(playbook, RUN, ACME, WEEK, today=TODAY)] == [0]
    assert [each.position for each in steps_due(playbook, RUN, ACME, WEEK, today=date(2026, 9, 15))] == [0, 1]


@pytest.mark.parametrize(
    ("playbook", "account", "run", "expected"),
    [
        pytest.param(PLAYBOOK, ACME, RUN, None, id="goes on"),
        pytest.param(
            replace(PLAYBOOK, ends_when=frozenset({EndsWhen.ACCOUNT_LEFT})),
            replace(ACME, left_on=TODAY),
            RUN,
            Ending.ACCOUNT_LEFT,
            id="the account left",
        ),
        pytest.param(
            replace(PLAYBOOK, trigger=Trigger(TriggerKind.ACCOUNT_LEFT)),
            ACME,
            RUN,
            Ending.CONDITION_OVER,
            id="the account came back",
        ),
        pytest.param(
            replace(PLAYBOOK, trigger=Trigger(TriggerKind.ACCOUNT_LEFT)),
            replace(ACME, left_on=TODAY),
            RUN,
            None,
            id="the account stays away",
        ),
        pytest.param(PLAYBOOK, replace(ACME, left_on=TODAY), RUN, None, id="goes on after the account left"),
        pytest.param(
            replace(
                PLAYBOOK,
                condition=Condition(bands=frozenset({Band.RED})),
                ends_when=frozenset({EndsWhen.CONDITION_OVER}),
            ),
            ACME,
            RUN,
            Ending.CONDITION_OVER,
            id="not red any more",
        ),
        pytest.param(
            replace(PLAYBOOK, steps=(CALL,)), ACME, with_steps(CALLED), None, id="every step came, a task is open"
        ),
        pytest.param(
            replace(PLAYBOOK, steps=(CALL,)),
            ACME,
            with_steps(replace(CALLED, done_at=NOW)),
            Ending.FINISHED,
            id="all is done",
        ),
        pytest.param(RENEWAL, ACME, replace(RUN, renewed=True), Ending.RENEWED, id="renewed"),
        pytest.param(RENEWAL, ACME, replace(RUN, renewed=False), Ending.RENEWAL_LOST, id="the renewal is lost"),
        pytest.param(RENEWAL, ACME, RUN, None, id="the renewal is open"),
        pytest.param(PLAYBOOK, ACME, replace(RUN, renewed=True), None, id="it does not wait for the renewal"),
    ],
)
def test_a_run_ends_when_all_is_done_or_the_playbook_says_so(
    playbook: Playbook, account: PlaybookAccount, run: Run, expected: Ending | None
) -> None:
    assert ending_of(playbook, run, account, today=TODAY) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(), True),
        (Condition(tiers=frozenset({Tier.HIGH}), segments=frozenset({"enterprise"})), True),
        (Condition(tiers=frozenset({Tier.TECH})), False),
        (Condition(segments=frozenset({"smb"})), False),
        (Condition(stages=frozenset({LifecycleStage.RENEWAL})), False),
        (Condition(bands=frozenset({Band.RED})), False),
        (Condition(least_arr=50_000, least_seat_share=0.9), True),
        (Condition(least_seat_share=0.96), False),
        (Condition(first_value=False), True),
        (Condition(first_value=True), False),
    ],
)
def test_all_of_a_condition_has_to_hold(condition: Condition, *, expected: bool) -> None:
    assert holds(condition, ACME) is expected


def test_what_is_not_known_does_not_hold() -> None:
    nothing = PlaybookAccount(2, "Nobody")

    assert not holds(Condition(least_arr=0), nothing)
    assert not holds(Condition(segments=frozenset({"smb"})), nothing)


def test_runs_are_counted_with_the_tasks_that_were_done() -> None:
    late = with_steps(replace(CALLED, due_on=TODAY - DAY), StepDone(1, TODAY))
    finished = replace(
        with_steps(replace(CALLED, done_at=NOW)),
        ending=Ending.FINISHED,
        ended_at=NOW + DAY,
        entered_on=TODAY - 91 * DAY,
    )
    stopped = replace(with_steps(replace(CALLED, done_at=NOW)), ending=Ending.STOPPED, ended_at=NOW)
    undone = replace(RUN, ending=Ending.UNDONE, ended_at=NOW)

    found = figures_of([late, finished, stopped, undone], today=TODAY)

    figures = PlaybookFigures(running=1, late=1, entered=2, finished=1, stopped=1, tasks=3, tasks_done=1)
    assert (found, figures.share_done, PlaybookFigures().share_done) == ({"first": figures}, 1 / 3, None)


def test_a_playbook_is_found_by_its_name_and_its_title_in_both_languages() -> None:
    rules = PlaybookRules((replace(PLAYBOOK, name="win_back", title=Wording("Win-back!", "客户挽回")),))

    meant = [rules.meant(typed) for typed in ("win back", "WIN_BACK", "客户挽回", "win")]
    assert [each is not None for each in meant] == [True, True, True, False]
    assert (rules.called("win_back"), rules.called("first")) == (rules.playbooks[0], None)


def test_a_guide_fits_its_stage_its_segment_and_its_step() -> None:
    guide = Guide(
        Wording("Slides", "模板"), "https://x", frozenset({LifecycleStage.STABLE}), frozenset({"smb"}), "first"
    )

    assert guide.fits(stage=LifecycleStage.STABLE, segment="SMB")
    assert not guide.fits(stage=LifecycleStage.RENEWAL, segment="SMB")
    assert not guide.fits(stage=LifecycleStage.STABLE, segment=None)
    assert (guide.is_for_step("first", 4), guide.is_for_step("second", 4)) == (True, False)
    assert [replace(guide, step=2).is_for_step("first", position) for position in (0, 1)] == [False, True]
    assert [Wording("a", "b").in_language(language) for language in ("zh-CN", "zh_Hans", "en", None)] == [*"bbaa"]


STEPS = st.lists(
    st.builds(Step, st.sampled_from(StepKind), st.integers(0, 20), counted=st.sampled_from(Counted), until=st.none()),
    min_size=1,
    max_size=6,
)


@given(steps=STEPS, looks=st.lists(st.integers(0, 120), min_size=1, max_size=10))
def test_each_step_comes_once_in_its_order_and_on_a_working_day(steps: list[Step], looks: list[int]) -> None:
    """However seldom it is looked at."""
    playbook, came = replace(PLAYBOOK, steps=tuple(steps)), list[StepDone]()
    for ahead in sorted(looks):
        found = steps_due(playbook, with_steps(*came), ACME, WEEK, today=TODAY + ahead * DAY)
        came += [StepDone(each.position, each.on) for each in found]

    assert [step.position for step in came] == list(range(len(came)))
    assert all(WEEK.works_on(step.on) for step in came)
