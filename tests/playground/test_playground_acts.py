import asyncio
from collections.abc import AsyncIterator

import pytest
from playground_stage import (
    GIL,
    MANIFEST,
    MAYA,
    OMAR,
    OTTO,
    PRIYA,
    Stage,
    actions,
    asking,
    button,
    modal,
    option,
    plain,
    section,
    staged,
    text_input,
)

from playground import acts
from playground.acts import OnMessage, OnView, Outcome
from playground.apps import App
from playground.changes import ChangeKind
from playground.channels import ChannelKind
from playground.json_types import Json
from playground.messages import Message
from playground.refusals import NotVisibleError, SlackRefusal
from playground.saying import say, words_from
from playground.showing import open_modal, publish_home, push_modal
from playground.sight import channels_of, message_for, thread_for, view_for
from playground.views import OpenView


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one:
        yield one


def posted(stage: Stage, *blocks: Json, channel: str = "general", ephemeral_to: str | None = None) -> Message:
    words = words_from(stage.workspace, {"text": "A card", "blocks": list(blocks)})
    return say(stage.workspace, stage.app, stage.channel(channel).id, words, ephemeral_to=ephemeral_to)


def opened(stage: Stage, view: Json, person_id: str = MAYA) -> OpenView:
    return open_modal(stage.workspace, stage.app, person_id, view)


def on(message: Message) -> OnMessage:
    return OnMessage(message.channel_id, message.ts)


async def typed(stage: Stage, text: str, *, person_id: str = MAYA, channel: str = "general") -> None:
    await acts.type_message(stage.workspace, person_id, stage.channel(channel).id, text)
    await stage.workspace.errands.settled()


async def test_a_command_reaches_its_app_with_every_field_slack_sends(stage: Stage) -> None:
    await typed(stage, "/probe acme")

    told = stage.scripted.last
    assert told.pop("response_url").startswith("http://127.0.0.1:3940/response/")
    assert len(told.pop("trigger_id").split(".")) == 3
    assert told == {
        "token": "verification",
        "team_id": "T0HARBOUR1",
        "team_domain": "northgate",
        "channel_id": stage.channel("general").id,
        "channel_name": "general",
        "user_id": MAYA,
        "user_name": "maya",
        "command": "/probe",
        "text": "acme",
        "api_app_id": stage.app.id,
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        pytest.param("/probe @omar", "<@U0OMAR0001|omar>", id="a handle"),
        pytest.param("/probe @Omar Haddad now", "<@U0OMAR0001|omar> now", id="a full name"),
        pytest.param("/probe a@omar.test a@omar", "a@omar.test a@omar", id="an address is no mention"),
        pytest.param("/probe <@U0OMAR0001|omar>", "<@U0OMAR0001|omar>", id="a reference stays"),
        pytest.param("/probe A&B <Co>", "A&amp;B &lt;Co&gt;", id="markup characters"),
        pytest.param("/probe https://a.test/x y", "<https://a.test/x> y", id="an address of the web"),
        pytest.param("/raw @omar A&B", "@omar A&amp;B", id="a command that wants no ids"),
    ],
)
async def test_what_is_typed_after_a_command_is_encoded_as_the_command_asks(
    stage: Stage, written: str, sent: str
) -> None:
    await typed(stage, written)

    assert stage.scripted.last["text"] == sent


async def test_channels_are_encoded_by_name_and_private_ones_without(stage: Stage) -> None:
    await typed(stage, "/probe #general #leadership")

    general, leadership = stage.channel("general").id, stage.channel("leadership").id
    assert stage.scripted.last["text"] == f"<#{general}|general> <#{leadership}|>"


async def test_an_answer_in_the_acknowledgement_is_for_the_person_alone(stage: Stage) -> None:
    stage.scripted.answers({"text": "Only you"})

    await typed(stage, "/probe")

    assert stage.texts(MAYA) == ["Only you"]
    assert stage.texts(OMAR) == []


async def test_an_answer_in_the_channel_shows_the_command_to_everybody(stage: Stage) -> None:
    stage.scripted.answers({"text": "All of you", "response_type": "in_channel"})

    await typed(stage, "/probe acme")

    assert [(each.text, each.typed_command) for each in stage.seen_by(OMAR)] == [("All of you", "/probe acme")]


async def test_an_answer_with_malformed_blocks_fails_in_words(stage: Stage) -> None:
    stage.scripted.answers({"text": "x", "blocks": [{"type": "header", "text": plain("x" * 151)}]})

    await typed(stage, "/probe")

    assert stage.texts(MAYA) == ["`/probe` failed with the error “invalid_blocks”."]


async def test_silence_is_a_time_out(stage: Stage) -> None:
    stage.scripted.is_silent = True

    await typed(stage, "/probe")

    assert stage.texts(MAYA) == ["`/probe` failed with the error “operation_timeout”."]


async def test_an_app_that_is_not_there_cannot_be_told(stage: Stage) -> None:
    stage.workspace.links.drop(stage.app.id)

    await typed(stage, "/probe")

    assert stage.texts(MAYA) == ["`/probe` failed with the error “dispatch_failed”."]


@pytest.mark.parametrize(
    ("person_id", "written"),
    [
        pytest.param(MAYA, "/nobody", id="no app has it"),
        pytest.param(OTTO, "/probe", id="an outsider has no commands"),
    ],
)
async def test_a_command_nobody_answers_is_refused_by_the_workspace(stage: Stage, person_id: str, written: str) -> None:
    await typed(stage, written, person_id=person_id, channel="acme-shared")

    assert stage.texts(person_id, "acme-shared") == [
        f"`{written}` is not a valid command here. To send it as a message, put a space before it."
    ]
    assert stage.scripted.told == []


async def test_commands_do_not_run_in_threads(stage: Stage) -> None:
    message = posted(stage)

    await acts.type_message(stage.workspace, MAYA, message.channel_id, "/probe", thread_ts=message.ts)

    thread = thread_for(stage.workspace, MAYA, message.channel_id, message.ts)
    assert [each.text for each in thread] == ["A card", "`/probe` does not work in threads."]


async def test_the_app_installed_last_owns_a_command(stage: Stage) -> None:
    second = stage.workspace.install(App.from_manifest(MANIFEST, number=2))

    assert stage.workspace.apps.owner_of("/probe") == second


async def test_a_message_is_told_to_apps_in_the_channel(stage: Stage) -> None:
    await typed(stage, "Hello @probe & co")

    assert [(event["type"], event["text"]) for event in stage.scripted.events] == [
        ("message", "Hello <@U0PLAYAPP01> &amp; co"),
        ("app_mention", "Hello <@U0PLAYAPP01> &amp; co"),
    ]
    elements = stage.scripted.events[0]["blocks"][0]["elements"][0]["elements"]
    assert elements == [
        {"type": "text", "text": "Hello "},
        {"type": "user", "user_id": "U0PLAYAPP01"},
        {"type": "text", "text": " & co"},
    ]


async def test_an_event_comes_in_slacks_envelope(stage: Stage) -> None:
    await typed(stage, "Hi #general", person_id=OTTO, channel="acme-shared")

    told = stage.scripted.last
    assert told["is_ext_shared_channel"] is True
    assert told["authorizations"][0]["user_id"] == stage.app.bot_user_id
    assert told["event"]["user_team"] == "T0PARTNER1"
    assert told["event"]["channel_type"] == "channel"


async def test_nothing_typed_is_nothing_said(stage: Stage) -> None:
    await typed(stage, "  ")

    assert stage.texts(MAYA) == []


async def test_a_press_in_a_direct_message_says_so(stage: Stage) -> None:
    channel = stage.workspace.direct_channel(stage.app.bot_user_id, MAYA)
    words = words_from(stage.workspace, {"text": "Card", "blocks": [actions(button())]})
    message = say(stage.workspace, stage.app, channel.id, words)

    await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="go")

    assert stage.scripted.last["channel"] == {"id": channel.id, "name": "directmessage"}


async def test_an_app_outside_the_channel_hears_nothing(stage: Stage) -> None:
    await typed(stage, "Quietly", person_id=OMAR, channel="leadership")

    assert stage.scripted.told == []


async def test_a_reply_tells_its_thread(stage: Stage) -> None:
    parent = posted(stage)

    await acts.type_message(stage.workspace, MAYA, parent.channel_id, "Reply", thread_ts=parent.ts)
    await stage.workspace.errands.settled()

    assert stage.scripted.events[0]["thread_ts"] == parent.ts
    assert stage.texts(MAYA) == ["A card"]


async def test_a_direct_message_to_the_bot_is_a_message_im(stage: Stage) -> None:
    channel = await acts.open_direct(stage.workspace, MAYA, stage.app.bot_user_id)

    await acts.type_message(stage.workspace, MAYA, channel.id, "Hello")
    await stage.workspace.errands.settled()

    assert [(event["type"], event["channel_type"]) for event in stage.scripted.events] == [("message", "im")]
    assert channel.partner_of(MAYA) == stage.app.bot_user_id


async def test_an_event_nobody_subscribed_to_is_not_sent(stage: Stage) -> None:
    stage.app.events = frozenset()

    await typed(stage, "Hello @probe")
    await acts.open_home(stage.workspace, MAYA, stage.app.id)
    await stage.workspace.errands.settled()

    assert stage.scripted.told == []


async def test_an_event_is_tried_three_times_more_and_keeps_its_id(stage: Stage) -> None:
    stage.scripted.is_silent = True
    stage.workspace.links.answer_within = 0.01

    await typed(stage, "Hello")

    assert len(stage.scripted.told) == 4
    assert len({told["event_id"] for told in stage.scripted.told}) == 1


async def test_opening_the_home_tab_tells_the_app_and_carries_what_is_shown(stage: Stage) -> None:
    publish_home(stage.workspace, stage.app, MAYA, {"type": "home", "blocks": [section()]})

    await acts.open_home(stage.workspace, MAYA, stage.app.id)
    await acts.open_home(stage.workspace, MAYA, stage.app.id, tab="messages")
    await stage.workspace.errands.settled()

    assert [(event["tab"], "view" in event) for event in stage.scripted.events] == [("home", True), ("messages", False)]


async def test_inviting_the_bot_makes_it_a_member_and_tells_it(stage: Stage) -> None:
    channel = stage.channel("leadership")

    await typed(stage, "/invite @probe", person_id=OMAR, channel="leadership")
    await acts.invite(stage.workspace, OMAR, channel.id, stage.app.bot_user_id)
    await stage.workspace.errands.settled()

    assert channel.members == [OMAR, "U0ADA00001", stage.app.bot_user_id]
    assert [(event["type"], event["inviter"]) for event in stage.scripted.events] == [("member_joined_channel", OMAR)]


async def test_inviting_nobody_known_says_so(stage: Stage) -> None:
    await typed(stage, "/invite @nobody")

    assert stage.texts(MAYA) == ["Nobody here is called @nobody."]


async def test_a_reaction_is_taken_back_by_the_same_again(stage: Stage) -> None:
    message = posted(stage)

    await acts.react(stage.workspace, MAYA, message.channel_id, message.ts, "eyes")
    await acts.react(stage.workspace, OMAR, message.channel_id, message.ts, "eyes")
    assert message.reactions == {"eyes": [MAYA, OMAR]}
    await acts.react(stage.workspace, MAYA, message.channel_id, message.ts, "eyes")
    await acts.react(stage.workspace, OMAR, message.channel_id, message.ts, "eyes")
    await stage.workspace.errands.settled()

    assert message.reactions == {}
    assert [event["type"] for event in stage.scripted.events] == ["reaction_added"] * 2 + ["reaction_removed"] * 2


async def test_nobody_reacts_to_what_only_one_person_sees(stage: Stage) -> None:
    message = posted(stage, ephemeral_to=MAYA)

    with pytest.raises(NotVisibleError):
        await acts.react(stage.workspace, MAYA, message.channel_id, message.ts, "eyes")


async def test_a_press_on_a_message_says_who_where_and_what(stage: Stage) -> None:
    message = posted(stage, actions(button(style="primary")))

    outcome = await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="go")

    told = stage.scripted.last
    assert outcome == Outcome()
    assert told["type"] == "block_actions"
    assert told["user"] == {"id": MAYA, "username": "maya", "name": "maya", "team_id": "T0HARBOUR1"}
    assert told["team"] == {"id": "T0HARBOUR1", "domain": "northgate"}
    assert told["channel"] == {"id": message.channel_id, "name": "general"}
    assert told["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel_id,
        "is_ephemeral": False,
    }
    assert told["message"]["blocks"] == message.blocks
    assert told["state"] == {"values": {}}
    action = told["actions"][0]
    assert action.pop("action_ts")
    assert action == {
        "action_id": "go",
        "block_id": "row",
        "type": "button",
        "text": plain("Go"),
        "value": "17",
        "style": "primary",
    }
    assert told.keys() >= {"response_url", "trigger_id", "api_app_id", "token", "enterprise", "is_enterprise_install"}


async def test_a_press_in_a_thread_names_the_thread(stage: Stage) -> None:
    parent = posted(stage)
    words = words_from(stage.workspace, {"text": "Reply", "blocks": [actions(button())]})
    reply = say(stage.workspace, stage.app, parent.channel_id, words, thread_ts=parent.ts)

    await acts.press(stage.workspace, MAYA, on(reply), block_id="row", action_id="go")

    assert stage.scripted.last["container"]["thread_ts"] == parent.ts


async def test_an_outsider_presses_with_another_team(stage: Stage) -> None:
    message = posted(stage, actions(button()), channel="acme-shared")

    await acts.press(stage.workspace, OTTO, on(message), block_id="row", action_id="go")

    assert stage.scripted.last["user"]["team_id"] == "T0PARTNER1"
    assert stage.scripted.last["team"]["id"] == "T0HARBOUR1"


async def test_a_press_on_an_ephemeral_message_does_not_carry_the_message(stage: Stage) -> None:
    message = posted(stage, actions(button()), ephemeral_to=MAYA)

    await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="go")

    assert stage.scripted.last["container"]["is_ephemeral"] is True
    assert "message" not in stage.scripted.last


async def test_nobody_presses_what_another_person_sees(stage: Stage) -> None:
    message = posted(stage, actions(button()), ephemeral_to=MAYA)

    with pytest.raises(NotVisibleError):
        await acts.press(stage.workspace, OMAR, on(message), block_id="row", action_id="go")
    with pytest.raises(NotVisibleError):
        await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="other")


async def test_a_choice_carries_the_option_and_the_state_around_it(stage: Stage) -> None:
    select = {"type": "static_select", "action_id": "pick", "options": [option("one"), option("two")]}
    message = posted(stage, actions(select, button()))

    await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="pick", chosen=["two"])

    told = stage.scripted.last
    assert told["actions"][0]["selected_option"] == option("two")
    assert told["state"]["values"] == {"row": {"pick": {"type": "static_select", "selected_option": option("two")}}}


async def test_an_overflow_carries_its_option_and_feedback_its_button(stage: Stage) -> None:
    overflow = {"type": "overflow", "action_id": "more", "options": [option("edit")]}
    feedback = {
        "type": "feedback_buttons",
        "action_id": "rate",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    message = posted(stage, actions(overflow), {"type": "context_actions", "block_id": "ctx", "elements": [feedback]})

    await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="more", chosen=["edit"])
    await acts.press(stage.workspace, MAYA, on(message), block_id="ctx", action_id="rate", chosen=["bad"])

    assert [told["actions"][0]["type"] for told in stage.scripted.told] == ["overflow", "feedback_buttons"]
    assert stage.scripted.told[0]["actions"][0]["selected_option"] == option("edit")
    assert stage.scripted.told[1]["actions"][0]["value"] == "bad"


async def test_a_press_nobody_took_is_told_to_the_presser_alone(stage: Stage) -> None:
    message = posted(stage, actions(button()))
    stage.scripted.is_silent = True

    outcome = await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="go")

    assert outcome == Outcome(is_ok=False, trouble="operation_timeout")
    assert stage.texts(MAYA) == ["A card", "Probe did not answer: “operation_timeout”."]
    assert stage.texts(OMAR) == ["A card"]


async def test_a_press_in_a_modal_carries_the_view_and_no_channel(stage: Stage) -> None:
    view = opened(stage, modal(asking(text_input()), actions(button())))

    await acts.press(
        stage.workspace, MAYA, OnView(view.id), block_id="row", action_id="go", typed={"ask": {"words": ["half"]}}
    )

    told = stage.scripted.last
    assert told["container"] == {"type": "view", "view_id": view.id}
    assert told["view"]["state"]["values"] == {"ask": {"words": {"type": "plain_text_input", "value": "half"}}}
    assert told.keys().isdisjoint({"channel", "message", "response_url"})


async def test_a_press_in_a_view_nobody_took_shows_in_the_view(stage: Stage) -> None:
    view = opened(stage, modal(actions(button())))
    stage.scripted.is_silent = True

    await acts.press(stage.workspace, MAYA, OnView(view.id), block_id="row", action_id="go")

    assert view.trouble == "operation_timeout"


@pytest.mark.parametrize(
    ("dispatches", "deliveries"),
    [pytest.param(False, 0, id="kept for the submission"), pytest.param(True, 1, id="told at once")],
)
async def test_an_input_tells_the_app_only_when_it_dispatches(
    stage: Stage, *, dispatches: bool, deliveries: int
) -> None:
    view = opened(stage, modal(asking(text_input(), dispatch_action=dispatches)))

    await acts.press(stage.workspace, MAYA, OnView(view.id), block_id="ask", action_id="words", chosen=["hm"])

    assert len(stage.scripted.told) == deliveries
    assert view.state["ask"]["words"]["value"] == "hm"


async def test_suggestions_come_from_the_app_and_can_be_chosen(stage: Stage) -> None:
    select = {"type": "external_select", "action_id": "find"}
    view = opened(stage, modal(asking(select)))
    stage.scripted.answers({"options": [option("acme"), option("zenith")]})

    offered = await acts.suggest(stage.workspace, MAYA, OnView(view.id), block_id="ask", action_id="find", query="ac")
    told = stage.scripted.last
    stage.scripted.answers(None)
    await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"find": ["zenith"]}})

    assert offered == [option("acme"), option("zenith")]
    assert (told["type"], told["value"], told["block_id"]) == ("block_suggestion", "ac", "ask")
    assert stage.scripted.last["view"]["state"]["values"]["ask"]["find"]["selected_option"] == option("zenith")


async def test_suggestions_on_a_message_may_come_in_groups(stage: Stage) -> None:
    message = posted(stage, actions({"type": "external_select", "action_id": "find"}))
    groups = [{"label": plain("Mine"), "options": [option("acme")]}]
    stage.scripted.answers({"option_groups": groups})

    offered = await acts.suggest(stage.workspace, MAYA, on(message), block_id="row", action_id="find", query="a")
    await acts.press(stage.workspace, MAYA, on(message), block_id="row", action_id="find", chosen=["acme"])

    assert offered == groups
    assert stage.scripted.last["actions"][0]["selected_option"] == option("acme")
    assert stage.scripted.told[0]["channel"]["id"] == message.channel_id


async def test_no_suggestions_when_the_app_is_silent(stage: Stage) -> None:
    message = posted(stage, actions({"type": "external_select", "action_id": "find"}))
    stage.scripted.is_silent = True

    offered = await acts.suggest(stage.workspace, MAYA, on(message), block_id="row", action_id="find", query="a")

    assert offered == []


async def test_an_empty_answer_closes_the_submitted_view_only(stage: Stage) -> None:
    first = opened(stage, modal(asking(text_input())))
    second = opened_on(stage, first)

    outcome = await acts.submit_view(stage.workspace, MAYA, second.id, {"ask": {"words": ["yes"]}})

    assert outcome == Outcome()
    assert stage.workspace.views.stack(MAYA) == [first]
    told = stage.scripted.last
    assert (told["type"], told["response_urls"]) == ("view_submission", [])
    assert told["view"]["root_view_id"] == first.id
    assert told["view"]["previous_view_id"] == first.id


def opened_on(stage: Stage, below: OpenView) -> OpenView:
    return push_modal(stage.workspace, stage.app, below.person_id, modal(asking(text_input())))


async def test_errors_of_the_app_stand_under_their_blocks(stage: Stage) -> None:
    view = opened(stage, modal(asking(text_input())))
    stage.scripted.answers({"response_action": "errors", "errors": {"ask": "Too vague"}})

    outcome = await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"words": ["hm"]}})

    assert outcome == Outcome(is_ok=False)
    assert view.errors == {"ask": "Too vague"}
    assert stage.top() == view


async def test_an_update_keeps_what_was_typed(stage: Stage) -> None:
    view = opened(stage, modal(asking(text_input())))
    before = view.hash
    stage.scripted.answers({"response_action": "update", "view": modal(asking(text_input()), title=plain("Anew"))})

    await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"words": ["kept"]}})

    assert view.content["title"]["text"] == "Anew"
    assert view.hash != before
    assert view.state["ask"]["words"]["value"] == "kept"


async def test_a_push_lies_on_top_and_a_clear_takes_all(stage: Stage) -> None:
    view = opened(stage, modal())
    stage.scripted.answers({"response_action": "push", "view": modal(external_id="second")})
    await acts.submit_view(stage.workspace, MAYA, view.id, {})
    pushed = stage.top()
    stage.scripted.answers({"response_action": "clear"})

    await acts.submit_view(stage.workspace, MAYA, pushed.id, {})

    assert (pushed.external_id, pushed.previous_view_id, pushed.root_view_id) == ("second", view.id, view.id)
    assert stage.workspace.views.stack(MAYA) == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"text": "done"}, id="a message is no answer to a submission"),
        pytest.param({"response_action": "errors", "errors": {}}, id="no errors"),
        pytest.param({"response_action": "errors", "errors": {"other": "x"}}, id="errors of no input"),
        pytest.param({"response_action": "update", "view": {"type": "modal"}}, id="a malformed view"),
        pytest.param({"response_action": "update", "view": {"type": "home", "blocks": []}}, id="another kind of view"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_trouble_connecting(stage: Stage, answer: Json) -> None:
    view = opened(stage, modal(asking(text_input())))
    stage.scripted.answers(answer)

    outcome = await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"words": ["x"]}})

    assert not outcome.is_ok
    assert view.trouble == "We had some trouble connecting. Try again?"
    assert stage.top() == view


async def test_a_submission_nobody_took_is_trouble_connecting(stage: Stage) -> None:
    view = opened(stage, modal())
    stage.scripted.is_silent = True

    outcome = await acts.submit_view(stage.workspace, MAYA, view.id, {})

    assert outcome == Outcome(is_ok=False, trouble="operation_timeout")


@pytest.mark.parametrize(
    ("element", "chosen", "complaint"),
    [
        pytest.param(text_input(), [], "Please complete this required field.", id="nothing"),
        pytest.param(text_input(min_length=3), ["ab"], "Enter between 3 and 3000 characters.", id="too short"),
        pytest.param(text_input(max_length=2), ["abc"], "Enter between 0 and 2 characters.", id="too long"),
        pytest.param(
            {"type": "email_text_input", "action_id": "words"}, ["a@b"], "Enter a valid email address.", id="no email"
        ),
        pytest.param(
            {"type": "url_text_input", "action_id": "words"},
            ["a.test"],
            "Enter a valid address, with https:// before it.",
            id="no address",
        ),
        pytest.param(
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": False},
            ["many"],
            "Enter a number.",
            id="no number",
        ),
        pytest.param(
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": True, "min_value": "2"},
            ["NaN"],
            "Enter a number.",
            id="not a number, and said so",
        ),
        pytest.param(
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": False},
            ["1.5"],
            "Enter a whole number.",
            id="a fraction",
        ),
        pytest.param(
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": True, "min_value": "2"},
            ["1.5"],
            "Enter 2 or more.",
            id="too little",
        ),
        pytest.param(
            {"type": "number_input", "action_id": "words", "is_decimal_allowed": True, "max_value": "1"},
            ["1.5"],
            "Enter 1 or less.",
            id="too much",
        ),
        pytest.param(
            {"type": "multi_users_select", "action_id": "words", "max_selected_items": 1},
            [MAYA, OMAR],
            "Choose at most 1.",
            id="too many",
        ),
    ],
)
async def test_slack_complains_before_the_app_hears_of_it(
    stage: Stage, element: Json, chosen: list[str], complaint: str
) -> None:
    view = opened(stage, modal(section(), asking(element)))

    outcome = await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"words": chosen}})

    assert outcome == Outcome(is_ok=False)
    assert view.errors == {"ask": complaint}
    assert stage.scripted.told == []


@pytest.mark.parametrize(
    ("element", "chosen"),
    [
        pytest.param(text_input(), [], id="nothing, where nothing is needed"),
        pytest.param({"type": "email_text_input", "action_id": "words"}, ["a@b.test"], id="an email"),
        pytest.param({"type": "url_text_input", "action_id": "words"}, ["https://b.test"], id="an address"),
        pytest.param(
            {
                "type": "number_input",
                "action_id": "words",
                "is_decimal_allowed": True,
                "min_value": "1",
                "max_value": "2",
            },
            ["1.5"],
            id="a number",
        ),
    ],
)
async def test_what_is_right_passes(stage: Stage, element: Json, chosen: list[str]) -> None:
    view = opened(stage, modal(asking(element, optional=True)))

    outcome = await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"words": chosen}})

    assert outcome == Outcome()


async def test_a_channel_select_can_bring_a_response_url(stage: Stage) -> None:
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    view = opened(stage, modal(asking(select)))
    channel = stage.channel("leadership")

    await acts.submit_view(stage.workspace, MAYA, view.id, {"ask": {"where": [channel.id]}})

    urls = stage.scripted.last["response_urls"]
    assert [(each["channel_id"], each["channel_name"], each["block_id"]) for each in urls] == [
        (channel.id, "privategroup", "ask")
    ]


async def test_closing_tells_the_app_only_when_it_asked(stage: Stage) -> None:
    view = opened(stage, modal(notify_on_close=True))
    opened_on(stage, view)

    await acts.close_view(stage.workspace, MAYA, stage.top().id)
    assert stage.scripted.told == []
    await acts.close_view(stage.workspace, MAYA, view.id)

    assert (stage.scripted.last["type"], stage.scripted.last["is_cleared"]) == ("view_closed", False)


async def test_the_x_closes_the_whole_stack(stage: Stage) -> None:
    view = opened(stage, modal(notify_on_close=True))
    pushed = opened_on(stage, view)

    await acts.close_view(stage.workspace, MAYA, pushed.id, whole_stack=True)

    assert stage.workspace.views.stack(MAYA) == []
    assert stage.scripted.last["is_cleared"] is True


async def test_shortcuts_carry_their_callback(stage: Stage) -> None:
    message = posted(stage)

    await acts.run_global_shortcut(stage.workspace, MAYA, stage.app.id, "begin")
    await acts.run_message_shortcut(stage.workspace, MAYA, message.channel_id, message.ts, stage.app.id, "file_it")

    first, second = stage.scripted.told
    assert (first["type"], first["callback_id"]) == ("shortcut", "begin")
    assert first.keys().isdisjoint({"channel", "response_url"})
    assert (second["type"], second["callback_id"], second["message_ts"]) == ("message_action", "file_it", message.ts)
    assert second["message"]["text"] == "A card"


async def test_a_shortcut_works_only_where_it_belongs(stage: Stage) -> None:
    whispered = posted(stage, ephemeral_to=MAYA)

    with pytest.raises(NotVisibleError):
        await acts.run_global_shortcut(stage.workspace, MAYA, stage.app.id, "file_it")
    with pytest.raises(NotVisibleError):
        await acts.run_message_shortcut(
            stage.workspace, MAYA, whispered.channel_id, whispered.ts, stage.app.id, "file_it"
        )
    with pytest.raises(NotVisibleError):
        await acts.run_global_shortcut(stage.workspace, MAYA, stage.app.id, "unknown")
    with pytest.raises(NotVisibleError):
        await acts.run_global_shortcut(stage.workspace, OTTO, stage.app.id, "begin")


async def test_everybody_sees_what_is_theirs_to_see(stage: Stage) -> None:
    def names(person_id: str) -> list[str]:
        return [channel.name for channel in channels_of(stage.workspace, person_id)]

    assert names(PRIYA) == ["general", "customer-success", "acme-shared"]
    assert names(OMAR) == ["general", "customer-success", "acme-shared", "leadership"]
    assert names(GIL) == ["customer-success"]
    assert names(OTTO) == ["acme-shared"]


async def test_nobody_reaches_what_is_not_theirs(stage: Stage) -> None:
    view = opened(stage, modal())

    with pytest.raises(NotVisibleError):
        await typed(stage, "Hello", person_id=GIL, channel="leadership")
    with pytest.raises(NotVisibleError):
        await acts.type_message(stage.workspace, MAYA, "C404", "Hello")
    with pytest.raises(NotVisibleError):
        view_for(stage.workspace, OMAR, view.id)
    with pytest.raises(NotVisibleError):
        message_for(stage.workspace, MAYA, stage.channel("general").id, "1.0")
    with pytest.raises(SlackRefusal):
        await acts.open_home(stage.workspace, MAYA, "A404")


async def test_listeners_hear_what_changes_and_who_may_hear_it(stage: Stage) -> None:
    with stage.workspace.changes.listening() as queue:
        posted(stage, ephemeral_to=MAYA)
        opened(stage, modal())
        publish_home(stage.workspace, stage.app, OMAR, {"type": "home", "blocks": []})
        heard = [queue.get_nowait() for _ in range(3)]

    assert [(change.kind, change.reader) for change in heard] == [
        (ChangeKind.MESSAGE_POSTED, MAYA),
        (ChangeKind.MODAL_CHANGED, MAYA),
        (ChangeKind.HOME_CHANGED, OMAR),
    ]
    assert queue.empty()


async def test_opening_a_direct_message_anew_changes_nothing(stage: Stage) -> None:
    first = await acts.open_direct(stage.workspace, MAYA, OMAR)
    again = await acts.open_direct(stage.workspace, OMAR, MAYA)

    assert again is first


async def test_a_message_to_oneself_is_a_direct_message_too(stage: Stage) -> None:
    channel = await acts.open_direct(stage.workspace, MAYA, MAYA)

    assert (channel.kind, channel.partner_of(MAYA), channel.members) == (ChannelKind.IM, MAYA, [MAYA])


async def test_stopping_ends_what_is_under_way(stage: Stage) -> None:
    stage.app.retry_delays = (60,)
    stage.scripted.is_silent = True
    stage.workspace.links.answer_within = 0.01
    await acts.type_message(stage.workspace, MAYA, stage.channel("general").id, "Hello")
    await asyncio.sleep(0.05)

    await stage.workspace.close()

    assert len(stage.scripted.told) == 1
