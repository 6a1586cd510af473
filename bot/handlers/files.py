"""Files for the one who asked: they cannot be ephemeral, so they go to that person's direct messages."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.blocks.kit import Message, escaped
from bot.exports.csv_file import File
from bot.handlers.asked import Asked
from bot.handlers.telling import say
from bot.pictures.ink import Picture

if TYPE_CHECKING:
    from bot.pictures.value_report import ValuePage


async def send_file(asked: Asked, file: File) -> None:
    """What was begun is finished even at shutdown: a file that was sent and is in no conversation helps nobody."""
    opened = await asked.client.conversations_open(users=asked.member.slack_id)
    await asyncio.shield(_upload(asked, file, opened["channel"]["id"]))


async def send_picture(asked: Asked, picture: Picture, *, name: str) -> None:
    """With what it shows in words, for whoever does not see it."""
    opened = await asked.client.conversations_open(users=asked.member.slack_id)
    await asyncio.shield(
        asked.client.files_upload_v2(
            content=picture.png,
            filename=name,
            title=picture.title,
            alt_txt=picture.alt_text,
            channel=opened["channel"]["id"],
            initial_comment=escaped(picture.alt_text),
        )
    )


async def send_drawn(asked: Asked, draw: Callable[[], Picture | Message], *, name: str) -> None:
    """The picture, and that it was sent; or why there is none."""
    drawn = await asked.desk.work(draw)
    if isinstance(drawn, Picture):
        await send_picture(asked, drawn, name=name)
        drawn = Message(asked.words.text("I sent you the picture in our direct messages."))
    await say(asked.turn, drawn)


async def _upload(asked: Asked, file: File, channel: str) -> None:
    """The SDK would hand the whole file to the loop at once; read piece by piece it lets others have their turn."""
    place = await asked.client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
    assert asked.client.session
    async with asked.client.session.post(place["upload_url"], data=io.BytesIO(file.content)) as answer:
        answer.raise_for_status()
    made = {"id": place["file_id"], "title": file.name}
    await asked.client.files_completeUploadExternal(files=[made], channel_id=channel)


async def send_page(asked: Asked, page: ValuePage, *, name: str, comment: str) -> None:
    """The picture to look at and the PDF to hand over, in one message; `comment` is finished mrkdwn."""
    opened = await asked.client.conversations_open(users=asked.member.slack_id)
    picture = {"content": page.png, "filename": f"{name}.png", "title": page.title, "alt_txt": page.alt_text}
    pdf = {"content": page.pdf, "filename": f"{name}.pdf", "title": page.title}
    await asyncio.shield(
        asked.client.files_upload_v2(
            file_uploads=[picture, pdf], channel=opened["channel"]["id"], initial_comment=comment
        )
    )
