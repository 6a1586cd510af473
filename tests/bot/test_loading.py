"""Modules that are loaded when they are needed, or not at all."""

from __future__ import annotations

import sys

import pytest

from bot.loading import without


def test_what_is_imported_meanwhile_does_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)

    with without("this"), pytest.raises(ImportError):
        __import__("this")

    assert "this" not in sys.modules


def test_a_library_that_is_loaded_stays() -> None:
    with without("json"):
        assert __import__("json") is sys.modules["json"]
