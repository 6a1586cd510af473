"""Structured logs, and two promises: no token is written, and no body of a request."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

from bot.loading import without

with without("rich"):
    """structlog would bring it along, for tracebacks in colour that no line of ours has."""
    import structlog
from structlog.types import EventDict, Processor

_SECRETS = re.compile(
    r"xox[a-z]?[.-][\w.-]+|xapp-[\w-]+|(?<=ticket=)[^&\s'\")]+|(?<=hooks\.slack\.com/)\S+"
    r"|github_pat_\w+|gh[a-z]_\w{8,}|lin_(?:api|oauth)_\w+|ATATT[\w=-]+"
)
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


def configure(level: str, *, renderer: Processor) -> None:
    """Everything that is logged, by us or by a library, goes through one formatter to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_secrets,
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


def without_secrets(_: Any, __: str, event: EventDict) -> EventDict:
    """Whatever a library put into its message, nothing that looks like a secret leaves the process."""
    return {key: _SECRETS.sub("…", value) if isinstance(value, str) else value for key, value in event.items()}
