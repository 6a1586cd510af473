"""The ports of the book in memory, for tests of services: the same contract tests run against them and the adapters."""

from __future__ import annotations

from fakes.library import FakeBook, FakeLibrary
from fakes.tables import FakeTables

__all__ = ["FakeBook", "FakeLibrary", "FakeTables"]
