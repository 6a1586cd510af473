"""Structured logs, and two promises: no secret is written, and nothing that somebody wrote."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any

from bot.loading import without
from bot.references import places_of

with without("rich"):
    """structlog would bring it along, for tracebacks in colour that no line of ours has."""
    import structlog
from structlog.types import EventDict, Processor

_SECRETS = re.compile(
    r"xox[a-z]?[.-][\w.-]+|xapp-[\w-]+|(?<=ticket=)[^&\s'\")]+|(?<=hooks\.slack\.com/)\S+"
    r"|github_pat_\w+|gh[a-z]_\w{8,}|lin_(?:api|oauth)_\w+|ATATT[\w=-]+"
    r"|(?<=://)[^\s/@]+:\S*(?=@)"
)
_SHORTEST = 6
"""Letters of a secret below which it may be a word like any other."""
TALKATIVE = (
    "slack_bolt",
    "slack_sdk",
    "aiohttp",
    "uvicorn",
    "apscheduler",
    "alembic",
    "matplotlib",
    "httpx",
    "httpcore",
)
"""Libraries whose finer levels write whole payloads, headers or every tick."""
_SHARED: list[Processor] = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str, *, renderer: Processor, secrets: Iterable[str] = ()) -> None:
    """Everything that is logged, by us or by a library, goes through one formatter to standard error.

    Of `secrets` none is written, whatever it looks like.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_words,
                _without(secrets),
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def json_lines() -> Processor:
    return structlog.processors.JSONRenderer()


def console_lines() -> Processor:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def without_words(_: Any, __: str, event: EventDict) -> EventDict:
    """Of a failure the kind and the places are written: its own words may be a customer's."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = places_of(error)
    return event


def _without(secrets: Iterable[str]) -> Processor:
    """Whatever a library put into its message, no secret of ours and nothing that looks like one leaves the process."""
    ours = (re.escape(secret) for secret in sorted(secrets, key=len, reverse=True) if len(secret) >= _SHORTEST)
    pattern = re.compile("|".join((*ours, _SECRETS.pattern)))

    def without_secrets(_: Any, __: str, event: EventDict) -> EventDict:
        return {key: pattern.sub("…", value) if isinstance(value, str) else value for key, value in event.items()}

    return without_secrets
