"""What every tracker does when it is asked; adapters against servers that speak as the trackers' documents say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from fakes.trackers import BEGAN, FakeTracker
from tracker_stand_ins import TOKEN, Answer, GitHubStandIn, JiraStandIn, LinearStandIn, StandIn, served

from domain.feedback.trackers import (
    CommentDraft,
    IssueDraft,
    IssueState,
    PartKind,
    Place,
    TextPart,
    Tracker,
    TrackerAwayError,
    TrackerBusyError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)
from integrations.trackers.calls import tracker_client
from integrations.trackers.github import github
from integrations.trackers.jira import JiraAccess, jira
from integrations.trackers.linear import linear

KEY, OTHER_KEY = "6f0f9a4e-6b51-4a0e-9d3c-1f2b3c4d5e6f", "7f0f9a4e-6b51-4a0e-9d3c-1f2b3c4d5e6f"
PARTS = (TextPart(PartKind.PARAGRAPH, "They copy by hand"), TextPart(PartKind.QUOTE, "Please @all\n<b>now</b>"))
DRAFT = IssueDraft(KEY, 12, "Export to Excel", PARTS)
COMMENT = CommentDraft(OTHER_KEY, PARTS)
OTHER_PROJECTS = {TrackerKind.GITHUB: "acme/other", TrackerKind.LINEAR: "OPS", TrackerKind.JIRA: "OPS"}
LONG_AGO = BEGAN - timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Desk:
    """A tracker with ways to do what only people do there."""

    tracker: Tracker
    place: Place
    put: Callable[[str], str]
    move: Callable[[str, IssueState], None]
    lose: Callable[[], None]
    hold_back: Callable[[], None]
    count: Callable[[], int]


@contextmanager
def github_desk() -> Iterator[Desk]:
    place = Place(TrackerKind.GITHUB, "acme/app")
    with served(GitHubStandIn("acme/app")) as stand_in, tracker_client() as client:
        tracker = github(client, TOKEN, base_url=stand_in.url, clock=lambda: BEGAN)
        words = {IssueState.OPEN: "open", IssueState.COMPLETED: "completed", IssueState.CANCELED: "not_planned"}
        yield _desk(tracker, place, stand_in, words, str)


@contextmanager
def linear_desk() -> Iterator[Desk]:
    place = Place(TrackerKind.LINEAR, "ENG")
    with served(LinearStandIn("ENG")) as stand_in, tracker_client() as client:
        tracker = linear(client, TOKEN, base_url=f"{stand_in.url}/graphql", clock=lambda: BEGAN)
        words = {IssueState.OPEN: "Todo", IssueState.COMPLETED: "Done", IssueState.CANCELED: "Canceled"}
        yield _desk(tracker, place, stand_in, words, lambda number: f"ENG-{number}")


@contextmanager
def jira_desk(*, is_server: bool = False) -> Iterator[Desk]:
    place, stand_in = Place(TrackerKind.JIRA, "PROD"), JiraStandIn("PROD")
    stand_in.is_server = is_server
    with served(stand_in), tracker_client() as client:
        access = JiraAccess(stand_in.url, "" if is_server else "ada@acme.test", TOKEN, "Task")
        tracker = jira(client, access, clock=lambda: stand_in.asked_at)
        words = {IssueState.OPEN: "To Do", IssueState.COMPLETED: "Done", IssueState.CANCELED: "Won't Do"}
        yield _desk(tracker, place, stand_in, words, lambda number: f"PROD-{number}")


@contextmanager
def jira_server_desk() -> Iterator[Desk]:
    with jira_desk(is_server=True) as desk:
        yield desk


@contextmanager
def fake_desk() -> Iterator[Desk]:
    place = Place(TrackerKind.GITHUB, "acme/app")
    fake = FakeTracker(place)
    yield Desk(
        fake,
        place,
        lambda title: fake.put(title).key,
        fake.move,
        lambda: fake.lost.append(TrackerAwayError("HTTP 502")),
        lambda: fake.instead.append(TrackerBusyError(30)),
        lambda: len(fake.issues),
    )


def _desk(
    tracker: Tracker, place: Place, stand_in: StandIn, words: dict[IssueState, str], key_of: Callable[[int], str]
) -> Desk:
    def move(key: str, state: IssueState) -> None:
        stand_in.move(int(key.rpartition("-")[2]), words[state])

    return Desk(
        tracker,
        place,
        lambda title: key_of(stand_in.put(title).number),
        move,
        lambda: stand_in.instead.append(Answer(502, is_done=True)),
        lambda: stand_in.instead.append(Answer(429, {"message": "slow down"}, {"retry-after": "30"})),
        lambda: len(stand_in.issues),
    )


@pytest.fixture(
    params=[fake_desk, github_desk, linear_desk, jira_desk, jira_server_desk],
    ids=["fake", "github", "linear", "jira", "jira server"],
)
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    with request.param() as desk:
        yield desk


def test_an_issue_is_made_and_read_again(desk: Desk) -> None:
    made = desk.tracker.create(desk.place, DRAFT)

    assert (made.title, made.state, made.place) == ("Export to Excel", IssueState.OPEN, desk.place)
    assert desk.tracker.issue(desk.place, made.key) == made


def test_what_an_earlier_try_made_is_found_although_its_answer_was_lost(desk: Desk) -> None:
    desk.put("Something else")
    desk.put("Another thing")
    nothing = desk.tracker.made_of(desk.place, DRAFT, since=LONG_AGO)
    desk.lose()
    with pytest.raises(TrackerAwayError):
        desk.tracker.create(desk.place, DRAFT)

    found = desk.tracker.made_of(desk.place, DRAFT, since=LONG_AGO)

    assert nothing is None
    assert found is not None
    assert (found.title, desk.count()) == ("Export to Excel", 3)
    assert desk.tracker.made_of(desk.place, replace(DRAFT, key=OTHER_KEY), since=LONG_AGO) is None


def test_a_comment_is_added_and_found_again(desk: Desk) -> None:
    issue = desk.tracker.issue(desk.place, desk.put("Export"))
    before = desk.tracker.has_comment(issue, COMMENT, since=LONG_AGO)

    desk.tracker.comment(issue, COMMENT)

    assert before is False
    assert desk.tracker.has_comment(issue, COMMENT, since=LONG_AGO) is True
    assert desk.tracker.has_comment(issue, replace(COMMENT, key=KEY), since=LONG_AGO) is False


def test_what_changed_since_comes_oldest_first(desk: Desk) -> None:
    keys = [desk.put(title) for title in ("One", "Two", "Three", "Four")]
    seen_until = desk.tracker.issue(desk.place, keys[1]).changed_at
    desk.move(keys[0], IssueState.COMPLETED)

    changed = desk.tracker.changed(desk.place, since=seen_until)

    assert [(issue.key, issue.state) for issue in changed] == [
        (keys[1], IssueState.OPEN),
        (keys[2], IssueState.OPEN),
        (keys[3], IssueState.OPEN),
        (keys[0], IssueState.COMPLETED),
    ]
    assert list(desk.tracker.changed(desk.place, since=changed[-1].changed_at + timedelta(hours=1))) == []


def test_an_issue_that_will_not_be_done_is_told_from_one_that_is(desk: Desk) -> None:
    key = desk.put("Export")

    desk.move(key, IssueState.CANCELED)

    assert desk.tracker.issue(desk.place, key).state is IssueState.CANCELED


def test_an_issue_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(TrackerRefusedError) as error:
        desk.tracker.issue(
            desk.place, "999" if desk.tracker.kind is TrackerKind.GITHUB else f"{desk.place.project}-999"
        )

    assert error.value.refusal is TrackerRefusal.NOT_FOUND


def test_what_makes_no_sense_is_refused_for_good(desk: Desk) -> None:
    with pytest.raises(TrackerRefusedError) as error:
        desk.tracker.create(desk.place, replace(DRAFT, title=""))

    assert error.value.refusal is TrackerRefusal.INVALID
    assert error.value.detail != ""
    assert desk.count() == 0


def test_too_much_at_once_is_said_with_how_long(desk: Desk) -> None:
    desk.hold_back()

    with pytest.raises(TrackerBusyError) as error:
        desk.tracker.create(desk.place, DRAFT)

    assert (error.value.seconds, desk.count()) == (30, 0)


def test_whoever_sets_it_up_hears_what_the_place_is_called(desk: Desk) -> None:
    assert desk.tracker.checked(desk.place) == desk.place.project


def test_a_place_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(TrackerRefusedError) as error:
        desk.tracker.checked(replace(desk.place, project=OTHER_PROJECTS[desk.tracker.kind]))

    assert error.value.refusal is TrackerRefusal.NOT_FOUND
