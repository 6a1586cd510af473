"""A reaction and a mention, from the event to the offer that only its asker sees; and the emoji that admins choose."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from loopback_slack import BOT, Answer, eventually, profile

from bot.handlers import capture_settings, feedback, offers
from bot.handlers.audiences import Audiences
from bot.handlers.offers import Surface
from bot.handlers.pointing import Pointed, plainly, pointed_at, pointed_in
from bot.handlers.responding import Responder
from bot.http.clients import posting_client, session
from bot.services.capture_emoji import CaptureEmoji
from bot.services.deliveries import Deliveries
from bot.services.health import Health
from bot.services.requests import Requests
from domain.feedback.request import ProductArea, Source
from domain.permissions import Member, Role
from domain.preferences import WorkspaceRules

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINK = "https://x.slack.com/archives/C0TEAM/p175"
HOSTILE = "<!channel> we need <https://evil.test|dark mode> \u202eplease, <@U0LEE>"


@pytest.fixture
async def book(house: FrontDesk) -> Any:
    library = FakeLibrary()
    library.tables.rules = WorkspaceRules(capture_emoji={"C0TEAM": "bulb"})
    library.tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA", is_default=True)
    reading = house.workspace._reading
    async with session() as http:
        posting = posting_client(http, token="xoxb-loopback", base_url=house.slack.api)
        responder = Responder(http, posting)
        surface = Surface(house.admission, house.workspace, posting, reading, responder, house.desk)
        emoji = CaptureEmoji(library, lambda: NOW)
        offers.register(house.routes, emoji, Deliveries(library, clock=lambda: NOW), surface)
        feedback.register(house.routes, Requests(library, lambda: NOW, "USD"), Health(library))
        capture_settings.register(house.routes, emoji, Audiences(house.people, house.workspace))
        says(house, HOSTILE)
        yield library


def says(house: FrontDesk, text: str, *, thread: str = "") -> None:
    """What the message at 17.5 says, each time it is read."""
    found = {"ts": "17.5", "text": text} | ({"thread_ts": thread} if thread else {})
    for _ in range(4):
        house.slack.instead["conversations.history"].append(Answer({"ok": True, "messages": [found]}))
        house.slack.instead["chat.getPermalink"].append(Answer({"ok": True, "permalink": LINK}))


async def react(
    house: FrontDesk, emoji: str = "bulb", *, user: str = "U0DANA", event: str = "Ev1", channel: str = "C0TEAM"
) -> None:
    item = {"type": "message", "channel": channel, "ts": "17.5"}
    said = {"type": "reaction_added", "user": user, "reaction": emoji, "item": item, "item_user": "U0LEE"}
    await house.event(event=said, event_id=event)
    await eventually(lambda: house.desk.going == 0)


async def mention(house: FrontDesk, text: str, **said: Any) -> None:
    event = {"type": "app_mention", "user": "U0DANA", "text": f"<@{BOT}> {text}", "channel": "C0TEAM", "ts": "18.5"}
    await house.event(event=event | said, event_id=f"Ev{text}{said}")
    await eventually(lambda: house.desk.going == 0)


def offered(house: FrontDesk) -> list[dict[str, Any]]:
    return house.slack.said_to("chat.postEphemeral")


def blocks(said: dict[str, Any]) -> list[dict[str, Any]]:
    found = said["blocks"]
    return list(json.loads(found) if isinstance(found, str) else found)


def values(said: dict[str, Any]) -> dict[str, Pointed]:
    buttons = [each for block in blocks(said) for each in block.get("elements", ()) if each["type"] == "button"]
    return {each["text"]["text"]: pointed_in(each["value"]) for each in buttons}


async def test_a_marked_message_is_offered_to_whoever_marked_it(house: FrontDesk, book: FakeLibrary) -> None:
    await react(house, "bulb::skin-tone-2")

    [said] = offered(house)
    [pointed] = values(said).values()
    assert (said["channel"], said["user"], "thread_ts" in said) == ("C0TEAM", "U0DANA", False)
    assert blocks(said)[0]["text"]["text"] == "You marked this message with :bulb:. Send it to product?"
    assert blocks(said)[1]["elements"][0]["elements"][0]["text"] == (
        "@channel we need dark mode (https://evil.test) please, @U0LEE"
    )
    assert pointed == Pointed("C0TEAM", "17.5", text=HOSTILE, link=LINK)
    [read] = house.slack.said_to("conversations.history")
    assert (read["oldest"], read["latest"], str(read["limit"])) == ("17.5", "17.5", "1")


def quoted(block: dict[str, Any]) -> str:
    """The words of the message, as they stand in the form: to be read, not to be changed."""
    [quote] = block["elements"]
    return "".join(part["text"] for part in quote["elements"])


async def test_the_button_opens_the_form_with_the_words(house: FrontDesk, book: FakeLibrary) -> None:
    pointed = Pointed("C0TEAM", "17.5", "16.0", HOSTILE, LINK)
    press = {"action_id": "feedback.pointed:words", "block_id": "b", "type": "button", "value": pointed.value()}
    await house.interact("block_actions_message", actions=[press])

    [opened] = await house.slack.until("views.open")
    plain = "@channel we need dark mode (https://evil.test) please, @U0LEE"
    fields = {block.get("block_id"): block for block in opened["view"]["blocks"]}
    assert quoted(fields["quote"]) == plain
    assert fields["title"]["element"]["initial_value"] == plain.removeprefix("@channel ")
    assert json.loads(opened["view"]["private_metadata"]) == {
        "channel": "C0TEAM",
        "ts": "17.5",
        "link": LINK,
        "thread": "16.0",
    }


async def test_a_message_too_long_for_a_button_is_read_when_it_is_pressed(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.history"].clear()
    says(house, "导出 & more. " * 300)
    await react(house)
    [pointed] = values(offered(house)[0]).values()
    press = {"action_id": "feedback.pointed:words", "block_id": "b", "type": "button", "value": pointed.value()}
    await house.interact("block_actions_message", actions=[press])

    [opened] = await house.slack.until("views.open")
    fields = {block.get("block_id"): block for block in opened["view"]["blocks"]}
    assert pointed.text is None
    assert quoted(fields["quote"]) == ("导出 & more. " * 300)[:3000]
    assert len(house.slack.said_to("conversations.history")) == 2


async def test_a_reply_is_read_in_its_thread_and_offered_there(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["conversations.history"].clear()
    house.slack.instead["conversations.history"].append(Answer({"ok": True, "messages": [{"ts": "16.0"}]}))
    reply = {"ts": "17.5", "thread_ts": "16.0", "text": "SSO, please"}
    house.slack.instead["conversations.replies"].append(Answer({"ok": True, "messages": [{"ts": "16.0"}, reply]}))

    await react(house)

    assert offered(house)[0]["thread_ts"] == "16.0"
    assert [pointed.text for pointed in values(offered(house)[0]).values()] == ["SSO, please"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"ok": False, "error": "missing_scope"}, id="not allowed to read"),
        pytest.param({"ok": True, "messages": []}, id="gone"),
    ],
)
async def test_what_may_not_be_read_is_offered_without_its_words(
    house: FrontDesk, book: FakeLibrary, answer: dict[str, Any]
) -> None:
    house.slack.instead["conversations.history"].clear()
    house.slack.instead["chat.getPermalink"].clear()
    house.slack.instead["conversations.history"].append(Answer(answer))
    house.slack.instead["conversations.replies"].append(Answer({"ok": True, "messages": []}))
    house.slack.instead["chat.getPermalink"].append(Answer({"ok": False, "error": "message_not_found"}))

    await react(house)

    [said] = offered(house)
    assert "I may not read it here" in str(said)
    assert list(values(said).values()) == [Pointed("C0TEAM", "17.5")]


async def test_it_is_offered_once_however_often_it_is_marked(house: FrontDesk, book: FakeLibrary) -> None:
    await react(house)
    await react(house)
    await react(house, event="Ev2")

    assert len(offered(house)) == 1


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"emoji": "eyes"}, id="another emoji"),
        pytest.param({"channel": "C0OTHER"}, id="a channel that has none"),
    ],
)
async def test_other_reactions_are_dropped_unread(house: FrontDesk, book: FakeLibrary, how: dict[str, str]) -> None:
    await react(house, **how)

    assert [call.method for call in house.slack.calls] == []


async def test_guests_outsiders_and_bots_are_offered_nothing(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)
    house.slack.users["U0EVE"] = profile("U0EVE", team_id="T0OTHER")
    for number, user in enumerate(("U0GUS", "U0EVE", BOT)):
        await react(house, user=user, event=f"Ev{number}")

    assert offered(house) == []
    refused = [(entry.actor, entry.origin) for entry in house.library.book.audit.entries()]
    assert refused == [("U0EVE", "reaction_added"), ("U0GUS", "reaction_added")]


async def test_where_nothing_may_be_shown_it_comes_by_direct_message(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.instead["chat.postEphemeral"].append(Answer({"ok": False, "error": "not_in_channel"}))

    await react(house)

    [said] = await house.slack.until("chat.postMessage")
    assert said["channel"] == "D0DANA"
    assert list(values(said)) == ["Send to product"]


async def test_words_beside_a_mention_are_offered(house: FrontDesk, book: FakeLibrary) -> None:
    await mention(house, "they want <!here> SSO")

    [said] = offered(house)
    assert values(said) == {"Send these words": Pointed("C0TEAM", "18.5", text="they want <!here> SSO", link=LINK)}
    assert "they want @here SSO" in str(said)
    assert house.slack.said_to("conversations.history") == []


async def test_a_mention_in_a_thread_offers_what_stands_above(house: FrontDesk, book: FakeLibrary) -> None:
    await mention(house, "", ts="18.5", thread_ts="17.5")
    await mention(house, "SSO", ts="19.5", thread_ts="17.5")

    alone, both = offered(house)
    assert list(values(alone)) == ["Send the message above"]
    assert values(alone)["Send the message above"] == Pointed("C0TEAM", "17.5", "17.5", HOSTILE, LINK)
    assert list(values(both)) == ["Send these words", "Send the message above"]
    assert both["thread_ts"] == "17.5"


async def test_a_mention_alone_says_what_it_can_do(house: FrontDesk, book: FakeLibrary) -> None:
    await mention(house, "")

    assert offered(house)[0]["text"].startswith("Mention me with what a customer asks for")


async def test_a_mention_by_a_guest_is_refused_in_words(house: FrontDesk, book: FakeLibrary) -> None:
    house.slack.users["U0GUS"] = profile("U0GUS", is_restricted=True)

    await mention(house, "free coffee", user="U0GUS")

    [said] = offered(house)
    assert "guests and visitors cannot use it" in said["text"]
    assert house.library.book.audit.entries()[0].origin == "app_mention"


async def test_mentions_by_bots_and_the_same_one_again_are_left_alone(house: FrontDesk, book: FakeLibrary) -> None:
    await mention(house, "SSO", bot_id="B0OTHER")
    await mention(house, "SSO", user=BOT, ts="1.0")
    await mention(house, "SSO", ts="2.0")
    await mention(house, "SSO, edited", ts="2.0")

    assert len(offered(house)) == 1


def make_admin(house: FrontDesk) -> None:
    house.library.book.members.save(Member("U0DANA", "Dana", Role.ADMIN))


def chosen(emoji: str) -> dict[str, Any]:
    state = {
        "channel": {"channel": {"type": "multi_conversations_select", "selected_conversations": ["C0TEAM"]}},
        "emoji": {"emoji": {"type": "plain_text_input", "value": emoji}},
    }
    return {"view": {"id": "V0E", "type": "modal", "callback_id": "feedback.emoji.view", "state": {"values": state}}}


async def test_admins_see_and_choose_the_emoji_on_top_of_the_settings(house: FrontDesk, book: FakeLibrary) -> None:
    make_admin(house)
    inside = {"ok": True, "channel": {"id": "C0TEAM", "is_member": True, "num_members": 0}}
    house.slack.instead["conversations.info"].append(Answer(inside))
    house.slack.instead["conversations.members"].append(Answer({"ok": True, "members": []}))
    press = {"action_id": "feedback.emoji", "block_id": "b", "type": "button", "value": ""}
    await house.interact("block_actions_modal", actions=[press])
    [pushed] = await house.slack.until("views.push")
    response = await house.interact("view_submission", **chosen(":eyes:"))

    assert "• <#C0TEAM> :bulb:" in str(pushed["view"])
    assert "• <#C0TEAM> :eyes:" in response.text
    assert book.tables.rules.capture_emoji == {"C0TEAM": "eyes"}


async def test_nothing_written_turns_it_off(house: FrontDesk, book: FakeLibrary) -> None:
    make_admin(house)

    response = await house.interact("view_submission", **chosen(" "))

    assert "No channel has one yet." in response.text
    assert book.tables.rules.capture_emoji == {}


@pytest.mark.parametrize(
    ("emoji", "is_inside", "errors"),
    [
        pytest.param("💡", True, {"emoji": "Write the name of one emoji, like bulb."}, id="no name"),
        pytest.param("bulb", False, {"channel": "I am not in that channel. Invite me there first."}, id="not there"),
    ],
)
async def test_what_cannot_be_chosen_is_said_at_its_field(
    house: FrontDesk,
    book: FakeLibrary,
    emoji: str,
    is_inside: bool,  # noqa: FBT001 - a parameter
    errors: dict[str, str],
) -> None:
    make_admin(house)
    place = {"ok": True, "channel": {"id": "C0TEAM", "is_member": is_inside, "num_members": 0}}
    house.slack.instead["conversations.info"].append(Answer(place))
    house.slack.instead["conversations.members"].append(Answer({"ok": True, "members": []}))
    house.slack.instead["conversations.join"].append(Answer({"ok": False, "error": "missing_scope"}))

    response = await house.interact("view_submission", **chosen(emoji))

    assert response.json()["errors"] == errors


async def test_who_is_no_admin_chooses_no_emoji(house: FrontDesk, book: FakeLibrary) -> None:
    response = await house.interact("view_submission", **chosen(""))

    assert "Your role does not allow this." in response.text


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        pytest.param("<@U1|dana> &lt;!here&gt; a &amp; b", "@dana <!here> a & b", id="typed markup stays letters"),
        pytest.param("<#C1|team> <#C2>", "#team #C2", id="channels"),
        pytest.param("<!subteam^S1|@support> <!subteam^S2> <!date^1^x|today>", "@support @subteam today", id="calls"),
        pytest.param("<https://x.test> <https://x.test|x.test>", "https://x.test https://x.test", id="links"),
        pytest.param(":bulb: 👍 مرحبا", ":bulb: 👍 مرحبا", id="emoji and other scripts"),
    ],
)
def test_a_message_is_read_in_plain_words(said: str, plain: str) -> None:
    assert plainly(said) == plain


def test_what_points_nowhere_opens_an_empty_form() -> None:
    nowhere = Pointed("", "")

    assert [pointed_in(value) for value in ("<!channel>", "null", "[1]", "")] == [nowhere] * 4
    assert (pointed_at({}), nowhere.form().source) == (nowhere, None)
    assert pointed_at({"message": {"ts": "1.0"}, "channel": {"id": "C1"}}).form().source == Source("C1", "1.0")
