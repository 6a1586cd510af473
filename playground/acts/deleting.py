"""Taking back what one said. What has answers leaves a tombstone, as in Slack, so that its thread stays."""

from playground.acts.talking import tell_apps
from playground.messages import Message
from playground.payloads.events import SUBSCRIPTION, deleted_event, tombstone_event
from playground.payloads.objects import message_object
from playground.people import WORKSPACE_VOICE
from playground.refusals import NotVisibleError
from playground.sight import message_for
from playground.workspace import Workspace

TOMBSTONE = "This message was deleted."


async def delete_message(workspace: Workspace, person_id: str, channel_id: str, ts: str) -> None:
    """Only one's own."""
    message = message_for(workspace, person_id, channel_id, ts)
    if message.user_id != person_id or message.ephemeral_to is not None:
        raise NotVisibleError(ts)
    channel = workspace.channels.named(channel_id)
    before = message_object(workspace, message)
    if not message.is_reply and workspace.messages.replies(channel_id, ts):
        _bury(workspace, message)
        event = tombstone_event(workspace, message, channel, before)
    else:
        workspace.delete(message)
        event = deleted_event(workspace, message, channel, before)
    tell_apps(workspace, SUBSCRIPTION[channel.kind], event, channel)


def _bury(workspace: Workspace, message: Message) -> None:
    message.user_id, message.text, message.blocks = WORKSPACE_VOICE, TOMBSTONE, []
    message.reactions, message.file_ids, message.is_tombstone = {}, [], True
    workspace.message_changed(message)
