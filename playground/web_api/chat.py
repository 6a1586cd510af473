from playground.json_types import Json
from playground.messages import Message
from playground.payloads.objects import message_object, permalink
from playground.refusals import SlackRefusal
from playground.saying import Words, rewrite, say, spoken, words_from
from playground.web_api.call import Call, Method
from playground.web_api.reach import channel_to_post_to, joined, known_channel


def _post_message(call: Call) -> Json:
    words = spoken(_words(call))
    channel = channel_to_post_to(call, call.needed("channel"))
    message = say(
        call.workspace,
        call.app,
        channel.id,
        words,
        thread_ts=call.text("thread_ts"),
        reply_broadcast=call.is_on("reply_broadcast"),
    )
    return _said(call, message)


def _post_ephemeral(call: Call) -> Json:
    words = spoken(_words(call))
    channel = joined(call, known_channel(call, call.needed("channel")))
    reader = call.workspace.people.named(call.needed("user"))
    if reader.id not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    message = say(call.workspace, call.app, channel.id, words, thread_ts=call.text("thread_ts"), ephemeral_to=reader.id)
    return {"ok": True, "message_ts": message.ts}


def _update(call: Call) -> Json:
    message = _own_message(call, "cant_update_message")
    words = _words(call)
    if words == Words():
        raise SlackRefusal("no_text")
    rewrite(call.workspace, message, words, editor_id=call.app.bot_user_id)
    return {**_said(call, message), "text": message.text}


def _delete(call: Call) -> Json:
    message = _own_message(call, "cant_delete_message")
    call.workspace.delete(message)
    return {"ok": True, "channel": message.channel_id, "ts": message.ts}


def _permalink(call: Call) -> Json:
    channel = known_channel(call, call.needed("channel"))
    message = call.workspace.messages.lasting(channel.id, call.needed("message_ts"))
    return {"ok": True, "channel": channel.id, "permalink": permalink(call.workspace, message)}


def _words(call: Call) -> Words:
    given = {
        "text": call.arguments.get("text"),
        "blocks": call.structure("blocks", "invalid_blocks_format"),
        "attachments": call.structure("attachments", "invalid_attachments"),
        "metadata": call.structure("metadata", "invalid_metadata_format"),
    }
    return words_from(call.workspace, given)


def _own_message(call: Call, refusal: str) -> Message:
    channel = known_channel(call, call.needed("channel"))
    message = call.workspace.messages.lasting(channel.id, call.needed("ts"))
    if message.app_id != call.app.id:
        raise SlackRefusal(refusal)
    return message


def _said(call: Call, message: Message) -> Json:
    described = message_object(call.workspace, message)
    return {"ok": True, "channel": message.channel_id, "ts": message.ts, "message": described}


WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(_post_message, WRITE),
    "chat.postEphemeral": Method(_post_ephemeral, WRITE),
    "chat.update": Method(_update, WRITE),
    "chat.delete": Method(_delete, WRITE),
    "chat.getPermalink": Method(_permalink),
}
