from playground.channels import Channel, ChannelKind
from playground.json_types import Json
from playground.messages import Message
from playground.payloads.objects import channel_object, message_object
from playground.refusals import SlackRefusal
from playground.web_api.call import Call, Method, paged
from playground.web_api.reach import READ_SCOPE, history_channel, known_channel, readable_channel

KINDS = {"public_channel": ChannelKind.PUBLIC, "private_channel": ChannelKind.PRIVATE, "im": ChannelKind.IM}


def _open(call: Call) -> Json:
    if channel_id := call.text("channel"):
        channel = known_channel(call, channel_id)
    else:
        people = [call.workspace.people.named(each).id for each in call.needed("users").split(",")]
        channel = call.workspace.direct_channel(call.app.bot_user_id, *people)
    described = channel_object(channel, call.app.bot_user_id) if call.is_on("return_im") else {"id": channel.id}
    return {"ok": True, "channel": described}


def _info(call: Call) -> Json:
    described = channel_object(readable_channel(call), call.app.bot_user_id)
    return {"ok": True, "channel": described}


def _members(call: Call) -> Json:
    return paged(call, "members", readable_channel(call).members)


def _list(call: Call) -> Json:
    kinds = {KINDS.get(each) for each in (call.text("types") or "public_channel").split(",")}
    if None in kinds:
        raise SlackRefusal("invalid_types")
    call.refuse_without([READ_SCOPE[kind] for kind in ChannelKind if kind in kinds])
    found = [channel for channel in call.workspace.channels if channel.kind in kinds and _is_listed(call, channel)]
    return paged(call, "channels", [channel_object(channel, call.app.bot_user_id) for channel in found])


def _is_listed(call: Call, channel: Channel) -> bool:
    is_left_out = channel.is_archived and call.is_on("exclude_archived")
    return not is_left_out and (not channel.is_private or call.app.bot_user_id in channel.members)


def _history(call: Call) -> Json:
    """Newest first; replies stand in their threads."""
    channel = history_channel(call)
    said = [message for message in call.workspace.messages.of_channel(channel.id) if message.is_in_channel]
    return _messages_page(call, list(reversed(_within(call, said))))


def _replies(call: Call) -> Json:
    """Oldest first, the parent at the head."""
    channel = history_channel(call)
    parent = call.workspace.messages.find(channel.id, call.needed("ts"))
    if parent is None or parent.ephemeral_to is not None:
        raise SlackRefusal("thread_not_found")
    replies = call.workspace.messages.replies(channel.id, parent.ts)
    return _messages_page(call, [parent, *_within(call, replies)])


def _within(call: Call, messages: list[Message]) -> list[Message]:
    """What nobody but its reader sees is nobody's history."""
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "99999999999"
    is_edge_in = call.is_on("inclusive")
    return [
        message
        for message in messages
        if message.ephemeral_to is None
        and (float(oldest) < float(message.ts) < float(latest) or (is_edge_in and message.ts in {oldest, latest}))
    ]


def _messages_page(call: Call, messages: list[Message]) -> Json:
    page = paged(call, "messages", [message_object(call.workspace, message) for message in messages])
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"])}


def _join(call: Call) -> Json:
    channel = known_channel(call, call.needed("channel"))
    if channel.is_private:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    call.workspace.join(channel, call.app.bot_user_id)
    return {"ok": True, "channel": channel_object(channel, call.app.bot_user_id)}


METHODS = {
    "conversations.open": Method(_open, ("im:write", "mpim:write")),
    "conversations.info": Method(_info),
    "conversations.members": Method(_members),
    "conversations.list": Method(_list),
    "conversations.history": Method(_history),
    "conversations.replies": Method(_replies),
    "conversations.join": Method(_join, ("channels:join",)),
}
