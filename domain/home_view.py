"""What somebody chose to see on their Home tab: whose accounts, which band, which page of which list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.health.model import Band

ROWS = 5
"""So many rows of a list stand there at once: all lists together stay below Slack's 100 blocks."""
_LONGEST_PERSON = 40
_FURTHEST = 1_000_000


class HomeList(StrEnum):
    """The lists that are read page by page."""

    TASKS = "tasks"
    CONTACT = "contact"
    RENEWALS = "renewals"
    WORSE = "worse"
    BAND = "band"
    UNTOLD = "untold"
    QUESTIONS = "questions"
    QUEUE = "queue"
    ASKERS = "askers"


class Whose(StrEnum):
    """Instead of a person."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class HomeView:
    """`whose` is a Slack user id, one of `Whose`, or "" for what is usual for the role. `places` are offsets."""

    whose: str = ""
    band: Band | None = None
    places: Mapping[HomeList, int] = field(default_factory=dict)

    def place(self, of: HomeList) -> int:
        return self.places.get(of, 0)

    def turned_to(self, of: HomeList, place: int) -> HomeView:
        return replace(self, places={**self.places, of: place})

    def of(self, whose: str) -> HomeView:
        """Everybody's lists begin at their first page."""
        return HomeView(whose, self.band)

    def opened(self, band: Band | None) -> HomeView:
        """The accounts of a band; pressed again, they are put away."""
        shown = None if band is self.band else band
        return replace(self, band=shown, places={**self.places, HomeList.BAND: 0})

    def text(self) -> str:
        """As the view carries it, and as it is remembered: opaque ids and numbers only."""
        places = {of.value: place for of, place in sorted(self.places.items()) if place}
        said = {"whose": self.whose, "band": self.band, "places": places}
        return json.dumps({name: value for name, value in said.items() if value}, separators=(",", ":"))


def home_view_from(text: str) -> HomeView:
    """It comes back from a client: what is of another shape is as though nothing was chosen."""
    try:
        said = json.loads(text)
    except ValueError:
        return HomeView()
    if not isinstance(said, dict):
        return HomeView()
    whose, band = said.get("whose"), said.get("band")
    return HomeView(
        whose if isinstance(whose, str) and len(whose) <= _LONGEST_PERSON else "",
        Band(band) if isinstance(band, str) and band in set(Band) else None,
        _places(said.get("places")),
    )


def first_row(wanted: int, total: int, *, rows: int = ROWS) -> int:
    """A place past the end, because somebody did what stood there, is the last page."""
    return min(max(0, wanted) // rows * rows, max(0, (total - 1) // rows * rows))


def _places(said: Any) -> Mapping[HomeList, int]:
    if not isinstance(said, dict):
        return {}
    return {
        HomeList(of): place
        for of, place in said.items()
        if of in set(HomeList) and type(place) is int and 0 <= place <= _FURTHEST
    }
