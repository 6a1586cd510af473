"""Product areas as admins set them, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from domain.account_names import normalised
from domain.feedback.request import ProductArea
from domain.permissions import Member, may_triage
from domain.texts import without_tricks, written


class AreaField(StrEnum):
    NAME = "name"
    CHANNEL = "channel"
    MANAGER = "manager"


class AreaProblem(StrEnum):
    NO_NAME = "no_name"
    NAME_TAKEN = "name_taken"
    NO_CHANNEL = "no_channel"
    NO_MANAGER = "no_manager"
    MAY_NOT_DECIDE = "may_not_decide"


def area_problems(
    area: ProductArea, known: Iterable[ProductArea], manager: Member | None
) -> dict[AreaField, AreaProblem]:
    """By field; none where it can be saved. Names that read alike are one name."""
    found: dict[AreaField, AreaProblem] = {}
    taken = {normalised(without_tricks(each.name)) for each in known if each.id != area.id}
    if not written(area.name):
        found[AreaField.NAME] = AreaProblem.NO_NAME
    elif normalised(without_tricks(area.name)) in taken:
        found[AreaField.NAME] = AreaProblem.NAME_TAKEN
    if not area.channel:
        found[AreaField.CHANNEL] = AreaProblem.NO_CHANNEL
    if not area.manager:
        found[AreaField.MANAGER] = AreaProblem.NO_MANAGER
    elif manager is None or not may_triage(manager):
        found[AreaField.MANAGER] = AreaProblem.MAY_NOT_DECIDE
    return found
