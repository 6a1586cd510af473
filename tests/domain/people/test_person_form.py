"""What has to hold of the forms, and what they make of a contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from people_desk import BO, CY, FORM, KIM, LEFT, TODAY

from domain.accounts import ContactRole, Stance
from domain.people.contact import Contact, Influence
from domain.people.form import (
    LeftForm,
    PersonField,
    PersonForm,
    PersonProblem,
    added,
    filled_in,
    follower_in,
    form_of,
    gone,
    left_problems,
    person_problems,
)

GONE = replace(BO, left_on=TODAY)


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        pytest.param({}, {}, id="all well"),
        pytest.param({"name": ""}, {PersonField.NAME: PersonProblem.NO_NAME}, id="no name"),
        pytest.param({"name": "\u200b"}, {PersonField.NAME: PersonProblem.NOTHING_TO_READ}, id="nothing to be seen"),
        pytest.param({"title": "x" * 151}, {PersonField.TITLE: PersonProblem.TOO_LONG}, id="too long"),
        pytest.param({"email": "noor at acme"}, {PersonField.EMAIL: PersonProblem.NO_EMAIL}, id="no e-mail"),
        pytest.param({"email": "x" * 151}, {PersonField.EMAIL: PersonProblem.TOO_LONG}, id="too long an e-mail"),
        pytest.param(
            {"email": "KIM@acme.example"},
            {PersonField.EMAIL: PersonProblem.KNOWN_ALREADY},
            id="a known e-mail",
        ),
        pytest.param({"name": "CY"}, {PersonField.NAME: PersonProblem.KNOWN_ALREADY}, id="a name that is known"),
        pytest.param({"name": "Kim"}, {}, id="a namesake with another e-mail"),
        pytest.param({"name": "Bo"}, {}, id="a namesake of who has left"),
    ],
)
def test_somebody_is_refused_at_the_field(said: dict[str, str], problems: dict[PersonField, PersonProblem]) -> None:
    assert person_problems(replace(FORM, **said), (KIM, GONE, CY), today=TODAY) == problems


def test_a_form_makes_a_contact_and_a_contact_its_form() -> None:
    made = added(replace(FORM, name=" Noor  Ali "), account=1, key="V1")

    assert made == Contact(
        1,
        "slack:V1",
        "Noor Ali",
        "noor@acme.example",
        "CFO",
        ContactRole.ECONOMIC_BUYER,
        Stance.NEUTRAL,
        Influence.MEDIUM,
    )
    assert form_of(made) == replace(FORM, name="Noor Ali")
    bare = filled_in(made, PersonForm("Noor", role="boss", stance="?", influence="9"))
    assert (bare.role, bare.stance, bare.influence) == (None, None, None)
    assert form_of(bare) == PersonForm("Noor")


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        pytest.param({}, {}, id="all well"),
        pytest.param({"follower": "3"}, {}, id="somebody follows"),
        pytest.param({"left_on": ""}, {PersonField.LEFT_ON: PersonProblem.NO_DAY}, id="no day"),
        pytest.param(
            {"left_on": (TODAY + timedelta(1)).isoformat()}, {PersonField.LEFT_ON: PersonProblem.NOT_YET}, id="tomorrow"
        ),
        pytest.param({"follower": "1"}, {PersonField.FOLLOWER: PersonProblem.NO_FOLLOWER}, id="not oneself"),
        pytest.param({"follower": "2"}, {PersonField.FOLLOWER: PersonProblem.NO_FOLLOWER}, id="who left too"),
        pytest.param({"follower": "x"}, {PersonField.FOLLOWER: PersonProblem.NO_FOLLOWER}, id="nobody"),
        pytest.param(
            {"went_to": "\u200b"}, {PersonField.WENT_TO: PersonProblem.NOTHING_TO_READ}, id="nothing to be seen"
        ),
    ],
)
def test_leaving_is_refused_at_the_field(said: dict[str, Any], problems: dict[PersonField, PersonProblem]) -> None:
    assert left_problems(replace(LEFT, **said), KIM, (KIM, GONE, CY), today=TODAY) == problems


def test_who_left_is_gone_with_who_follows_and_where_they_went() -> None:
    form = LeftForm(TODAY.isoformat(), "3", " Umbrella ")
    follower = follower_in(form, KIM, (KIM, CY), today=TODAY)

    left = gone(KIM, form, follower)
    assert (left.left_on, left.followed_by, left.went_to) == (TODAY, 3, "Umbrella")
    assert gone(KIM, LEFT, None).followed_by is None
