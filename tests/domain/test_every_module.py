"""Ports are types: some are loaded by nothing but the type checker, so nothing else would see a mistake in them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import domain


def test_every_module_can_be_loaded() -> None:
    names = [found.name for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}.")]

    loaded = [import_module(name) for name in names]

    assert len(loaded) > 100
