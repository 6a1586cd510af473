"""Who is who, said by hand and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from people_desk import ADA, BO, CY, DANA, EYES, FORM, KIM, LEFT, LIN, OMAR, PRIYA, TODAY, Peopling

from domain.accounts import ContactRole
from domain.errors import (
    AccountNotFoundError,
    ContactNotFoundError,
    ContactStandsError,
    NotAllowedError,
    OutsideBookError,
)
from domain.people.answer import PersonNews, PersonRefused
from domain.people.form import LeftForm, PersonField, PersonForm, PersonProblem
from domain.permissions import Member


@pytest.fixture
def desk() -> Peopling:
    return Peopling()


def test_somebody_new_is_kept_scored_and_written_down_without_their_name(desk: Peopling) -> None:
    kept = desk.add()
    again = desk.add()

    assert (kept.news, kept.may_undo, kept.account.name) == (PersonNews.ADDED, True, "Acme")
    assert again == kept
    assert (desk.contact(4).name, desk.contact(4).changed_by) == ("Noor", "U0DANA")
    assert desk.seen == [1]
    assert desk.audited() == [("people.added", "contact:4", None, "economic_buyer, neutral, influence 2")]


def test_nobody_is_added_twice_or_without_a_name(desk: Peopling) -> None:
    known = desk.changes.add(DANA, "1", replace(FORM, email="kim@acme.example"), key="V2", today=TODAY)
    unnamed = desk.changes.add(DANA, "1", PersonForm(), key="V3", today=TODAY)

    assert known == PersonRefused({PersonField.EMAIL: PersonProblem.KNOWN_ALREADY})
    assert unnamed == PersonRefused({PersonField.NAME: PersonProblem.NO_NAME})
    assert desk.seen == []


def test_a_change_is_kept_and_the_second_of_two_hears_who_was_first(desk: Peopling) -> None:
    first = desk.edit(role="decision_maker")
    second = desk.edit(asker=OMAR, title="CIO")
    again = desk.edit(role="decision_maker")

    assert (first.news, first.contact.role, first.contact.version) == (
        PersonNews.EDITED,
        ContactRole.DECISION_MAKER,
        2,
    )
    assert (second.news, second.contact.changed_by, second.may_undo) == (PersonNews.OVERTAKEN, "U0DANA", False)
    assert again == first
    assert desk.audited() == [
        ("people.changed", "contact:1", "champion, supporter, influence 3", "decision_maker, supporter, influence 3")
    ]


def test_a_change_into_somebody_else_is_refused(desk: Peopling) -> None:
    done = desk.changes.edit(DANA, "1 1", PersonForm("Bo"), today=TODAY)

    assert done == PersonRefused({PersonField.NAME: PersonProblem.KNOWN_ALREADY})


def test_who_is_gone_before_the_change_is_not_found(desk: Peopling, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes the addition back between the look and the writing."""
    from fakes.people import FakePeople  # noqa: PLC0415  # only to stand between the two

    def gone(people: FakePeople, contact: object, *, now: object) -> bool:
        del contact, now
        people.tables.people.pop(1)
        return False

    monkeypatch.setattr(FakePeople, "save", gone)
    with pytest.raises(ContactNotFoundError):
        desk.edit(title="CIO")


def test_a_champion_who_leaves_is_a_risk_and_the_place_stays_empty(desk: Peopling) -> None:
    kept = desk.leave(went_to="Umbrella")

    assert (kept.news, kept.is_risk, kept.follower, kept.may_undo) == (PersonNews.LEFT, True, None, True)
    assert (kept.contact.left_on, kept.contact.went_to) == (TODAY, "Umbrella")
    assert desk.seen == [1]
    assert desk.leave("3 1").is_risk is False


def test_who_follows_takes_over_the_role(desk: Peopling) -> None:
    kept = desk.leave(follower="3")

    assert kept.follower
    assert (kept.follower.name, desk.contact(3).role) == ("Cy", ContactRole.CHAMPION)
    assert desk.contact(1).followed_by == 3
    assert [entry[1] for entry in desk.audited()] == ["contact:1", "contact:3"]


def test_who_has_the_role_already_is_only_named(desk: Peopling) -> None:
    desk.library.tables.people[3] = replace(CY, role=ContactRole.CHAMPION)

    kept = desk.leave(follower="3")

    assert (kept.contact.followed_by, desk.contact(3).version) == (3, 1)


def test_a_wrong_day_is_refused_and_a_late_form_says_who_was_first(desk: Peopling) -> None:
    refused = desk.changes.left(DANA, "1 1", LeftForm("2026-13-01"), today=TODAY)
    desk.leave()

    assert refused == PersonRefused({PersonField.LEFT_ON: PersonProblem.NO_DAY})
    assert desk.leave(asker=OMAR).news is PersonNews.OVERTAKEN
    assert desk.leave().news is PersonNews.LEFT


def test_who_comes_back_is_there_again_once(desk: Peopling) -> None:
    desk.leave()

    back = desk.changes.back(DANA, "1", today=TODAY)
    again = desk.changes.back(DANA, "1", today=TODAY)

    assert (back.news, back.contact.left_on, back.contact.version) == (PersonNews.BACK, None, 3)
    assert again == back
    assert desk.contact(1).by_hand == {}


def test_an_addition_is_taken_back_whole(desk: Peopling) -> None:
    desk.add()

    undone = desk.undo("4 1")

    assert (undone.news, 4 in desk.library.tables.people) == (PersonNews.UNDONE, False)
    assert desk.audited()[-1] == ("people.undone", "contact:4", "economic_buyer, neutral, influence 2", None)
    with pytest.raises(ContactStandsError, match="gone"):
        desk.undo("4 1")


def test_leaving_is_taken_back_with_the_role_that_was_taken_over(desk: Peopling) -> None:
    desk.leave(follower="3")

    desk.undo("1 2")

    assert replace(desk.contact(1), version=1) == KIM
    assert replace(desk.contact(3), version=1) == CY
    assert desk.seen == [1, 1]


def test_a_role_that_was_changed_since_stays(desk: Peopling) -> None:
    desk.leave(follower="3")
    done = desk.changes.edit(DANA, "3 2", PersonForm("Cy", role="admin"), today=TODAY)
    assert not isinstance(done, PersonRefused)

    desk.undo("1 2")

    assert (desk.contact(1).left_on, desk.contact(3).role) == (None, ContactRole.ADMIN)


@pytest.mark.parametrize(
    ("minutes", "seen", "reason"),
    [
        pytest.param(11, "1 2", "too_late", id="after ten minutes"),
        pytest.param(1, "1 1", "changed", id="another version"),
        pytest.param(1, "2 1", "changed", id="nobody changed them"),
    ],
)
def test_what_cannot_be_taken_back_says_why(desk: Peopling, minutes: int, seen: str, reason: str) -> None:
    desk.edit(title="CIO")
    desk.later(minutes=minutes)

    with pytest.raises(ContactStandsError) as stands:
        desk.undo(seen)

    assert stands.value.reason == reason


def test_whoever_is_faster_than_the_undo_wins(desk: Peopling, monkeypatch: pytest.MonkeyPatch) -> None:
    from fakes.people import FakePeople  # noqa: PLC0415  # only to stand between the two

    desk.edit(title="CIO")
    monkeypatch.setattr(FakePeople, "save", lambda *_, **__: False)

    with pytest.raises(ContactStandsError) as stands:
        desk.undo("1 2")

    assert stands.value.reason == "changed"


@pytest.mark.parametrize("asker", [pytest.param(EYES, id="who only looks"), pytest.param(PRIYA, id="product")])
def test_who_may_not_judge_changes_nobody(desk: Peopling, asker: Member) -> None:
    for act in (
        lambda: desk.add(asker),
        lambda: desk.edit(asker=asker),
        lambda: desk.leave(asker=asker),
        lambda: desk.changes.back(asker, "1", today=TODAY),
        lambda: desk.undo("1 1", asker),
        lambda: desk.offers.new(asker, "1", today=TODAY),
        lambda: desk.offers.edit(asker, "1", today=TODAY),
        lambda: desk.offers.left(asker, "1", today=TODAY),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_who_sees_only_their_own_book_changes_nobody_elsewhere(desk: Peopling) -> None:
    for act in (lambda: desk.add(LIN), lambda: desk.edit(asker=LIN), lambda: desk.offers.left(LIN, "1", today=TODAY)):
        with pytest.raises(OutsideBookError):
            act()
    assert desk.add(LIN, account="3").account.name == "青禾科技"


def test_what_is_not_there_is_said(desk: Peopling) -> None:
    with pytest.raises(AccountNotFoundError):
        desk.add(account="99")
    with pytest.raises(AccountNotFoundError):
        desk.add(account="x")
    for number in ("99", "x"):
        with pytest.raises(ContactNotFoundError):
            desk.offers.edit(DANA, number, today=TODAY)


def test_forms_open_with_what_is_known(desk: Peopling) -> None:
    desk.library.tables.people[3] = replace(CY, left_on=TODAY)

    new = desk.offers.new(ADA, "1", today=TODAY)
    edit = desk.offers.edit(DANA, "1", today=TODAY)
    left = desk.offers.left(DANA, "1", today=TODAY)
    again = desk.offers.left(DANA, "3", today=TODAY)

    assert (new.contact, new.seen) == (None, "account:1")
    assert (edit.contact, edit.seen, edit.form.title) == (KIM, "1 1", "Head of IT")
    assert (left.form, left.present) == (LEFT, (BO,))
    assert (again.form.left_on, again.present) == (TODAY.isoformat(), (BO, KIM))
