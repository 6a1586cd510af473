"""Which issue is meant, what its state means for a request, and what follows from a try."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction, may_follow, state_after
from domain.feedback.tracker_links import (
    MOST_TRIES,
    LinkWay,
    TrackerLink,
    Work,
    WorkState,
    about_voice,
    after,
    tried_again,
)
from domain.feedback.tracker_refs import issue_meant
from domain.feedback.tracker_states import Effect, Following, StateMap, following, is_known_place, place_and_name
from domain.feedback.trackers import (
    CommentDraft,
    Issue,
    IssueDraft,
    IssueState,
    Place,
    TrackerAwayError,
    TrackerBusyError,
    TrackerError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
    place_from,
)

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
APP, TEAM, PROJECT = (
    Place(TrackerKind.GITHUB, "acme/app"),
    Place(TrackerKind.LINEAR, "ENG"),
    Place(TrackerKind.JIRA, "PROD"),
)
PLACES = (APP, TEAM, PROJECT)
ISSUE = Issue(APP, "45", "900", "https://x.test", "Export", IssueState.OPEN, "open", NOW)
LINK = TrackerLink(1, 12, APP, LinkWay.CREATE, "U1", NOW, "key", Work(NOW), issue="45")
A, S = RequestAction, RequestState


@pytest.mark.parametrize(
    ("typed", "chosen", "meant"),
    [
        pytest.param("https://github.com/acme/app/issues/45", APP, (APP, "45"), id="an address"),
        pytest.param("https://ghe.acme.test/Acme/App/issues/45#issuecomment-1", APP, (APP, "45"), id="of a comment"),
        pytest.param(" acme/app#45 ", TEAM, (APP, "45"), id="a key of another place"),
        pytest.param("<https://github.com/acme/app/issues/45>", APP, (APP, "45"), id="as Slack writes addresses"),
        pytest.param("#45", APP, (APP, "45"), id="a number"),
        pytest.param("45", TEAM, (TEAM, "ENG-45"), id="a number of a team"),
        pytest.param("eng-12", APP, (TEAM, "ENG-12"), id="a key in small letters"),
        pytest.param(
            "https://linear.app/acme-2/issue/ENG-12/export-2024", APP, (TEAM, "ENG-12"), id="Linear's address"
        ),
        pytest.param("https://acme.atlassian.net/browse/PROD-7", APP, (PROJECT, "PROD-7"), id="Jira's address"),
        pytest.param(
            "https://acme.atlassian.net/jira/board?selectedIssue=PROD-7&x=1", APP, (PROJECT, "PROD-7"), id="on a board"
        ),
        pytest.param("https://github.com/other/app/issues/45", APP, None, id="a repository that is not set up"),
        pytest.param("OPS-12", APP, None, id="a team that is not set up"),
        pytest.param("the export thing", APP, None, id="words"),
    ],
)
def test_an_issue_is_known_by_its_address_or_its_key(
    typed: str, chosen: Place, meant: tuple[Place, str] | None
) -> None:
    assert issue_meant(typed, chosen, PLACES) == meant


def test_of_two_trackers_with_the_same_key_the_chosen_one_is_meant() -> None:
    same = Place(TrackerKind.JIRA, "ENG")

    assert issue_meant("ENG-1", same, (TEAM, same)) == (same, "ENG-1")
    assert issue_meant("ENG-1", TEAM, (same, TEAM)) == (TEAM, "ENG-1")


def test_places_are_written_and_read() -> None:
    assert [place_from(place.written) for place in PLACES] == list(PLACES)
    assert (place_from("gitlab:a/b"), place_from("github:"), place_from("x")) == (None, None, None)
    assert [place.called("45") for place in PLACES] == ["acme/app#45", "45", "45"]


def test_marks_name_the_request_and_its_key() -> None:
    assert IssueDraft("k", 12, "", ()).marker == "moorline:request:12 k"
    assert CommentDraft("k", ()).marker == "moorline:comment k"
    assert (about_voice(7, None), about_voice(7, 3)) == ("voice:7", "merged:3")


def moved(
    state: RequestState, after_: IssueState, *, before: IssueState | None = IssueState.OPEN, name: str = ""
) -> Following:
    link = replace(LINK, issue_state=before, state_name=before.value if before else "", changed_at=NOW)
    return following(state, link, replace(ISSUE, state=after_, state_name=name or after_.value), StateMap())


@pytest.mark.parametrize(
    ("state", "issue", "follows"),
    [
        pytest.param(S.NEW, IssueState.STARTED, Following((A.ACCEPT, A.START)), id="begun before it was decided"),
        pytest.param(S.PLANNED, IssueState.STARTED, Following((A.START,)), id="begun"),
        pytest.param(S.SHIPPED, IssueState.STARTED, Following(), id="begun after it was there"),
        pytest.param(S.UNDER_REVIEW, IssueState.COMPLETED, Following((A.SHIP,)), id="completed"),
        pytest.param(S.DECLINED, IssueState.COMPLETED, Following(), id="completed after all"),
        pytest.param(S.PLANNED, IssueState.CANCELED, Following(asks=True), id="not planned"),
        pytest.param(S.WITHDRAWN, IssueState.CANCELED, Following(), id="not planned, and nobody asks"),
    ],
)
def test_what_becomes_of_an_issue_moves_its_request(state: RequestState, issue: IssueState, follows: Following) -> None:
    assert moved(state, issue) == follows


@pytest.mark.parametrize(
    ("state", "follows"),
    [
        pytest.param(S.SHIPPED, Following((A.REOPEN,), asks=True), id="what was there is not"),
        pytest.param(S.DECLINED, Following(asks=True), id="a person declined it"),
        pytest.param(S.IN_PROGRESS, Following(), id="it never ended"),
    ],
)
def test_an_issue_that_is_opened_again_leads_back(state: RequestState, follows: Following) -> None:
    assert moved(state, IssueState.OPEN, before=IssueState.COMPLETED) == follows
    assert moved(state, IssueState.STARTED, before=IssueState.CANCELED) == follows


def test_nothing_follows_from_a_first_sight_old_news_or_no_change() -> None:
    link = replace(LINK, issue_state=IssueState.OPEN, state_name="open", changed_at=NOW)
    late = replace(ISSUE, state=IssueState.COMPLETED, state_name="completed", changed_at=NOW - timedelta(seconds=1))

    assert moved(S.NEW, IssueState.COMPLETED, before=None) == Following()
    assert following(S.NEW, link, late, StateMap()) == Following()
    assert following(S.SHIPPED, replace(link, state_name="completed"), replace(late, changed_at=NOW), StateMap()) == (
        Following()
    )


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("issue", IssueState)
@pytest.mark.parametrize("before", IssueState)
def test_whatever_follows_has_its_place(state: RequestState, issue: IssueState, before: IssueState) -> None:
    for action in moved(state, issue, before=before).actions:
        assert may_follow(state, action)
        state = state_after(state, action)


def test_a_state_may_mean_something_else_in_one_place_or_in_a_tracker() -> None:
    states = StateMap(
        {
            place_and_name("linear:ENG:In Review"): Effect.PLANNED,
            place_and_name("linear:Backlog"): Effect.PLANNED,
            place_and_name("github:completed"): Effect.NOTHING,
        }
    )
    review = replace(ISSUE, place=TEAM, state=IssueState.STARTED, state_name="In review")
    elsewhere = replace(review, place=Place(TrackerKind.LINEAR, "OPS"))
    link = replace(LINK, issue_state=IssueState.OPEN, state_name="Todo", changed_at=NOW)

    assert following(S.NEW, link, review, states) == Following((A.ACCEPT,))
    assert following(S.PLANNED, link, review, states) == Following()
    assert states.effect_of(elsewhere) is Effect.IN_PROGRESS
    assert states.effect_of(replace(elsewhere, state=IssueState.OPEN, state_name="backlog")) is Effect.PLANNED
    assert states.effect_of(replace(ISSUE, state=IssueState.COMPLETED, state_name="completed")) is Effect.NOTHING
    assert [is_known_place(where, PLACES) for where in ("linear", "linear:ENG", "linear:OPS")] == [True, True, False]


def test_the_log_hears_no_word_of_a_tracker() -> None:
    errors = (
        TrackerError(),
        TrackerRefusedError(TrackerRefusal.INVALID, "what somebody wrote"),
        TrackerBusyError(30),
        TrackerAwayError("HTTP 502"),
    )

    assert [error.what for error in errors] == [
        "TrackerError",
        "refused, invalid",
        "busy for 30 s",
        "no answer, HTTP 502",
    ]


TRIED = Work(NOW, tries=1, fence=1, lease_until=NOW, is_begun=True)


def follows_from(work: Work, error: TrackerError) -> Work:
    return after(work, error, now=NOW, jitter=0)


def test_a_refusal_is_given_up_with_its_reason() -> None:
    found = follows_from(TRIED, TrackerRefusedError(TrackerRefusal.FORBIDDEN, "no"))

    assert (found.state, found.refusal, found.detail) == (WorkState.FAILED, TrackerRefusal.FORBIDDEN, "no")
    assert (found.lease_until, found.is_begun) == (None, False)


def test_a_busy_tracker_costs_no_try_and_what_is_unclear_stays_so() -> None:
    found = follows_from(replace(TRIED, looks_first=True), TrackerBusyError(30))

    assert (found.state, found.due_at, found.tries) == (WorkState.NEW, NOW + timedelta(seconds=30), 0)
    assert found.is_begun is True


@pytest.mark.parametrize(("tries", "seconds"), [(1, 10), (2, 20), (3, 40), (12, 3600), (29, 3600)])
def test_without_an_answer_it_is_tried_again_later_and_later(tries: int, seconds: int) -> None:
    found = follows_from(replace(TRIED, tries=tries), TrackerAwayError("ReadTimeout"))

    assert (found.state, found.due_at) == (WorkState.NEW, NOW + timedelta(seconds=seconds))
    assert found.is_begun is True


def test_what_fails_together_is_not_tried_again_together() -> None:
    found = after(TRIED, TrackerAwayError("ReadTimeout"), now=NOW, jitter=1)

    assert found.due_at == NOW + timedelta(seconds=15)


def test_after_a_day_it_is_given_up_and_a_person_may_try_again() -> None:
    given_up = follows_from(replace(TRIED, tries=MOST_TRIES), TrackerAwayError("ReadTimeout"))
    again = tried_again(given_up, now=NOW)

    assert (given_up.state, given_up.refusal) == (WorkState.FAILED, TrackerRefusal.NO_ANSWER)
    assert (again.state, again.tries, again.is_begun, again.refusal) == (WorkState.NEW, 0, True, None)
