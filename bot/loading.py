"""Modules that are loaded when they are needed: a start, or one sub-command, waits for no others."""

from __future__ import annotations

import gc
from importlib import import_module
from types import ModuleType


def loaded(name: str) -> ModuleType:
    """What an import makes lives as long as the process: the garbage collector need not look at it, now or later."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()
