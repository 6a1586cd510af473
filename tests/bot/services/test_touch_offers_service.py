"""The form as it opens: on a card, in a line, on a message, to put something right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from touch_desk import ACME, ANNA, BO, CALL, DANA, EYES, LIN, OMAR, PRIYA, TODAY, Touching

from domain.accounts import Account
from domain.errors import NotAllowedError, OutsideBookError, TouchpointNotFoundError
from domain.touchpoints.answer import PointedAt, TouchOffer, TouchPlace
from domain.touchpoints.form import TouchForm
from domain.touchpoints.touchpoint import Quoted

BLANK = TouchForm("call", on=TODAY.isoformat())


@pytest.fixture
def desk() -> Touching:
    return Touching()


def typed(desk: Touching, text: str, channel: str | None = None) -> tuple[str | None, str, str]:
    offer = desk.offers.typed(DANA, text, channel=channel, today=TODAY)
    return offer.account_name, offer.form.summary, offer.typed


def test_a_card_knows_its_account_and_the_people_there(desk: Touching) -> None:
    offer = desk.offers.opened(DANA, "account:1", today=TODAY)

    assert offer == TouchOffer(replace(BLANK, account="1"), ACME, "Acme", (ANNA, BO), may_follow_up=True)
    assert not desk.offers.opened(EYES, "account:1", today=TODAY).may_follow_up
    with pytest.raises(OutsideBookError):
        desk.offers.opened(LIN, "account:1", today=TODAY)


@pytest.mark.parametrize(
    ("text", "account", "words"),
    [
        pytest.param("acme", "Acme", "", id="a name"),
        pytest.param("acme They want a plan", "Acme", "They want a plan", id="a name and words"),
        pytest.param("blue harbour: agreed", "Blue Harbour", "agreed", id="a name of two words"),
        pytest.param("blue harbuor agreed", "Blue Harbour", "agreed", id="a slip"),
        pytest.param("青禾科技谈了续约", "青禾科技", "谈了续约", id="without a space"),
        pytest.param("agreed account:acme", "Acme", "agreed", id="named as an account"),
    ],
)
def test_a_line_begins_with_the_account(desk: Touching, text: str, account: str, words: str) -> None:
    assert typed(desk, text) == (account, words, "")


def test_where_no_account_is_found_nothing_typed_is_lost(desk: Touching) -> None:
    assert typed(desk, "Spoke with their lawyer") == (None, "Spoke with their lawyer", "Spoke with their lawyer")
    assert typed(desk, "account:zzzz their lawyer") == (None, "their lawyer", "account:zzzz their lawyer")
    desk.library.tables.accounts[4] = Account(4, "Acme", owner="U0DANA")
    assert typed(desk, "acme called") == (None, "acme called", "acme called")


def test_an_empty_line_in_the_channel_of_an_account_is_about_it(desk: Touching) -> None:
    desk.library.tables.links = {"C1": [2], "C2": [1, 2]}

    assert typed(desk, "", "C1") == ("Blue Harbour", "", "")
    assert typed(desk, "", "C2") == typed(desk, "", None) == (None, "", "")


@pytest.mark.parametrize(
    ("said_by", "is_answered", "direction"),
    [("U0DANA", False, "outbound"), ("U0THEM", False, "inbound"), ("", False, "inbound"), ("U0DANA", True, "two_way")],
)
def test_a_message_is_quoted_with_its_moment_and_who_seems_to_have_spoken(
    desk: Touching, said_by: str, direction: str, *, is_answered: bool
) -> None:
    desk.library.tables.links = {"C1": [1]}
    quoted = Quoted("https://x.slack.com/p1", said_by, "we need it")
    message = PointedAt("slack:C1/1", quoted, datetime(2026, 8, 30, 22, 5, tzinfo=UTC), "C1", is_answered=is_answered)

    offer = desk.offers.of_message(DANA, message, today=TODAY)

    assert offer.place == TouchPlace("", "slack:C1/1", replace(quoted, words=""))
    assert (offer.form.kind, offer.form.direction, offer.form.quote) == ("slack", direction, "we need it")
    assert (offer.form.on, offer.form.at, offer.account_name) == ("2026-08-31", "00:05", "Acme")


def test_a_message_without_a_place_is_of_today(desk: Touching) -> None:
    offer = desk.offers.of_message(DANA, PointedAt("", Quoted(words="hm")), today=TODAY)

    assert (offer.form.on, offer.form.at, offer.account_name) == (TODAY.isoformat(), "", None)


def test_the_form_of_another_account_has_its_people(desk: Touching) -> None:
    form = replace(CALL, account="1")

    offer = desk.offers.again(DANA, TouchPlace(), form, today=TODAY)

    assert (offer.form, offer.account_name, offer.contacts) == (form, "Acme", (ANNA, BO))


def test_what_was_logged_is_put_right_by_its_author_the_owner_and_who_is_above(desk: Touching) -> None:
    logged = desk.log(PRIYA, sentiment="positive").touchpoint

    for asker in (PRIYA, DANA, OMAR):
        offer = desk.offers.change(asker, str(logged.id), today=TODAY)
        assert (offer.is_change, offer.place.about, offer.account_name) == (True, "touch:1 1", "Acme")
        assert (offer.form.summary, offer.form.sentiment, offer.may_follow_up) == (CALL.summary, "positive", False)
    with pytest.raises(NotAllowedError):
        desk.offers.change(EYES, "1", today=TODAY)


@pytest.mark.parametrize("number", ["9", "x", "2"])
def test_what_its_source_looks_after_is_put_right_there(desk: Touching, number: str) -> None:
    known = desk.log().touchpoint
    desk.library.tables.touchpoints[1, "crm-7"] = replace(known, key="crm-7", id=2)

    with pytest.raises(TouchpointNotFoundError):
        desk.offers.change(DANA, number, today=TODAY)


def test_names_are_suggested_to_whoever_may_log_as_they_see_the_book(desk: Touching) -> None:
    matches, owners = desk.offers.suggestions(PRIYA, "acm", today=TODAY)
    own, _ = desk.offers.suggestions(LIN, "acm", today=TODAY)

    assert (matches[0].name, owners["U0DANA"]) == ("Acme", "Dana")
    assert "Acme" not in {match.name for match in own}
