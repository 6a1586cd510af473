"""Takes a parcel to an app the way the app wants it; events are tried again, what people do is not."""

import asyncio

from playground.apps import App, DeliveryMode
from playground.delivery.parcels import Parcel, ParcelKind, Reply
from playground.json_types import Json
from playground.workspace import Workspace


async def deliver(workspace: Workspace, app: App, parcel: Parcel) -> Reply:
    if app.delivery is DeliveryMode.SOCKET:
        return await workspace.links.deliver(app.id, parcel)
    return await workspace.http_post.deliver(app, parcel)


async def deliver_event(workspace: Workspace, app: App, payload: Json) -> None:
    """At least once, up to three times more when it was not taken."""
    reply = await deliver(workspace, app, Parcel(ParcelKind.EVENT, payload))
    for attempt, delay in enumerate(app.retry_delays, start=1):
        if reply.trouble is None or reply.is_final:
            return
        await asyncio.sleep(delay)
        reply = await deliver(workspace, app, Parcel(ParcelKind.EVENT, payload, attempt, reply.reason))
