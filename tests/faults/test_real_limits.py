"""Fault matrix 6: Slack's limits are on, and many messages are due at once in ten channels."""

from __future__ import annotations

from datetime import timedelta

import pytest
from mail_room import mail_room, said, until
from real_bots import IS_LONG

from storage.library import SqlLibrary

CHANNELS = 10
MESSAGES, SPEED = (300, 1) if IS_LONG else (60, 2)
A_SECOND, AT_ONCE = 3, 6
"""What the workspace allows in all, and after a silence."""
OPTIMUM = timedelta(seconds=(MESSAGES - AT_ONCE) / A_SECOND)
SILENCE = timedelta(seconds=2)
"""Before the digest, as in a bot that has long been there."""
POST = "chat.postMessage"


@pytest.mark.timeout(300)
async def test_a_digest_uses_what_slack_allows_and_is_seldom_told_to_wait(sqlite_library: SqlLibrary) -> None:
    async with mail_room(sqlite_library, speed=SPEED, channels=CHANNELS) as room:
        room.workspace.posting_limits.switch_on(per_workspace=A_SECOND, workspace_burst=AT_ONCE)
        async with room.draining():
            silent_until = room.clock() + SILENCE
            await until(lambda: room.clock() > silent_until)
            room.put(*(said(str(number), room.line(number % CHANNELS)) for number in range(MESSAGES)))
            begun = room.clock()
            await room.until_done(seconds=250)

        calls = room.workspace.calls.of(POST)
        arrived = [room.read_in(room.line(number)) for number in range(CHANNELS)]
    limited = [call for call in calls if call.outcome == "ratelimited"]
    assert arrived == [[str(each) for each in range(line, MESSAGES, CHANNELS)] for line in range(CHANNELS)]
    assert len(limited) <= len(calls) / 50
    assert max(call.at for call in calls) - begun <= 1.15 * OPTIMUM
