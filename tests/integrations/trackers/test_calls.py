"""What the answers of trackers mean, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from domain.feedback.trackers import (
    CommentDraft,
    Issue,
    IssueDraft,
    IssueState,
    PartKind,
    Place,
    TextPart,
    TrackerAwayError,
    TrackerBusyError,
    TrackerError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)
from integrations.trackers.adf import adf, plain
from integrations.trackers.calls import BUSY_SECONDS, LONGEST_BUSY, busy_seconds, tracker_client
from integrations.trackers.github import github
from integrations.trackers.jira import JiraAccess, jira
from integrations.trackers.linear import linear
from integrations.trackers.markdown import inert, markdown

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
APP, TEAM = Place(TrackerKind.GITHUB, "acme/app"), Place(TrackerKind.LINEAR, "ENG")
Answer = Callable[[httpx.Request], httpx.Response]


def asked_of_github(answer: Answer) -> TrackerError:
    with httpx.Client(transport=httpx.MockTransport(answer)) as client, pytest.raises(TrackerError) as error:
        github(client, "t", base_url="https://api.github.com", clock=lambda: NOW).issue(APP, "45")
    return error.value


def asked_of_linear(answer: Answer) -> TrackerError:
    with httpx.Client(transport=httpx.MockTransport(answer)) as client, pytest.raises(TrackerError) as error:
        linear(client, "t", base_url="https://api.linear.app/graphql", clock=lambda: NOW).issue(TEAM, "ENG-1")
    return error.value


def refused(refusal: TrackerRefusal, detail: str = "") -> TrackerRefusedError:
    return TrackerRefusedError(refusal, detail)


@pytest.mark.parametrize(
    ("status", "body", "headers", "error"),
    [
        pytest.param(
            401, {"message": "Bad credentials"}, {}, refused(TrackerRefusal.BAD_TOKEN, "Bad credentials"), id="a"
        ),
        pytest.param(403, {"message": "No"}, {}, refused(TrackerRefusal.FORBIDDEN, "No"), id="forbidden"),
        pytest.param(403, {}, {"retry-after": "7"}, TrackerBusyError(7), id="a secondary limit"),
        pytest.param(
            403,
            {},
            {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW.timestamp()) + 90)},
            TrackerBusyError(90),
            id="the hour's limit",
        ),
        pytest.param(429, {}, {}, TrackerBusyError(BUSY_SECONDS), id="too much, for how long is not said"),
        pytest.param(404, {"message": "Not Found"}, {}, refused(TrackerRefusal.NOT_FOUND, "Not Found"), id="nothing"),
        pytest.param(410, {"message": "gone"}, {}, refused(TrackerRefusal.GONE, "gone"), id="switched off"),
        pytest.param(301, {}, {"location": "https://x.test"}, refused(TrackerRefusal.MOVED), id="renamed"),
        pytest.param(422, [], {}, refused(TrackerRefusal.INVALID), id="no word of why"),
        pytest.param(418, {"message": "a" * 900}, {}, refused(TrackerRefusal.INVALID, "a" * 200), id="another status"),
        pytest.param(502, {}, {}, TrackerAwayError("HTTP 502"), id="ill"),
        pytest.param(408, {}, {}, TrackerAwayError("HTTP 408"), id="too slow"),
        pytest.param(200, {"number": 45}, {}, TrackerAwayError("an answer of another shape"), id="another shape"),
    ],
)
def test_an_answer_that_is_not_yes_says_what_to_do(
    status: int, body: object, headers: dict[str, str], error: TrackerError
) -> None:
    assert asked_of_github(lambda _: httpx.Response(status, json=body, headers=headers)) == error


def test_a_refusal_that_is_no_json_has_no_detail() -> None:
    assert asked_of_github(lambda _: httpx.Response(403, text="<html>")) == refused(TrackerRefusal.FORBIDDEN)


def test_no_answer_at_all_is_said_by_its_kind() -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("secret", request=request)

    assert asked_of_github(silent) == TrackerAwayError("ReadTimeout")


def test_an_address_that_is_none_is_refused() -> None:
    with tracker_client() as client, pytest.raises(TrackerRefusedError) as error:
        github(client, "t", base_url="http://x:y", clock=lambda: NOW).issue(APP, "45")

    assert error.value.refusal is TrackerRefusal.INVALID


@pytest.mark.parametrize(
    ("status", "extensions", "headers", "error"),
    [
        pytest.param(400, {"code": "RATELIMITED"}, {"retry-after": "5"}, TrackerBusyError(5), id="too much"),
        pytest.param(
            400,
            {"code": "RATELIMITED"},
            {"x-ratelimit-requests-reset": str(int(NOW.timestamp() + 40) * 1000)},
            TrackerBusyError(40),
            id="until when",
        ),
        pytest.param(400, {"code": "RATELIMITED"}, {}, TrackerBusyError(BUSY_SECONDS), id="for how long is not said"),
        pytest.param(
            200, {"code": "FORBIDDEN"}, {}, refused(TrackerRefusal.FORBIDDEN, "It went wrong"), id="forbidden"
        ),
        pytest.param(
            401, {"code": "AUTHENTICATION_ERROR"}, {}, refused(TrackerRefusal.BAD_TOKEN, "It went wrong"), id="token"
        ),
        pytest.param(200, {"code": "LOCK_TIMEOUT"}, {}, TrackerAwayError("LOCK_TIMEOUT"), id="ill"),
        pytest.param(
            200,
            {"code": "INPUT_ERROR", "userPresentableMessage": "Too  long"},
            {},
            refused(TrackerRefusal.INVALID, "Too long"),
            id="refused in words",
        ),
        pytest.param(200, None, {}, refused(TrackerRefusal.INVALID, "It went wrong"), id="without a code"),
    ],
)
def test_linear_says_what_went_wrong_in_its_answer(
    status: int, extensions: object, headers: dict[str, str], error: TrackerError
) -> None:
    body = {"errors": [{"message": "It went wrong", "extensions": extensions}], "data": None}

    assert asked_of_linear(lambda _: httpx.Response(status, json=body, headers=headers)) == error


def test_a_look_that_is_refused_does_not_say_that_nothing_is_there() -> None:
    body = {"errors": [{"message": "No", "extensions": {"code": "FORBIDDEN"}}]}
    answer = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    issue = Issue(TEAM, "ENG-1", "i", "", "", IssueState.OPEN, "", NOW)
    with httpx.Client(transport=answer) as client:
        tracker = linear(client, "t", base_url="https://api.linear.app/graphql", clock=lambda: NOW)
        with pytest.raises(TrackerRefusedError):
            tracker.made_of(TEAM, IssueDraft("k", 1, "", ()), since=NOW)
        with pytest.raises(TrackerRefusedError):
            tracker.has_comment(issue, CommentDraft("k", ()), since=NOW)


@pytest.mark.parametrize(
    ("token", "header"), [("lin_api_1", "lin_api_1"), ("lin_oauth_1", "Bearer lin_oauth_1")], ids=["key", "application"]
)
def test_linear_takes_a_key_alone_and_a_token_with_its_kind(token: str, header: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(500)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client, pytest.raises(TrackerAwayError):
        linear(client, token, base_url="https://api.linear.app/graphql", clock=lambda: NOW).checked(TEAM)

    assert seen == [header]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"retry-after": "30"}, 30, id="seconds"),
        pytest.param({"retry-after": "Mon, 30 Nov 2026 09:01:30 GMT"}, 90, id="a date"),
        pytest.param({"retry-after": "Mon, 30 Nov 2026 08:00:00 GMT"}, 1, id="a date that is over"),
        pytest.param({"retry-after": "soon"}, BUSY_SECONDS, id="no date"),
        pytest.param({"retry-after": "999999"}, LONGEST_BUSY, id="for ever"),
        pytest.param({}, BUSY_SECONDS, id="nothing"),
    ],
)
def test_how_long_a_tracker_is_left_alone(headers: dict[str, str], seconds: float) -> None:
    assert busy_seconds(headers, NOW) == seconds


def test_nothing_that_somebody_wrote_is_live() -> None:
    assert inert("@all #12 <b>*x*</b> [a](b)\n# head") == (
        "@\u200ball #\u200b12 &lt;b>\\*x\\*&lt;/b> \\[a\\](b)\n\\# head"
    )


def test_parts_are_written_as_markdown() -> None:
    parts = (
        TextPart(PartKind.PARAGRAPH, "One\nTwo"),
        TextPart(PartKind.QUOTE, "Three\n\nFour"),
        TextPart(PartKind.LINK, "Card", "https://x.test"),
    )

    assert markdown(parts) == "One  \nTwo\n\n> Three\n> \n> Four\n\n[Card](https://x.test)"


def test_parts_are_written_as_a_document_of_atlassian() -> None:
    parts = (
        TextPart(PartKind.PARAGRAPH, "One\n\nTwo"),
        TextPart(PartKind.QUOTE, "*Three*"),
        TextPart(PartKind.LINK, "Card", "https://x.test"),
    )

    first, quote, link, mark = adf(parts, "moorline:comment k")["content"]

    assert [each.get("text", each["type"]) for each in first["content"]] == ["One", "hardBreak", "hardBreak", "Two"]
    assert quote["content"][0]["content"] == [{"type": "text", "text": "*Three*"}]
    assert link["content"][0]["marks"] == [{"type": "link", "attrs": {"href": "https://x.test"}}]
    assert mark["content"][0]["text"] == "moorline:comment k"
    assert plain(parts[1:], "m") == "{noformat}*Three*{noformat}\n\nCard: https://x.test\n\n{noformat}m{noformat}"


@pytest.mark.parametrize("second", [429, 404, 502])
def test_an_issue_that_jira_made_and_does_not_show_may_be_there(second: int) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(201, json={"id": "1", "key": "PROD-7"})
        return httpx.Response(second, json={})

    place, access = Place(TrackerKind.JIRA, "PROD"), JiraAccess("https://x.test", "a@x.test", "t", "Task")
    with httpx.Client(transport=httpx.MockTransport(answer)) as client, pytest.raises(TrackerAwayError):
        jira(client, access, clock=lambda: NOW).create(place, IssueDraft("k", 1, "Export", ()))


def test_jira_says_at_which_field_something_is_wrong() -> None:
    said = {"errorMessages": ["No."], "errors": {"issuetype": "Specify a valid issue type"}}
    answer = httpx.MockTransport(lambda _: httpx.Response(400, json=said))
    place, access = Place(TrackerKind.JIRA, "PROD"), JiraAccess("https://x.test", "", "t", "Task")
    with httpx.Client(transport=answer) as client, pytest.raises(TrackerRefusedError) as error:
        jira(client, access, clock=lambda: NOW).create(place, IssueDraft("k", 1, "Export", ()))

    assert error.value.detail == "No.; issuetype: Specify a valid issue type"


@pytest.mark.parametrize("call", ["changed", "made_of"])
def test_long_lists_come_to_an_end(call: str) -> None:
    """Whatever a tracker says of further pages."""
    issue = {"id": "1", "key": "PROD-7", "fields": {"summary": "", "updated": "2026-11-30T09:00:00.000+0000"}}
    issue["fields"] |= {"status": {"name": "x", "statusCategory": {"key": "undefined"}}}  # type: ignore[operator] # a dict
    page = {"issues": [issue], "nextPageToken": "more", "total": 99}
    answer = httpx.MockTransport(lambda _: httpx.Response(200, json=page))
    place = Place(TrackerKind.JIRA, "PROD")
    with httpx.Client(transport=answer) as client:
        for email in ("", "a@x.test"):
            tracker = jira(client, JiraAccess("https://x.test", email, "t", "Task"), clock=lambda: NOW)
            found = (
                tracker.changed(place, since=NOW)
                if call == "changed"
                else [tracker.made_of(place, IssueDraft("k", 1, "", ()), since=NOW)]
            )
            assert len(found) == (10 if call == "changed" else 1)
