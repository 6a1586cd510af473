"""`Push to tracker…`, from the click on the card to the record, and `Retry`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from loopback_slack import eventually

from bot.blocks.tracker_issue import TrackerIssueWords
from bot.handlers import menus, trackers
from bot.handlers.trackers import permalink_in
from bot.locale import Language, words_for
from bot.services.tracker_desk import TrackerDesk
from bot.services.tracker_texts import TrackerTexts, TrackerWords
from domain.accounts import Account
from domain.feedback.request import Asker, Importance, ProductArea, Request, Voice
from domain.feedback.tracker_links import LinkWay, WorkState, failed
from domain.feedback.trackers import Place, TrackerKind, TrackerRefusal
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
APP, TEAM = Place(TrackerKind.GITHUB, "acme/app"), Place(TrackerKind.LINEAR, "ENG")
CARD = {"type": "message", "message_ts": "17.5", "channel_id": "C0REPORTS"}


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    library.tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    library.tables.requests[1] = Request(1, "Export for Acme", "By hand", 1, "U0LEE", NOW)
    library.tables.voices.append(Voice(1, 1, Asker.ACCOUNT, "U0LEE", NOW, Importance.MUST, 1, quote="Acme needs it"))
    house.library.book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))
    made = TrackerIssueWords(words_for(Language.EN))
    texts = TrackerTexts(TrackerWords(made.title, made.issue, made.voice, made.merged), "USD")
    desk = TrackerDesk(library, lambda: NOW, texts, (APP, TEAM), {}, may_name=True, new_key=lambda: "key-1")
    trackers.register(house.routes, desk)
    menus.register(house.routes)
    return library


def click(action: str, value: str = "") -> dict[str, Any]:
    return {"actions": [{"action_id": action, "block_id": "b", "type": "button", "value": value}]}


def submitted(metadata: str = '[1, "https://x.test/p1"]', **values: dict[str, Any]) -> dict[str, Any]:
    elements = {"names": "trackers.push.names", "way": "trackers.push.way"}
    state = {field: {elements.get(field, field): said} for field, said in values.items()}
    view = {"id": "V0FORM", "type": "modal", "callback_id": "trackers.push.view", "private_metadata": metadata}
    return {"view": {**view, "state": {"values": state}}}


def chosen(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value}}


async def opened(house: FrontDesk) -> str:
    menu = {"type": "overflow", "action_id": "row.menu:1", "selected_option": {"value": "trackers.push:1"}}
    team = {"id": "T0HOME", "domain": "acme"}
    await house.interact("block_actions_message", actions=[menu], container=CARD, team=team)
    [said] = await house.slack.until("views.open")
    return str(said["view"])


async def test_the_form_shows_what_would_leave(house: FrontDesk, book: FakeLibrary) -> None:
    view = await opened(house)

    assert "GitHub acme/app" in view
    assert "account A needs it" in view
    assert "Acme needs it" not in view
    assert "https://acme.slack.com/archives/C0REPORTS/p175" in view


async def test_choosing_names_shows_them(house: FrontDesk, book: FakeLibrary) -> None:
    form = submitted(names=chosen("names"), place=chosen("github:acme/app"))
    await house.interact("block_actions_modal", **click("trackers.push.names"), **form)

    [said] = await house.slack.until("views.update")
    assert "Acme needs it" in str(said["view"])


async def test_linking_asks_which_issue(house: FrontDesk, book: FakeLibrary) -> None:
    first = await opened(house)
    form = submitted(way=chosen("link"), place=chosen("linear:ENG"))
    await house.interact("block_actions_modal", **click("trackers.push.way"), **form)

    [said] = await house.slack.until("views.update")
    assert "Which issue?" not in first
    assert "Which issue?" in str(said["view"])
    assert "as a comment on that issue" in str(said["view"])


async def test_what_is_pushed_is_recorded(house: FrontDesk, book: FakeLibrary) -> None:
    form = submitted(place=chosen("linear:ENG"), way=chosen("create"), names=chosen("names"))
    response = await house.interact("view_submission", **form)

    link = book.tables.tracker_links[1]
    assert "goes to Linear ENG" in response.text
    assert (link.place, link.way, link.with_names, link.permalink) == (TEAM, LinkWay.CREATE, True, "https://x.test/p1")


async def test_an_issue_that_is_there_is_linked_by_its_address(house: FrontDesk, book: FakeLibrary) -> None:
    issue = {"type": "plain_text_input", "value": "https://github.com/acme/app/issues/45"}
    form = submitted(place=chosen("github:acme/app"), way=chosen("link"), issue=issue)
    again = submitted(place=chosen("github:acme/app"), way=chosen("create"))
    again["view"] |= {"id": "V0OTHER", "hash": "2.other"}
    again["trigger_id"] = "other"

    response = await house.interact("view_submission", **form)
    second = await house.interact("view_submission", **again)

    assert "is linked to GitHub acme/app#45" in response.text
    assert "stands in GitHub acme/app#45 already" in second.text


async def test_what_cannot_be_meant_is_said_at_its_field(house: FrontDesk, book: FakeLibrary) -> None:
    form = submitted(place=chosen("github:acme/app"), way=chosen("link"))

    response = await house.interact("view_submission", **form)

    assert response.json()["errors"] == {"issue": "Write the address or the key of the issue."}


async def test_what_was_given_up_is_tried_again(house: FrontDesk, book: FakeLibrary) -> None:
    await house.interact("view_submission", **submitted(place=chosen("github:acme/app"), way=chosen("create")))
    link = book.tables.tracker_links[1]
    book.tables.tracker_links[1] = replace(link, work=failed(link.work, TrackerRefusal.FORBIDDEN))

    await house.interact("block_actions_message", **click("trackers.retry:1", "1"))

    await eventually(lambda: book.tables.tracker_links[1].work.state is WorkState.NEW)


def test_a_card_has_an_address_where_slack_says_where_it_stands() -> None:
    whole = {"container": CARD, "team": {"domain": "acme"}}

    assert permalink_in(whole) == "https://acme.slack.com/archives/C0REPORTS/p175"
    assert [permalink_in(each) for each in ({}, {**whole, "team": {}}, {**whole, "container": {}})] == ["", "", ""]
