"""From facts to evidence: what the scorecard may look at, for the whole book at once."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from domain.health.columns import adoption, relationship, service
from domain.health.columns.arrays import Codes, Flags, Floats, spots_of
from domain.health.columns.card_facts import CardFacts, card_facts
from domain.health.columns.coding import CAPS, MEASURES, TIERS
from domain.health.columns.first_value import first_value
from domain.health.columns.found import Found, Look
from domain.health.columns.stages import cadences, stages_of
from domain.health.columns.terms import Terms, terms_of
from domain.health.model import Cap, Measure
from domain.scoring import DueAccounts


@dataclass(frozen=True, slots=True)
class EvidenceColumns:
    """The evidence of many accounts: one row an account, one column a measure in the order of `Measure`.

    A word is its place in its StrEnum. `value` is NaN where nothing is known; `applies` is False where the measure has
    nothing to say of the account (its stage aside). `caps` has a column for each `Cap` (that of the judgement stays
    empty); `override` is the score a person gave, NaN where none stands.
    """

    tier: Codes
    stage: Codes
    value: Floats
    known_on: Floats
    applies: Flags
    caps: Flags
    override: Floats

    def __len__(self) -> int:
        return len(self.tier)

    def rows(self, chosen: slice | Codes) -> EvidenceColumns:
        """The evidence of some of the accounts."""
        return EvidenceColumns(**{part.name: getattr(self, part.name)[chosen] for part in fields(self)})


@dataclass(frozen=True, slots=True)
class BookEvidence:
    """Evidence with where it came from: a source a measure, and when each value reached the book."""

    columns: EvidenceColumns
    sources: tuple[str, ...]
    learnt_at: Floats
    card_facts: CardFacts

    def rows(self, chosen: slice | Codes) -> BookEvidence:
        return BookEvidence(
            self.columns.rows(chosen), self.sources, self.learnt_at[chosen], self.card_facts.rows(chosen)
        )


def book_evidence(look: Look) -> BookEvidence:
    terms = terms_of(look.facts.contracts, look.facts.customer_since, today=look.today)
    tier, stage = look.facts.tier, stages_of(terms, look.health, today=look.today)
    cadence = cadences(look.health, tier, stage)
    touches = relationship.due_touches(look, terms, cadence)
    measures = _measures(look, terms, cadence, touches)
    found = [measures[measure] for measure in MEASURES]
    return BookEvidence(
        columns=EvidenceColumns(
            tier=tier,
            stage=stage,
            value=np.column_stack([each.value for each in found]),
            known_on=np.column_stack([each.known_on for each in found]),
            applies=np.column_stack([each.applies for each in found]),
            caps=_caps(look, terms, cadence),
            override=service.override(look),
        ),
        sources=tuple(each.source for each in found),
        learnt_at=np.column_stack([each.learnt_at for each in found]),
        card_facts=card_facts(look, terms, stage=stage, cadence=cadence, touches=touches),
    )


def evidence_of_due(evidence: BookEvidence, account: Codes, due: DueAccounts) -> tuple[DueAccounts, BookEvidence]:
    """The due accounts, ascending, with their evidence; those that have left the book meanwhile fall away."""
    wanted = np.array(due.accounts, dtype=np.float64)
    spots = spots_of(account, wanted)
    return due.only((spots >= 0).tolist()), evidence.rows(spots[spots >= 0])


def _measures(look: Look, terms: Terms, cadence: Floats, touches: tuple[Floats, Floats]) -> dict[Measure, Found]:
    return {
        Measure.SEAT_ACTIVITY: adoption.seat_activity(look, terms),
        Measure.CORE_DEPTH: adoption.core_depth(look, terms),
        Measure.USAGE_TREND: adoption.usage_trend(look),
        Measure.MILESTONES: service.milestones(look),
        Measure.FIRST_VALUE: first_value(look, terms),
        Measure.OUTCOMES: service.outcomes(look),
        Measure.TOUCH_RECENCY: relationship.touch_recency(look, terms, cadence),
        Measure.TOUCH_COMPLIANCE: relationship.compliance(look, touches),
        Measure.ENGAGED_CONTACTS: relationship.engaged_contacts(look),
        Measure.CHAMPION: relationship.champion(look),
        Measure.CRITICAL_TICKET_AGE: service.critical_ticket_age(look),
        Measure.BREACHED_SHARE: service.breached_share(look),
        Measure.NPS: service.nps(look),
        Measure.CSM_PULSE: service.csm_pulse(look),
        Measure.INVOICE_OVERDUE: service.invoice_overdue(look),
        Measure.LICENCE_FIT: adoption.licence_fit(look, terms),
        Measure.RENEWAL_STEP: service.renewal_step(look, terms),
    }


def _caps(look: Look, terms: Terms, cadence: Floats) -> Flags:
    limits = look.health.caps
    overdue = service.invoice_overdue_days(look)
    silent = relationship.days_since_touch(look, terms) > limits.silent_cadences * cadence
    hard = {
        Cap.NOTICE_RECEIVED: terms.notice_received_on <= look.today,
        Cap.INVOICE_OVER_60_DAYS: overdue > limits.invoice_long_overdue_days,
        Cap.NO_ACTIVE_USER: adoption.has_no_active_user(look, terms),
        Cap.CHAMPION_LEFT: relationship.has_champion_left(look),
        Cap.INVOICE_OVER_30_DAYS: (overdue > limits.invoice_overdue_days)
        & (overdue <= limits.invoice_long_overdue_days),
        Cap.CRITICAL_TICKET: service.critical_ticket_age(look).value > limits.critical_ticket_days,
        Cap.SILENCE: silent & _in_tiers(look),
    }
    nothing = np.zeros(look.size, dtype=np.bool_)
    return np.column_stack([hard.get(cap, nothing) for cap in CAPS])


def _in_tiers(look: Look) -> Flags:
    spoken_to = [tier in look.health.caps.silence_tiers for tier in TIERS]
    return np.array(spoken_to, dtype=np.bool_)[look.facts.tier]
