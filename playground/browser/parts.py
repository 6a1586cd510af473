"""The parts of the page, each fetched again on its own when something in it changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.apps import ShortcutKind
from playground.browser.eyes import marks_of, reader_for
from playground.browser.places import Place, place_of
from playground.browser.reader import Reader
from playground.browser.sidebar import sidebar_of
from playground.browser.surfaces import home_of, modal_of
from playground.browser.templating import page
from playground.browser.timeline import lines_of
from playground.people import Person
from playground.sight import messages_for, thread_for
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """One person, standing somewhere, perhaps with a thread open."""

    workspace: Workspace
    person: Person
    reader: Reader
    place: Place
    thread_ts: str = ""


def standing(workspace: Workspace, person_id: str, place_id: str, thread_ts: str = "") -> Standing:
    place = place_of(workspace, person_id, place_id)
    person = workspace.people.named(person_id)
    return Standing(workspace, person, reader_for(workspace, person), place, thread_ts)


def part_of(name: str, where: Standing) -> str:
    return page(f"{name}.html", where.reader, **around(where), **PARTS[name](where))


def whole_page(where: Standing, **values: Any) -> str:
    for part in PARTS.values():
        values |= part(where)
    return page("page.html", where.reader, **around(where), **values, commands=_commands(where), people=_people(where))


def around(where: Standing) -> dict[str, Any]:
    """What every part may lean on."""
    return {"place": where.place, "person": where.person, "thread_ts": where.thread_ts}


def _sidebar(where: Standing) -> dict[str, Any]:
    return sidebar_of(where.workspace, where.person, where.place)


def _heading(where: Standing) -> dict[str, Any]:
    channel = where.place.channel
    people = [where.workspace.people.named(each) for each in channel.members] if channel else []
    members = [(each, marks_of(where.workspace, each)) for each in people]
    strangers = [marks for each, marks in members if where.workspace.people.is_outsider(each)]
    return {
        "members": members,
        "guests": sum(each.is_guest for each in people),
        "outside_teams": sorted({marks[-1] for marks in strangers}),
    }


def _messages(where: Standing) -> dict[str, Any]:
    if not where.place.channel:
        return {"lines": []}
    messages = messages_for(where.workspace, where.person.id, where.place.id)
    return {"lines": lines_of(where.workspace, where.reader, messages)}


def _thread(where: Standing) -> dict[str, Any]:
    if not where.thread_ts:
        return {"replies": []}
    messages = thread_for(where.workspace, where.person.id, where.place.id, where.thread_ts)
    return {"replies": lines_of(where.workspace, where.reader, messages, in_thread=True)}


def _home(where: Standing) -> dict[str, Any]:
    if not (where.place.is_home and where.place.app):
        return {"home": None}
    return {"home": home_of(where.workspace, where.reader, where.place.app.id)}


def _modal(where: Standing) -> dict[str, Any]:
    return {"modal": modal_of(where.workspace, where.reader)}


def _commands(where: Standing) -> list[dict[str, str]]:
    return [
        {"name": command.name, "description": command.description, "hint": command.usage_hint, "app": app.name}
        for app in where.workspace.apps
        for command in app.commands
    ]


def _people(where: Standing) -> list[dict[str, str]]:
    """Whom `@` suggests: everyone, those in this channel first."""
    inside = set(where.place.channel.members) if where.place.channel else set()
    everyone = sorted(where.workspace.people, key=lambda each: each.id not in inside)
    return [{"id": each.id, "handle": each.handle, "name": each.real_name, "label": each.label} for each in everyone]


def shortcuts(workspace: Workspace, kind: ShortcutKind) -> list[dict[str, str]]:
    return [
        {
            "app_id": app.id,
            "app": app.name,
            "callback_id": each.callback_id,
            "name": each.name,
            "about": each.description,
        }
        for app in workspace.apps
        for each in app.shortcuts
        if each.kind is kind
    ]


PARTS: dict[str, Callable[[Standing], dict[str, Any]]] = {
    "sidebar": _sidebar,
    "heading": _heading,
    "messages": _messages,
    "thread": _thread,
    "home": _home,
    "modal": _modal,
}
