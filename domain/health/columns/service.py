"""Evidence of support, sentiment, value and commerce: tickets, answers, plans and invoices."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Flags, Floats, share
from domain.health.columns.found import Found, Look, first_known, found
from domain.health.columns.terms import Terms
from domain.records import RecordKind


def critical_ticket_age(look: Look) -> Found:
    """Days that the oldest open critical ticket stands open; 0 when a feed that exists has none."""
    opened_on = look.days(look.facts.support.oldest_critical_at)
    age = first_known(np.maximum(look.today - opened_on, 0), np.zeros(look.size))
    return _of_feed(look, age, RecordKind.TICKET)


def breached_share(look: Look) -> Found:
    """Of the tickets opened in 90 days, those answered late; without tickets it does not apply."""
    support = look.facts.support
    had_none = ~np.isnan(look.feed_day(RecordKind.TICKET)) & ~(support.opened > 0)
    late = share(first_known(support.breached, np.zeros(look.size)), support.opened)
    feed_day = look.feed_day(RecordKind.TICKET)
    known = np.where(np.isnan(feed_day), np.nan, late)
    return found(look, known, feed_day, kind=RecordKind.TICKET, source="tickets", applies=~had_none)


def nps(look: Look) -> Found:
    """The mean of each contact's latest answer within a year."""
    voice = look.facts.voice
    return found(look, voice.nps, voice.nps_on, kind=RecordKind.SURVEY, source="survey")


def csm_pulse(look: Look) -> Found:
    """The CSM's own word while it counts, as its place in `Pulse`."""
    voice = look.facts.voice
    given_on = look.days(voice.pulse_given_at)
    judged = found(look, voice.pulse, given_on, kind=None, source="judgement")
    return Found(judged.value, judged.known_on, judged.applies, judged.source, voice.pulse_given_at)


def override(look: Look) -> Floats:
    """The score a person gave, while it stands: no longer than the policy allows, however it came into the book."""
    voice = look.facts.voice
    given_on = look.days(voice.pulse_given_at)
    ends_on = np.minimum(voice.judged_until, given_on + look.health.longest_override_days)
    stands = (given_on <= look.today) & (look.today < ends_on)
    return np.where(stands, voice.override, np.nan)


def invoice_overdue_days(look: Look) -> Floats:
    """Days that the oldest unpaid invoice is past its due day; 0 when a feed that exists has none."""
    overdue = np.maximum(look.today - look.facts.voice.unpaid_due_on, 0)
    is_told = ~np.isnan(look.feed_day(RecordKind.INVOICE))
    return np.where(is_told, first_known(overdue, np.zeros(look.size)), np.nan)


def invoice_overdue(look: Look) -> Found:
    return _of_feed(look, invoice_overdue_days(look), RecordKind.INVOICE)


def renewal_step(look: Look, terms: Terms) -> Found:
    """How far the renewal has come, as the word's place in `RenewalStep`."""
    return found(look, terms.renewal_step, terms.renewal_step_on, kind=RecordKind.CONTRACT, source="contract")


def milestones(look: Look) -> Found:
    """Done over due by now; a plan with nothing due yet does not apply, no plan at all is unknown."""
    plans = look.facts.plans
    is_early = (plans.milestones > 0) & ~(plans.milestones_due > 0)
    return _of_plan(look, share(plans.milestones_done, plans.milestones_due), _today(look), applies=~is_early)


def outcomes(look: Look) -> Found:
    """Agreed outcomes that are on track or reached; none agreed is unknown, not nothing."""
    plans = look.facts.plans
    return _of_plan(look, share(plans.outcomes_well, plans.outcomes), plans.outcomes_status_on)


def _of_feed(look: Look, value: Floats, kind: RecordKind) -> Found:
    """Evidence that stands and falls with its feed: true up to the day it last told us."""
    feed_day = look.feed_day(kind)
    known = np.where(np.isnan(feed_day), np.nan, value)
    return found(look, known, feed_day, kind=kind, source=kind.value)


def _of_plan(look: Look, value: Floats, known_on: Floats, *, applies: Flags | None = None) -> Found:
    return found(look, value, known_on, kind=None, source="plan", applies=applies)


def _today(look: Look) -> Floats:
    return np.full(look.size, float(look.today))
