"""`/cs nps`: whose answers, of which days, cut by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from people_desk import ADA, DANA, LIN, OMAR, PRIYA, TODAY
from survey_desk import SENT, Surveying

from domain.errors import NotAllowedError, OutsideBookError
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.permissions import Member
from domain.revenue.question import NotBegun, OfAnotherCommand
from domain.surveys.answer import SurveyAnswer
from domain.surveys.nps import NpsFigures
from domain.surveys.told import NpsAnswer


@pytest.fixture
def desk() -> Surveying:
    """Acme: 3 today of Kim and 9 a year ago; Blue Harbour: 10; 青禾科技: 8."""
    desk = Surveying()
    answers = ((1, 3, 0, 1), (1, 9, 364, 2), (1, 9, 365, 3), (2, 10, 5, None), (3, 8, 5, None))
    for number, (account, score, days, contact) in enumerate(answers, start=1):
        desk.library.tables.answers[number] = SurveyAnswer(
            account, f"k{number}", "nps", Decimal(score), TODAY - timedelta(days=days), "", contact, 10, id=number
        )
    return desk


def counted(desk: Surveying, text: str = "", asker: Member = DANA) -> NpsAnswer:
    found = desk.looks.asked(asker, text, today=TODAY)
    assert isinstance(found, NpsAnswer)
    return found


def test_the_answers_of_the_last_year_count(desk: Surveying) -> None:
    found = counted(desk)

    assert (found.whole, found.wanted.scope) == (NpsFigures(2, 0, 1), Scope.MINE)
    assert (found.first, found.last, found.oldest) == (
        TODAY - timedelta(days=364),
        TODAY,
        TODAY - timedelta(days=364),
    )
    assert [voice.person for voice in found.detractors] == ["Kim"]
    assert (found.asked, found.answered, found.groups) == (0, 0, ())


def test_a_period_ends_today_and_is_cut(desk: Surveying) -> None:
    found = counted(desk, "quarter by owner all", ADA)

    assert (found.last, found.groups) == (
        TODAY,
        (("U0DANA", NpsFigures(1, 0, 1)), ("U0LIN", NpsFigures(0, 1, 0))),
    )
    assert found.names["U0LIN"] == "Lin"


def test_who_was_asked_and_did_not_answer_is_named(desk: Surveying) -> None:
    desk.inbox.taken(replace(SENT, key="a", score=None, on=TODAY - timedelta(days=1)))
    desk.inbox.taken(replace(SENT, key="b", score=None, account="Blue Harbour", email=""))

    found = counted(desk)

    assert (found.asked, found.answered, [each.name for each in found.waiting]) == (2, 1, ["Blue Harbour"])


@pytest.mark.parametrize(
    ("asker", "text", "answers"),
    [
        pytest.param(OMAR, "", 3, id="who leads sees the team's"),
        pytest.param(ADA, "", 4, id="who looks after it everybody's"),
        pytest.param(LIN, "", 1, id="one's own"),
        pytest.param(DANA, "@lin", 1, id="a colleague's"),
    ],
)
def test_whose_answers_count(desk: Surveying, asker: Member, text: str, answers: int) -> None:
    assert counted(desk, text, asker).whole.answers == answers


def test_admins_hear_what_waits_for_its_account(desk: Surveying) -> None:
    desk.inbox.taken(replace(SENT, email="who@else.example"))

    assert (counted(desk, asker=ADA).strays, counted(desk).strays) == (1, 0)


def test_what_is_no_question_is_said(desk: Surveying) -> None:
    kinds = [
        type(desk.looks.asked(DANA, text, today=TODAY))
        for text in ("help", "nonsense", "2030", "by seller", "tier:high", "@nobody")
    ]

    assert kinds == [HelpWanted, NotUnderstood, NotBegun, OfAnotherCommand, NotUnderstood, NotUnderstood]


def test_what_is_not_theirs_is_refused(desk: Surveying) -> None:
    with pytest.raises(NotAllowedError):
        desk.looks.asked(PRIYA, "", today=TODAY)
    with pytest.raises(OutsideBookError):
        desk.looks.asked(LIN, "all", today=TODAY)
