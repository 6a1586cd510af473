"""Pictures that blocks take from uploaded files."""

from collections.abc import Iterator, Sequence
from typing import Any

from playground.files import StoredFile
from playground.json_types import Json
from playground.payloads.objects import file_object
from playground.refusals import SlackRefusal
from playground.workspace import Workspace


def file_of(workspace: Workspace, reference: Json) -> StoredFile | None:
    """What a block's `slack_file` names: by id, or by the private address or permalink of the file."""
    if "id" in reference:
        return workspace.files.find(reference["id"])
    return next((stored for stored in workspace.files if reference.get("url") in _addresses(workspace, stored)), None)


def refuse_unknown_files(workspace: Workspace, blocks: Sequence[Json], refusal: str) -> None:
    for reference in _references(blocks):
        stored = file_of(workspace, reference)
        if stored is None or not stored.is_picture or not _is_known(workspace, stored):
            raise SlackRefusal(refusal, details=["invalid slack file [json-pointer:/blocks]"])


def _is_known(workspace: Workspace, stored: StoredFile) -> bool:
    return stored.is_completed and workspace.clock().timestamp() >= stored.known_at


def _addresses(workspace: Workspace, stored: StoredFile) -> set[str]:
    described = file_object(workspace, stored)
    return {described["url_private"], described["permalink"]}


def _references(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        if "slack_file" in node:
            yield node["slack_file"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)
