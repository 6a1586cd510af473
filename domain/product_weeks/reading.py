"""Who reads of a week of requests, and of which areas."""

from __future__ import annotations

from collections.abc import Sequence

from domain.feedback.request import ProductArea
from domain.permissions import Member, Role

_READERS = frozenset({Role.PRODUCT, Role.DIRECTOR})


def has_product_week(member: Member) -> bool:
    """Who decides on requests; admins look after the bot, and ask for it where they want it."""
    return member.role in _READERS


def areas_read(member: Member, areas: Sequence[ProductArea]) -> tuple[ProductArea, ...]:
    """Those a product manager decides in; none: every one, as for who decides in none and for who leads."""
    if member.role is not Role.PRODUCT:
        return ()
    return tuple(area for area in areas if area.manager == member.slack_id)
