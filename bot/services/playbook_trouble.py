"""One account's trouble is its own: it is written down and tried again, and everybody else goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from domain.errors import BookUnavailableError
from domain.playbooks.playbook import PlaybookAccount

log = logging.getLogger(__name__)
Made = TypeVar("Made")


class AccountsHeldUpError(Exception):
    """Raised once all others went on; `kind` is that of the first account's error."""

    def __init__(self, accounts: Sequence[str], kind: str, *, made: int) -> None:
        super().__init__(f"{len(accounts)} accounts held up by {kind}")
        self.accounts, self.kind, self.made = accounts, kind, made


@dataclass(slots=True)
class HeldUp:
    """Of one look. `known` were held up in the look before, and are in the log with all that is to be said."""

    known: Collection[int] = ()
    _errors: dict[int, tuple[str, Exception]] = field(default_factory=dict, init=False)

    @property
    def accounts(self) -> Collection[int]:
        return self._errors.keys()

    def tried(self, account: PlaybookAccount, work: Callable[[], Made]) -> Made | None:
        """None where it failed; a book that is away is nobody's own trouble."""
        try:
            return work()
        except BookUnavailableError:
            raise
        except Exception as error:
            if account.id in self.known:
                log.warning("playbooks of account %s are still held up: %s", account.id, type(error).__name__)
            else:
                log.exception("playbooks of account %s are held up, and tried again in a few minutes", account.id)
            self._errors[account.id] = (account.name, error)
            return None

    def told(self, *, made: int) -> int:
        """What was made, where nobody is held up."""
        if not self._errors:
            return made
        names = [name for name, _ in self._errors.values()]
        kind = next(type(error).__name__ for _, error in self._errors.values())
        raise AccountsHeldUpError(names, kind, made=made)
