"""First value by hand: recorded, put right, taken back; who may, and what the second of two hears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.lifecycle import FakeLifecycle
from first_value_desk import DAY, FORM, Valuing
from scoring_samples import SHIPPED
from touch_desk import ADA, DANA, EYES, LIN, NOW, OMAR, PRIYA, TODAY

from domain.errors import AccountChurnedError, AccountNotFoundError, NotAllowedError, OutsideBookError
from domain.first_value.form import (
    ValueField,
    ValueForm,
    ValueKept,
    ValueOvertaken,
    ValueProblem,
    ValueRefused,
    ValueStays,
    ValueUndone,
)
from domain.first_value.reached import ValueReached, ValueStanding, ValueStands
from domain.first_value.rules import ValueRule, ValueWay
from domain.permissions import Member

OWN = '[health.first_value.segments.enterprise]\nby = "hand"\ntarget_days = 90\n'


@pytest.fixture
def desk() -> Valuing:
    return Valuing()


def test_the_form_says_what_counts_for_the_account(desk: Valuing) -> None:
    unpublished = desk.values.offer(DANA, "1", today=TODAY)
    with desk.library.writing() as book:
        book.policies.publish(SHIPPED + OWN, by="U0ADA", at=NOW)
    offers = [desk.values.offer(DANA, account, today=TODAY) for account in ("1", "2")]

    usual = ValueRule(ValueWay.SEATS, 30, 0.25)
    assert unpublished.rule == usual
    assert [offer.rule for offer in offers] == [ValueRule(ValueWay.HAND, 90), usual]
    assert (offers[0].seen, offers[0].note) == ("", None)


def test_what_is_recorded_counts_at_once_and_is_written_down_without_the_words(desk: Valuing) -> None:
    kept = desk.kept()

    assert (kept.standing.first_value_on, kept.note.words, kept.note.by) == (TODAY, "“终于看到了” <@U1>", "U0DANA")
    assert desk.rescored == [1]
    assert desk.audited() == [
        ("first_value.recorded", "account:1", None, '{"on": "2026-09-01", "by": "hand"}'),
    ]


def test_an_automatic_day_is_put_right_by_hand_and_comes_back_when_that_is_undone(desk: Valuing) -> None:
    found = ValueReached(TODAY - 9 * DAY, ValueWay.SEATS, amount=12, of=40, within=7)
    desk.library.tables.values_reached[3] = found
    seen = desk.values.offer(DANA, "3", today=TODAY).seen

    kept = desk.kept(about=f"3 {seen}")
    offered = desk.values.offer(DANA, "3", today=TODAY)
    undone = desk.values.undo(OMAR, str(kept.note.id), today=TODAY)

    assert offered.note == kept.note
    assert isinstance(undone, ValueUndone)
    assert (undone.standing.first_value_on, undone.standing.value_reached) == (found.on, found)
    assert [entry[2:] for entry in desk.audited()] == [
        ('{"on": "2026-08-23", "by": "seats"}', '{"on": "2026-09-01", "by": "hand"}'),
        ('{"on": "2026-09-01", "by": "hand"}', '{"on": "2026-08-23", "by": "seats"}'),
    ]


def test_a_day_that_an_import_brought_is_put_right(desk: Valuing) -> None:
    desk.kept(about="3 2026-08-23")

    assert desk.audited()[0][2] == '{"on": "2026-08-23", "by": "import"}'


def test_of_two_at_once_the_second_hears_what_stands_there_and_writes_nothing(desk: Valuing) -> None:
    desk.kept()

    second = desk.values.record(OMAR, "1", replace(FORM, on="2026-08-30"), today=TODAY)

    assert isinstance(second, ValueOvertaken)
    assert second.standing.value_reached
    assert second.standing.value_reached.person == "U0DANA"
    assert (len(desk.audited()), desk.rescored) == (1, [1])


def test_the_same_form_sent_twice_is_recorded_once(desk: Valuing) -> None:
    first, second = desk.kept(), desk.kept()

    assert (second.note, len(desk.audited()), desk.rescored) == (first.note, 1, [1])


def test_who_was_overtaken_while_writing_writes_nothing(desk: Valuing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeLifecycle, "record", lambda *_, **__: None)

    assert isinstance(desk.values.record(DANA, "1", FORM, today=TODAY), ValueOvertaken)
    assert desk.audited() == []


def test_what_is_wrong_is_said_by_field(desk: Valuing) -> None:
    done = desk.values.record(DANA, "1", ValueForm("2026-07-01", "x"), today=TODAY)

    assert done == ValueRefused({ValueField.ON: ValueProblem.BEFORE_IT_CAME})


def refusals(desk: Valuing) -> list[Callable[[Member, str], object]]:
    return [
        lambda asker, account: desk.values.offer(asker, account, today=TODAY),
        lambda asker, account: desk.values.record(asker, account, FORM, today=TODAY),
    ]


def test_only_who_may_records_it_for_accounts_they_see(desk: Valuing) -> None:
    for ask in refusals(desk):
        for asker in (EYES, PRIYA):
            with pytest.raises(NotAllowedError):
                ask(asker, "1")
        with pytest.raises(OutsideBookError):
            ask(LIN, "1")
        with pytest.raises(AccountChurnedError):
            ask(DANA, "5")
        with pytest.raises(AccountNotFoundError):
            ask(DANA, "404")
        with pytest.raises(AccountNotFoundError):
            ask(DANA, "one")


def test_what_is_too_old_or_gone_stays_as_it_is(desk: Valuing, monkeypatch: pytest.MonkeyPatch) -> None:
    number = str(desk.kept().note.id)
    with pytest.raises(OutsideBookError):
        desk.values.undo(LIN, number, today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.values.undo(EYES, number, today=TODAY)

    desk.now += timedelta(minutes=10, seconds=1)
    late = desk.values.undo(DANA, number, today=TODAY)
    desk.now = NOW
    monkeypatch.setattr(FakeLifecycle, "take_back", lambda *_, **__: False)
    overtaken = desk.values.undo(ADA, number, today=TODAY)
    monkeypatch.undo()
    done = [desk.values.undo(DANA, number, today=TODAY) for _ in range(2)]

    assert [getattr(each, "reason", None) for each in (late, overtaken, *done)] == [
        ValueStands.TOO_LATE,
        ValueStands.CHANGED,
        None,
        ValueStands.GONE,
    ]
    assert isinstance(done[1], ValueStays)
    assert desk.values.undo(DANA, "x", today=TODAY) == ValueStays(ValueStands.GONE)


FOUND = ValueReached(TODAY - 9 * DAY, ValueWay.SEATS, amount=12, of=40, within=7)


@pytest.fixture
def found(desk: Valuing) -> Valuing:
    """Cove's first value was found by its seats."""
    desk.library.tables.values_reached[3] = FOUND
    return desk


def seen(desk: Valuing) -> str:
    return f"3 {desk.values.offer(DANA, '3', today=TODAY).seen}"


def test_what_was_found_is_cleared_with_a_reason_and_stands_again_when_that_is_undone(found: Valuing) -> None:
    kept = found.values.clear(DANA, seen(found), " Only our own testers ", today=TODAY)
    assert isinstance(kept, ValueKept)
    offered = found.values.offer(DANA, "3", today=TODAY)
    stands = ValueStanding(kept.standing.first_value_on, kept.standing.value_reached)
    undone = found.values.undo(DANA, str(kept.note.id), today=TODAY)

    assert stands.on is None
    assert stands.cleared
    assert (stands.cleared.person, stands.cleared.what) == ("U0DANA", "Only our own testers")
    assert (offered.note, offered.seen) == (None, str(kept.note.id))
    assert isinstance(undone, ValueUndone)
    assert (undone.standing.first_value_on, undone.standing.value_reached) == (FOUND.on, FOUND)
    assert (found.rescored, [entry[0] for entry in found.audited()]) == (
        [3, 3],
        ["first_value.cleared", "first_value.undone"],
    )
    assert found.audited()[0][2:] == ('{"on": "2026-08-23", "by": "seats"}', None)


def test_clearing_twice_is_one_clearing_and_the_second_of_two_people_hears_of_the_first(found: Valuing) -> None:
    about = seen(found)
    first = found.values.clear(DANA, about, "testers", today=TODAY)
    again = found.values.clear(DANA, about, "testers", today=TODAY)
    other = found.values.clear(OMAR, about, "imported twice", today=TODAY)

    assert isinstance(first, ValueKept)
    assert again == first
    assert isinstance(other, ValueOvertaken)
    assert len(found.audited()) == 1


def test_there_is_nothing_to_clear_where_nothing_stands(desk: Valuing) -> None:
    assert isinstance(desk.values.clear(DANA, "1", "testers", today=TODAY), ValueOvertaken)


@pytest.mark.parametrize(
    ("reason", "problem"),
    [
        pytest.param(" \u200b ", ValueProblem.REASON_MISSING, id="none"),
        pytest.param("x" * 201, ValueProblem.TOO_LONG, id="too long"),
    ],
)
def test_clearing_needs_a_reason(found: Valuing, reason: str, problem: ValueProblem) -> None:
    assert found.values.clear(DANA, seen(found), reason, today=TODAY) == ValueRefused({ValueField.WHAT: problem})


def test_what_was_cleared_is_recorded_by_hand_later(found: Valuing) -> None:
    found.values.clear(DANA, seen(found), "testers", today=TODAY)

    kept = found.kept(about=seen(found))

    assert kept.standing.first_value_on == TODAY


def test_who_only_reads_clears_nothing(found: Valuing) -> None:
    with pytest.raises(NotAllowedError):
        found.values.clear(PRIYA, "3 2026-08-23 0", "testers", today=TODAY)
