from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from value_samples import AUDIT, CLOSING, EMAILS, EMPTY, MILESTONES, PERIOD, TODAY, USUAL, measured, used

from domain.accounts import UsageMeasure
from domain.plans.plan import Direction
from domain.success import Milestone
from domain.value_report.form import ValueForm, language_of
from domain.value_report.period import Period, Span, period_of, period_of_use
from domain.value_report.plain_words import page_words
from domain.value_report.progress import Measured, Outcome, progress_of, reached_on
from domain.value_report.report import (
    Delivered,
    OurContact,
    Some,
    has_content,
    milestones_reached,
    steps_in,
    value_report,
)
from domain.value_report.use import Counting, SeatLine, UsedOn, UseWeek, seats_on, use_of

HALF_YEAR = period_of_use(Span.QUARTER, last=TODAY)


@pytest.mark.parametrize(
    ("span", "last", "first"),
    [
        pytest.param(Span.QUARTER, date(2026, 11, 30), date(2026, 9, 1), id="up to the end of a month"),
        pytest.param(Span.HALF_YEAR, date(2026, 11, 12), date(2026, 5, 13), id="in the middle of a month"),
        pytest.param(Span.YEAR, date(2024, 2, 29), date(2023, 3, 1), id="a leap day"),
        pytest.param(Span.QUARTER, date(2026, 5, 30), date(2026, 2, 28), id="a day that the first month does not have"),
        pytest.param(Span.QUARTER, date(2026, 1, 31), date(2025, 11, 1), id="over the turn of the year"),
    ],
)
def test_a_period_is_whole_months_that_end_with_its_last_day(span: Span, last: date, first: date) -> None:
    assert period_of(span, last=last) == Period(first, last)


def test_use_is_looked_at_for_half_a_year_at_least() -> None:
    assert [period_of_use(span, last=TODAY).first for span in Span] == [
        date(2026, 6, 1),
        date(2026, 6, 1),
        date(2025, 12, 1),
    ]


@pytest.mark.parametrize(
    ("written", "on_the_page"),
    [
        pytest.param("<!channel> we *need* it _now_ ~never~ `code`", "we need it now never code", id="marks"),
        pytest.param("*_both_*", "both", id="marks within marks"),
        pytest.param("<@U0ABCDEF1|dana> and <#C0ABCDEF1|deals> know", "@dana and #deals know", id="named people"),
        pytest.param("<@U0ABCDEF1> and <#C0ABCDEF1> know", "and know", id="people without a name"),
        pytest.param("<https://a.example|here>", "here (https://a.example)", id="a link"),
        pytest.param("Great :tada: :thumbsup: at 10:30:15", "Great at 10:30:15", id="emoji in words"),
        pytest.param("> quoted\n> again", "quoted again", id="a quotation"),
        pytest.param("R&amp;D &lt;now&gt;", "R&D <now>", id="entities"),
        pytest.param("safe\u202eevil\u200b", "safeevil", id="tricks of the eye"),
        pytest.param("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name", id="signs that are no marks"),
        pytest.param("@everyone look", "look", id="everybody"),
    ],
)
def test_nothing_of_slacks_stands_on_the_page(written: str, on_the_page: str) -> None:
    assert page_words(written) == on_the_page


def outcome(baseline: str | None, target: str | None, *values: str, **more: object) -> Outcome:
    numbers = [Decimal(each) if each else None for each in (baseline, target)]
    made = Outcome("Less", baseline=numbers[0], target=numbers[1], measurements=measured(*values))
    return replace(made, **more)  # type: ignore[arg-type] # a test names fields


@pytest.mark.parametrize(
    ("of", "share"),
    [
        pytest.param(outcome("6", "3", "6", "4"), Decimal(2) / 3, id="downwards"),
        pytest.param(outcome("20", "80", "50"), Decimal("0.5"), id="upwards"),
        pytest.param(outcome("6", "3", "7.5"), Decimal("-0.5"), id="worse than it was"),
        pytest.param(outcome("6", "3"), None, id="not measured"),
        pytest.param(outcome(None, "3", "4"), None, id="no baseline"),
        pytest.param(outcome("6", None, "4"), None, id="no target"),
        pytest.param(outcome("3", "3", "4"), None, id="nowhere to go"),
    ],
)
def test_progress_is_the_share_of_the_way_from_baseline_to_target(of: Outcome, share: Decimal | None) -> None:
    assert progress_of(of) == share


@pytest.mark.parametrize(
    ("of", "place"),
    [
        pytest.param(outcome("6", "3", "6", "3", "2"), 1, id="since the first that meets it"),
        pytest.param(outcome("6", "3", "3", "5", "3"), 2, id="not for good the first time"),
        pytest.param(outcome("6", "3", "3", "5"), None, id="not any more"),
        pytest.param(outcome("20", "80", "79", "81"), 1, id="upwards"),
        pytest.param(outcome(None, "3", "4"), 0, id="more is better where nothing is said"),
        pytest.param(outcome(None, "3", "4", direction=Direction.LESS), None, id="less is better"),
        pytest.param(outcome("6", None, "6"), None, id="no target"),
    ],
)
def test_an_outcome_is_reached_since_every_measurement_meets_its_target(of: Outcome, place: int | None) -> None:
    assert reached_on(of) == (None if place is None else of.measurements[place].on)


def test_what_somebody_said_is_reached_needs_no_measurement() -> None:
    assert reached_on(outcome("6", "3", said_reached_on=TODAY)) == TODAY


def test_use_counts_people_of_four_weeks_week_by_week_where_they_are_known() -> None:
    found = use_of(used(weeks=3), HALF_YEAR, seats=200)

    assert found is not None
    assert found.counting is Counting.FOUR_WEEKS
    assert found.weeks == (
        UseWeek(date(2026, 11, 16), 126),
        UseWeek(date(2026, 11, 23), 127),
        UseWeek(date(2026, 11, 30), 128),
    )
    assert (found.people, found.share_of_seats, found.features) == (128, 0.64, 9)
    assert found.done == (126 + 127 + 128) * 31


def test_else_the_busiest_day_of_each_week() -> None:
    days = [UsedOn(UsageMeasure.ACTIVE_USERS, date(2026, 11, day), value) for day, value in ((9, 5), (10, 8), (16, 6))]

    found = use_of(days, HALF_YEAR, seats=None)

    assert found is not None
    assert (found.counting, found.weeks) == (
        Counting.BUSIEST_DAY,
        (UseWeek(date(2026, 11, 9), 8), UseWeek(date(2026, 11, 16), 6)),
    )
    assert (found.share_of_seats, found.features, found.done) == (None, None, None)


def test_one_week_is_no_line_and_what_lies_outside_the_period_is_not_counted() -> None:
    assert use_of(used(weeks=1), HALF_YEAR, seats=9) is None
    assert use_of(used(), Period(date(2020, 1, 1), date(2020, 12, 31)), seats=9) is None


@pytest.mark.parametrize(
    ("day", "seats"),
    [
        pytest.param(date(2025, 6, 1), 50, id="of the lines that run"),
        pytest.param(date(2026, 6, 1), 230, id="of several"),
        pytest.param(date(2027, 6, 1), 230, id="of those that ended last"),
        pytest.param(date(2024, 6, 1), None, id="before there were any"),
    ],
)
def test_seats_are_those_of_the_lines_that_run(day: date, seats: int | None) -> None:
    first, second = date(2025, 1, 1), date(2026, 1, 1)
    third = date(2027, 1, 1)
    lines = [SeatLine(50, first, second), SeatLine(200, second, third), SeatLine(30, second, third)]

    assert seats_on(lines, day) == seats


def test_seats_without_days_run_always() -> None:
    assert seats_on([SeatLine(7)], TODAY) == 7
    assert seats_on([], TODAY) is None


def test_the_page_says_what_was_chosen_in_its_order() -> None:
    report = value_report(USUAL)

    assert [each.title for each in report.outcomes.first] == [each.title for each in USUAL.outcomes]
    assert (report.reached, report.outcomes.more) == (1, 0)
    assert [each.number for each in report.delivered.first] == [1, 2, 3]
    assert [each.title for each in report.milestones.first] == ["Shift leads trained", "Second plant connected"]
    assert report.next_steps.first == (
        "Connect the third plant by January 15",
        "Train the night shift: two sessions in December",
        "Look at the closing figures together on December 10",
    )
    assert report.contact == OurContact("Maya Lindqvist", "maya@harbour.example")


def test_what_has_no_room_is_counted() -> None:
    report = value_report(replace(USUAL, outcomes=(CLOSING, EMAILS) * 3))

    assert (len(report.outcomes.first), report.outcomes.more, report.outcomes.count, report.reached) == (4, 2, 6, 3)


def test_measurements_after_the_period_are_not_of_it() -> None:
    ended = replace(USUAL, period=Period(date(2026, 1, 1), date(2026, 6, 1)), outcomes=(CLOSING,))

    assert [each.on for each in value_report(ended).outcomes.first[0].measurements] == [
        date(2026, 3, 1),
        date(2026, 4, 15),
        date(2026, 5, 30),
    ]


def test_what_nobody_left_words_for_does_not_stand_on_the_page() -> None:
    nothing = Delivered(9, TODAY, "<!here>", " ")

    report = value_report(
        replace(
            USUAL,
            outcomes=(replace(AUDIT, title="<!channel>"),),
            delivered=(nothing,),
            milestones=(Milestone(1, ":tada:", TODAY, TODAY),),
            next_steps="- \n* <!here>",
            contact=None,
        )
    )

    assert (report.outcomes, report.delivered, report.milestones, report.next_steps) == (Some(),) * 4
    assert report.contact is None


def test_milestones_of_the_period_that_were_reached_stand_there_the_latest_first() -> None:
    assert [each.title for each in milestones_reached(MILESTONES, PERIOD)] == [
        "Shift leads trained",
        "Second plant connected",
    ]
    assert milestones_reached(MILESTONES, Period(date(2020, 1, 1), date(2020, 2, 1))) == []


def test_a_line_is_a_step_whatever_it_begins_with() -> None:
    assert steps_in("- one\n\n * two\n• three\nfour") == ["one", "two", "three", "four"]


def test_a_page_without_anything_is_known_to_be_one() -> None:
    assert not has_content(value_report(EMPTY))
    assert has_content(value_report(replace(EMPTY, next_steps="Talk")))
    assert has_content(value_report(replace(EMPTY, use=USUAL.use)))


@pytest.mark.parametrize(
    ("name", "said", "language"),
    [
        pytest.param("Acme", ["我们需要"], "zh_Hans", id="what they wrote"),
        pytest.param("云帆物流", ["We need it"], "en", id="what they wrote, whatever their name"),
        pytest.param("云帆物流", [], "zh_Hans", id="a Chinese name"),
        pytest.param("Acme", [], "fr", id="else that of whoever asks"),
    ],
)
def test_the_language_is_suggested_from_what_the_customer_wrote(name: str, said: list[str], language: str) -> None:
    assert language_of(name, said, "fr") == language


def test_a_period_that_is_none_is_the_quarter() -> None:
    assert [ValueForm(span=span).chosen_span for span in ("year", "decade", "")] == [
        Span.YEAR,
        Span.QUARTER,
        Span.QUARTER,
    ]


def test_measurements_know_their_day() -> None:
    assert CLOSING.latest == Measured(date(2026, 10, 12), Decimal(4))
    assert AUDIT.latest is None
