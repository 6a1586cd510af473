"""Renewals closed by people: everything that one closing writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from renewal_book import ADA, ANA, DANA, HARBOUR, NOON, ROW, SAID, TODAY, VIEWER, WEI, RenewalLibrary
from term_samples import line, term, usd

from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from domain.accounts import AccountStatus, Money
from domain.errors import (
    ClosingStandsError,
    NotAllowedError,
    RenewalChangedError,
    RenewalClosedError,
    RenewalNotFoundError,
)
from domain.permissions import Member
from domain.renewals.closing import (
    ClosingConflict,
    ClosingField,
    ClosingForm,
    ClosingOffer,
    ClosingProblem,
    ClosingRefused,
    RenewalClosed,
)
from domain.renewals.renewal import Churn, ChurnReason, Outcome, OutcomeKind, Renewal
from integrations.files.money import typed_amount

SEEN = f"1 3 {SAID.at.isoformat()} {{}}"
DUE, NEXT_DUE = date(2027, 1, 31), date(2028, 1, 31)
TERM = term(5, line(36_000, "Core"), line(12_000, "Seats"), starts=date(2026, 1, 31), ends=DUE, account=17)
RENEWED = ClosingForm("renewed", "2026-11-20", "48000", "2027-01-31", "2028-01-31")
CHANGED = replace(RENEWED, ended="renewed_with_change", arr="60k")
LESS = replace(CHANGED, arr="40k", reason="price", more_reasons=("support",), competitor="Rival", avoidable="yes")
LOST = ClosingForm("lost", "2026-11-20", reason="champion_left", note="She left in May.")
OVER = TODAY - timedelta(days=10)


@pytest.fixture
def book() -> RenewalLibrary:
    book = RenewalLibrary()
    book.put(ROW)
    book.tables.terms[5] = replace(TERM, notice_days=31, auto_renew=True)
    return book


class Desk:
    """The services, and what they had scored anew."""

    def __init__(self, book: RenewalLibrary) -> None:
        self.rescored: list[Sequence[int]] = []
        self.now = NOON
        rescore = self.rescored.append
        self.closings = Closings(book, clock=lambda: self.now, read_amount=typed_amount, rescore=rescore)
        self._undo = ClosingUndo(book, clock=lambda: self.now, rescore=rescore)

    def close(self, form: ClosingForm, *, by: Member = DANA, seen: str = SEEN) -> object:
        return self.closings.close(by, seen, form, today=TODAY)

    def undo(self, *, by: Member = DANA) -> str:
        return self._undo.undo(by, "1", today=TODAY).name


@pytest.fixture
def desk(book: RenewalLibrary) -> Desk:
    return Desk(book)


def make_overdue(book: RenewalLibrary) -> None:
    """The term is over, and nothing else runs."""
    book.put(replace(ROW, renewal=replace(HARBOUR, due_on=OVER, notice_on=None, auto_renew=None)))
    book.tables.terms[5] = replace(TERM, ends_on=OVER, lines=())


def outcome_of(book: RenewalLibrary) -> Outcome | None:
    return book.tables.renewals[1].outcome


def test_the_form_opens_with_the_next_term(desk: Desk) -> None:
    offer = desk.closings.offer(DANA, "1", today=TODAY)

    form = ClosingForm(resolved_on="2026-11-22", starts_on="2027-01-31", ends_on="2028-01-31")
    assert offer == ClosingOffer(HARBOUR, "Harbour", form)


def test_a_redrawn_form_keeps_what_was_typed_and_the_version_that_was_seen(desk: Desk) -> None:
    offer = desk.closings.again(DANA, "1 2 then {}", LOST, today=TODAY)

    assert (offer.renewal.version, offer.form, offer.seen) == (2, LOST, "then")


def test_a_version_that_is_none_matches_no_renewal(desk: Desk) -> None:
    assert desk.closings.again(DANA, "1 x", LOST, today=TODAY).renewal.version == 0


def test_renewed_as_it_is_opens_the_next_term_and_its_renewal(book: RenewalLibrary, desk: Desk) -> None:
    answer = desk.close(RENEWED)

    assert isinstance(answer, RenewalClosed)
    assert (answer.name, answer.lost, answer.next_due_on) == ("Harbour", None, NEXT_DUE)
    contract = book.tables.terms[6]
    assert (contract.starts_on, contract.ends_on, contract.signed_on) == (DUE, NEXT_DUE, date(2026, 11, 20))
    assert [(each.product, each.arr) for each in contract.lines] == [("Core", usd(36_000)), ("Seats", usd(12_000))]
    assert outcome_of(book) == Outcome(
        OutcomeKind.RENEWED,
        date(2026, 11, 20),
        usd(48_000),
        "U0DANA",
        NOON,
        next_starts_on=DUE,
        next_ends_on=NEXT_DUE,
        next_contract=6,
    )
    opened = book.tables.renewals[2]
    assert (opened.contract, opened.due_on, opened.arr, opened.forecast) == (6, NEXT_DUE, usd(48_000), None)
    assert (book.tables.churns, desk.rescored) == ({}, [(17,)])


def test_renewed_at_more_scales_the_products(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(CHANGED)

    assert [each.arr for each in book.tables.terms[6].lines] == [usd(45_000), usd(15_000)]
    outcome = outcome_of(book)
    assert outcome
    assert (outcome.kind, outcome.final) == (OutcomeKind.RENEWED_WITH_CHANGE, usd(60_000))


def test_renewed_at_less_is_partly_lost_and_says_why(book: RenewalLibrary, desk: Desk) -> None:
    answer = desk.close(LESS)

    assert isinstance(answer, RenewalClosed)
    assert answer.lost == usd(8_000)
    assert list(book.tables.churns.values()) == [
        Churn(
            1,
            account=17,
            renewal=1,
            on=DUE,
            arr=usd(8_000),
            whole=False,
            reasons=(ChurnReason.PRICE, ChurnReason.SUPPORT),
            by="U0DANA",
            at=NOON,
            competitor="Rival",
            avoidable=True,
        )
    ]
    assert [each.is_open for each in book.tables.renewals.values()] == [False, True]


def test_a_term_without_an_end_has_no_renewal(book: RenewalLibrary, desk: Desk) -> None:
    answer = desk.close(replace(RENEWED, ends_on=""))

    assert isinstance(answer, RenewalClosed)
    assert (answer.next_due_on, len(book.tables.renewals)) == (None, 1)


def test_a_loss_while_the_term_runs_leaves_the_account_where_it_is(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(LOST)

    outcome = outcome_of(book)
    assert outcome
    assert (outcome.kind, outcome.final, outcome.left, outcome.note) == (
        OutcomeKind.LOST,
        usd(0),
        False,
        "She left in May.",
    )
    assert book.tables.accounts[17].status is AccountStatus.LIVE
    [churn] = book.tables.churns.values()
    assert (churn.whole, churn.arr, churn.on) == (True, usd(48_000), DUE)


def test_the_loss_of_the_last_term_after_its_end_makes_the_account_leave(book: RenewalLibrary, desk: Desk) -> None:
    make_overdue(book)

    desk.close(LOST)

    account = book.tables.accounts[17]
    assert (account.status, account.churned_on) == (AccountStatus.CHURNED, OVER)
    outcome = outcome_of(book)
    assert outcome
    assert outcome.left
    assert [entry.action for entry in book.tables.audit] == ["account.left", "renewals.closed"]


def test_an_account_stays_while_another_contract_runs(book: RenewalLibrary, desk: Desk) -> None:
    make_overdue(book)
    book.tables.terms[8] = term(8, line(10), account=17)

    desk.close(LOST)

    assert book.tables.accounts[17].status is AccountStatus.LIVE


def test_a_renewal_whose_contract_is_gone_is_closed_without_a_next_term(book: RenewalLibrary, desk: Desk) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, contract=None)))
    del book.tables.terms[5]

    answer = desk.close(RENEWED)

    assert isinstance(answer, RenewalClosed)
    assert (answer.next_due_on, book.tables.terms) == (None, {})


def test_a_closing_is_recorded_without_its_note(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(LESS)

    [entry] = book.tables.audit
    assert (entry.at, entry.actor, entry.action, entry.subject) == (NOON, "U0DANA", "renewals.closed", "renewal:1")
    assert json.loads(entry.before or "") == {"outcome": None, "arr": "4800000 USD"}
    assert json.loads(entry.after or "") == {
        "outcome": "partly_lost",
        "resolved_on": "2026-11-20",
        "final": "4000000 USD",
        "next_contract": 6,
        "left": False,
        "reasons": ["price", "support"],
    }


def test_what_is_wrong_is_said_and_nothing_written(book: RenewalLibrary, desk: Desk) -> None:
    answer = desk.close(replace(CHANGED, arr="lots"))

    assert answer == ClosingRefused({ClosingField.ARR: ClosingProblem.AMOUNT_UNREADABLE}, HARBOUR, 30)
    assert (outcome_of(book), desk.rescored, book.tables.audit) == (None, [], [])


def test_who_comes_second_sees_what_the_first_did(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(RENEWED, by=ANA)

    answer = desk.close(LOST)

    assert isinstance(answer, ClosingConflict)
    outcome = answer.offer.renewal.outcome
    assert outcome
    assert (outcome.by, outcome.kind, answer.offer.form) == ("U0ANA", OutcomeKind.RENEWED, LOST)
    assert book.tables.churns == {}


def test_a_closed_renewal_is_not_closed_again_by_a_form_that_was_opened_since(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(RENEWED, by=ANA)

    with pytest.raises(RenewalClosedError):
        desk.close(LOST, seen="1 4 - {}")
    with pytest.raises(RenewalClosedError):
        desk.closings.offer(DANA, "1", today=TODAY)


def test_a_change_at_the_same_moment_takes_everything_back(
    book: RenewalLibrary, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fakes.renewals.FakeRenewals.save", lambda *_: False)

    answer = desk.close(LESS)

    assert isinstance(answer, ClosingConflict)
    assert (answer.offer.renewal, answer.offer.form) == (HARBOUR, LESS)
    assert (list(book.tables.terms), book.tables.churns, book.tables.audit) == ([5], {}, [])


@pytest.mark.parametrize("member", [WEI, VIEWER])
def test_only_those_whose_book_it_is_close_it(book: RenewalLibrary, desk: Desk, member: Member) -> None:
    with pytest.raises(NotAllowedError):
        desk.close(RENEWED, by=member)
    with pytest.raises(NotAllowedError):
        desk.closings.offer(member, "1", today=TODAY)
    assert outcome_of(book) is None


@pytest.mark.parametrize("number", ["2", "x", ""])
def test_a_renewal_that_is_not_there_is_said_so(desk: Desk, number: str) -> None:
    with pytest.raises(RenewalNotFoundError):
        desk.closings.offer(DANA, number, today=TODAY)


@pytest.mark.parametrize("form", [RENEWED, LESS, LOST])
@pytest.mark.parametrize("by", [DANA, ANA, ADA])
def test_undoing_leaves_nothing_of_a_closing_but_the_audit(
    book: RenewalLibrary, desk: Desk, form: ClosingForm, by: Member
) -> None:
    desk.close(form)
    desk.now += timedelta(minutes=10)

    name = desk.undo(by=by)

    assert name == "Harbour"
    assert book.tables.renewals == {1: replace(HARBOUR, version=book.tables.renewals[1].version)}
    assert (list(book.tables.terms), book.tables.churns) == ([5], {})
    assert [entry.action for entry in book.tables.audit] == ["renewals.closed", "renewals.undone"]
    assert desk.rescored == [(17,), (17,)]


def test_an_account_that_left_comes_back(book: RenewalLibrary, desk: Desk) -> None:
    make_overdue(book)
    desk.close(LOST)

    desk.undo()

    account = book.tables.accounts[17]
    assert (account.status, account.churned_on) == (AccountStatus.LIVE, None)
    assert json.loads(book.tables.audit[-1].before or "")["reasons"] == ["champion_left"]


@pytest.mark.parametrize(
    ("minutes", "changed", "reason"),
    [
        pytest.param(11, {}, "too_late", id="after ten minutes"),
        pytest.param(1, {"version": 2}, "next_changed", id="the next renewal was changed"),
    ],
)
def test_a_closing_stands_when_time_or_work_has_gone_on(
    book: RenewalLibrary, desk: Desk, minutes: int, changed: dict[str, int], reason: str
) -> None:
    desk.close(RENEWED)
    book.tables.renewals[2] = replace(book.tables.renewals[2], **changed)  # type: ignore[arg-type]  # a table of fields
    desk.now += timedelta(minutes=minutes)

    with pytest.raises(ClosingStandsError) as refused:
        desk.undo()

    assert (refused.value.name, refused.value.reason) == ("Harbour", reason)
    assert outcome_of(book) is not None


def test_an_open_renewal_has_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(ClosingStandsError) as refused:
        desk.undo()

    assert refused.value.reason == "not_closed"


def test_another_csm_does_not_undo_it(book: RenewalLibrary, desk: Desk) -> None:
    desk.close(RENEWED, by=ANA)

    with pytest.raises(NotAllowedError):
        desk.undo(by=DANA)


def test_an_undo_at_the_same_moment_as_another_change_writes_nothing(
    book: RenewalLibrary, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close(RENEWED)
    monkeypatch.setattr("fakes.renewals.FakeRenewals.save", lambda *_: False)

    with pytest.raises(RenewalChangedError):
        desk.undo()

    assert sorted(book.tables.terms) == [5, 6]


def test_amounts_keep_their_currency(book: RenewalLibrary, desk: Desk) -> None:
    yen: Renewal = replace(HARBOUR, arr=Money(4_800_000, "JPY"), forecast=None)
    book.put(replace(ROW, renewal=yen))
    book.tables.terms[5] = term(5, line(None, "Core"), starts=date(2026, 1, 31), ends=DUE, account=17)

    desk.close(replace(CHANGED, arr="500万"))

    assert [each.arr for each in book.tables.terms[6].lines] == [Money(5_000_000, "JPY")]
