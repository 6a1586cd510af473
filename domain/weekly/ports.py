"""What the week of a team needs of the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.weekly.week import Activity


@dataclass(frozen=True, slots=True)
class WeekAsked:
    """From `since` up to and without `until`; tasks are overdue as of `today`."""

    since: datetime
    until: datetime
    today: date


class Activities(Protocol):
    def of(self, asked: WeekAsked) -> Mapping[str, Activity]:
        """By person, of everybody, in a constant number of statements.

        A touchpoint is of its author, where the book knows none of the account's owner; a task of its assignee.
        """
        ...
