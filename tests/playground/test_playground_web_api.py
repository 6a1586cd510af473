import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from functools import partial
from typing import Any

import aiohttp
import httpx
import pytest
from playground_stage import (
    GIL,
    MAYA,
    OMAR,
    OTTO,
    SECRETS,
    Stage,
    actions,
    button,
    modal,
    plain,
    section,
    served,
    staged,
)
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from playground import acts
from playground.channels import ChannelKind
from playground.faults import Fault, FaultKind
from playground.json_types import Json
from playground.people import Person

HOME: Json = {"type": "home", "blocks": [section()]}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one:
        yield one


@pytest.fixture
async def slack(stage: Stage) -> AsyncIterator[AsyncWebClient]:
    async with served(stage) as client:
        yield client


async def refusal(call: Awaitable[AsyncSlackResponse]) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def post(stage: Stage, path: str, **how: Any) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(f"{stage.workspace.base_url}{path}", **how)


def trigger(stage: Stage, view_id: str | None = None) -> str:
    return stage.workspace.triggers.issue(stage.app.id, MAYA, view_id)


async def test_auth_test_says_who_the_app_is_and_what_it_may(stage: Stage, slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()

    assert answer["user_id"] == stage.app.bot_user_id
    assert answer["bot_id"] == stage.app.bot_id
    assert answer["team_id"] == "T0HARBOUR1"
    assert answer.headers["x-oauth-scopes"].split(",") == sorted(stage.app.scopes)


async def test_api_test_needs_no_token_and_echoes(stage: Stage, slack: AsyncWebClient) -> None:
    echoed = await post(stage, "/api/api.test", json={"foo": "bar", "token": "x"})
    failed = await post(stage, "/api/api.test", data={"error": "my_error"})

    assert echoed.json() == {"ok": True, "args": {"foo": "bar"}}
    assert failed.json() == {"ok": False, "error": "my_error", "args": {"error": "my_error"}}


@pytest.mark.parametrize(
    ("token", "error"),
    [
        pytest.param("", "not_authed", id="no token"),
        pytest.param("xoxb-wrong", "invalid_auth", id="an unknown token"),
        pytest.param("xapp-stage", "not_allowed_token_type", id="the app-level token"),
    ],
)
async def test_who_is_not_known_is_refused(stage: Stage, slack: AsyncWebClient, token: str, error: str) -> None:
    answer = await post(stage, "/api/auth.test", data={"token": token})

    assert answer.json() == {"ok": False, "error": error}


@pytest.mark.parametrize(
    ("path", "how", "error"),
    [
        pytest.param("/api/no.such", {"data": {"token": "xoxb-stage"}}, "unknown_method", id="no such method"),
        pytest.param(
            "/api/auth.test",
            {"content": "{", "headers": {"content-type": "application/json"}},
            "invalid_json",
            id="broken JSON",
        ),
        pytest.param("/api/auth.test", {"json": ["x"]}, "json_not_object", id="JSON that is a list"),
        pytest.param("/api/users.info", {"data": {"token": "xoxb-stage"}}, "invalid_arguments", id="an argument lacks"),
        pytest.param(
            "/api/chat.postMessage",
            {"data": {"token": "xoxb-stage", "channel": "general", "blocks": "[{"}},
            "invalid_blocks_format",
            id="blocks that are no JSON",
        ),
        pytest.param(
            "/api/chat.postMessage",
            {"json": {"token": "xoxb-stage", "channel": "general", "blocks": {}}},
            "invalid_blocks_format",
            id="blocks that are no list",
        ),
        pytest.param(
            "/api/chat.postMessage",
            {"json": {"token": "xoxb-stage", "channel": "general", "text": "x", "attachments": {}}},
            "invalid_attachments",
            id="attachments that are no list",
        ),
        pytest.param(
            "/api/chat.postMessage",
            {"json": {"token": "xoxb-stage", "channel": "general", "text": "x", "attachments": [{}] * 101}},
            "too_many_attachments",
            id="too many attachments",
        ),
        pytest.param(
            "/api/chat.postMessage",
            {"json": {"token": "xoxb-stage", "channel": "general", "text": "x", "metadata": {"event_type": "x"}}},
            "invalid_metadata_format",
            id="metadata without its payload",
        ),
    ],
)
async def test_a_malformed_call_is_refused(
    stage: Stage, slack: AsyncWebClient, path: str, how: Json, error: str
) -> None:
    answer = await post(stage, path, **how)

    assert answer.json()["error"] == error


async def test_a_scope_that_was_not_asked_for_is_missing(stage: Stage, slack: AsyncWebClient) -> None:
    stage.app.scopes = frozenset({"commands"})

    answer = await post(stage, "/api/chat.postMessage", data={"token": "xoxb-stage"})

    assert answer.json() == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "commands",
    }


async def test_a_posted_message_is_seen_and_described(stage: Stage, slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(
        channel=stage.channel("general").id,
        text="Hello",
        blocks=[actions(button())],
        metadata={"event_type": "x", "event_payload": {"id": 1}},
    )

    [message] = stage.seen_by(OMAR)
    assert (answer["ts"], answer["channel"]) == (message.ts, message.channel_id)
    assert answer["message"]["bot_id"] == stage.app.bot_id
    assert answer["message"]["metadata"]["event_payload"] == {"id": 1}
    assert message.text == "Hello"


async def test_a_message_finds_its_channel_by_name_and_its_person_by_id(stage: Stage, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="#general", text="By name")
    direct = await slack.chat_postMessage(channel=MAYA, text="To Maya")

    assert stage.texts(MAYA) == ["By name"]
    assert stage.workspace.channels.named(direct["channel"]).kind is ChannelKind.IM


async def test_slack_refuses_where_the_bot_is_not(stage: Stage, slack: AsyncWebClient) -> None:
    quiet = stage.workspace.open_channel("quiet", members=[MAYA])
    old = stage.workspace.open_channel("old", members=[stage.app.bot_user_id])
    old.is_archived = True

    assert await refusal(slack.chat_postMessage(channel=quiet.id, text="x")) == "not_in_channel"
    assert await refusal(slack.chat_postMessage(channel=old.id, text="x")) == "is_archived"
    assert await refusal(slack.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    leadership = stage.channel("leadership").id
    assert await refusal(slack.chat_postMessage(channel=leadership, text="x")) == "channel_not_found"


async def test_with_the_public_scope_a_bot_posts_to_public_channels_uninvited(
    stage: Stage, slack: AsyncWebClient
) -> None:
    quiet = stage.workspace.open_channel("quiet", members=[MAYA])
    stage.app.scopes |= {"chat:write.public"}

    await slack.chat_postMessage(channel=quiet.id, text="Hello")

    assert stage.texts(MAYA, "quiet") == ["Hello"]


async def test_slack_refuses_words_it_cannot_show(stage: Stage, slack: AsyncWebClient) -> None:
    too_wide: Json = {"type": "header", "text": plain("x" * 151)}

    silent = await post(stage, "/api/chat.postMessage", data={"token": "xoxb-stage", "channel": "general"})
    assert silent.json()["error"] == "no_text"
    assert await refusal(slack.chat_postMessage(channel="general", text="x" * 40_001)) == "msg_too_long"
    with pytest.raises(SlackApiError) as refused:
        await slack.chat_postMessage(channel="general", text="x", blocks=[too_wide])
    assert refused.value.response["response_metadata"] == {
        "messages": ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"]
    }


async def test_a_reply_to_a_reply_belongs_to_the_first_message(stage: Stage, slack: AsyncWebClient) -> None:
    first = await slack.chat_postMessage(channel="general", text="1")
    second = await slack.chat_postMessage(channel="general", text="2", thread_ts=first["ts"])

    third = await slack.chat_postMessage(channel="general", text="3", thread_ts=second["ts"], reply_broadcast=True)

    assert third["message"]["thread_ts"] == first["ts"]
    assert stage.texts(MAYA) == ["1", "3"]


async def test_an_ephemeral_message_is_seen_by_its_reader_only(stage: Stage, slack: AsyncWebClient) -> None:
    channel = stage.channel("general").id

    posted = await slack.chat_postEphemeral(channel=channel, user=MAYA, text="Hush")

    assert (stage.texts(MAYA), stage.texts(OMAR)) == (["Hush"], [])
    assert await refusal(slack.chat_update(channel=channel, ts=posted["message_ts"], text="x")) == "message_not_found"
    assert await refusal(slack.chat_postEphemeral(channel=channel, user=GIL, text="x")) == "user_not_in_channel"
    history = await slack.conversations_history(channel=channel)
    assert history["messages"] == []


async def test_an_update_keeps_what_it_does_not_say(stage: Stage, slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="general", text="Before", blocks=[section()])

    updated = await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="After")

    [message] = stage.seen_by(MAYA)
    assert (updated["text"], len(message.blocks)) == ("After", 1)
    assert updated["message"]["edited"]["user"] == stage.app.bot_user_id


async def test_a_bot_changes_only_its_own_messages(stage: Stage, slack: AsyncWebClient) -> None:
    channel = stage.channel("general").id

    await acts.type_message(stage.workspace, MAYA, channel, "Mine")
    ts = stage.seen_by(MAYA)[0].ts

    assert await refusal(slack.chat_update(channel=channel, ts=ts, text="x")) == "cant_update_message"
    assert await refusal(slack.chat_delete(channel=channel, ts=ts)) == "cant_delete_message"
    assert await refusal(slack.chat_delete(channel=channel, ts="1.0")) == "message_not_found"


async def test_an_update_needs_words_and_a_delete_takes_them_all(stage: Stage, slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="general", text="Hello")
    where = {"token": "xoxb-stage", "channel": posted["channel"], "ts": posted["ts"]}

    answer = await post(stage, "/api/chat.update", data=where)
    await slack.chat_delete(channel=posted["channel"], ts=posted["ts"])

    assert answer.json()["error"] == "no_text"
    assert stage.texts(MAYA) == []


async def test_attachments_are_told_as_they_were_sent(stage: Stage, slack: AsyncWebClient) -> None:
    sent = await slack.chat_postMessage(channel="general", text="See", attachments=[{"fallback": "x", "text": "x"}])

    assert sent["message"]["attachments"] == [{"fallback": "x", "text": "x"}]


async def test_a_permalink_names_message_and_thread(stage: Stage, slack: AsyncWebClient) -> None:
    parent = await slack.chat_postMessage(channel="general", text="1")
    reply = await slack.chat_postMessage(channel="general", text="2", thread_ts=parent["ts"])

    first = await slack.chat_getPermalink(channel=parent["channel"], message_ts=parent["ts"])
    second = await slack.chat_getPermalink(channel=parent["channel"], message_ts=reply["ts"])

    place = f"{stage.workspace.base_url}/archives/{parent['channel']}/p"
    assert first["permalink"] == place + parent["ts"].replace(".", "")
    assert second["permalink"].endswith(f"?thread_ts={parent['ts']}&cid={parent['channel']}")


async def test_a_direct_message_is_opened_once(stage: Stage, slack: AsyncWebClient) -> None:
    first = await slack.conversations_open(users=MAYA)
    second = await slack.conversations_open(users=[MAYA], return_im=True)
    third = await slack.conversations_open(channel=first["channel"]["id"])

    assert first["channel"]["id"] == second["channel"]["id"] == third["channel"]["id"]
    assert second["channel"]["user"] == MAYA
    assert await refusal(slack.conversations_open(users="U404")) == "user_not_found"


async def test_channels_are_described_to_their_members(stage: Stage, slack: AsyncWebClient) -> None:
    shared = await slack.conversations_info(channel=stage.channel("acme-shared").id)
    members = await slack.conversations_members(channel=stage.channel("acme-shared").id, limit=2)
    rest = await slack.conversations_members(
        channel=stage.channel("acme-shared").id, cursor=members["response_metadata"]["next_cursor"]
    )
    listed = await slack.conversations_list(types="public_channel,private_channel,im", exclude_archived=True)

    assert shared["channel"]["is_ext_shared"] is True
    assert members["members"] + rest["members"] == stage.channel("acme-shared").members
    assert [each["name"] for each in listed["channels"]] == ["general", "customer-success", "acme-shared"]


async def test_pages_and_kinds_that_make_no_sense_are_refused(slack: AsyncWebClient) -> None:
    assert await refusal(slack.conversations_list(types="mpdm")) == "invalid_types"
    assert await refusal(slack.users_list(limit=1001)) == "invalid_limit"
    assert await refusal(slack.users_list(cursor="9999")) == "invalid_cursor"
    assert await refusal(slack.users_list(cursor="one")) == "invalid_cursor"


async def test_history_is_newest_first_and_replies_oldest_first(stage: Stage, slack: AsyncWebClient) -> None:
    channel = stage.channel("general").id
    stamps = [(await slack.chat_postMessage(channel=channel, text=str(number)))["ts"] for number in range(4)]
    await slack.chat_postMessage(channel=channel, text="reply", thread_ts=stamps[0])

    whole = await slack.conversations_history(channel=channel)
    newest = await slack.conversations_history(channel=channel, limit=2)
    between = await slack.conversations_history(channel=channel, oldest=stamps[0], latest=stamps[2])
    edges = await slack.conversations_history(channel=channel, oldest=stamps[0], latest=stamps[1], inclusive=True)
    thread = await slack.conversations_replies(channel=channel, ts=stamps[0])

    def texts(answer: AsyncSlackResponse) -> list[str]:
        return [message["text"] for message in answer["messages"]]

    assert texts(whole) == ["3", "2", "1", "0"]
    assert (texts(newest), newest["has_more"]) == (["3", "2"], True)
    assert texts(between) == ["1"]
    assert texts(edges) == ["1", "0"]
    assert texts(thread) == ["0", "reply"]
    assert thread["messages"][0]["reply_users"] == [stage.app.bot_user_id]
    assert await refusal(slack.conversations_replies(channel=channel, ts="1.0")) == "thread_not_found"


async def test_a_bot_joins_public_channels_only(stage: Stage, slack: AsyncWebClient) -> None:
    quiet = stage.workspace.open_channel("quiet", members=[MAYA])
    old = stage.workspace.open_channel("old", members=[MAYA])
    old.is_archived = True
    direct = stage.workspace.direct_channel(MAYA, stage.app.bot_user_id)

    assert await refusal(slack.conversations_history(channel=quiet.id)) == "not_in_channel"
    joined = await slack.conversations_join(channel=quiet.id)

    await slack.conversations_join(channel=quiet.id)
    assert joined["channel"]["is_member"] is True
    assert await refusal(slack.conversations_join(channel=old.id)) == "is_archived"
    assert await refusal(slack.conversations_join(channel=direct.id)) == "method_not_supported_for_channel_type"


async def test_people_are_described_with_zone_and_locale(stage: Stage, slack: AsyncWebClient) -> None:
    lin = (await slack.users_info(user="U0LIN00001", include_locale=True))["user"]

    assert (lin["locale"], lin["tz"], lin["tz_offset"]) == ("zh-CN", "Asia/Shanghai", 28_800)
    assert lin["profile"]["email"] == "lin@northgate.example"
    assert lin["is_restricted"] is False


async def test_guests_outsiders_and_the_gone_are_told_apart(stage: Stage, slack: AsyncWebClient) -> None:
    stage.workspace.people.add(Person("U0GONE", "T0HARBOUR1", "gone", "Gone", deleted=True))
    guest = (await slack.users_info(user=GIL))["user"]
    outsider = (await slack.users_info(user=OTTO, include_locale=True))["user"]
    gone = (await slack.users_info(user="U0GONE"))["user"]

    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, False)
    assert (outsider["team_id"], outsider["is_stranger"]) == ("T0PARTNER1", False)
    assert "locale" not in outsider
    assert "email" not in outsider["profile"]
    assert (gone["deleted"], "tz" in gone) == (True, False)
    assert await refusal(slack.users_info(user="U404")) == "user_not_found"


async def test_people_are_listed_and_found_by_address(slack: AsyncWebClient) -> None:
    people = await slack.users_list(include_locale=True)
    maya = await slack.users_lookupByEmail(email="MAYA@northgate.example")

    assert [person["name"] for person in people["members"]][:3] == ["slackbot", "maya", "lin"]
    assert maya["user"]["id"] == MAYA
    assert await refusal(slack.users_lookupByEmail(email="x@y.test")) == "users_not_found"


async def test_a_modal_opens_once_for_a_fresh_trigger(stage: Stage, slack: AsyncWebClient) -> None:
    fresh = trigger(stage)

    opened = await slack.views_open(trigger_id=fresh, view=modal(section()))

    assert stage.top().id == opened["view"]["id"] == opened["view"]["root_view_id"]
    assert opened["view"]["app_installed_team_id"] == "T0HARBOUR1"
    assert await refusal(slack.views_open(trigger_id=fresh, view=modal())) == "exchanged_trigger_id"
    assert await refusal(slack.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_trigger_dies_after_three_seconds(stage: Stage, slack: AsyncWebClient) -> None:
    at_the_edge, too_late = trigger(stage), trigger(stage)
    stage.clock.advance(seconds=3)
    await slack.views_open(trigger_id=at_the_edge, view=modal())
    stage.clock.advance(seconds=0.001)

    assert await refusal(slack.views_open(trigger_id=too_late, view=modal())) == "expired_trigger_id"


async def test_modals_stack_three_deep(stage: Stage, slack: AsyncWebClient) -> None:
    first = (await slack.views_open(trigger_id=trigger(stage), view=modal()))["view"]
    second = (await slack.views_push(trigger_id=trigger(stage, first["id"]), view=modal()))["view"]
    third = (await slack.views_push(trigger_id=trigger(stage, second["id"]), view=modal()))["view"]

    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    deeper = slack.views_push(trigger_id=trigger(stage, third["id"]), view=modal())
    assert await refusal(deeper) == "push_limit_reached"


async def test_a_push_needs_a_modal_to_lie_on(stage: Stage, slack: AsyncWebClient) -> None:
    assert await refusal(slack.views_push(trigger_id=trigger(stage), view=modal())) == "not_found"
    assert await refusal(slack.views_push(trigger_id=trigger(stage, "V1"), view=modal())) == "not_found"


async def test_an_update_wants_the_present_hash(stage: Stage, slack: AsyncWebClient) -> None:
    opened = (await slack.views_open(trigger_id=trigger(stage), view=modal(external_id="mine")))["view"]

    by_id = await slack.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(external_id="mine"))
    stale = slack.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())
    assert await refusal(stale) == "hash_conflict"
    by_name = await slack.views_update(external_id="mine", view=modal(title=plain("Anew")))

    assert by_id["view"]["hash"] != opened["hash"]
    assert by_name["view"]["title"]["text"] == "Anew"
    assert await refusal(slack.views_update(view_id="V404", view=modal())) == "not_found"
    assert await refusal(slack.views_update(external_id="gone", view=modal())) == "not_found"


async def test_views_slack_cannot_show_are_refused(stage: Stage, slack: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await slack.views_open(trigger_id=trigger(stage), view={"type": "modal"})

    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: title [json-pointer:/view]",
        "[ERROR] missing required field: blocks [json-pointer:/view]",
    ]
    large = modal(*[section("x" * 3000) for _ in range(100)])
    assert await refusal(slack.views_open(trigger_id=trigger(stage), view=large)) == "view_too_large"
    assert await refusal(slack.views_open(trigger_id=trigger(stage), view=HOME)) == "invalid_arguments"


async def test_an_external_id_is_used_once(stage: Stage, slack: AsyncWebClient) -> None:
    await slack.views_open(trigger_id=trigger(stage), view=modal(external_id="mine"))
    again = slack.views_open(trigger_id=trigger(stage), view=modal(external_id="mine"))

    assert await refusal(again) == "duplicate_external_id"


async def test_a_home_tab_is_published_and_published_anew(stage: Stage, slack: AsyncWebClient) -> None:
    first = (await slack.views_publish(user_id=MAYA, view=HOME))["view"]
    second = (await slack.views_publish(user_id=MAYA, view=HOME, hash=first["hash"]))["view"]

    assert second["id"] == first["id"]
    assert await refusal(slack.views_publish(user_id=MAYA, view=HOME, hash=first["hash"])) == "hash_conflict"
    assert await refusal(slack.views_publish(user_id="U404", view=HOME)) == "user_not_found"
    stage.app.has_home_tab = False
    assert await refusal(slack.views_publish(user_id=MAYA, view=HOME)) == "not_enabled"


async def test_a_file_is_uploaded_the_new_way_and_shared(stage: Stage, slack: AsyncWebClient) -> None:
    channel = stage.channel("general").id

    answer = await slack.files_upload_v2(
        content=b"\x89PNG",
        filename="chart.png",
        title="Chart",
        alt_txt="A line",
        channel=channel,
        initial_comment="See",
    )

    [message] = stage.seen_by(MAYA)
    stored = stage.workspace.files.named(message.file_ids[0])
    assert (stored.content, stored.title, stored.alt_text, stored.is_picture) == (b"\x89PNG", "Chart", "A line", True)
    assert (message.text, stored.shares) == ("See", [(channel, message.ts)])
    told = (await slack.files_info(file=answer["files"][0]["id"]))["file"]
    assert (told["mimetype"], told["filetype"], told["size"], told["channels"]) == ("image/png", "png", 4, [channel])
    history = await slack.conversations_history(channel=channel)
    assert history["messages"][0]["files"][0]["id"] == stored.id


async def test_blocks_show_uploaded_pictures_only(stage: Stage, slack: AsyncWebClient) -> None:
    def picture(**of: str) -> Json:
        return {"type": "image", "slack_file": of, "alt_text": "A line"}

    uploaded = await slack.files_upload_v2(content=b"\x89PNG", filename="chart.png")
    chart = uploaded["files"][0]
    rows = (await slack.files_upload_v2(content="a", filename="rows.csv"))["files"][0]["id"]

    await slack.chat_postMessage(channel="general", text="By id", blocks=[picture(id=chart["id"])])
    await slack.chat_postMessage(channel="general", text="By address", blocks=[picture(url=chart["url_private"])])

    assert stage.texts(MAYA) == ["By id", "By address"]
    for wrong in (picture(id="F404"), picture(id=rows), picture(url="https://a.test/x.png")):
        call = slack.chat_postMessage(channel="general", text="x", blocks=[wrong])
        assert await refusal(call) == "invalid_blocks"
    opening = slack.views_open(trigger_id=trigger(stage), view=modal(picture(id="F404")))
    assert await refusal(opening) == "invalid_arguments"


async def test_slack_needs_a_moment_before_blocks_may_have_a_file(stage: Stage, slack: AsyncWebClient) -> None:
    """Shared with nobody: only the message that has it in it lets others see it."""
    place = await slack.files_getUploadURLExternal(filename="chart.png", length=4)
    blocks = [{"type": "image", "slack_file": {"id": place["file_id"]}, "alt_text": "A line"}]
    call = partial(slack.chat_postMessage, channel="general", text="See", blocks=blocks)
    await post(stage, f"/upload/{place['file_id']}", content=b"\x89PNG")
    unended = await refusal(call())
    stage.workspace.files.seconds_to_know = 60
    await slack.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "Chart"}])
    unknown = await refusal(call())

    stage.workspace.files.named(place["file_id"]).known_at = 0
    await call()

    assert (unended, unknown, stage.texts(MAYA)) == ("invalid_blocks", "invalid_blocks", ["See"])


async def test_a_private_file_is_given_to_who_may_read_it(stage: Stage, slack: AsyncWebClient) -> None:
    answer = await slack.files_upload_v2(content="a,b", filename="rows.csv", channel=stage.channel("general").id)
    address = answer["files"][0]["url_private"]

    async with httpx.AsyncClient(trust_env=False) as client:
        given = await client.get(address, headers={"authorization": "Bearer xoxb-stage"})
        refused = await client.get(address)

    assert (given.content, given.headers["content-type"]) == (b"a,b", "text/csv; charset=utf-8")
    assert refused.status_code == 404


async def test_a_file_must_be_uploaded_before_it_is_completed(stage: Stage, slack: AsyncWebClient) -> None:
    place = await slack.files_getUploadURLExternal(filename="x", length=3)
    files = [{"id": place["file_id"], "title": ""}]

    assert await refusal(slack.files_completeUploadExternal(files=files)) == "file_not_found"
    assert (await post(stage, f"/upload/{place['file_id']}", content=b"four")).status_code == 400
    form = await post(stage, f"/upload/{place['file_id']}", files={"file": ("x", b"abc")})
    assert form.text == "OK - 3"
    completed = await slack.files_completeUploadExternal(files=files)
    assert completed["files"][0]["title"] == "x"
    assert await refusal(slack.files_completeUploadExternal(files=[])) == "invalid_arguments"
    assert await refusal(slack.files_getUploadURLExternal(filename="x", length=0)) == "invalid_arguments"
    assert await refusal(slack.files_info(file="F404")) == "file_not_found"


async def test_a_form_without_a_file_uploads_nothing(stage: Stage, slack: AsyncWebClient) -> None:
    place = await slack.files_getUploadURLExternal(filename="x", length=3)
    boundary = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--b--\r\n'

    answer = await post(
        stage,
        f"/upload/{place['file_id']}",
        content=boundary,
        headers={"content-type": "multipart/form-data; boundary=b"},
    )

    assert answer.status_code == 400


async def test_a_bot_reacts_once(stage: Stage, slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="general", text="Hello")
    where = {"channel": posted["channel"], "timestamp": posted["ts"]}

    await slack.reactions_add(name="eyes", **where)
    told = await slack.reactions_get(**where)

    assert told["message"]["reactions"] == [{"name": "eyes", "users": [stage.app.bot_user_id], "count": 1}]
    assert await refusal(slack.reactions_add(name="eyes", **where)) == "already_reacted"
    assert await refusal(slack.reactions_add(name="Not one", **where)) == "invalid_name"


async def test_the_team_is_described(slack: AsyncWebClient) -> None:
    assert (await slack.team_info())["team"]["domain"] == "northgate"


async def test_blocks_are_validated_without_a_token(stage: Stage, slack: AsyncWebClient) -> None:
    good = await post(stage, "/api/blocks.validate", json={"blocks": [section()]})
    message = await post(stage, "/api/blocks.validate", json={"message": {"blocks": [{"type": "divide"}]}})
    view = await post(stage, "/api/blocks.validate", json={"view": HOME})

    assert (good.json(), view.json()) == ({"ok": True}, {"ok": True})
    assert message.json()["errors"] == ["unsupported type: divide [json-pointer:/blocks/0/type]"]


async def test_a_rate_limit_says_how_long_and_the_client_waits(stage: Stage, slack: AsyncWebClient) -> None:
    stage.workspace.faults.add(Fault(FaultKind.RATE_LIMIT, "auth.test", seconds=1))
    patient = AsyncWebClient(
        token=SECRETS.bot_token, base_url=slack.base_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
    )
    stage.workspace.faults.add(Fault(FaultKind.RATE_LIMIT, "team.info", seconds=7))

    assert (await patient.auth_test())["ok"] is True
    with pytest.raises(SlackApiError) as refused:
        await slack.team_info()

    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    assert refused.value.response.headers["retry-after"] == "7"


async def test_a_server_can_be_out_of_order(stage: Stage, slack: AsyncWebClient) -> None:
    stage.workspace.faults.add(Fault(FaultKind.STATUS, status=500, times=None))

    first = await post(stage, "/api/api.test")
    second = await post(stage, "/api/api.test")
    stage.workspace.faults.clear()
    third = await post(stage, "/api/api.test")

    assert (first.status_code, second.status_code, third.status_code) == (500, 500, 200)


async def test_an_answer_can_be_slow(stage: Stage, slack: AsyncWebClient) -> None:
    stage.workspace.faults.add(Fault(FaultKind.SLOW, "auth.test", seconds=0.2))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(slack.auth_test(), 0.1)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        pytest.param(FaultKind.CUT_BEFORE, [], id="before anything was done"),
        pytest.param(FaultKind.CUT_AFTER, ["Hello"], id="after all was done"),
    ],
)
async def test_a_connection_can_be_cut(stage: Stage, slack: AsyncWebClient, kind: FaultKind, texts: list[str]) -> None:
    stage.workspace.faults.add(Fault(kind, "chat.postMessage"))
    slack.retry_handlers.clear()

    with pytest.raises(aiohttp.ClientConnectionError):
        await slack.chat_postMessage(channel="general", text="Hello")

    assert stage.texts(MAYA) == texts


def response_url(stage: Stage, ts: str | None = None) -> str:
    key = stage.workspace.response_rights.issue(
        stage.app.id, MAYA, stage.channel("general").id, message_ts=ts, typed_command="/probe"
    )
    return f"/response/{key}"


async def test_a_response_url_answers_the_person_or_everybody(stage: Stage, slack: AsyncWebClient) -> None:
    address = response_url(stage)

    assert (await post(stage, address, json={"text": "You"})).text == "ok"
    await post(stage, address, json={"text": "All", "response_type": "in_channel"})

    assert stage.texts(OMAR) == ["All"]
    assert stage.texts(MAYA) == ["You", "All"]


async def test_only_an_answer_in_the_channel_goes_into_a_thread(stage: Stage, slack: AsyncWebClient) -> None:
    parent = await slack.chat_postMessage(channel="general", text="Parent")
    address = response_url(stage)

    await post(stage, address, json={"text": "In", "response_type": "in_channel", "thread_ts": parent["ts"]})
    await post(stage, address, json={"text": "Out", "thread_ts": parent["ts"]})

    assert stage.texts(MAYA) == ["Parent", "Out"]


async def test_a_response_url_replaces_the_message_it_came_from(stage: Stage, slack: AsyncWebClient) -> None:
    whispered = await slack.chat_postEphemeral(
        channel=stage.channel("general").id, user=MAYA, text="Before", blocks=[actions(button())]
    )
    address = response_url(stage, whispered["message_ts"])

    await post(stage, address, json={"text": "After", "replace_original": True, "response_type": "in_channel"})
    assert (stage.texts(MAYA), stage.texts(OMAR)) == (["After"], [])
    await post(stage, address, json={"delete_original": True})
    await post(stage, address, json={"delete_original": True})

    assert stage.texts(MAYA) == []


async def test_what_a_command_answered_cannot_be_replaced(stage: Stage, slack: AsyncWebClient) -> None:
    address = response_url(stage)

    await post(stage, address, json={"text": "First"})
    await post(stage, address, json={"text": "Second", "replace_original": True})

    assert stage.texts(MAYA) == ["First", "Second"]


async def test_a_response_url_works_five_times_in_thirty_minutes(stage: Stage, slack: AsyncWebClient) -> None:
    address, old = response_url(stage), response_url(stage)
    answers = [await post(stage, address, json={"text": str(number)}) for number in range(6)]
    stage.clock.advance(minutes=30, seconds=1)
    late = await post(stage, old, json={"text": "late"})
    unknown = await post(stage, "/response/404", json={"text": "x"})

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[5].json()["error"] == "used_url"
    assert (late.status_code, late.json()["error"]) == (404, "expired_url")
    assert unknown.json()["error"] == "no_such_url"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param("payload=1", "invalid_payload", id="no JSON"),
        pytest.param("[]", "invalid_payload", id="no object"),
        pytest.param(json.dumps({"text": ""}), "no_text", id="no words"),
    ],
)
async def test_a_response_that_says_nothing_is_refused(
    stage: Stage, slack: AsyncWebClient, body: str, error: str
) -> None:
    answer = await post(stage, response_url(stage), content=body)

    assert (answer.status_code, answer.json()["error"]) == (400, error)
