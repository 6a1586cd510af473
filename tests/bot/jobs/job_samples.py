"""The registered jobs by name, around whatever a test cares about."""

from __future__ import annotations

import inspect
from typing import Any

from bot.jobs.registry import Job, jobs


def registered(**said: Any) -> dict[str, Job]:
    """What is not said is never asked for anything."""
    nothing: dict[str, Any] = {name: object() for name in inspect.signature(jobs).parameters}
    return {job.name: job for job in jobs(**(nothing | said))}
