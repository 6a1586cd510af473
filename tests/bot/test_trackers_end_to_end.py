"""From the click to the issue, from the webhook to "shipped" on the card: the real parts, on each database."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import httpx
import pytest
from fakes.trackers import BEGAN
from starlette.applications import Starlette
from tracker_stand_ins import TOKEN, Answer, GitHubStandIn, served

from bot.bootstrap import prepared
from bot.bootstrap.house import opened_house
from bot.bootstrap.tracker_work import trackers, working
from bot.bootstrap.trackers import tracker_desk, tracker_door
from bot.handlers.desk import Desk
from bot.http.metrics import Metrics
from bot.outbox.requests import register
from bot.outbox.wording import Wordings
from bot.services.requests import Requests
from bot.settings import Settings
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.tracker_form import PushForm
from domain.feedback.trackers import TrackerKind
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role
from integrations.trackers.calls import tracker_client
from storage.library import SqlLibrary

PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
TODAY = date(2026, 11, 20)
SECRET = "hook-secret"
FORM = PushForm(place="github:acme/app", permalink="https://acme.slack.com/archives/C0REPORTS/p175")


@pytest.fixture
def github() -> Iterator[GitHubStandIn]:
    stand_in = GitHubStandIn("acme/app")
    with served(stand_in):
        yield stand_in


@pytest.fixture
def ours(settings: Callable[..., Settings], github: GitHubStandIn) -> Settings:
    return settings(
        github_token=TOKEN,
        github_repositories="acme/app",
        github_api_url=github.url,
        github_webhook_secret=SECRET,
    )


def fill(library: SqlLibrary) -> None:
    with library.writing() as book:
        for member in (PRIYA, Member("U0DANA", "Dana", Role.CSM)):
            book.members.save(member)
        book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA"))
        book.feedback.add(Request(0, "Export to Excel", "By hand @all", 1, "U0DANA", BEGAN))
        book.feedback.add_voice(Voice(0, 1, Asker.INTERNAL, "U0DANA", BEGAN, Importance.MUST, quote="Please"))


def card(library: SqlLibrary, settings: Settings) -> str:
    wordings = Wordings(library, clock=lambda: BEGAN, zone="UTC", language=settings.language)
    register(wordings, Requests(library, lambda: BEGAN, "USD", may_push=True))
    said = wordings.said(Announcement(AnnouncementKind.TRIAGE, "C0REPORTS", "request:1", {"request": 1}))
    return str(said)


async def posted(settings: Settings, library: SqlLibrary, number: int) -> int:
    desk, metrics = Desk(workers=1), Metrics(lambda: 0)
    door = tracker_door(settings, library, desk, metrics)
    said = {"action": "closed", "issue": {"number": number}, "repository": {"full_name": "acme/app"}}
    body = json.dumps(said).encode()
    mac = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"x-hub-signature-256": f"sha256={mac}", "x-github-event": "issues", "x-github-delivery": "d1"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=door.routes())), base_url="http://bot"
    ) as http:
        status = (await http.post("/trackers/github", content=body, headers=headers)).status_code
    desk.close()
    return status


async def test_from_the_click_to_the_issue_to_the_webhook_to_shipped(
    ours: Settings, github: GitHubStandIn, library: SqlLibrary
) -> None:
    fill(library)
    before = card(library, ours)
    with working(ours, library) as work:
        tracker_desk(ours, library).push(PRIYA, "1", FORM, today=TODAY)
        waiting = card(library, ours)
        work.tick()
        made = card(library, ours)
        github.move(45, "completed")
        status = await posted(ours, library, 45)
        work.tick()

    [issue] = github.issues
    with library.reading() as book:
        request = book.feedback.of(1)
        news = [row for row in book.outbox.said_about("request:1") if row.announcement.kind == "request_news"]
    assert request is not None
    assert "Push to tracker…" in before
    assert "an issue is being made" in waiting
    assert "<https://github.test/acme/app/issues/45|GitHub acme/app#45> · open · checked" in made
    assert "Push to tracker…" not in made
    assert issue.title == "Export to Excel"
    assert "By hand @\u200ball" in issue.body
    assert "(https://acme.slack.com/archives/C0REPORTS/p175)" in issue.body
    assert "<!-- moorline:request:1 " in issue.body
    assert (status, request.state) == (202, RequestState.SHIPPED)
    assert "🎉 shipped" in card(library, ours)
    assert [(line.announcement.to, line.announcement.facts["by"]) for line in news] == [("U0DANA", "GitHub")]


def test_an_answer_that_got_lost_on_the_way_makes_no_second_issue(
    ours: Settings, github: GitHubStandIn, library: SqlLibrary
) -> None:
    fill(library)
    github.now = datetime.now(UTC)
    github.instead.append(Answer(502, is_done=True))
    with working(ours, library) as work:
        tracker_desk(ours, library).push(PRIYA, "1", FORM, today=TODAY)
        work.tick()
        with library.writing() as book:
            [waiting] = book.trackers.of_request(1)
            link = waiting.link
            book.trackers.save(replace(link, work=replace(link.work, due_at=link.at)))
        work.tick()

    with library.reading() as book:
        [glance] = book.trackers.of_request(1)
    assert (waiting.link.issue, waiting.link.work.is_begun) == ("", True)
    assert (glance.link.issue, len(github.issues)) == ("45", 1)


async def test_what_github_refuses_stands_on_the_card_with_a_way_to_try_again(
    ours: Settings, github: GitHubStandIn, library: SqlLibrary
) -> None:
    fill(library)
    github.instead.append(Answer(403, {"message": "Resource not accessible by personal access token"}))
    with working(ours, library) as work:
        tracker_desk(ours, library).push(PRIYA, "1", FORM, today=TODAY)
        work.tick()
        refused = card(library, ours)
        tracker_desk(ours, library).retry(PRIYA, "1")
        work.tick()

    assert "the token may not read and write issues there. An admin gives it that right" in refused
    assert "“Resource not accessible by personal access token”" in refused
    assert "'Retry'" in refused
    assert "acme/app#45" in card(library, ours)


async def test_a_bot_with_a_webhook_secret_listens_for_its_tracker(ours: Settings, github: GitHubStandIn) -> None:
    del github
    prepared(ours)
    async with opened_house(ours) as house:
        transport = httpx.ASGITransport(house.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            statuses = [
                (await http.post(f"/trackers/{kind}", content=b"{}")).status_code for kind in ("github", "linear")
            ]
            metrics = (await http.get("/metrics")).text

    assert statuses == [401, 404]
    assert 'moorline_tracker_hooks_total{status="401",tracker="github"} 1.0' in metrics


def test_each_tracker_that_is_set_up_has_its_adapter(settings: Callable[..., Settings]) -> None:
    every = settings(
        github_token="t",
        github_repositories="acme/app",
        linear_token="t",
        linear_teams="ENG",
        jira_token="t",
        jira_projects="PROD",
        jira_url="https://acme.atlassian.net",
        jira_email="a@b.c",
    )
    with tracker_client() as client:
        found = trackers(every, client)

    assert {kind: tracker.kind for kind, tracker in found.items()} == {kind: kind for kind in TrackerKind}
