"""The machine that measured, without its name."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import psutil


def description() -> str:
    return ", ".join(
        [
            processor(),
            f"{os.cpu_count()} cores",
            f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
            f"{platform.system()} {platform.release().partition('-')[0]}",
            f"Python {platform.python_version()}",
        ]
    )


def processor() -> str:
    """Linux tells the model in a file; elsewhere the platform says at least the kind."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
