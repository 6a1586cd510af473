"""Policies: looked at, checked, and published as versions that never change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import PolicyError
from domain.health.policy import Policy
from domain.health.policy_file import policy_from_toml
from domain.ports import AuditEntry, Library, PublishedPolicy

PUBLISHED = "policy.published"
SHIPPED_BY = "moorline"
"""Who publishes the shipped policy when nobody has published one."""


@dataclass(frozen=True, slots=True)
class Policies:
    library: Library
    clock: Callable[[], datetime]

    def current(self) -> PublishedPolicy | None:
        with self.library.reading() as book:
            return book.policies.current()

    def versions(self) -> Sequence[tuple[PublishedPolicy, Policy | None]]:
        """Every version with what it calls itself, the newest first; None where a rule of today refuses an old text."""
        with self.library.reading() as book:
            newest = book.policies.current()
            published = [book.policies.version(number) for number in range(newest.version if newest else 0, 0, -1)]
        return [(each, _usable(each.text)) for each in published if each]

    def publish(self, text: str, *, by: str) -> PublishedPolicy:
        """The new version, or the current one where the text is the same; a mistake raises `PolicyError`."""
        policy_from_toml(text)
        with self.library.writing() as book:
            before = book.policies.current()
            published = book.policies.publish(text, by=by, at=self.clock())
            if published != before:
                book.audit.record(
                    AuditEntry(
                        published.published_at,
                        by,
                        PUBLISHED,
                        "policy",
                        before=f"version {before.version}" if before else None,
                        after=f"version {published.version}",
                    )
                )
        return published


def _usable(text: str) -> Policy | None:
    try:
        return policy_from_toml(text)
    except PolicyError:
        return None
