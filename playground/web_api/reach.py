"""What an app can reach: channels it may read, channels it may post to."""

from playground.channels import Channel, ChannelKind
from playground.refusals import SlackRefusal
from playground.web_api.call import Call

READ_SCOPE = {ChannelKind.PUBLIC: "channels:read", ChannelKind.PRIVATE: "groups:read", ChannelKind.IM: "im:read"}
HISTORY_SCOPE = {
    ChannelKind.PUBLIC: "channels:history",
    ChannelKind.PRIVATE: "groups:history",
    ChannelKind.IM: "im:history",
}


def known_channel(call: Call, channel_id: str) -> Channel:
    """A public channel or one the app's bot is in; any other does not exist for the app."""
    channel = call.workspace.channels.named(channel_id)
    if channel.is_private and call.app.bot_user_id not in channel.members:
        raise SlackRefusal("channel_not_found")
    return channel


def readable_channel(call: Call) -> Channel:
    channel = known_channel(call, call.needed("channel"))
    call.refuse_without([READ_SCOPE[channel.kind]])
    return channel


def history_channel(call: Call) -> Channel:
    channel = known_channel(call, call.needed("channel"))
    call.refuse_without([HISTORY_SCOPE[channel.kind]])
    return joined(call, channel)


def joined(call: Call, channel: Channel) -> Channel:
    if call.app.bot_user_id not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def channel_to_post_to(call: Call, wanted: str) -> Channel:
    """By id, by name, or a person's id for the direct message with them."""
    channel = _addressed(call, wanted)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    may_post_uninvited = not channel.is_private and "chat:write.public" in call.app.scopes
    return channel if may_post_uninvited else joined(call, channel)


def _addressed(call: Call, wanted: str) -> Channel:
    if call.workspace.people.find(wanted) is not None:
        return call.workspace.direct_channel(call.app.bot_user_id, wanted)
    by_name = call.workspace.channels.called(wanted.removeprefix("#"))
    return known_channel(call, by_name.id if by_name is not None else wanted)
