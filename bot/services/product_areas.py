"""Product areas: where requests go, and who decides there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import NotAllowedError
from domain.feedback.request import ProductArea
from domain.permissions import Member, may_set_areas
from domain.ports import AuditEntry, Library

SET_AREA = "requests.area"


@dataclass(frozen=True, slots=True)
class ProductAreas:
    library: Library
    clock: Callable[[], datetime]

    def listed(self, asker: Member) -> list[ProductArea]:
        if not may_set_areas(asker):
            raise NotAllowedError(asker.slack_id, SET_AREA)
        with self.library.reading() as book:
            return list(book.feedback.areas())

    def save(self, asker: Member, area: ProductArea) -> ProductArea:
        """The first one takes what nobody assigned, whatever was chosen."""
        known = self.listed(asker)
        with self.library.writing() as book:
            is_only = not any(each.id != area.id for each in known)
            saved = book.feedback.save_area(replace(area, is_default=area.is_default or is_only))
            said = f"{saved.name}, {saved.channel}, {saved.manager}"
            book.audit.record(AuditEntry(self.clock(), asker.slack_id, SET_AREA, f"area:{saved.id}", after=said))
        return saved
