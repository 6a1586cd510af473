"""Pictures of messages, brought to Slack before the message that has them in it: nobody sees one before that."""

from __future__ import annotations

import asyncio
import io
import logging

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.outbox.calls import Calls, FailedCallError, Work
from bot.outbox.wording import Illustrated
from bot.pictures.ink import Picture
from bot.references import reference_for
from domain.errors import BookUnavailableError
from domain.outbox.outgoing import GivenBack, Limited, NotTaken, Outgoing, Refused, ShutOut

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""Of a message with a picture; then it goes without."""
LONGEST = 12.0
"""Seconds for all of it: what is left of the lease has to be enough for the message."""
ASKING, SENDING, ENDING = "files.getUploadURLExternal", "files.upload", "files.completeUploadExternal"
_WAITS = (Limited, ShutOut, GivenBack)
"""Neither the picture's fault nor the message's: it waits as any other does."""


class Pictures:
    """What a replica has brought there is not brought again by it, however often the message is tried."""

    def __init__(self, client: AsyncWebClient, calls: Calls, work: Work) -> None:
        self._client = client
        self._calls = calls
        self._work = work
        self._there: dict[str, str] = {}

    async def file_of(self, outgoing: Outgoing, said: Illustrated) -> str | None:
        """Its file in Slack; None where the message has to go without."""
        if outgoing.key not in self._there:
            try:
                async with asyncio.timeout(LONGEST):
                    self._there[outgoing.key] = await self._brought(said)
            except FailedCallError as failure:
                if isinstance(failure.outcome, _WAITS):
                    raise
                self._may_go_on(outgoing, str(failure.outcome), for_good=isinstance(failure.outcome, Refused))
            except TimeoutError:
                self._may_go_on(outgoing, "too slow", for_good=False)
            except BookUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001 - a picture that cannot be drawn stops no message
                self._may_go_on(outgoing, reference_for(error), for_good=True)
        return self._there.get(outgoing.key)

    def was_refused(self, outgoing: Outgoing) -> None:
        """Slack takes a moment before it knows a file; after some tries it is the file that is wrong."""
        self._may_go_on(outgoing, "Slack does not know the file", for_good=False)

    def forget(self, outgoing: Outgoing) -> None:
        self._there.pop(outgoing.key, None)

    def _may_go_on(self, outgoing: Outgoing, reason: str, *, for_good: bool) -> None:
        """Without the picture, when there is no hope for it; else all of it is tried again later."""
        if not for_good and outgoing.tries < MOST_TRIES:
            raise FailedCallError(NotTaken(f"picture: {reason}", passes=True))
        log.warning("announcement %s goes without its picture: %s", outgoing.id, reason)

    async def _brought(self, said: Illustrated) -> str:
        picture = await self._work(said.draw)
        place = await self._calls.made(ASKING, lambda: self._place(picture, said.name))
        await self._calls.made(SENDING, lambda: self._send(picture, str(place["upload_url"])))
        made = {"id": place["file_id"], "title": picture.title, "highlight_type": "png"}
        await self._calls.made(ENDING, lambda: self._client.files_completeUploadExternal(files=[made]))
        return str(place["file_id"])

    async def _place(self, picture: Picture, name: str) -> AsyncSlackResponse:
        return await self._client.files_getUploadURLExternal(
            filename=name, length=len(picture.png), alt_txt=picture.alt_text
        )

    async def _send(self, picture: Picture, address: str) -> None:
        assert self._client.session, "one session for the life of the process"
        async with self._client.session.post(address, data=io.BytesIO(picture.png)) as answer:
            answer.raise_for_status()
