"""What is not told goes to who owns the account now."""

from __future__ import annotations

import logging

from bot.services.owners_followed import OwnersFollowed
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def follow(owners: OwnersFollowed) -> None:
    try:
        moved = owners.tick()
    except BookUnavailableError as error:
        log.warning("tasks do not follow new owners now, tried again later: %s", error.what)
        return
    if moved:
        log.info("%s tasks of telling customers follow their accounts' owners", moved)
