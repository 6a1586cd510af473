"""The left column: who one is, who one could be, and where one may go."""

from dataclasses import dataclass
from typing import Any

from playground.browser.eyes import marks_of
from playground.browser.places import Place, app_with_bot, first_place, may_stand_in
from playground.channels import Channel
from playground.people import Person
from playground.sight import channels_of
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the "you are" switch; `place_id` is where one stands after it."""

    person: Person
    marks: list[str]
    place_id: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A direct message, opened or not yet: `channel_id` is empty until somebody wrote."""

    person: Person
    channel_id: str
    marks: list[str]


def sidebar_of(workspace: Workspace, person: Person, place: Place) -> dict[str, Any]:
    channels = channels_of(workspace, person.id)
    return {
        "team": workspace.team,
        "me": person,
        "my_marks": marks_of(workspace, person),
        "roles": [_role(workspace, each, place) for each in workspace.people.humans()],
        "channels": [channel for channel in channels if not channel.is_im],
        "colleagues": _colleagues(workspace, person, channels),
        "apps": _apps(workspace, person, channels),
    }


def _role(workspace: Workspace, person: Person, place: Place) -> Role:
    stays = not (place.channel and place.channel.is_im) and may_stand_in(workspace, person.id, place.id)
    return Role(person, marks_of(workspace, person), place.id if stays else first_place(workspace, person.id))


def _apps(workspace: Workspace, person: Person, channels: list[Channel]) -> list[dict[str, Any]]:
    direct = {channel.partner_of(person.id): channel.id for channel in channels if channel.is_im}
    return [{"app": app, "channel_id": direct.get(app.bot_user_id, "")} for app in workspace.apps]


def _colleagues(workspace: Workspace, person: Person, channels: list[Channel]) -> list[Colleague]:
    """Everyone one shares a channel with; apps have their own part of the column."""
    direct = {channel.partner_of(person.id): channel.id for channel in channels if channel.is_im}
    near = dict.fromkeys([person.id, *direct, *(member for channel in channels for member in channel.members)])
    people = [workspace.people.named(each) for each in near if not app_with_bot(workspace, each)]
    return [Colleague(each, direct.get(each.id, ""), marks_of(workspace, each)) for each in people]
