import re

from playground.json_types import Json
from playground.messages import Message
from playground.payloads.objects import message_object
from playground.refusals import SlackRefusal
from playground.web_api.call import Call, Method
from playground.web_api.reach import joined, known_channel

EMOJI_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def _add(call: Call) -> Json:
    name = call.needed("name").strip(":")
    if not EMOJI_NAME.fullmatch(name):
        raise SlackRefusal("invalid_name")
    message = _message(call)
    people = message.reactions.setdefault(name, [])
    if call.app.bot_user_id in people:
        raise SlackRefusal("already_reacted")
    people.append(call.app.bot_user_id)
    call.workspace.message_changed(message)
    return {"ok": True}


def _get(call: Call) -> Json:
    message = _message(call)
    described = message_object(call.workspace, message)
    return {"ok": True, "type": "message", "channel": message.channel_id, "message": described}


def _message(call: Call) -> Message:
    channel = joined(call, known_channel(call, call.needed("channel")))
    return call.workspace.messages.lasting(channel.id, call.needed("timestamp"))


METHODS = {
    "reactions.add": Method(_add, ("reactions:write",)),
    "reactions.get": Method(_get, ("reactions:read",)),
}
