"""`moorline run` with a clock that runs faster, so that a lease of thirty seconds takes five; nothing else differs.

FAULT_SPEED says how fast, FAULT_BEGAN since when: processes with the same two have the same time.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo
from functools import partial
from types import MappingProxyType

from mail_room import FastClock

from bot.bootstrap import book, mail
from bot.cli.root import app
from bot.http import socket_mode
from bot.jobs import registry
from bot.outbox.drain import IDLE_SECONDS, Drain
from storage import engine

OFTEN = timedelta(seconds=1)


class FastDatetime(datetime):
    """What stands in the place of the wall clock where the bot reads it."""

    clock = FastClock(float(os.environ["FAULT_SPEED"]), float(os.environ["FAULT_BEGAN"]))

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # of the plain kind, as stored
        return cls.clock().astimezone(tz)


def hurry(speed: float) -> None:
    setattr(book, "datetime", FastDatetime)  # noqa: B010 - the module does not export it
    engine.STALLED_SECONDS /= speed
    setattr(mail, "Drain", partial(Drain, idle=IDLE_SECONDS / speed))  # noqa: B010 - as above
    registry.EVERY = MappingProxyType(dict(registry.EVERY) | dict.fromkeys(("digests", "tasks", "apologies"), OFTEN))
    socket_mode.PING_SECONDS /= speed
    socket_mode.LOOK_SECONDS /= speed
    socket_mode.TICKET_SECONDS /= speed


if __name__ == "__main__":
    hurry(FastDatetime.clock.speed)
    app(["run"])
