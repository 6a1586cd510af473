"""A contact, from the form to the book."""

from __future__ import annotations

from dataclasses import replace

import pytest
from touch_desk import ACME, CALL, DANA, EYES, LIN, NOW, OMAR, PRIYA, TODAY, Touching

from domain.alerts.alert import Alert, AlertState
from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.errors import AccountNotFoundError, AlertNotFoundError, NotAllowedError, OutsideBookError
from domain.tasks.form import TaskProblem
from domain.tasks.task import TaskSource
from domain.touchpoints.answer import TouchChange, TouchKept, TouchPlace, TouchRefused
from domain.touchpoints.form import TouchField, TouchForm, TouchProblem
from domain.touchpoints.touchpoint import Quoted


@pytest.fixture
def desk() -> Touching:
    return Touching()


def put_alert(desk: Touching, number: int, *, account: int | None = 1, to: str = "U0DANA") -> None:
    desk.library.tables.alerts[number] = Alert(
        number,
        AlertKind.SILENCE,
        account,
        "",
        Severity.MEDIUM,
        TODAY,
        NOW,
        to,
        AlertWay.MESSAGE,
        str(number),
    )


def test_a_contact_is_kept_scored_and_written_down_without_words(desk: Touching) -> None:
    kept = desk.log()

    assert (kept.change, kept.account_name, kept.may_undo, kept.may_edit) == (TouchChange.LOGGED, "Acme", True, True)
    [touchpoint] = desk.library.tables.touchpoints.values()
    assert (touchpoint.account, touchpoint.author, touchpoint.summary) == (1, "U0DANA", "They asked for a plan")
    assert (touchpoint.contacts, touchpoint.key, touchpoint.at) == ((1,), "slack:V1", NOW)
    assert desk.rescored == [1]
    assert desk.audited() == [
        ("touchpoints.logged", "account:1", None, "call, two_way, 2026-09-01T06:30+00:00, 1 contacts")
    ]


def test_the_same_form_twice_is_one_touchpoint_with_one_task(desk: Touching) -> None:
    first = desk.log(follow_up="Send it", follow_up_on="2026-09-04")
    again = desk.log(follow_up="Send it", follow_up_on="2026-09-04")

    assert again == first
    assert (len(desk.library.tables.touchpoints), len(desk.library.tables.tasks)) == (1, 1)
    desk.later(minutes=11)
    assert not desk.log(follow_up="Send it", follow_up_on="2026-09-04").may_undo


def test_what_follows_is_a_task_of_its_author_for_the_account(desk: Touching) -> None:
    kept = desk.log(follow_up=" Send  it ", follow_up_on="2026-09-04")

    [task] = desk.library.tables.tasks.values()
    assert (task.title, task.assignee, task.account, task.source) == ("Send it", "U0DANA", 1, TaskSource.TOUCHPOINT)
    assert (kept.task, kept.touchpoint.task) == (task, task.id)
    assert [entry[0] for entry in desk.audited()] == ["tasks.made", "touchpoints.logged"]
    assert desk.audited()[-1][-1] == "call, two_way, 2026-09-01T06:30+00:00, 1 contacts, task 1"


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        pytest.param({"follow_up": "Send it"}, {TouchField.FOLLOW_UP_ON: TaskProblem.DAY_MISSING}, id="without a day"),
        pytest.param(
            {"follow_up_on": "2026-09-04"}, {TouchField.FOLLOW_UP: TaskProblem.TITLE_MISSING}, id="without words"
        ),
        pytest.param(
            {"follow_up": "\u200b", "follow_up_on": "2026-08-31", "summary": " "},
            {
                TouchField.SUMMARY: TouchProblem.NOTHING_TO_READ,
                TouchField.FOLLOW_UP: TaskProblem.TITLE_MISSING,
                TouchField.FOLLOW_UP_ON: TaskProblem.DAY_GONE,
            },
            id="everything at once",
        ),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_written(
    desk: Touching, said: dict[str, str], problems: dict[TouchField, object]
) -> None:
    done = desk.logs.log(DANA, ACME, replace(CALL, **said), key="V1", today=TODAY)  # type: ignore[arg-type]

    assert done == TouchRefused(problems)  # type: ignore[arg-type]
    assert (desk.library.tables.touchpoints, desk.library.tables.tasks, desk.rescored) == ({}, {}, [])


def test_a_form_without_an_account_asks_for_one(desk: Touching) -> None:
    done = desk.logs.log(DANA, TouchPlace(), TouchForm(), key="V1", today=TODAY)

    assert done == TouchRefused({TouchField.KIND: TouchProblem.NO_KIND, TouchField.ACCOUNT: TouchProblem.NO_ACCOUNT})


def test_the_account_may_be_chosen_in_the_form(desk: Touching) -> None:
    kept = desk.log(place=TouchPlace(), account="2", contacts=("1",))

    assert (kept.account_name, kept.touchpoint.account, kept.touchpoint.contacts) == ("Blue Harbour", 2, ())


def test_a_message_is_logged_once_whoever_points_at_it(desk: Touching) -> None:
    message = TouchPlace("account:1", "slack:C1/17.5", Quoted("https://x.slack.com/p175", "U0LEE"))
    desk.log(place=message, quote="we need it")

    second = desk.log(OMAR, message, key="V2")

    assert (second.change, second.touchpoint.author, second.may_undo) == (TouchChange.LOGGED_BEFORE, "U0DANA", False)
    assert second.may_edit
    assert not desk.log(PRIYA, message, key="V3").may_edit
    [touchpoint] = desk.library.tables.touchpoints.values()
    assert touchpoint.quoted == Quoted("https://x.slack.com/p175", "U0LEE", "we need it")


@pytest.mark.parametrize("asker", [EYES, PRIYA, OMAR])
def test_everybody_with_a_role_may_have_spoken_with_an_account(desk: Touching, asker: object) -> None:
    assert desk.log(asker).change is TouchChange.LOGGED  # type: ignore[arg-type]


def test_who_promises_nothing_makes_no_task(desk: Touching) -> None:
    with pytest.raises(NotAllowedError):
        desk.log(EYES, follow_up="Send it", follow_up_on="2026-09-04")


def test_who_sees_their_own_book_logs_in_it_alone(desk: Touching) -> None:
    assert desk.log(LIN, TouchPlace("account:3")).account_name == "青禾科技"
    with pytest.raises(OutsideBookError):
        desk.log(LIN)
    with pytest.raises(AccountNotFoundError):
        desk.log(DANA, TouchPlace("account:x"))


def test_whoever_spoke_is_on_the_alert_unless_somebody_is(desk: Touching) -> None:
    put_alert(desk, 1)
    put_alert(desk, 2, to="U0LIN")

    desk.log(place=TouchPlace("alert:1"))
    theirs = desk.log(LIN, TouchPlace("alert:2"), key="V2")

    assert desk.library.tables.alerts[1].state is AlertState.TAKEN
    assert isinstance(theirs, TouchKept)
    assert theirs.account_name == "Acme"


@pytest.mark.parametrize("about", ["alert:9", "alert:3", "alert:x"])
def test_what_is_no_alert_of_an_account_is_said_so(desk: Touching, about: str) -> None:
    put_alert(desk, 3, account=None)

    with pytest.raises(AlertNotFoundError):
        desk.log(place=TouchPlace(about))


def test_who_sees_their_own_book_takes_up_no_alert_of_another(desk: Touching) -> None:
    put_alert(desk, 1)

    with pytest.raises(OutsideBookError):
        desk.log(LIN, TouchPlace("alert:1"))
