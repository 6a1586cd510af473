"""Who may see what. The browser asks here before it shows anything."""

from playground.channels import Channel
from playground.messages import Message
from playground.people import Person
from playground.refusals import NotVisibleError
from playground.views import OpenView
from playground.workspace import Workspace


def may_see_channel(workspace: Workspace, person: Person, channel: Channel) -> bool:
    """Members see their channels; full members of the team see every public one."""
    if person.id in channel.members:
        return True
    return not (channel.is_private or person.is_guest or workspace.people.is_outsider(person))


def channels_of(workspace: Workspace, person_id: str) -> list[Channel]:
    """Channels first in the order they were opened, then direct messages."""
    person = workspace.people.named(person_id)
    seen = [channel for channel in workspace.channels if may_see_channel(workspace, person, channel)]
    return sorted(seen, key=lambda channel: channel.is_im)


def channel_for(workspace: Workspace, person_id: str, channel_id: str) -> Channel:
    channel = workspace.channels.find(channel_id)
    if channel is None or not may_see_channel(workspace, workspace.people.named(person_id), channel):
        raise NotVisibleError(channel_id)
    return channel


def messages_for(workspace: Workspace, person_id: str, channel_id: str) -> list[Message]:
    """What stands in the channel, oldest first: no replies unless they were sent to the channel too."""
    channel = channel_for(workspace, person_id, channel_id)
    seen = workspace.messages.of_channel(channel.id)
    return [message for message in seen if message.is_in_channel and message.is_shown_to(person_id)]


def thread_for(workspace: Workspace, person_id: str, channel_id: str, thread_ts: str) -> list[Message]:
    """The parent, then its replies."""
    parent = message_for(workspace, person_id, channel_id, thread_ts)
    replies = workspace.messages.replies(channel_id, thread_ts)
    return [parent, *(reply for reply in replies if reply.is_shown_to(person_id))]


def message_for(workspace: Workspace, person_id: str, channel_id: str, ts: str) -> Message:
    channel_for(workspace, person_id, channel_id)
    message = workspace.messages.find(channel_id, ts)
    if message is None or not message.is_shown_to(person_id):
        raise NotVisibleError(ts)
    return message


def view_for(workspace: Workspace, person_id: str, view_id: str) -> OpenView:
    view = workspace.views.find(view_id)
    if view is None or view.person_id != person_id:
        raise NotVisibleError(view_id)
    return view
