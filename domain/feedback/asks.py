"""What one account asks for and has not got yet, as its card and its renewal say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """An open request that the account has a voice in; `blocks_renewal`: so the account says."""

    request: int
    title: str
    blocks_renewal: bool = False


def weightiest(asks: Sequence[Ask]) -> Sequence[Ask]:
    """The few that are named, of asks in the order of their weight; what holds up the renewal is named by itself."""
    return [ask for ask in asks if not ask.blocks_renewal][:MOST_NAMED]
