"""Modals and Home tabs: what apps may show, and showing it."""

import json
from typing import Any

from playground.apps import App
from playground.block_kit.inside import with_ids
from playground.block_kit.validation import problems_of_view
from playground.json_types import Json
from playground.pictures import refuse_unknown_files
from playground.refusals import SlackRefusal
from playground.views import OpenView
from playground.workspace import Workspace

LARGEST_VIEW = 250_000  # bytes


def content_from(workspace: Workspace, view: Any, kind: str) -> Json:
    """The view with every id filled in; refuses what Slack refuses."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW:
        raise SlackRefusal("view_too_large")
    if problems := problems_of_view(view):
        raise SlackRefusal("invalid_arguments", details=problems)
    if view["type"] != kind:
        raise SlackRefusal("invalid_arguments", details=[f"must be a {kind} view [json-pointer:/view/type]"])
    refuse_unknown_files(workspace, view["blocks"], "invalid_arguments")
    return {**view, "blocks": with_ids(view["blocks"], workspace.ids)}


def open_modal(workspace: Workspace, app: App, person_id: str, view: Any) -> OpenView:
    opened = _fresh(workspace, app, person_id, content_from(workspace, view, "modal"))
    workspace.views.open(opened)
    workspace.view_changed(opened)
    return opened


def push_modal(workspace: Workspace, app: App, person_id: str, view: Any) -> OpenView:
    pushed = _fresh(workspace, app, person_id, content_from(workspace, view, "modal"))
    workspace.views.push(pushed)
    workspace.view_changed(pushed)
    return pushed


def update_view(workspace: Workspace, shown: OpenView, view: Any, known_hash: str | None = None) -> OpenView:
    if known_hash and known_hash != shown.hash:
        raise SlackRefusal("hash_conflict")
    content = content_from(workspace, view, shown.content["type"])
    app = workspace.apps.named(shown.app_id)
    _refuse_taken_external_id(workspace, app, content, other_than=shown)
    shown.replace(content, _new_hash(workspace))
    workspace.view_changed(shown)
    return shown


def publish_home(workspace: Workspace, app: App, person_id: str, view: Any, known_hash: str | None = None) -> OpenView:
    shown = workspace.views.home(app.id, person_id)
    if shown is not None:
        return update_view(workspace, shown, view, known_hash)
    published = _fresh(workspace, app, person_id, content_from(workspace, view, "home"))
    workspace.views.show_home(published)
    workspace.view_changed(published)
    return published


def _fresh(workspace: Workspace, app: App, person_id: str, content: Json) -> OpenView:
    _refuse_taken_external_id(workspace, app, content)
    view_id = workspace.ids.next("V")
    return OpenView(view_id, app.id, person_id, content, _new_hash(workspace), root_view_id=view_id)


def _new_hash(workspace: Workspace) -> str:
    return workspace.timestamps.next().replace(".", "") + workspace.ids.next(".")


def _refuse_taken_external_id(
    workspace: Workspace, app: App, content: Json, other_than: OpenView | None = None
) -> None:
    external_id = content.get("external_id")
    taken = workspace.views.with_external_id(app.id, external_id) if external_id else None
    if taken is not None and taken is not other_than:
        raise SlackRefusal("duplicate_external_id")
