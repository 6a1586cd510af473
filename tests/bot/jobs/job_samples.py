"""The registered jobs by name, around whatever a test cares about."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.jobs.registry import Doers, Job, jobs


def registered(**said: Any) -> dict[str, Job]:
    """What is not said is never asked for anything."""
    nothing: dict[str, Any] = {each.name: object() for each in fields(Doers)}
    return {job.name: job for job in jobs(Doers(**(nothing | said)))}
