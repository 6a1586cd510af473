"""Addresses of messages, as Slack makes them."""

from __future__ import annotations


def permalink(domain: str, channel: str, ts: str, thread: str = "") -> str:
    """A reply is shown in its thread; none where the workspace's `domain` is not known."""
    if not domain:
        return ""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread not in {"", ts} else link
