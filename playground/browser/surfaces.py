"""Modals and Home tabs: views, block by block, each with a print so that untouched blocks stay where they are."""

import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from playground.browser.drawing import Entered, drawn_blocks
from playground.browser.places import app_of
from playground.browser.reader import Reader
from playground.browser.timeline import print_of
from playground.views import OpenView
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """The print leaves out what the person entered: the page itself knows that better."""

    key: str
    html: Markup
    print: str


def drawn_view(view: OpenView, reader: Reader) -> list[DrawnBlock]:
    return [_drawn_block(view, block, reader) for block in view.blocks]


def modal_of(workspace: Workspace, reader: Reader) -> dict[str, Any]:
    stack = workspace.views.stack(reader.person_id)
    if not stack:
        return {"view": None}
    view = stack[-1]
    head = json.dumps([view.content.get(part) for part in ("title", "submit", "close")] + [len(stack), view.trouble])
    return {
        "view": view,
        "app": app_of(workspace, view.app_id),
        "depth": len(stack),
        "blocks": drawn_view(view, reader),
        "head_print": print_of(head),
    }


def home_of(workspace: Workspace, reader: Reader, app_id: str) -> dict[str, Any]:
    view = workspace.views.home(app_id, reader.person_id)
    return {"view": view, "blocks": drawn_view(view, reader) if view else []}


def _drawn_block(view: OpenView, block: dict[str, Any], reader: Reader) -> DrawnBlock:
    block_id = block["block_id"]
    html = drawn_blocks([block], reader, source_key=view.id, entered=Entered(view.state, view.errors))
    return DrawnBlock(block_id, html, print_of(json.dumps([block, view.errors.get(block_id)])))
