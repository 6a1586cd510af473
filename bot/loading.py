"""Modules that are loaded when they are needed: a start, or one sub-command, waits for no others."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def without(name: str) -> Iterator[None]:
    """What is imported meanwhile finds that there is no such library, and does without it; unless it is loaded."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # what Python takes for "is not there"
    try:
        yield
    finally:
        del sys.modules[name]
