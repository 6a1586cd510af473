from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.accounts import TouchpointDirection, TouchpointKind
from domain.touchpoints.form import Moment, TouchField, TouchForm, TouchProblem, edited, form_of, touch_problems
from domain.touchpoints.form import touchpoint_from as filled_in
from domain.touchpoints.touchpoint import AccountContact, Quoted, Sentiment, Touchpoint, TouchReason, told

NOW = datetime(2026, 11, 30, 9, 15, 30, tzinfo=UTC)
TODAY = date(2026, 11, 30)
BERLIN = ZoneInfo("Europe/Berlin")
MOMENT = Moment(NOW, TODAY, BERLIN)
QUOTED = Quoted("https://x.slack.com/p1", "U0LEE")
SPOKEN = TouchForm(
    "meeting",
    on="2026-11-27",
    at="14:30",
    contacts=("3", "9", "x"),
    summary=" They want a plan ",
    quote="a plan, please",
    sentiment="negative",
    reasons=("risk", "nonsense", "value", "risk", "people", "renewal"),
)


def made(form: TouchForm) -> Touchpoint:
    return filled_in(form, MOMENT, account=1, key="slack:V1", by="U1", contacts={3, 4}, quoted=QUOTED)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(TouchForm("call"), {}, id="today"),
        pytest.param(TouchForm("call", on="2025-11-30"), {}, id="a year ago"),
        pytest.param(TouchForm("call", on="2025-11-29"), {TouchField.ON: TouchProblem.TOO_OLD}, id="longer ago"),
        pytest.param(TouchForm("call", on="2026-12-01"), {TouchField.ON: TouchProblem.NOT_YET}, id="tomorrow"),
        pytest.param(TouchForm("call", on="soon"), {TouchField.ON: TouchProblem.NO_DAY}, id="no day"),
        pytest.param(TouchForm("chat"), {TouchField.KIND: TouchProblem.NO_KIND}, id="no kind"),
        pytest.param(TouchForm("call", at="10:15"), {}, id="this minute"),
        pytest.param(TouchForm("call", at="10:16"), {TouchField.AT: TouchProblem.NOT_YET_TODAY}, id="in a minute"),
        pytest.param(TouchForm("call", on="2026-11-29", at="23:59"), {}, id="late yesterday"),
        pytest.param(TouchForm("call", at="noon"), {}, id="no time is now"),
        pytest.param(
            TouchForm("call", summary="\u200b \u3164", quote="  "),
            dict.fromkeys((TouchField.SUMMARY, TouchField.QUOTE), TouchProblem.NOTHING_TO_READ),
            id="nothing to read",
        ),
        pytest.param(
            TouchForm("call", summary="x" * 1001, quote="x" * 3000),
            {TouchField.SUMMARY: TouchProblem.TOO_LONG},
            id="too long",
        ),
    ],
)
def test_what_is_wrong_is_said_by_field(form: TouchForm, problems: dict[TouchField, TouchProblem]) -> None:
    assert touch_problems(form, MOMENT) == problems


def test_todays_contact_was_just_now_and_an_earlier_one_at_noon_there() -> None:
    today = made(TouchForm("call", summary="  They  asked  "))
    earlier = made(TouchForm("on_site", "outbound", "2026-11-27"))

    assert today == Touchpoint(
        1,
        "slack:V1",
        TouchpointKind.CALL,
        TouchpointDirection.TWO_WAY,
        NOW,
        "U1",
        "They  asked",
        quoted=QUOTED,
    )
    assert (earlier.direction, earlier.at) == (
        TouchpointDirection.OUTBOUND,
        NOW - timedelta(days=2, hours=22, minutes=15, seconds=30),
    )


def test_a_time_is_that_of_its_authors_zone() -> None:
    assert made(SPOKEN).at == datetime(2026, 11, 27, 13, 30, tzinfo=UTC)


def test_only_what_the_book_knows_is_kept() -> None:
    kept = made(SPOKEN)

    assert (kept.contacts, kept.sentiment, kept.quoted.words) == ((3,), Sentiment.NEGATIVE, "a plan, please")
    assert kept.reasons == (TouchReason.RISK, TouchReason.VALUE, TouchReason.PEOPLE)
    assert made(replace(SPOKEN, sentiment="??")).sentiment is None


def test_who_spoke_is_not_guessed() -> None:
    assert made(TouchForm("call", "??")).direction is TouchpointDirection.OUTBOUND


def test_what_is_changed_is_changed_and_the_second_of_an_untouched_time_stays() -> None:
    logged = replace(made(TouchForm("call")), id=7, version=2)
    later = replace(MOMENT, now=NOW + timedelta(hours=1))

    form = replace(form_of(logged, BERLIN), kind="email", contacts=("4",))
    same_time = edited(logged, form, later, by="U2", contacts={3, 4})
    other_time = edited(logged, replace(form, at="08:00"), later, by="U2", contacts={3, 4})

    assert same_time == replace(logged, kind=TouchpointKind.EMAIL, contacts=(4,), changed_by="U2", changed_at=later.now)
    assert other_time.at == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def test_a_form_to_change_it_holds_what_it_says() -> None:
    assert form_of(made(SPOKEN), BERLIN) == replace(
        SPOKEN, account="1", contacts=("3",), summary="They want a plan", reasons=("risk", "value", "people")
    )


@pytest.mark.parametrize(
    ("said", "is_two_way"),
    [
        pytest.param({}, True, id="both spoke"),
        pytest.param({"direction": TouchpointDirection.OUTBOUND}, False, id="only we"),
        pytest.param({"direction": TouchpointDirection.INBOUND}, False, id="only they"),
        pytest.param({"automatic": True}, True, id="a meeting that a calendar brought"),
        pytest.param({"automatic": True, "kind": TouchpointKind.EMAIL}, False, id="a machine's mail"),
    ],
)
def test_only_contact_in_both_directions_ends_a_silence(said: dict[str, object], *, is_two_way: bool) -> None:
    assert replace(made(SPOKEN), **said).is_two_way is is_two_way  # type: ignore[arg-type]


def test_the_audit_says_facts_and_no_words() -> None:
    assert told(replace(made(SPOKEN), task=5)) == (
        "meeting, two_way, 2026-11-27T14:30+01:00, 1 contacts, negative, risk+value+people, task 5"
    )
    assert told(made(TouchForm("call"))) == "call, two_way, 2026-11-30T09:15+00:00"


def test_who_has_left_has_left_from_that_day_on() -> None:
    anna = AccountContact(1, "Anna", left_on=TODAY)

    assert (anna.has_left(TODAY), anna.has_left(TODAY - timedelta(days=1))) == (True, False)
    assert not AccountContact(1, "Anna").has_left(TODAY)
