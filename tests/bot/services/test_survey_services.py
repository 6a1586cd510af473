"""An answer typed by hand: kept, put right, taken back; and what came of nobody known, given an account."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from fakes.surveys import FakeSurveys
from people_desk import ADA, BO, CY, DANA, EYES, KIM, LIN, OMAR, PRIYA, TODAY
from survey_desk import FORM, NOBODYS, SENT, Surveying

from domain.errors import (
    ContactNotFoundError,
    NotAllowedError,
    OutsideBookError,
    SurveyAnswerNotFoundError,
    SurveyAnswerStandsError,
)
from domain.permissions import Member
from domain.surveys.answer import SurveyAnswer
from domain.surveys.form import SurveyField, SurveyForm, SurveyProblem
from domain.surveys.told import SurveyNews, SurveyRefused


@pytest.fixture
def desk() -> Surveying:
    return Surveying()


def test_an_answer_is_kept_once_scored_and_written_down_without_words(desk: Surveying) -> None:
    kept = desk.keep()
    again = desk.keep()

    assert (kept.news, kept.person, kept.account.name, kept.may_undo) == (SurveyNews.KEPT, "Kim", "Acme", True)
    assert again == kept
    [answer] = desk.answers
    assert (answer.author, answer.words, answer.scale, answer.key) == ("U0DANA", "Too slow", 10, "slack:V1")
    assert desk.audited() == [("surveys.kept", "survey_answer:1", None, "nps, 3 of 10, 2026-09-01, words")]
    assert set(desk.seen) == {1}


def test_what_is_wrong_is_refused_at_its_field(desk: Surveying) -> None:
    refused = desk.log.keep(DANA, "", replace(FORM, account="", score="11"), key="V2", today=TODAY)

    assert refused == SurveyRefused(
        {SurveyField.SCORE: SurveyProblem.NOT_ON_SCALE, SurveyField.ACCOUNT: SurveyProblem.NO_ACCOUNT}
    )
    desk.keep()
    assert desk.log.edit(DANA, "answer:1 1", replace(FORM, on="?"), today=TODAY) == SurveyRefused(
        {SurveyField.ON: SurveyProblem.NO_DAY}
    )


def test_nobody_of_another_account_answers_for_it(desk: Surveying) -> None:
    kept = desk.keep(account="2", contact="1")

    assert (kept.answer.contact, kept.person) == (None, "")


def test_of_two_who_change_it_the_second_hears_who_was_first(desk: Surveying) -> None:
    desk.keep()
    first = desk.edit(score="8")
    second = desk.edit(asker=OMAR, score="1")

    assert (first.news, first.answer.score, first.answer.version) == (SurveyNews.EDITED, Decimal(8), 2)
    assert (second.news, second.answer.changed_by, second.may_undo) == (SurveyNews.OVERTAKEN, "U0DANA", False)
    assert desk.audited()[-1][0] == "surveys.changed"


def test_it_is_taken_back_whole(desk: Surveying) -> None:
    desk.keep()

    undone = desk.undo()

    assert (undone.news, undone.may_undo, desk.answers) == (SurveyNews.UNDONE, False, [])
    assert desk.audited()[-1] == ("surveys.undone", "survey_answer:1", "nps, 3 of 10, 2026-09-01, words", None)
    with pytest.raises(SurveyAnswerStandsError, match="gone"):
        desk.undo()


def test_what_cannot_be_taken_back_says_why(desk: Surveying, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.keep()
    desk.later(minutes=11)
    with pytest.raises(SurveyAnswerStandsError, match="too_late"):
        desk.undo()
    desk.later(minutes=-10)
    with pytest.raises(SurveyAnswerStandsError, match="changed"):
        desk.undo("1 2")
    monkeypatch.setattr(FakeSurveys, "remove", lambda *_, **__: False)
    with pytest.raises(SurveyAnswerStandsError, match="changed"):
        desk.undo()


def test_what_went_between_the_look_and_the_writing_is_not_found(
    desk: Surveying, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keep()

    def gone(surveys: FakeSurveys, answer: object, *, now: object) -> bool:
        del answer, now
        surveys.tables.answers.clear()
        return False

    monkeypatch.setattr(FakeSurveys, "save", gone)
    with pytest.raises(SurveyAnswerNotFoundError):
        desk.edit(score="8")


def test_what_came_by_itself_is_changed_where_it_comes_from(desk: Surveying) -> None:
    desk.inbox.taken(SENT)

    for number in ("1", "9", "x"):
        with pytest.raises(SurveyAnswerNotFoundError):
            desk.offers.change(DANA, number, today=TODAY)


def test_what_came_of_nobody_known_is_given_an_account_by_an_admin(desk: Surveying) -> None:
    desk.inbox.taken(NOBODYS)

    offer = desk.offers.of_stray(ADA, "1", today=TODAY)
    again = desk.offers.again(ADA, "stray:1", replace(offer.form, account="1"), today=TODAY)
    kept = desk.keep(ADA, "stray:1", score="2")

    assert (offer.form.score, offer.place, offer.account) == ("2", "stray:1", None)
    assert again.account
    assert (again.account.name, again.stray) == ("Acme", offer.stray)
    assert (kept.answer.key, kept.answer.author, kept.may_undo) == ("typeform:r1", None, False)
    assert desk.library.tables.strays == {}
    assert desk.inbox.taken(replace(NOBODYS, account="Acme"))
    assert len(desk.answers) == 1


def test_what_was_given_an_account_waits_for_none_again(desk: Surveying) -> None:
    desk.inbox.taken(NOBODYS)
    desk.keep(ADA, "stray:1", score="2")

    assert desk.inbox.taken(NOBODYS)
    assert (len(desk.answers), desk.library.tables.strays) == (1, {})


def test_what_is_said_again_once_its_account_is_known_waits_no_more(desk: Surveying) -> None:
    desk.inbox.taken(NOBODYS)

    assert desk.inbox.taken(replace(NOBODYS, account="Acme"))
    assert (len(desk.answers), desk.library.tables.strays) == (1, {})


def test_what_is_of_nobody_of_ours_is_dropped_and_that_is_written_down(desk: Surveying) -> None:
    desk.inbox.taken(NOBODYS)
    desk.inbox.taken(replace(NOBODYS, key="a", survey="csat", score=None))
    asked = desk.offers.of_stray(ADA, "2", today=TODAY)

    desk.log.drop(ADA, "1")

    assert (asked.form.survey, asked.form.score) == ("csat", "")
    assert desk.looks.strays(ADA).total == 1
    assert desk.audited() == [("surveys.settled", "survey:typeform", None, "dropped")]
    for number in ("1", "x"):
        with pytest.raises(SurveyAnswerNotFoundError):
            desk.log.drop(ADA, number)


def test_forms_open_with_what_is_known(desk: Surveying) -> None:
    desk.library.tables.links["C1"] = [1]
    desk.keep()

    on_contact = desk.offers.opened(DANA, "contact:1", today=TODAY)
    on_account = desk.offers.opened(DANA, "account:1", today=TODAY)
    typed = desk.offers.typed(DANA, "blue harbour 9 They love it", channel=None, today=TODAY)
    linked = desk.offers.typed(DANA, "7 fine", channel="C1", today=TODAY)
    nobody = desk.offers.typed(DANA, "zzz qqq", channel=None, today=TODAY)
    empty = desk.offers.typed(DANA, "", channel=None, today=TODAY)
    change = desk.offers.change(DANA, "1", today=TODAY)

    assert (on_contact.form.contact, on_contact.place, on_contact.contacts) == ("1", "account:1", (BO, KIM, CY))
    assert (on_account.form.contact, on_account.form.on) == ("", TODAY.isoformat())
    assert typed.account
    assert (typed.account.name, typed.form.score, typed.form.words) == ("Blue Harbour", "9", "They love it")
    assert (linked.form.account, linked.form.score, linked.form.words) == ("1", "7", "fine")
    assert (nobody.typed, nobody.account, empty.typed) == ("zzz qqq", None, "")
    assert (change.is_change, change.place, change.form) == (True, "answer:1 1", FORM)
    assert desk.offers.again(DANA, "", SurveyForm(account="x"), today=TODAY).account is None
    assert [each.name for each in desk.offers.suggestions(LIN, "青禾", today=TODAY)[0]] == ["青禾科技"]


@pytest.mark.parametrize("asker", [pytest.param(EYES, id="who only looks"), pytest.param(PRIYA, id="product")])
def test_who_may_not_judge_keeps_nothing(desk: Surveying, asker: Member) -> None:
    for act in (
        lambda: desk.keep(asker),
        lambda: desk.edit(asker=asker),
        lambda: desk.undo(asker=asker),
        lambda: desk.offers.opened(asker, "account:1", today=TODAY),
        lambda: desk.offers.typed(asker, "acme 9", channel=None, today=TODAY),
        lambda: desk.offers.again(asker, "", FORM, today=TODAY),
        lambda: desk.offers.change(asker, "1", today=TODAY),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_only_admins_say_whose_it_is(desk: Surveying) -> None:
    desk.inbox.taken(NOBODYS)

    for act in (
        lambda: desk.offers.of_stray(DANA, "1", today=TODAY),
        lambda: desk.keep(DANA, "stray:1"),
        lambda: desk.log.drop(DANA, "1"),
        lambda: desk.looks.strays(DANA),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert desk.answers == []


def test_who_sees_only_their_own_book_keeps_nothing_elsewhere(desk: Surveying) -> None:
    for act in (lambda: desk.keep(LIN), lambda: desk.offers.opened(LIN, "contact:1", today=TODAY)):
        with pytest.raises(OutsideBookError):
            act()
    with pytest.raises(ContactNotFoundError):
        desk.offers.opened(DANA, "contact:99", today=TODAY)


@pytest.mark.parametrize(
    ("sent", "account", "contact"),
    [
        pytest.param(SENT, 1, 1, id="by the address of a contact"),
        pytest.param(replace(SENT, account="Blue Harbour"), 2, None, id="by the account that is named"),
        pytest.param(replace(SENT, account="Acme"), 1, 1, id="by both"),
        pytest.param(replace(SENT, email="new@acme.test"), 1, None, id="by the domain of somebody new"),
    ],
)
def test_an_answer_that_comes_by_itself_finds_its_account(
    desk: Surveying, sent: object, account: int, contact: int | None
) -> None:
    tables = desk.library.tables
    tables.accounts[1] = replace(tables.accounts[1], domains=("acme.test",))
    assert isinstance(sent, type(SENT))

    assert [desk.inbox.taken(sent), desk.inbox.taken(sent)] == [True, True]

    assert desk.answers == [
        SurveyAnswer(
            account, "typeform:r1", "nps", Decimal(2), TODAY, "Too dear", contact, 10, id=1, learnt_at=desk.now
        )
    ]
    assert desk.seen == [account]


def test_an_address_of_two_accounts_and_a_name_of_none_are_kept_for_an_admin(desk: Surveying) -> None:
    desk.library.tables.people[4] = replace(KIM, account=2, id=4)

    known = [desk.inbox.taken(each) for each in (SENT, replace(SENT, key="r2", account="Nobody & Co"))]

    assert known == [False, False]
    assert [each.sent.key for each in desk.looks.strays(ADA).strays] == ["r1", "r2"]
    assert (desk.answers, desk.seen) == ([], [])


def test_that_somebody_was_asked_is_no_answer(desk: Surveying) -> None:
    assert desk.inbox.taken(replace(SENT, score=None))

    assert (desk.answers, desk.seen) == ([], [])
    assert desk.library.tables.asks == {(1, "typeform:r1"): ("nps", 1, TODAY)}
