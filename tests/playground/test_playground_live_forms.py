"""Forms that an app draws anew while somebody writes: what they told the app, and what becomes of what was written."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playground_stage import MAYA, Stage, asking, modal, option, plain, section, staged, text_input

from playground import acts
from playground.acts import OnView
from playground.json_types import Json
from playground.refusals import SlackRefusal
from playground.showing import open_modal, update_view
from playground.views import OpenView

TITLE = asking(
    text_input(dispatch_action_config={"trigger_actions_on": ["on_character_entered"]}), dispatch_action=True
)
NOTE = asking(text_input("note"), "note", optional=True)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one:
        yield one


def choice(*values: str, chosen: str) -> Json:
    radios = {"type": "radio_buttons", "action_id": "one", "options": [option(value) for value in values]}
    return asking(radios | {"initial_option": option(chosen)}, "choice", dispatch_action=True, optional=True)


async def write(stage: Stage, view: OpenView, words: str, **typed: list[str]) -> Json:
    """What the app is told of a letter more; the page sends along all that stands in the form."""
    others = {name: {name: said} for name, said in typed.items()}
    where = OnView(view.id)
    await acts.press(stage.workspace, MAYA, where, block_id="ask", action_id="words", chosen=[words], typed=others)
    return stage.scripted.last


def values(told: Json) -> Json:
    state: Json = told["view"]["state"]["values"]
    return state


async def test_a_letter_is_told_with_all_that_stands_in_the_form(stage: Stage) -> None:
    view = open_modal(stage.workspace, stage.app, MAYA, modal(TITLE, NOTE, private_metadata="17"))

    told = await write(stage, view, "Expo", note=["half a thought"])

    [action] = told["actions"]
    assert (told["type"], told["container"]) == ("block_actions", {"type": "view", "view_id": view.id})
    assert (action["type"], action["block_id"], action["action_id"]) == ("plain_text_input", "ask", "words")
    assert action["value"] == "Expo"
    assert (values(told)["ask"]["words"]["value"], values(told)["note"]["note"]["value"]) == ("Expo", "half a thought")
    assert (told["view"]["hash"], told["view"]["private_metadata"]) == (view.hash, "17")


async def test_writing_leaves_the_hash_and_drawing_anew_changes_it(stage: Stage) -> None:
    view = open_modal(stage.workspace, stage.app, MAYA, modal(TITLE))
    first, second = await write(stage, view, "E"), await write(stage, view, "Ex")
    update_view(stage.workspace, view, modal(TITLE, section("found")), first["view"]["hash"])

    third = await write(stage, view, "Exp")

    assert first["view"]["hash"] == second["view"]["hash"] != third["view"]["hash"]
    with pytest.raises(SlackRefusal, match="hash_conflict"):
        update_view(stage.workspace, view, modal(TITLE), second["view"]["hash"])


async def test_what_was_written_outlives_what_is_put_in_and_taken_out(stage: Stage) -> None:
    view = open_modal(stage.workspace, stage.app, MAYA, modal(TITLE, NOTE))
    await write(stage, view, "Export", note=["a thought"])
    update_view(stage.workspace, view, modal(TITLE, choice("new", "one", chosen="new"), NOTE))
    with_choice = await write(stage, view, "Export it")
    update_view(stage.workspace, view, modal(TITLE, NOTE))
    without = await write(stage, view, "Export it all")

    assert values(with_choice)["choice"]["one"]["selected_option"] == option("new")
    assert [values(told)["note"]["note"]["value"] for told in (with_choice, without)] == ["a thought"] * 2
    assert "choice" not in values(without)


async def test_what_was_chosen_stays_where_only_its_neighbours_change(stage: Stage) -> None:
    view = open_modal(stage.workspace, stage.app, MAYA, modal(TITLE, choice("new", "one", chosen="new")))
    where = OnView(view.id)
    await acts.press(stage.workspace, MAYA, where, block_id="choice", action_id="one", chosen=["one"])
    update_view(stage.workspace, view, modal(TITLE, choice("new", "two", "one", chosen="one")))

    told = await write(stage, view, "Export")

    assert values(told)["choice"]["one"]["selected_option"] == option("one")


async def test_another_block_in_its_place_is_as_the_app_says(stage: Stage) -> None:
    view = open_modal(stage.workspace, stage.app, MAYA, modal(TITLE, {**NOTE, "block_id": "old"}))
    where = OnView(view.id)
    old = {"old": {"note": ["mine"]}}
    await acts.press(stage.workspace, MAYA, where, block_id="ask", action_id="words", chosen=["E"], typed=old)
    anew = asking(text_input("note", initial_value="yours"), "new", optional=True)
    update_view(stage.workspace, view, modal(TITLE, anew))

    told = await write(stage, view, "Ex")

    assert values(told)["new"]["note"]["value"] == "yours"
    assert "old" not in values(told)


async def test_a_dispatch_config_says_what_is_known(stage: Stage) -> None:
    wrong = asking(text_input(dispatch_action_config={"trigger_actions_on": ["on_blur"]}), dispatch_action=True)

    with pytest.raises(SlackRefusal, match="invalid_arguments"):
        open_modal(stage.workspace, stage.app, MAYA, modal(wrong, title=plain("Form")))


@pytest.mark.parametrize("declined", ["reactions:read", "app_mentions:read"])
async def test_events_whose_scope_was_declined_are_not_sent(stage: Stage, declined: str) -> None:
    stage.app.scopes = type(stage.app.scopes)(each for each in stage.app.scopes if each != declined)
    general = stage.channel("general")
    await acts.type_message(stage.workspace, MAYA, general.id, "@probe hello")
    said = stage.seen_by(MAYA)[-1]
    await acts.react(stage.workspace, MAYA, general.id, said.ts, "bulb")
    await stage.workspace.errands.settled()

    kept = {"reactions:read": "app_mention", "app_mentions:read": "reaction_added"}[declined]
    told = {event["type"] for event in stage.scripted.events} - {"message"}
    assert told == {kept}


def test_a_view_that_is_replaced_keeps_its_state() -> None:
    view = OpenView("V1", "A1", MAYA, modal(TITLE), "1", "V1", state={"ask": {"words": {"value": "E"}}})

    view.replace(modal(NOTE), "2")

    assert view.state == {"ask": {"words": {"value": "E"}}}
    assert replace(view).hash == "2"
