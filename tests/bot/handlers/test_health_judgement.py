from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fakes import FakeLibrary
from front_desk import FrontDesk
from health_samples import put_harbour

from bot.handlers import judgement
from bot.handlers.judgement import judgement_form_from
from bot.services.judgements import Judgements
from domain.judgements import JudgementForm

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def book(house: FrontDesk) -> FakeLibrary:
    book = FakeLibrary()
    put_harbour(book)
    judgement.register(house.routes, Judgements(book, clock=lambda: NOON, rescore=lambda accounts: accounts))
    return book


def form(**values: dict[str, Any]) -> dict[str, Any]:
    return {field: {field: element} for field, element in values.items()}


YELLOW = {"type": "radio_buttons", "selected_option": {"value": "yellow"}}


def submitted(state: dict[str, Any], metadata: str = "17") -> dict[str, Any]:
    return {
        "view": {
            "id": "V0FORM",
            "type": "modal",
            "callback_id": "health.judge.view",
            "private_metadata": metadata,
            "state": {"values": state},
        }
    }


async def test_the_button_opens_the_form(house: FrontDesk, book: FakeLibrary) -> None:
    press = {"action_id": "health.judge", "block_id": "b", "type": "button", "value": "17"}
    await house.interact("block_actions_message", actions=[press])

    [opened] = await house.slack.until("views.open")
    assert "health.judge.view" in str(opened["view"])


async def test_a_good_form_becomes_a_card_with_the_judgement(house: FrontDesk, book: FakeLibrary) -> None:
    state = form(pulse=YELLOW, note={"value": "quiet"}, expires_on={"selected_date": "2026-12-01"}, score={})
    response = await house.interact("view_submission", **submitted(state))

    assert response.json()["response_action"] == "update"
    assert "Recorded" in str(response.json()["view"]["blocks"][0])
    assert [made.note for made in book.tables.judgements[17]] == ["quiet"]


async def test_a_bad_form_stays_open_and_says_where(house: FrontDesk, book: FakeLibrary) -> None:
    state = form(pulse=YELLOW, note={"value": None}, expires_on={"selected_date": "2026-11-01"}, score={"value": "30"})
    response = await house.interact("view_submission", **submitted(state))

    assert response.json() == {
        "response_action": "errors",
        "errors": {
            "note": "Say why you set the score: others will read it.",
            "expires_on": "Choose a day after today.",
        },
    }
    assert book.tables.judgements == {}


@pytest.mark.parametrize("state", [{}, {"pulse": None}, {"pulse": {}}, {"pulse": {"pulse": None}}])
def test_a_form_of_another_shape_is_an_empty_form(state: dict[str, Any]) -> None:
    assert judgement_form_from(state) == JudgementForm()
