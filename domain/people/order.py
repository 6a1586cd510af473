"""The people of one account, in the order in which they matter, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from domain.accounts import ContactRole
from domain.people.contact import WATCHED_ROLES, Contact, Influence
from domain.people.gaps import PeopleFacts
from domain.people.ports import Heard

BUYERS = frozenset({ContactRole.ECONOMIC_BUYER, ContactRole.DECISION_MAKER})
_ROLES = (*ContactRole, None)
_INFLUENCES = (*Influence, None)


def in_order(people: Iterable[Contact], today: date) -> list[Contact]:
    """By role, the weightiest first; who has left stands last, the latest first."""
    there = [each for each in people if not each.has_left(today)]
    left = [each for each in people if each.has_left(today)]
    weight = sorted(there, key=lambda each: (_ROLES.index(each.role), _INFLUENCES.index(each.influence), each.name))
    return [*weight, *sorted(left, key=lambda each: (each.left_on or today, each.id), reverse=True)]


def facts_in(
    people: Iterable[Contact], heard: Mapping[int, Heard], *, today: date, engaged_since: datetime
) -> PeopleFacts:
    there = [each for each in people if not each.has_left(today)]
    spoken = [heard[each.id].last_two_way_at for each in there if each.id in heard]
    return PeopleFacts(
        contacts=len(there),
        buyers=sum(each.role in BUYERS for each in there),
        champions=sum(each.role is ContactRole.CHAMPION for each in there),
        engaged=sum(at is not None and at >= engaged_since for at in spoken),
    )


def has_decision_maker(people: Iterable[Contact], today: date) -> bool:
    """An economic buyer pays for it, and is none by that alone."""
    return any(each.role is ContactRole.DECISION_MAKER and not each.has_left(today) for each in people)


def unfilled_places(people: Sequence[Contact], today: date) -> tuple[Contact, ...]:
    """Who left a place that matters, where nobody of that role is there; of each role the last who left."""
    filled = {each.role for each in people if not each.has_left(today)}
    last: dict[ContactRole | None, Contact] = {}
    for each in sorted(
        (each for each in people if each.has_left(today)), key=lambda one: (one.left_on or today, one.id)
    ):
        if each.role in WATCHED_ROLES and each.role not in filled:
            last[each.role] = each
    return tuple(last[role] for role in _ROLES if role in last)
