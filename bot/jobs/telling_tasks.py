"""Looks whose morning has come, and has them told which of their tasks are due or late."""

from __future__ import annotations

import logging

from bot.services.task_mornings import TaskMornings
from domain.errors import BookUnavailableError

log = logging.getLogger(__name__)


def tell_tasks(mornings: TaskMornings) -> None:
    try:
        told = mornings.tick()
    except BookUnavailableError as error:
        log.warning("nobody told of tasks now, tried again in a few minutes: %s", error.what)
        return
    if told:
        log.info("%s messages about tasks", told)
