"""Looks who enters a playbook and which of its steps are due."""

from __future__ import annotations

import logging

from bot.services.playbook_trouble import AccountsHeldUpError
from bot.services.playbook_watch import PlaybookWatch
from domain.errors import BookUnavailableError, PolicyError

log = logging.getLogger(__name__)


def play(watch: PlaybookWatch) -> None:
    try:
        made = watch.tick()
    except BookUnavailableError as error:
        log.warning("playbooks not looked after now, tried again in a few minutes: %s", error.what)
        return
    except AccountsHeldUpError as error:
        log.info("%s steps of playbooks; %s accounts are held up", error.made, len(error.accounts))
        raise
    except PolicyError as error:
        log.warning("playbooks not looked after: the policy cannot be used: %s", error)
        return
    if made:
        log.info("%s steps of playbooks", made)
