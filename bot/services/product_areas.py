"""Product areas: where requests go, and who decides there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain.channel_digests import RefusedChannel, refused_channel
from domain.errors import NotAllowedError
from domain.feedback.areas import AreaField, AreaProblem, area_problems
from domain.feedback.request import ProductArea
from domain.permissions import Member, may_set_areas
from domain.ports import AuditEntry, Library
from domain.sharing import Audience

SET_AREA = "requests.area"
AreaProblems: TypeAlias = dict[AreaField, AreaProblem | RefusedChannel]


@dataclass(frozen=True, slots=True)
class ProductAreas:
    library: Library
    clock: Callable[[], datetime]

    def listed(self, asker: Member) -> list[ProductArea]:
        if not may_set_areas(asker):
            raise NotAllowedError(asker.slack_id, SET_AREA)
        with self.library.reading() as book:
            return list(book.feedback.areas())

    def changes_channel(self, asker: Member, area: ProductArea) -> bool:
        """Whether its readers are to be looked at now; those of the others are looked at with each message."""
        known = {each.id: each.channel for each in self.listed(asker)}
        return bool(area.channel) and known.get(area.id) != area.channel

    def problems(self, asker: Member, area: ProductArea, looked_at: Sequence[Audience] = ()) -> AreaProblems:
        """What is wrong with it; `looked_at` are the readers of a channel that is new to it."""
        known = self.listed(asker)
        with self.library.reading() as book:
            manager = book.members.by_slack_id(area.manager) if area.manager else None
        problems: AreaProblems = dict(area_problems(area, known, manager))
        is_new = self.changes_channel(asker, area)
        if is_new and (refused := refused_channel([area.channel], looked_at)):
            problems[AreaField.CHANNEL] = refused
        return problems

    def save(self, asker: Member, area: ProductArea) -> ProductArea:
        """The first one takes what nobody assigned, whatever was chosen."""
        known = self.listed(asker)
        with self.library.writing() as book:
            is_only = not any(each.id != area.id for each in known)
            saved = book.feedback.save_area(replace(area, is_default=area.is_default or is_only))
            said = f"{saved.name}, {saved.channel}, {saved.manager}"
            book.audit.record(AuditEntry(self.clock(), asker.slack_id, SET_AREA, f"area:{saved.id}", after=said))
        return saved
