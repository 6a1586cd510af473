from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_samples import put_harbour
from loopback_slack import Answer, profile

from bot.handlers import sharing
from bot.handlers.audiences import MOST_READERS, Audiences
from bot.locale import Language
from bot.services.sharing import Sharing
from domain.sharing import Audience, SharingRefusal, sharing_refusal

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANNEL = {"id": "C0GENERAL", "name": "cs-team", "is_member": True, "num_members": 3}
PRESS = {"actions": [{"action_id": "health.share", "block_id": "b", "type": "button", "value": "17"}]}
POSTED = {
    "view": {
        "id": "V0SHARE",
        "type": "modal",
        "callback_id": "health.share.view",
        "private_metadata": "17 C0GENERAL",
        "state": {"values": {}},
    }
}


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    book = FakeLibrary()
    put_harbour(book)
    house.slack.users["U0WEI"] = profile("U0WEI")
    house.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)
    house.slack.users["U0EVE"] = profile("U0EVE", team_id="T0OTHER")
    house.slack.users["U0OLD"] = profile("U0OLD", deleted=True)
    audiences = Audiences(house.people, house.workspace)
    sharing.register(house.routes, Sharing(book, clock=lambda: NOON), audiences, language=Language.ZH_HANS)
    return book


def channel(house: FrontDesk, *members: str, **said: Any) -> None:
    """How Slack describes the channel, once."""
    house.slack.instead["conversations.info"].append(Answer({"ok": True, "channel": CHANNEL | said}))
    last = "more" if len(members) > MOST_READERS else ""
    pages = [members[:1], members[1:]] if members else [()]
    for page, cursor in zip(pages, ["next", last] if members else [last], strict=True):
        answer = {"ok": True, "members": list(page), "response_metadata": {"next_cursor": cursor}}
        house.slack.instead["conversations.members"].append(Answer(answer))


async def opened(house: FrontDesk) -> str:
    await house.interact("block_actions_message", **PRESS)
    [view] = await house.slack.until("views.open")
    if "Working on it" in str(view["view"]):
        [view] = await house.slack.until("views.update")
    return str(view["view"])


async def test_the_question_counts_the_people_who_read_there(house: FrontDesk, book: FakeLibrary) -> None:
    channel(house, "U0DANA", "U0WEI", "U0BOT", "U0OLD")

    view = await opened(house)

    assert "*#cs-team*" in view
    assert "2 people read it." in view
    assert "17 C0GENERAL" in view


@pytest.mark.parametrize(
    ("members", "said", "words"),
    [
        pytest.param(("U0DANA", "U0EVE"), {}, "people from outside the company", id="an outsider"),
        pytest.param(("U0DANA", "U0GUS"), {}, "guests read", id="a guest"),
        pytest.param(("U0DANA", "U0WEI"), {"is_ext_shared": True}, "people from outside", id="a shared channel"),
        pytest.param(("U0DANA", "U0WEI"), {"is_member": False}, "/invite @U0Bot", id="the bot is not there"),
        pytest.param(("U0DANA", "U0WEI"), {"is_im": True}, "nobody but you", id="a direct message"),
        pytest.param((), {"num_members": 5000}, "could not find out", id="too many to look at"),
        pytest.param(("U0DANA",) * (MOST_READERS + 1), {}, "could not find out", id="more than Slack counted"),
    ],
)
async def test_where_others_read_it_is_refused_in_words(
    house: FrontDesk, book: FakeLibrary, members: tuple[str, ...], said: dict[str, Any], words: str
) -> None:
    channel(house, *members, **said)

    assert words in await opened(house)


async def test_a_channel_that_the_bot_cannot_see_is_one_that_it_is_not_in(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.info"].append(Answer({"ok": False, "error": "channel_not_found"}))

    said = await opened(house)

    assert "/invite @U0Bot" in said
    assert "I am not in <#C0GENERAL>." in said


async def test_a_conversation_of_two_is_known_by_its_id_where_slack_says_nothing_of_it(house: FrontDesk) -> None:
    house.slack.instead["conversations.info"].append(Answer({"ok": False, "error": "missing_scope"}))

    audience = await Audiences(house.people, house.workspace).of("D0DANA", _reading(house))

    assert sharing_refusal(audience) is SharingRefusal.NOBODY_ELSE


async def test_a_failure_of_slack_is_no_refusal(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.info"].append(Answer({"ok": False, "error": "fatal_error"}))

    with pytest.raises(Exception, match="fatal_error"):
        await Audiences(house.people, house.workspace).of("C0GENERAL", _reading(house))


async def test_the_card_is_posted_in_the_workspaces_language_and_recorded(house: FrontDesk, book: FakeLibrary) -> None:
    channel(house, "U0DANA", "U0WEI")

    response = await house.interact("view_submission", **POSTED)

    await house.slack.until("chat.postMessage")
    [posted] = house.slack.said_to("chat.postMessage")
    assert posted["channel"] == "C0GENERAL"
    assert "负责人" in posted["text"]
    assert "<@" not in posted["text"]
    assert [str(posted[name]).lower() for name in ("unfurl_links", "unfurl_media")] in (["false"] * 2, ["0"] * 2)
    assert [entry.action for entry in book.tables.audit] == ["health.shared"]
    assert "Posted in *#cs-team*." in json.dumps(response.json() or house.slack.said_to("views.update"))


async def test_somebody_who_joined_in_between_stops_the_post(house: FrontDesk, book: FakeLibrary) -> None:
    channel(house, "U0DANA", "U0EVE")

    await house.interact("view_submission", **POSTED)

    assert house.slack.said_to("chat.postMessage") == []
    assert book.tables.audit == []


async def test_a_post_that_slack_refuses_is_said_and_recorded(house: FrontDesk, book: FakeLibrary) -> None:
    channel(house, "U0DANA", "U0WEI")
    house.slack.instead["chat.postMessage"].append(Answer({"ok": False, "error": "not_in_channel"}))

    response = await house.interact("view_submission", **POSTED)

    said = json.dumps(response.json() or await house.slack.until("views.update"))
    assert "Moorline is not in that channel." in said
    assert [entry.action for entry in book.tables.audit] == ["health.shared", "health.share_failed"]


async def test_an_audience_names_guests_and_outsiders(house: FrontDesk, book: FakeLibrary) -> None:
    channel(house, "U0GUS", "U0EVE", "U0DANA")

    audience = await Audiences(house.people, house.workspace).of("C0GENERAL", _reading(house))

    assert audience == Audience("C0GENERAL", "cs-team", 3, guests=("U0Gus",), outsiders=("U0Eve",))


def _reading(house: FrontDesk) -> Any:
    return house.people._reading
