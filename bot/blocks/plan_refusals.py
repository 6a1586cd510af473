"""Why something of a success plan could not be done; explained with all other errors (`handlers/errors.py`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.blocks.kit import escaped, mention
from bot.locale import Words, marked
from domain.errors import CustomerSuccessError, OutcomeNotFoundError, PlanClosedError, PlanStandsError


def _not_found(_error: OutcomeNotFoundError, words: Words) -> str:
    return words.text("That is not in the plan any more: somebody took it back. Ask for the plan again.")


def _stands(error: PlanStandsError, words: Words) -> str:
    by = mention(error.by) if error.by else words.text("Somebody")
    return words.text(_STANDING.get(error.reason, _STANDING["gone"]), by=by)


def _closed(error: PlanClosedError, words: Words) -> str:
    name = escaped(error.name, 80)
    return words.text("*%(account)s* has churned, so its plan is read and not written any more.", account=name)


_STANDING = {
    "gone": marked("There is nothing to undo: it is gone already."),
    "too_late": marked("It is too late to undo it: that works for ten minutes."),
    "changed": marked("%(by)s has gone on from it since, so nothing was undone."),
}
PLAN_EXPLANATIONS: dict[type[CustomerSuccessError], Callable[[Any, Words], str]] = {
    OutcomeNotFoundError: _not_found,
    PlanStandsError: _stands,
    PlanClosedError: _closed,
}
