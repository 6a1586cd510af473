"""Evidence of the relationship, out of two-way touchpoints and contacts."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Flags, Floats, newer, share
from domain.health.columns.found import Found, Look, first_known, found
from domain.health.columns.terms import Terms
from domain.health.columns.touches import due_and_met
from domain.health.model import Champion
from domain.records import RecordKind

ACTIVE_CHAMPION_DAYS = 60
CHAMPIONS = tuple(Champion)


def days_since_touch(look: Look, terms: Terms) -> Floats:
    """Since the last two-way contact; where there never was one, since the account came to us."""
    since = np.where(_is_connected(look), terms.since, np.nan)
    last = first_known(look.days(look.facts.people.last_two_way_at), since)
    return np.maximum(look.today - last, 0)


def touch_recency(look: Look, terms: Terms, cadence: Floats) -> Found:
    return _touched(look, days_since_touch(look, terms) / cadence)


def due_touches(look: Look, terms: Terms, cadence: Floats) -> tuple[Floats, Floats]:
    """How many were due in 90 days, and how many of them were met; NaN where it cannot be said."""
    touches = look.facts.touches
    due, met = due_and_met(terms.since, cadence, spot=touches.spot, touched_on=look.days(touches.at), today=look.today)
    can_say = _is_connected(look) & ~np.isnan(terms.since)
    return np.where(can_say, due, np.nan), np.where(can_say, met, np.nan)


def compliance(look: Look, touches: tuple[Floats, Floats]) -> Found:
    """`touches` as `due_touches` counts them; where none was due, there is nothing to hold against anybody."""
    due, met = touches
    return _touched(look, share(met, due), applies=due != 0)


def engaged_contacts(look: Look) -> Found:
    """Different contacts in two-way touchpoints of 90 days."""
    people = look.facts.people
    return _touched(look, np.where(_is_connected(look), people.engaged, np.nan))


def champion(look: Look) -> Found:
    """Left, none, quiet or active, as the word's place in `Champion`; unknown where no contact is known at all."""
    people = look.facts.people
    touched_on = look.days(people.champion_touched_at)
    is_active = look.today - touched_on < ACTIVE_CHAMPION_DAYS
    absent = np.where(people.champions_left > 0, _place(Champion.LEFT), _place(Champion.NONE))
    present = np.where(is_active, _place(Champion.ACTIVE), _place(Champion.QUIET))
    word = np.where(people.champions > 0, present, absent)
    known = np.where(people.contacts > 0, word, np.nan)
    stands_on = first_known(look.feed_day(RecordKind.CONTACT), np.full(look.size, float(look.today)))
    seen_on = np.where(is_active, touched_on, newer(stands_on, touched_on, people.champion_left_on))
    return found(look, known, seen_on, kind=RecordKind.CONTACT, source="contacts")


def has_champion_left(look: Look) -> Flags:
    """A champion left and nobody took the place."""
    people = look.facts.people
    return (people.champions_left > 0) & ~(people.champions > 0)


def _touched(look: Look, value: Floats, *, applies: Flags | None = None) -> Found:
    last_on = look.days(look.facts.people.last_two_way_at)
    told_until = newer(look.feed_day(RecordKind.TOUCHPOINT), last_on)
    return found(look, value, told_until, kind=RecordKind.TOUCHPOINT, source="touchpoints", applies=applies)


def _is_connected(look: Look) -> Flags:
    """Somebody keeps touchpoints of the account: a feed, or at least one was ever noted."""
    return ~np.isnan(look.feed_day(RecordKind.TOUCHPOINT)) | ~np.isnan(look.facts.people.last_two_way_at)


def _place(word: Champion) -> float:
    return float(CHAMPIONS.index(word))
