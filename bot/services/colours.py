"""Why a card has another colour than its number alone would have."""

from __future__ import annotations

from domain.health.bands import coverage_lacking
from domain.health.model import AccountStanding, Band
from domain.health.policy import BandPolicy
from domain.health.policy_file import policy_from_toml
from domain.ports import Book

_WITHHELD = frozenset({Band.GREY, Band.YELLOW})


class Colours:
    """Remembers what a colour takes in each version of the policy: a published version never changes."""

    def __init__(self) -> None:
        self._rules: dict[int, BandPolicy] = {}

    def coverage_lacking(self, book: Book, standing: AccountStanding) -> float | None:
        """How much has to be known for the colour that the number alone would have."""
        if standing.shown is None or standing.band not in _WITHHELD:
            return None
        rules = self._of_version(book, standing.policy_version)
        return coverage_lacking(standing.band, standing.shown, rules, coverage=standing.coverage) if rules else None

    def _of_version(self, book: Book, version: int) -> BandPolicy | None:
        if version not in self._rules and (published := book.policies.version(version)):
            self._rules[version] = policy_from_toml(published.text).health.bands
        return self._rules.get(version)
