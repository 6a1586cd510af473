"""An account that got another owner takes what is not told along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.tellers import tellers
from bot.services.telling_tasks import follow_owners, strays
from domain.ports import Library
from domain.zones import zone_called


@dataclass(frozen=True, slots=True)
class OwnersFollowed:
    """To be asked every few minutes, on every replica: whoever is second finds nothing left. `zone` is everybody's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str

    def tick(self) -> int:
        """How many tasks moved; nothing is written where nothing changed."""
        now = self.clock()
        today = now.astimezone(zone_called(None, self.zone)).date()
        with self.library.reading() as book:
            if not strays(book, tellers(book, today=today), now=now):
                return 0
        with self.library.writing() as book:
            return follow_owners(book, now=now, today=today, zone=self.zone)
