"""The facts of a book for a scoring pass, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from domain.feeds import Feed
from domain.first_value.rules import FirstValuePolicy
from domain.health.columns import (
    AccountFacts,
    BookFacts,
    Codes,
    ContractRows,
    FeedFact,
    Floats,
    PlanFacts,
    SupportFacts,
    TouchRows,
    UsageFacts,
    VoiceFacts,
)
from domain.records import RecordKind
from storage.scoring import sources
from storage.scoring.first_values import value_facts
from storage.scoring.people_facts import people_facts, touched_rows
from storage.scoring.reading import Source, aligned, placed

_HUNDREDTHS = 100.0


def account_facts(source: Source) -> AccountFacts:
    ids, tier, since, live, valued = _sorted(source.rows(sources.account_facts())).T
    return AccountFacts(source.accounts, ids.astype(np.int64), tier.astype(np.int64), since, live, valued)


def book_facts(
    source: Source,
    known: AccountFacts,
    feeds: Iterable[Feed],
    first_value: FirstValuePolicy,
    usage: Callable[[], UsageFacts],
) -> BookFacts:
    account = known.account
    touched = touched_rows(source, account)
    return BookFacts(
        account=account,
        tier=known.tier,
        customer_since=known.customer_since,
        went_live_on=known.went_live_on,
        first_value_on=known.first_value_on,
        contracts=_contracts(source, account),
        touches=TouchRows(touched.spot, touched.at),
        people=people_facts(source, account, touched),
        support=SupportFacts(*aligned(account, source.rows(sources.tickets()))),
        voice=_voice(source, account),
        plans=_plans(source, account),
        feeds=newest_feeds(feeds),
        values=value_facts(source, known, first_value),
        usage=usage(),
    )


def newest_feeds(feeds: Iterable[Feed]) -> Mapping[RecordKind, FeedFact]:
    """For each kind of record the feed that worked last."""
    worked = [(feed.last_success_at.timestamp(), feed) for feed in feeds if feed.last_success_at]
    ordered = sorted(worked, key=lambda one: one[0])
    return {kind: FeedFact(feed.name, at) for at, feed in ordered for kind in feed.covers}


def _contracts(source: Source, account: Codes) -> ContractRows:
    spot, rows = placed(account, source.rows(sources.contracts()))
    return ContractRows(spot, *rows.T)


def _voice(source: Source, account: Codes) -> VoiceFacts:
    hundredths, answered_on = aligned(account, source.rows(sources.nps_answers()))
    pulse, given_at, override, judged_until = aligned(account, source.rows(sources.judgements()))
    (due_on,) = aligned(account, source.rows(sources.unpaid_invoices()))
    return VoiceFacts(hundredths / _HUNDREDTHS, answered_on, pulse, given_at, override, judged_until, due_on)


def _plans(source: Source, account: Codes) -> PlanFacts:
    steps = aligned(account, source.rows(sources.milestones()))
    return PlanFacts(*steps, *aligned(account, source.rows(sources.outcomes())))


def _sorted(rows: Floats) -> Floats:
    return rows[np.argsort(rows[:, 0])]
