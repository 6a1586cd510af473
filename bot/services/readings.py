"""What the policy that made a score says of it: which way it heads, and why its colour is withheld."""

from __future__ import annotations

from domain.health.bands import coverage_lacking
from domain.health.model import Band
from domain.health.policy import HealthPolicy
from domain.health.policy_file import policy_from_toml
from domain.health.standing import AccountStanding
from domain.health.trend import Arrow, arrow_of
from domain.health_answer import Reading
from domain.ports import Book

_WITHHELD = frozenset({Band.GREY, Band.YELLOW})


class Readings:
    """Remembers each version of the policy: a published version never changes."""

    def __init__(self) -> None:
        self._policies: dict[int, HealthPolicy] = {}

    def of(self, book: Book, standing: AccountStanding) -> Reading:
        """Without a trend there is nothing to hold today against, and no arrow."""
        policy = self._of_version(book, standing.policy_version)
        if standing.shown is None or policy is None:
            return Reading()
        arrow = self.arrow(book, standing.trend, standing.policy_version)
        return Reading(arrow, _coverage_lacking(standing, standing.shown, policy))

    def arrow(self, book: Book, trend: float | None, policy_version: int | None) -> Arrow | None:
        """Where a score heads that a version of the policy made; each version is read once."""
        policy = None if trend is None or policy_version is None else self._of_version(book, policy_version)
        return None if trend is None or policy is None else arrow_of(trend, policy.trend)

    def _of_version(self, book: Book, version: int) -> HealthPolicy | None:
        if version not in self._policies and (published := book.policies.version(version)):
            self._policies[version] = policy_from_toml(published.text).health
        return self._policies.get(version)


def _coverage_lacking(standing: AccountStanding, shown: int, policy: HealthPolicy) -> float | None:
    if standing.band not in _WITHHELD:
        return None
    return coverage_lacking(standing.band, shown, policy.bands, coverage=standing.coverage)
