"""What a card says beside the score, out of the same facts."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from domain.health.columns.arrays import Codes, Floats
from domain.health.columns.first_value import first_value_due_on, reached_on, values_of
from domain.health.columns.found import Look
from domain.health.columns.stages import entered_on, stuck_in
from domain.health.columns.terms import Terms


@dataclass(frozen=True, slots=True)
class CardFacts:
    """One element an account; days are ordinals, NaN is "not said"."""

    renewal_on: Floats
    notice_on: Floats
    auto_renew: Floats
    last_two_way_on: Floats
    open_tickets: Floats
    open_critical_tickets: Floats
    first_value_due_on: Floats
    cadence_days: Floats
    with_us_since: Floats
    touches_due: Floats
    touches_met: Floats
    stage_since: Floats
    stuck: Floats
    """The place in `Stuck`."""
    value_rule: Codes
    """The place in the policy's rules of first value."""
    value_on: Floats
    """A first value that the book newly shows, with what follows of it."""
    value_amount: Floats
    value_of: Floats
    value_within: Floats

    def rows(self, chosen: slice | Codes) -> CardFacts:
        return CardFacts(**{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


def card_facts(look: Look, terms: Terms, *, stage: Codes, cadence: Floats, touches: tuple[Floats, Floats]) -> CardFacts:
    """`touches`: due in 90 days, and met."""
    support, values = look.facts.support, values_of(look)
    return CardFacts(
        renewal_on=terms.ends_on,
        notice_on=terms.ends_on - terms.notice_days,
        auto_renew=terms.auto_renew,
        last_two_way_on=look.days(look.facts.people.last_two_way_at),
        open_tickets=np.nan_to_num(support.open_tickets),
        open_critical_tickets=np.nan_to_num(support.open_critical),
        first_value_due_on=first_value_due_on(look, terms),
        cadence_days=cadence,
        with_us_since=terms.since,
        touches_due=touches[0],
        touches_met=touches[1],
        stage_since=entered_on(terms, look.health, stage),
        stuck=stuck_in(look, terms, stage, reached_on(look)),
        value_rule=values.rule,
        value_on=values.found_on,
        value_amount=values.amount,
        value_of=values.of,
        value_within=values.within,
    )
