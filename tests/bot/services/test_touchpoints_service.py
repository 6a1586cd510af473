"""A contact, from the form below an alert to the score."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes import FakeLibrary
from health_book import STANDING

from bot.services.touchpoints import TouchLog
from domain.accounts import Account
from domain.alerts.alert import Alert, AlertState
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.errors import AlertNotFoundError, NotAllowedError, OutsideBookError
from domain.permissions import BookScope, Member, Role
from domain.touchpoints.touchpoint import TouchField, TouchForm, TouchProblem

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM)
LIN = Member("U0LIN", "Lin", Role.CSM, sees=BookScope.OWN)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
CALL = TouchForm("call", summary="They asked for a plan")


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA")
    library.tables.standings[1] = STANDING
    put(library, 1, account=1)
    put(library, 2, account=None)
    return library


def put(library: FakeLibrary, number: int, *, account: int | None) -> None:
    library.tables.alerts[number] = Alert(
        number,
        AlertKind.SILENCE,
        account,
        "",
        Severity.MEDIUM,
        TODAY,
        NOW,
        "U0DANA",
        AlertWay.MESSAGE,
        str(number),
    )


def log(library: FakeLibrary, rescored: list[int] | None = None) -> TouchLog:
    done = rescored if rescored is not None else []
    return TouchLog(library, lambda: NOW, done.extend, "UTC")


def test_a_contact_is_kept_scored_and_puts_its_author_on_the_alert(library: FakeLibrary) -> None:
    rescored: list[int] = []

    first = log(library, rescored).log(DANA, "alert:1", CALL, key="slack:V1", today=TODAY)
    again = log(library, rescored).log(DANA, "alert:1", CALL, key="slack:V1", today=TODAY)

    assert (first, again, rescored) == ("Acme", "Acme", [1, 1])
    [touchpoint] = library.tables.touchpoints.values()
    assert (touchpoint.account, touchpoint.author, touchpoint.summary) == (1, "U0DANA", "They asked for a plan")
    assert library.tables.alerts[1].state is AlertState.TAKEN
    assert [(entry.action, entry.after) for entry in library.tables.audit] == [("touchpoints.logged", "call, two_way")]


def test_a_form_that_lacks_something_writes_nothing(library: FakeLibrary) -> None:
    done = log(library).log(DANA, "alert:1", TouchForm(), key="slack:V1", today=TODAY)

    assert done == {TouchField.KIND: TouchProblem.NO_KIND}
    assert library.tables.touchpoints == {}


def test_the_form_names_the_account(library: FakeLibrary) -> None:
    assert log(library).name(DANA, "alert:1", today=TODAY) == "Acme"


@pytest.mark.parametrize("about", ["alert:9", "alert:2", "account:1", ""])
def test_what_is_no_alert_of_an_account_is_said_so(library: FakeLibrary, about: str) -> None:
    with pytest.raises(AlertNotFoundError):
        log(library).name(DANA, about, today=TODAY)


def test_who_only_looks_logs_nothing_and_who_sees_their_own_nothing_else(library: FakeLibrary) -> None:
    with pytest.raises(NotAllowedError):
        log(library).name(EYES, "alert:1", today=TODAY)
    with pytest.raises(OutsideBookError):
        log(library).name(LIN, "alert:1", today=TODAY)

    library.tables.alerts[1] = replace(library.tables.alerts[1], to="U0LIN")

    assert log(library).name(LIN, "alert:1", today=TODAY) == "Acme"
