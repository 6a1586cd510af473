from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from fakes import FakeLibrary
from health_samples import TODAY, VIEWER, WEI, standing

from bot.bootstrap import SHIPPED_POLICY
from bot.services.judgements import Judgements
from domain.accounts import Account, Pulse, Tier
from domain.errors import AccountNotFoundError, NotAllowedError
from domain.health.standing import AccountStanding, Judgement
from domain.judgements import JudgementField, JudgementForm, JudgementProblem, JudgementRefused

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORM = JudgementForm(pulse="yellow", note="new CIO", expires_on="2026-12-22", score="50")
JUDGEMENT = Judgement(Pulse.YELLOW, "new CIO", "U0WEI", NOON, date(2026, 12, 22), 50)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    library.tables.accounts[17] = Account(17, "Harbour", owner="U0WEI", tier=Tier.HIGH)
    library.tables.standings[17] = standing()
    return library


class Scoring:
    """Notes what is scored anew, and that the judgement is in the book by then."""

    def __init__(self, library: FakeLibrary) -> None:
        self.library = library
        self.seen: list[tuple[int, int]] = []

    def __call__(self, accounts: Sequence[int]) -> None:
        [account] = accounts
        self.seen.append((account, len(self.library.tables.judgements[account])))
        self.library.tables.standings[account] = standing(shown=50)


def test_a_judgement_is_recorded_and_counts_at_once(library: FakeLibrary) -> None:
    scoring = Scoring(library)

    recorded = Judgements(library, clock=lambda: NOON, rescore=scoring).record(WEI, "17", FORM, today=TODAY)

    assert isinstance(recorded, AccountStanding)
    assert recorded.shown == 50
    assert library.tables.judgements[17] == [JUDGEMENT]
    assert scoring.seen == [(17, 1)]


def test_the_audit_says_what_it_was_before_and_leaves_the_note_out(library: FakeLibrary) -> None:
    judgements = Judgements(library, clock=lambda: NOON, rescore=Scoring(library))

    judgements.record(WEI, "17", JudgementForm(pulse="red", note="secret", expires_on="2026-11-30"), today=TODAY)
    judgements.record(WEI, "17", FORM, today=TODAY)

    first, second = library.tables.audit
    assert (first.actor, first.action, first.subject, first.before) == ("U0WEI", "health.judged", "account:17", None)
    assert second.before == '{"pulse": "red", "score": null, "expires_on": "2026-11-30"}'
    assert second.after == '{"pulse": "yellow", "score": 50, "expires_on": "2026-12-22"}'


def test_a_form_with_problems_changes_nothing(library: FakeLibrary) -> None:
    scoring = Scoring(library)

    problems = Judgements(library, clock=lambda: NOON, rescore=scoring).record(
        WEI, "17", JudgementForm(pulse="red", expires_on="2026-11-22"), today=TODAY
    )

    assert problems == JudgementRefused({JudgementField.EXPIRES_ON: JudgementProblem.DAY_NOT_AHEAD}, 30)
    assert (library.tables.judgements, library.tables.audit, scoring.seen) == ({}, [], [])


def test_an_account_that_is_gone_cannot_be_judged(library: FakeLibrary) -> None:
    judgements = Judgements(library, clock=lambda: NOON, rescore=Scoring(library))

    with pytest.raises(AccountNotFoundError):
        judgements.record(WEI, "99", FORM, today=TODAY)

    assert library.tables.judgements == {}


def test_who_only_looks_may_not_judge(library: FakeLibrary) -> None:
    judgements = Judgements(library, clock=lambda: NOON, rescore=Scoring(library))

    with pytest.raises(NotAllowedError):
        judgements.offer(VIEWER, "17")
    with pytest.raises(NotAllowedError):
        judgements.record(VIEWER, "17", FORM, today=TODAY)


def test_the_form_is_offered_for_a_scored_account(library: FakeLibrary) -> None:
    offer = Judgements(library, clock=lambda: NOON, rescore=Scoring(library)).offer(WEI, "17")

    assert (offer.standing.account, offer.longest_override_days) == (17, 30)


def test_the_policy_in_force_says_how_long_a_given_score_may_stand(library: FakeLibrary) -> None:
    shipped = SHIPPED_POLICY.read_text(encoding="utf-8")
    with library.writing() as book:
        book.policies.publish(shipped.replace("longest_days = 30", "longest_days = 14"), by="U0WEI", at=NOON)
    judgements = Judgements(library, clock=lambda: NOON, rescore=Scoring(library))

    assert judgements.offer(WEI, "17").longest_override_days == 14
    assert judgements.record(WEI, "17", FORM, today=TODAY) == JudgementRefused(
        {JudgementField.EXPIRES_ON: JudgementProblem.OVERRIDE_TOO_LONG}, 14
    )
