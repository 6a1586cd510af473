"""Forms that change while somebody writes: one waits at a time, and nothing newer is overwritten."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from loopback_slack import Answer, LoopbackSlack, eventually
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Modal, section
from bot.handlers import open_forms
from bot.handlers.open_forms import OpenForms
from bot.ids import View

VIEW = {"id": "V0FORM", "hash": "first.hash"}
NEVER = 3600.0


def page(said: str) -> Modal:
    return Modal(View.FEEDBACK, "Form", (section(said),), close="Close")


def client(slack: LoopbackSlack) -> AsyncWebClient:
    return AsyncWebClient("xoxb", base_url=slack.api, retry_handlers=[])


def hashes(slack: LoopbackSlack) -> list[Any]:
    return [said["hash"] for said in slack.said_to("views.update")]


async def test_only_the_newest_of_what_is_written_rests_and_nobody_else_waits() -> None:
    forms = OpenForms(pause=0.01)
    turns = [forms.begin("V0FORM")]
    waiting = [asyncio.create_task(forms.rests("V0FORM", turns[0]))]
    for _ in range(99):
        await asyncio.sleep(0)
        turns.append(forms.begin("V0FORM"))
        waiting.append(asyncio.create_task(forms.rests("V0FORM", turns[-1])))

    assert await asyncio.gather(*waiting) == [False] * 99 + [True]


async def test_who_waited_is_told_at_once_that_something_newer_came() -> None:
    forms = OpenForms(pause=NEVER)
    waiting = asyncio.create_task(forms.rests("V0FORM", forms.begin("V0FORM")))
    await asyncio.sleep(0)

    forms.begin("V0FORM")

    assert await asyncio.wait_for(waiting, timeout=1) is False
    assert await forms.rests("V0FORM", turn=1) is False


async def test_one_form_does_not_disturb_another() -> None:
    forms = OpenForms(pause=0.01)
    waiting = asyncio.create_task(forms.rests("V0FORM", forms.begin("V0FORM")))
    await asyncio.sleep(0)

    forms.begin("V0OTHER")

    assert await waiting is True


async def test_a_form_is_drawn_over_what_was_shown_last(slack: LoopbackSlack) -> None:
    forms = OpenForms()
    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("one"))
    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("two"))

    assert hashes(slack) == ["first.hash", "newer.hash"]
    forms.showed({"id": "V0FORM", "hash": "opened.hash"})
    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("three"))
    assert hashes(slack)[2] == "opened.hash"


async def test_what_something_newer_came_after_is_not_drawn(slack: LoopbackSlack) -> None:
    forms = OpenForms()
    late = forms.begin("V0FORM")
    slack.seconds["views.update"] = 0.1
    newest = forms.begin("V0FORM")
    drawing = asyncio.create_task(forms.draw(client(slack), VIEW, newest, page("newest")))
    await eventually(lambda: len(slack.said_to("views.update")) == 1)
    overtaken = asyncio.create_task(forms.draw(client(slack), VIEW, newest, page("overtaken")))
    await asyncio.sleep(0)
    forms.begin("V0FORM")

    await forms.draw(client(slack), VIEW, late, page("late"))
    await asyncio.gather(drawing, overtaken)

    assert len(slack.said_to("views.update")) == 1


async def test_a_form_that_another_replica_drew_is_drawn_over_what_came_with_the_letter(slack: LoopbackSlack) -> None:
    forms = OpenForms()
    forms.showed({"id": "V0FORM", "hash": "ours.hash"})
    slack.instead["views.update"].append(Answer({"ok": False, "error": "hash_conflict"}))

    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("one"))
    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("two"))

    assert hashes(slack) == ["ours.hash", "first.hash", "newer.hash"]


@pytest.mark.parametrize("gone", sorted(open_forms.GONE))
async def test_a_form_that_is_gone_or_was_drawn_by_others_is_left_alone(slack: LoopbackSlack, gone: str) -> None:
    forms = OpenForms()
    slack.instead["views.update"].append(Answer({"ok": False, "error": gone}))

    await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("one"))

    assert len(slack.said_to("views.update")) == 1


async def test_a_form_that_slack_refuses_is_a_failure(slack: LoopbackSlack) -> None:
    forms = OpenForms()
    slack.instead["views.update"].append(Answer({"ok": False, "error": "invalid_arguments"}))

    with pytest.raises(SlackApiError):
        await forms.draw(client(slack), VIEW, forms.begin("V0FORM"), page("one"))


async def test_so_many_forms_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_forms, "MOST", 2)
    forms = OpenForms(pause=0.01)
    for number in range(3):
        forms.begin(f"V{number}")

    assert forms.begin("V0") == 1
    assert forms.begin("V2") == 2
