from pathlib import Path

import pytest
from playground_stage import MANIFEST, MAYA, SECRETS, SettableClock

from playground.apps import App, DeliveryMode, ShortcutKind
from playground.channels import ChannelKind
from playground.clock import Timestamps, wall_clock
from playground.files import StoredFile
from playground.people import Person
from playground.refusals import SlackRefusal
from playground.seed import default_plan, workspace_from
from playground.views import OpenView, Views

YAML = """
display_information: {name: Probe}
features:
  bot_user: {display_name: probe}
  slash_commands:
    - {command: /probe, description: Asks, usage_hint: "[name]", should_escape: true}
settings:
  interactivity: {is_enabled: true, request_url: "https://bot.test/slack/events"}
"""


def test_an_app_is_what_its_manifest_says(tmp_path: Path) -> None:
    manifest = tmp_path / "app.manifest.yml"
    manifest.write_text(YAML, "utf-8")

    app = App.from_manifest(manifest)

    assert (app.name, app.bot_handle, app.delivery) == ("Probe", "probe", DeliveryMode.HTTP)
    assert app.request_url == "https://bot.test/slack/events"
    command = app.command("/probe")
    assert command is not None
    assert (command.usage_hint, command.should_escape) == ("[name]", True)
    assert app.credentials.bot_token.startswith("xoxb-")
    assert not app.lacks(["chat:write"])


def test_a_socket_mode_manifest_means_sockets_unless_told_otherwise() -> None:
    by_socket = App.from_manifest(MANIFEST, credentials=SECRETS)
    by_http = App.from_manifest(MANIFEST, delivery=DeliveryMode.HTTP, request_url="http://127.0.0.1:1/")

    assert (by_socket.delivery, by_http.delivery) == (DeliveryMode.SOCKET, DeliveryMode.HTTP)
    assert [shortcut.kind for shortcut in by_socket.shortcuts] == [ShortcutKind.GLOBAL, ShortcutKind.MESSAGE]
    assert by_socket.lacks(["admin"])
    assert not by_socket.lacks([])
    assert by_http.request_url == "http://127.0.0.1:1/"


def test_timestamps_never_repeat_even_when_the_clock_stands_still() -> None:
    stamps = Timestamps(SettableClock())

    assert [stamps.next(), stamps.next()] == ["1795339800.000000", "1795339800.000001"]


def test_the_wall_clock_is_aware_of_its_zone() -> None:
    assert wall_clock().tzinfo is not None


def test_the_default_workspace_has_everybody_a_demo_needs() -> None:
    workspace = workspace_from(default_plan())

    labels = {person.handle: person.label for person in workspace.people.humans()}
    assert labels == {
        "maya": "CSM",
        "lin": "CSM, 中文",
        "omar": "manager",
        "priya": "product manager",
        "ada": "admin",
        "gil": "guest",
        "otto": "outsider",
    }
    assert [(channel.name, channel.kind, channel.is_ext_shared) for channel in workspace.channels] == [
        ("general", ChannelKind.PUBLIC, False),
        ("customer-success", ChannelKind.PUBLIC, False),
        ("acme-shared", ChannelKind.PUBLIC, True),
        ("leadership", ChannelKind.PRIVATE, False),
    ]


def test_two_workspaces_of_one_plan_share_nothing() -> None:
    plan = default_plan()
    first, second = workspace_from(plan), workspace_from(plan)

    first.people.named(MAYA).locale = "fr-FR"

    assert second.people.named(MAYA).locale == "en-US"


def test_an_unknown_app_or_person_is_refused() -> None:
    workspace = workspace_from(default_plan())

    with pytest.raises(SlackRefusal, match="app_not_found"):
        workspace.apps.named("A404")
    with pytest.raises(SlackRefusal, match="user_not_found"):
        workspace.people.named("U404")


def test_both_kinds_of_guest_are_guests() -> None:
    single = Person("U1", "T1", "one", "One", is_ultra_restricted=True)

    assert (single.is_guest, Person("U2", "T1", "two", "Two").is_guest) == (True, False)


def test_a_file_knows_its_kind_by_its_name() -> None:
    picture = StoredFile("F1", "chart.PNG", "Chart", "U1", 1, 0)
    bare = StoredFile("F2", "README", "Read me", "U1", 1, 0)

    assert (picture.file_type, picture.is_picture) == ("png", True)
    assert (bare.file_type, bare.mime_type) == ("binary", "application/octet-stream")


def test_a_view_that_is_gone_closes_quietly() -> None:
    views = Views()
    view = OpenView("V1", "A1", "U1", {"type": "modal", "blocks": []}, "1", "V1")

    views.close(view)
    views.clear("U1")

    assert (views.stack("U1"), views.top("U1"), views.find("V1")) == ([], None, None)
