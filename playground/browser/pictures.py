"""Pictures and files: where they are fetched, and who may."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from playground.browser.places import may_stand_in
from playground.browser.reader import Reader
from playground.files import StoredFile
from playground.json_types import Json
from playground.sight import channels_of, messages_for
from playground.workspace import Workspace

FILE_ID = re.compile(r"\bF0\d+\b")


def file_address(file_id: str, reader: Reader) -> str:
    return f"/as/{reader.person_id}/file/{file_id}"


def picture_source(image: Mapping[str, Any], reader: Reader) -> str:
    """Of an image block or element: an address of its own, or a file of this workspace by id or address."""
    if address := image.get("image_url"):
        return str(address)
    named = image.get("slack_file") or {}
    found = FILE_ID.search(named.get("id") or named.get("url") or "")
    return file_address(found[0], reader) if found else ""


def may_see_file(workspace: Workspace, person_id: str, stored: StoredFile) -> bool:
    """Shared where the person may read, or drawn in something that is before their eyes."""
    if not stored.is_completed:
        return False
    if any(may_stand_in(workspace, person_id, channel_id) for channel_id, _ in stored.shares):
        return True
    return any(stored.id in json.dumps(blocks) for blocks in _blocks_before(workspace, person_id))


def _blocks_before(workspace: Workspace, person_id: str) -> Iterator[list[Json]]:
    for view in workspace.views:
        if view.person_id == person_id:
            yield view.blocks
    for channel in channels_of(workspace, person_id):
        for message in messages_for(workspace, person_id, channel.id):
            yield message.blocks
