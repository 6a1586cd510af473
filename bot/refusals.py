"""Slack's own word for why it refused."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError


def refusal_in(error: SlackApiError) -> str:
    """Empty for a gateway's answer (HTML, broken JSON), which holds none."""
    response: Any = error.response
    try:
        said = response["error"]
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""
    return said if isinstance(said, str) else ""
