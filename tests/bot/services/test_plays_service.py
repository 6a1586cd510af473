from __future__ import annotations

from dataclasses import replace

import pytest
from play_desk import ADA, DANA, EYES, LIN, NOW, OMAR, PRIYA, REFERRAL, SEATS, TODAY, Playing, play

from domain.accounts import Account, Cover, Money
from domain.errors import (
    AccountNotFoundError,
    NotAllowedError,
    OutsideBookError,
    PlayNotFoundError,
    PlayStandsError,
)
from domain.expansion.answer import PlayChange, PlayRefused
from domain.expansion.form import PlayField, PlayForm, PlayProblem
from domain.expansion.play import PlayKind, PlayStep, Stage
from domain.expansion.suggesting import PassedOn
from domain.permissions import Member, Role
from domain.touchpoints.touchpoint import AccountContact


@pytest.fixture
def desk() -> Playing:
    return Playing()


def test_a_play_is_kept_with_its_first_step_and_written_down(desk: Playing) -> None:
    kept = desk.open()

    assert kept.play == play(id=1, contact=1)
    assert (kept.change, kept.account_name, kept.may_undo, kept.may_change) == (PlayChange.OPENED, "Acme", True, True)
    assert desk.library.tables.play_steps == [PlayStep(1, NOW, "U0DANA", Stage.OFFERED, Money(2_400_000, "USD"), id=1)]
    told = "more_seats, offered, 2400000 USD, 2026-10-15, U0DANA"
    assert desk.audited() == [("plays.opened", "play:1", None, told)]


def test_the_same_form_twice_is_one_play(desk: Playing) -> None:
    desk.open()
    again = desk.open()
    desk.later(minutes=11)

    assert (len(desk.library.tables.plays), again.change, again.may_undo) == (1, PlayChange.OPENED, True)
    assert not desk.open().may_undo


def test_a_play_that_was_moved_since_is_not_undone_by_the_form_sent_twice(desk: Playing) -> None:
    desk.open()
    desk.move(1, 1, stage="verbal")

    assert not desk.open().may_undo
    desk.library.tables.play_steps.clear()
    assert not desk.open().may_undo


def test_a_bare_number_is_in_the_currency_of_the_contracts_else_of_the_base(desk: Playing) -> None:
    standings = desk.library.tables.standings
    standings[1] = replace(standings[1], arr=(Money(100, "EUR"),))
    standings[2] = replace(standings[2], arr=())

    assert desk.open(amount="24k").play.amount == Money(2_400_000, "EUR")
    assert desk.open(amount="24k", about="account:2", key="V2").play.amount == Money(2_400_000, "USD")


def test_without_an_account_nothing_is_kept(desk: Playing) -> None:
    done = desk.plays.open(DANA, "", replace(SEATS, about=""), key="V", today=TODAY)

    assert done == PlayRefused({PlayField.ABOUT: PlayProblem.NO_ABOUT, PlayField.ACCOUNT: PlayProblem.NO_ACCOUNT})
    assert desk.refused(owner="U0PRIYA").problems == {PlayField.OWNER: PlayProblem.NO_OWNER}


def test_the_account_may_be_chosen_in_the_form(desk: Playing) -> None:
    assert desk.open(about="", account="2").account_name == "Blue Harbour"


@pytest.mark.parametrize("asker", [PRIYA, EYES])
def test_who_does_not_speak_of_renewals_opens_no_play(desk: Playing, asker: Member) -> None:
    with pytest.raises(NotAllowedError):
        desk.open(asker)


def test_who_sees_only_their_own_accounts_opens_plays_there_only(desk: Playing) -> None:
    assert desk.open(LIN, about="account:3").account_name == "青禾科技"
    with pytest.raises(OutsideBookError):
        desk.open(LIN, key="V2")


def test_every_change_of_stage_is_kept_with_who_when_and_why(desk: Playing) -> None:
    desk.open()
    desk.later(days=2)
    moved = desk.move(1, 1, OMAR, stage="lost", amount="24k", why="too dear")

    assert (moved.change, moved.play.reason, moved.play.ended_on, moved.by) == (
        *(PlayChange.MOVED, "too dear", desk.today),
        "U0OMAR",
    )
    step = desk.library.tables.play_steps[-1]
    assert (step.by, step.at, step.why, step.before and step.before.stage) == (
        *("U0OMAR", desk.now, "too dear"),
        Stage.OFFERED,
    )
    assert desk.audited()[-1] == (
        "plays.changed",
        "play:1",
        "more_seats, offered, 2400000 USD, 2026-10-15, U0DANA",
        "more_seats, lost, 2400000 USD, 2026-10-15, U0DANA",
    )


def test_another_amount_wants_a_reason(desk: Playing) -> None:
    desk.open()
    refused = desk.plays.move(DANA, "play:1 1", replace(SEATS, amount="30k"), today=TODAY)

    assert refused == PlayRefused({PlayField.WHY: PlayProblem.NO_WHY})


def test_the_second_of_two_people_hears_who_was_first(desk: Playing) -> None:
    desk.open()
    desk.move(1, 1, OMAR, stage="verbal")
    late = desk.move(1, 1, stage="discussed")

    assert (late.change, late.by, late.play.stage) == (PlayChange.OVERTAKEN, "U0OMAR", Stage.VERBAL)


def test_who_is_overtaken_between_look_and_write_hears_it_too(desk: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open()
    monkeypatch.setattr("fakes.plays.FakePlays.save", lambda *_: False)
    assert desk.move(1, 1, stage="verbal").change is PlayChange.OVERTAKEN
    desk.library.tables.play_steps.clear()
    assert desk.move(1, 1, stage="verbal").by == "U0DANA"


def test_an_undo_that_somebody_overtakes_changes_nothing(desk: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open()
    desk.move(1, 1, stage="verbal")
    monkeypatch.setattr("fakes.plays.FakePlays.save", lambda *_: False)

    with pytest.raises(PlayStandsError) as stands:
        desk.plays.undo(DANA, "1 2", today=TODAY)

    assert (stands.value.reason, len(desk.library.tables.play_steps)) == ("changed", 2)


def test_a_play_that_goes_meanwhile_is_not_found(desk: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open()
    found = iter([desk.library.tables.plays[1], desk.library.tables.plays[1], None])
    monkeypatch.setattr("fakes.plays.FakePlays.of", lambda *_: next(found))

    with pytest.raises(PlayNotFoundError):
        desk.move(1, 9)


def test_a_change_of_everything_else_is_no_move(desk: Playing) -> None:
    desk.open()
    form = replace(SEATS, about="60 more seats", owner="U0LIN", note="ask again")
    done = desk.plays.change(DANA, "play:1 1", form, today=TODAY)

    assert not isinstance(done, PlayRefused)
    assert (done.change, done.play.about, done.play.owner, done.play.version) == (
        *(PlayChange.CHANGED, "60 more seats"),
        *("U0LIN", 2),
    )


@pytest.mark.parametrize(
    ("asker", "owner", "may"),
    [
        pytest.param(DANA, "U0DANA", True, id="its owner"),
        pytest.param(OMAR, "U0DANA", True, id="who leads them"),
        pytest.param(ADA, "U0DANA", True, id="an admin"),
        pytest.param(Member("U0KIM", "Kim", Role.DIRECTOR), "U0DANA", True, id="a director"),
        pytest.param(Member("U0NEW", "New", Role.CSM), "U0DANA", False, id="another CSM"),
        pytest.param(Member("U0FAR", "Far", Role.MANAGER), "U0DANA", False, id="another manager"),
        pytest.param(Member("U0NEW", "New", Role.CSM), "U0NEW", True, id="who covers the account"),
        pytest.param(PRIYA, "U0DANA", False, id="product"),
    ],
)
def test_who_may_change_a_play(desk: Playing, asker: Member, owner: str, *, may: bool) -> None:
    desk.open()
    cover = Cover("U0NEW") if owner == "U0NEW" else None
    desk.library.tables.accounts[1] = Account(1, "Acme", owner="U0DANA", cover=cover)

    if may:
        assert desk.move(1, 1, asker, stage="verbal").play.stage is Stage.VERBAL
    else:
        with pytest.raises(NotAllowedError):
            desk.move(1, 1, asker)


@pytest.mark.parametrize("number", ["9", "x", ""])
def test_a_play_that_is_not_there_is_not_found(desk: Playing, number: str) -> None:
    with pytest.raises(PlayNotFoundError):
        desk.plays.change(DANA, f"play:{number} 1", SEATS, today=TODAY)


def test_undo_takes_back_the_last_change_and_then_the_play(desk: Playing) -> None:
    desk.open()
    desk.move(1, 1, stage="lost", why="price")
    back = desk.plays.undo(DANA, "1 2", today=TODAY)

    assert back.play == play(id=1, contact=1, version=3)
    assert len(desk.library.tables.play_steps) == 1
    gone = desk.plays.undo(DANA, "1 3", today=TODAY)
    assert (gone.play, desk.library.tables.plays, desk.library.tables.play_glances) == (None, {}, {})
    assert [entry[0] for entry in desk.audited()][-2:] == ["plays.undone", "plays.undone"]


def test_undo_is_refused_where_it_is_too_late_or_somebody_went_on(desk: Playing) -> None:
    desk.open()
    desk.move(1, 1, OMAR, stage="verbal")

    with pytest.raises(PlayStandsError) as changed:
        desk.plays.undo(DANA, "1 1", today=TODAY)
    with pytest.raises(PlayStandsError) as gone:
        desk.plays.undo(DANA, "9 1", today=TODAY)
    desk.later(minutes=11)
    with pytest.raises(PlayStandsError) as late:
        desk.plays.undo(DANA, "1 2", today=TODAY)

    assert (changed.value.reason, changed.value.by) == ("changed", "U0OMAR")
    assert (gone.value.reason, late.value.reason) == ("gone", "too_late")


def test_what_has_no_step_cannot_be_taken_back(desk: Playing) -> None:
    desk.open()
    desk.library.tables.play_steps.clear()

    with pytest.raises(PlayStandsError):
        desk.plays.undo(DANA, "1 1", today=TODAY)


def test_starting_a_play_ends_a_not_now(desk: Playing) -> None:
    desk.library.tables.passed_on[1] = PassedOn(1, "U0DANA", NOW, 50, 47)
    desk.open()

    assert desk.library.tables.passed_on == {}


def test_a_referral_that_became_a_customer_links_the_account(desk: Playing) -> None:
    desk.open(form=REFERRAL)
    moved = desk.move(1, 1, stage="became_customer", became="2", day=TODAY.isoformat())

    assert (moved.play.became, moved.play.stage, moved.play.about) == (2, Stage.BECAME_CUSTOMER, "Bluewater Ferries")


def test_a_referral_becomes_only_an_account_that_is_there_and_seen(desk: Playing) -> None:
    with pytest.raises(AccountNotFoundError):
        desk.open(form=REFERRAL, became="99")
    with pytest.raises(AccountNotFoundError):
        desk.open(LIN, REFERRAL, about="account:3", became="1", owner="U0LIN")
    assert desk.open(LIN, REFERRAL, about="account:3", owner="U0LIN").play.became is None


def test_the_form_opens_with_what_is_known(desk: Playing) -> None:
    offer = desk.offers.opened(DANA, "account:1", today=TODAY)

    assert offer.form == PlayForm(account="1", stage="idea", owner="U0DANA")
    assert (offer.account_name, [each.name for each in offer.contacts], offer.is_change) == (
        *("Acme", ["Anna", "Bo"]),
        False,
    )


def test_a_line_names_the_account_and_what_it_is_for(desk: Playing) -> None:
    offer = desk.offers.typed(DANA, "blue harbuor 50 more seats", channel=None, today=TODAY)
    lost = desk.offers.typed(DANA, "nobody of that name", channel=None, today=TODAY, kind=PlayKind.REFERRAL)

    assert (offer.form.account, offer.form.about, offer.typed) == ("2", "50 more seats", "")
    assert (lost.form.account, lost.typed, lost.form.day) == ("", "nobody of that name", TODAY.isoformat())


def test_alone_the_account_of_the_channel_is_meant(desk: Playing) -> None:
    desk.library.tables.links["C1"] = [2]

    assert desk.offers.typed(DANA, "", channel="C1", today=TODAY).account_name == "Blue Harbour"


def test_another_kind_has_its_own_first_stage_and_day(desk: Playing) -> None:
    form = replace(SEATS, kind="referral", day="", became="2")
    offer = desk.offers.again(DANA, "account:1", form, today=TODAY)
    odd = desk.offers.again(DANA, "account:1", replace(SEATS, kind="x"), today=TODAY)

    assert (offer.form.stage, offer.form.day, offer.became_name) == ("named", TODAY.isoformat(), "Blue Harbour")
    assert (odd.form.kind, odd.form.stage) == ("other", "offered")


def test_a_change_opens_with_the_play_and_its_steps(desk: Playing) -> None:
    desk.open()
    offer = desk.offers.change(DANA, "1", today=TODAY)
    again = desk.offers.again(DANA, offer.about, replace(offer.form, account="", about="60"), today=TODAY)

    assert (offer.about, offer.form.amount, len(offer.steps), offer.is_change) == ("play:1 1", "24000 USD", 1, True)
    assert (again.account_name, again.form.about) == ("Acme", "60")


def test_nothing_is_told_of_an_account_that_the_asker_does_not_see(desk: Playing) -> None:
    desk.open(form=REFERRAL, about="account:3", became="1", asker=ADA)
    desk.library.tables.contacts[3] = [AccountContact(5, "Wen")]

    assert desk.offers.change(LIN, "1", today=TODAY).became_name is None
    assert desk.offers.change(ADA, "1", today=TODAY).became_name == "Acme"


def test_a_day_is_told_where_there_is_none(desk: Playing) -> None:
    desk.open(amount="", day="")

    assert desk.audited()[0][3] == "more_seats, offered, no amount, no day, U0DANA"
