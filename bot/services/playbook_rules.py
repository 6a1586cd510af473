"""The playbooks of the policy in force, and of the older ones by which runs were entered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from domain.errors import PolicyError
from domain.health.policy_file import policy_from_toml
from domain.playbooks.playbook import Playbook, PlaybookRules, Wording
from domain.playbooks.run import Run
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class Published:
    """`version` is 0 before a policy is published."""

    rules: PlaybookRules
    version: int = 0


def published_in(book: Book) -> Published:
    """Raises `PolicyError` where the policy in force cannot be used."""
    published = book.policies.current()
    return Published(_read(published.text), published.version) if published else Published(PlaybookRules())


class RunBooks:
    """In one look: what each run follows. The steps of a run stay those of the policy it entered by."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int, PlaybookRules] = {}

    def of(self, run: Run) -> Playbook | None:
        """None where that policy cannot be read any more."""
        if run.policy_version not in self._known:
            self._known[run.policy_version] = self._rules(run.policy_version)
        return self._known[run.policy_version].called(run.playbook)

    def title(self, run: Run) -> Wording:
        playbook = self.of(run)
        return playbook.title if playbook else Wording(run.playbook, run.playbook)

    def _rules(self, version: int) -> PlaybookRules:
        published = self._book.policies.version(version)
        try:
            return _read(published.text) if published else PlaybookRules()
        except PolicyError:
            return PlaybookRules()


@lru_cache(maxsize=8)
def _read(text: str) -> PlaybookRules:
    return policy_from_toml(text).playbooks
