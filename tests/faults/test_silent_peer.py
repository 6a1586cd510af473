"""Fault matrix 16: in Socket Mode the other side falls silent: its connections stay open, and say nothing."""

from __future__ import annotations

from datetime import timedelta

from mail_room import MAYA, OMAR, until
from real_bots import IS_LONG, LONGEST, Street, street
from silent_line import exchange

from playground.acts.places import actor_of
from playground.apps import DeliveryMode
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind, Reply, Trouble
from playground.json_types import Json
from playground.payloads.events import envelope, home_opened_event

SPEED = 1 if IS_LONG else 4
"""Then the bot pings each second, where it does so every four."""
NOTICED_WITHIN = timedelta(seconds=30)
CONNECTIONS = 2
OPENED, PUBLISH = "apps.connections.open", "views.publish"


def home_opened(among: Street, person: str) -> Json:
    """The event; each call makes another one."""
    made, app = among.workspace, among.app
    channel = made.direct_channel(app.bot_user_id, person)
    event = home_opened_event(made, app, actor_of(made, person, app).person, channel, "home")
    return envelope(made, app, event, channel)


async def delivered(among: Street, event: Json, *, attempt: int = 0) -> Reply:
    return await deliver(among.workspace, among.app, Parcel(ParcelKind.EVENT, event, attempt, "timeout"))


async def test_a_peer_that_falls_silent_is_noticed_and_no_event_is_handled_twice(sqlite_url: str) -> None:
    async with street(sqlite_url, speed=SPEED, delivery=DeliveryMode.SOCKET) as among:
        made, app = among.workspace, among.app
        async with exchange(made.base_url) as (between, made.base_url):
            bot = await among.start(default_role="csm")
            await until(lambda: made.links.connected(app.id) == CONNECTIONS, LONGEST)
            assert (await delivered(among, home_opened(among, MAYA))).trouble is None
            await until(lambda: len(made.calls.of(PUBLISH)) == 1, LONGEST)

            silent = between.sockets()
            for line in silent:
                line.carries_up = False
            fell_silent_at = made.clock()
            opened = home_opened(among, OMAR)
            made.links.answer_within = 0.5
            taken = await delivered(among, opened)
            await until(lambda: len(made.calls.of(PUBLISH)) == 2, LONGEST)
            for line in silent:
                line.carries_down = False
            await until(lambda: len(made.calls.of(OPENED)) == 2 * CONNECTIONS, LONGEST)
            await until(lambda: len(between.sockets()) == made.links.connected(app.id) == 2 * CONNECTIONS, LONGEST)
            noticed_at = made.calls.of(OPENED)[-1].at
            for line in silent:
                line.cut()
            await until(lambda: made.links.connected(app.id) == CONNECTIONS, LONGEST)
            made.links.answer_within = LONGEST
            again = [await delivered(among, opened, attempt=attempt) for attempt in (1, 2)]
            answered = await among.ask(MAYA)
            assert await bot.told_to_stop() == 0

        assert taken.trouble is Trouble.TIMEOUT
        assert noticed_at - fell_silent_at <= NOTICED_WITHIN
        assert [reply.trouble for reply in again] == [None, None]
        assert answered.payload
        assert len(made.calls.of(PUBLISH)) == 2
