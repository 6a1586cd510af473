"""Where a person is: in a channel, in a direct message, or on the Home tab of an app."""

from dataclasses import dataclass

from playground.apps import App
from playground.channels import Channel
from playground.people import Person
from playground.refusals import NotVisibleError
from playground.sight import channel_for, channels_of
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """`channel` is None exactly on a Home tab; `app` is set there and in direct messages with an app."""

    id: str
    title: str
    channel: Channel | None = None
    app: App | None = None
    partner: Person | None = None

    @property
    def is_home(self) -> bool:
        return self.channel is None


def place_of(workspace: Workspace, person_id: str, place_id: str) -> Place:
    if app := app_of(workspace, place_id):
        return Place(place_id, app.name, app=app)
    channel = channel_for(workspace, person_id, place_id)
    if not channel.is_im:
        return Place(place_id, channel.name, channel)
    partner = workspace.people.named(channel.partner_of(person_id))
    return Place(place_id, partner.real_name, channel, app_with_bot(workspace, partner.id), partner)


def app_of(workspace: Workspace, app_id: str) -> App | None:
    return next((app for app in workspace.apps if app.id == app_id), None)


def app_with_bot(workspace: Workspace, bot_user_id: str) -> App | None:
    return next((app for app in workspace.apps if app.bot_user_id == bot_user_id), None)


def may_stand_in(workspace: Workspace, person_id: str, place_id: str) -> bool:
    try:
        place_of(workspace, person_id, place_id)
    except NotVisibleError:
        return False
    return True


def first_place(workspace: Workspace, person_id: str) -> str:
    """The first channel; a stranger to every channel finds the Home tab of the first app."""
    channels = channels_of(workspace, person_id)
    own = [channel for channel in channels if person_id in channel.members]
    if own or channels:
        return (own or channels)[0].id
    if app := next(iter(workspace.apps), None):
        return app.id
    raise NotVisibleError(person_id)
