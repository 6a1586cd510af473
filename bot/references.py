"""What nobody foresaw gets a reference: people are told it, and the log says where it happened."""

from __future__ import annotations

import logging
import secrets
import traceback

log = logging.getLogger(__name__)


def reference_for(error: BaseException) -> str:
    """Eight letters that stand in the log beside the place where it happened."""
    reference = secrets.token_hex(4)
    log.error("reference %s: %s\n%s", reference, type(error).__name__, _places(error))
    return reference


def _places(error: BaseException) -> str:
    """Where it happened, without the error's own words: those may hold what somebody wrote."""
    places = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    return places + (f"after {type(cause).__name__}\n{_places(cause)}" if cause else "")
