from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.feeds import Feed
from domain.home import may_be_shown, people_of, scopes_of, stopped_feeds, whose_shown
from domain.permissions import Member, Role
from domain.records import RecordKind

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0OMAR")
OMAR = Member("U0OMAR", "Omar", Role.MANAGER)
EVE = Member("U0EVE", "Eve", Role.DIRECTOR)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
ELSE = Member("U0ELSE", "Else", Role.CSM)
PAT = Member("U0PAT", "Pat", Role.PRODUCT)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
MEMBERS = (DANA, OMAR, EVE, ADA, ELSE, PAT, EYES)


@pytest.mark.parametrize(
    ("member", "scopes", "people"),
    [
        pytest.param(DANA, (), [], id="a CSM"),
        pytest.param(OMAR, ("team", "mine"), ["Dana", "Omar"], id="a manager: those below"),
        pytest.param(EVE, ("all", "team", "mine"), ["Ada", "Dana", "Else", "Eve", "Omar"], id="a director: all"),
        pytest.param(ADA, ("all", "mine"), ["Ada", "Dana", "Else", "Eve", "Omar"], id="an admin: all"),
        pytest.param(PAT, (), [], id="product"),
    ],
)
def test_who_leads_may_choose_whose_accounts_they_see(
    member: Member, scopes: tuple[str, ...], people: list[str]
) -> None:
    assert scopes_of(member) == scopes
    assert list(may_be_shown(member, MEMBERS).values()) == people


@pytest.mark.parametrize(
    ("member", "chosen", "shown"),
    [
        pytest.param(DANA, "", "mine", id="a CSM sees their own"),
        pytest.param(DANA, "U0ELSE", "mine", id="a CSM may choose nobody"),
        pytest.param(DANA, "all", "mine", id="nor everybody"),
        pytest.param(OMAR, "", "team", id="a manager sees the team"),
        pytest.param(OMAR, "U0DANA", "U0DANA", id="and one of it"),
        pytest.param(OMAR, "U0ELSE", "team", id="not one of another team"),
        pytest.param(OMAR, "all", "team", id="and not everybody"),
        pytest.param(EVE, "", "all", id="a director sees everybody"),
        pytest.param(EVE, "mine", "mine", id="or their own"),
        pytest.param(EVE, "U0GONE", "all", id="who has left may not be chosen any more"),
        pytest.param(ADA, "", "mine", id="an admin their own"),
    ],
)
def test_what_was_chosen_is_shown_as_long_as_it_may_be(member: Member, chosen: str, shown: str) -> None:
    assert whose_shown(member, chosen, MEMBERS) == shown


@pytest.mark.parametrize(
    ("whose", "people"),
    [
        pytest.param("mine", ("U0OMAR",), id="one's own"),
        pytest.param("team", ("U0DANA", "U0OMAR"), id="the team with who leads it"),
        pytest.param("all", None, id="everybody's"),
        pytest.param("U0DANA", ("U0DANA",), id="a person's"),
    ],
)
def test_a_choice_is_people(whose: str, people: tuple[str, ...] | None) -> None:
    assert people_of(OMAR, whose, MEMBERS) == people


def test_a_feed_stopped_when_nobody_brings_its_kind_any_more_or_its_last_try_failed() -> None:
    old, usage = NOW - timedelta(days=4), Feed("usage", (RecordKind.USAGE,), NOW - timedelta(days=4))
    tickets = Feed("tickets", (RecordKind.TICKET,), NOW - timedelta(days=2))
    accounts, failed = Feed("once", (RecordKind.ACCOUNT,), old), replace(tickets, name="crm", last_error="HTTP 500")

    assert stopped_feeds([usage, tickets, accounts, failed], NOW) == {"usage", "crm"}
    assert stopped_feeds([usage, Feed("other", (RecordKind.USAGE,), NOW)], NOW) == frozenset()
