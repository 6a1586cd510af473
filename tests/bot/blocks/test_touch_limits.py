"""Everything that is said about touchpoints fits what Slack accepts, as the local workspace judges it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from health_samples import TODAY, standing
from task_samples import task

from bot.blocks.kit import Message, Modal
from bot.blocks.touch_form import touch_form
from bot.blocks.touch_history import touches_answer
from bot.blocks.touch_receipt import touch_kept, touch_undone
from bot.locale import Language, Words, words_for
from domain.accounts import AccountMatch, TouchpointDirection, TouchpointKind
from domain.filter_words import HelpWanted, Scope
from domain.touchpoints.answer import (
    CadenceList,
    TouchChange,
    TouchesAnswer,
    TouchHistory,
    TouchKept,
    TouchOffer,
    TouchPlace,
    TouchUndone,
)
from domain.touchpoints.form import TouchForm
from domain.touchpoints.ports import CadencePage, TouchPage, TouchRow
from domain.touchpoints.question import TouchesWanted
from domain.touchpoints.touchpoint import AccountContact, Quoted, Sentiment, Touchpoint, TouchReason
from playground.block_kit.validation import problems_of_blocks, problems_of_view

LONG = "A&B <!channel> \u202e*x* " * 200
LINK = "https://northgate.slack.com/archives/C0000000001/p1795000000000000?thread_ts=1795000000.000000&cid=C0000000001"
PEOPLE = tuple(AccountContact(number, LONG, left_on=TODAY) for number in range(150))
HUGE = Touchpoint(
    1,
    "slack:C0000000001/1795000000.000000",
    TouchpointKind.BUSINESS_REVIEW,
    TouchpointDirection.TWO_WAY,
    datetime(2026, 9, 1, 6, 30, tzinfo=UTC),
    LONG,
    LONG[:1000],
    contacts=tuple(range(150)),
    sentiment=Sentiment.NEGATIVE,
    reasons=(TouchReason.PEOPLE, TouchReason.RISK, TouchReason.VALUE),
    quoted=Quoted(LINK, "U0000000001", LONG[:3000]),
    automatic=True,
    id=10**9,
    changed_by="U0000000001",
)
FORM = TouchForm(
    HUGE.kind,
    on="2026-09-01",
    at="08:30",
    account="1",
    contacts=("149",),
    summary=HUGE.summary,
    quote=HUGE.quoted.words,
    sentiment="negative",
    reasons=HUGE.reasons,
    follow_up=LONG[:200],
    follow_up_on="2026-09-04",
)


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> Words:
    return words_for(request.param)


@pytest.mark.parametrize("about", ["", "account:1", "touch:1000000000 12"])
def test_a_form_of_any_size_is_taken_and_who_is_chosen_stays(about: str, words: Words) -> None:
    place = TouchPlace(about, HUGE.key, HUGE.quoted if about else Quoted(LINK))
    offer = TouchOffer(FORM, replace(place, quoted=Quoted(LINK)), LONG, PEOPLE, may_follow_up=True, typed=LONG)

    modal = touch_form(offer, words, TODAY)

    assert is_taken(modal)
    chosen = next(block["element"] for block in modal.blocks if block.get("block_id") == "contacts.1")
    assert [each["value"] for each in chosen["initial_options"]] == ["149"]


@pytest.mark.parametrize("change", TouchChange)
def test_a_receipt_of_any_size_is_taken(change: TouchChange, words: Words) -> None:
    kept = TouchKept(change, HUGE, LONG, task(title=LONG), may_undo=True, may_edit=True)

    assert is_taken(touch_kept(kept, words, TODAY))
    assert is_taken(touch_undone(TouchUndone(LONG, task(title=LONG)), words, TODAY))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(HelpWanted(), id="help"),
        pytest.param(
            CadenceList(
                TouchesWanted(Scope.ALL),
                CadencePage((standing(name=LONG, owner=LONG),) * 8, 10**6, 10**6, 10**6, 10**6, 10**6, 10**5, 10**6),
                8,
            ),
            id="a list of accounts",
        ),
        pytest.param(
            TouchHistory(
                AccountMatch(1, LONG, 1.0),
                TouchPage(tuple(TouchRow(replace(HUGE, id=number), PEOPLE) for number in range(6)), 30),
                6,
                frozenset(range(6)),
                standing(name=LONG),
            ),
            id="a history",
        ),
    ],
)
def test_an_answer_of_any_size_is_taken(answer: TouchesAnswer, words: Words) -> None:
    said: Message = touches_answer(answer, words, TODAY, command="/cs touches")

    assert problems_of_blocks(json.loads(json.dumps(distinct(said)))) == []
    assert len(said.text) <= 40_000


def distinct(said: Message) -> list[dict[str, object]]:
    """The same account eight times has its button eight times; in a book there is each once."""
    return [
        {name: part for name, part in block.items() if name != "accessory"} if block["type"] == "section" else block
        for block in said.blocks
    ]


def is_taken(modal: Modal) -> bool:
    return problems_of_view(json.loads(json.dumps(modal.view()))) == []
