from playground.files import StoredFile
from playground.json_types import Json
from playground.payloads.objects import file_object
from playground.refusals import SlackRefusal
from playground.saying import say, words_from
from playground.web_api.call import Call, Method
from playground.web_api.reach import channel_to_post_to


def _upload_address(call: Call) -> Json:
    name, length = call.needed("filename"), call.needed("length")
    if not length.isdecimal() or int(length) == 0:
        raise SlackRefusal("invalid_arguments", details=["must be a positive number [json-pointer:/length]"])
    stored = call.workspace.files.add(
        StoredFile(
            id=call.workspace.ids.next("F"),
            name=name,
            title=name,
            owner_id=call.app.bot_user_id,
            length=int(length),
            created=int(call.workspace.clock().timestamp()),
            alt_text=call.text("alt_txt") or "",
        )
    )
    return {"ok": True, "upload_url": f"{call.workspace.base_url}/upload/{stored.id}", "file_id": stored.id}


def _complete(call: Call) -> Json:
    """Every file first, then one message a channel that shows them all."""
    wanted = [(call.text("channel_id") or ""), *(call.text("channels") or "").split(",")]
    channels = [channel_to_post_to(call, each) for each in wanted if each]
    files = [_uploaded(call, named) for named in call.structure("files") or ()]
    if not files:
        raise SlackRefusal("invalid_arguments", details=["missing required field: files"])
    for named, stored in zip(call.structure("files"), files, strict=True):
        stored.title, stored.is_completed = named.get("title") or stored.name, True
        stored.known_at = call.workspace.clock().timestamp() + call.workspace.files.seconds_to_know
    for channel in channels:
        _share(call, channel.id, files)
    return {"ok": True, "files": [file_object(call.workspace, stored) for stored in files]}


def _uploaded(call: Call, named: Json) -> StoredFile:
    stored = call.workspace.files.named(named["id"])
    if stored.content is None or stored.owner_id != call.app.bot_user_id:
        raise SlackRefusal("file_not_found")
    return stored


def _share(call: Call, channel_id: str, files: list[StoredFile]) -> None:
    words = words_from(
        call.workspace,
        {"text": call.text("initial_comment") or "", "blocks": call.structure("blocks", "invalid_blocks_format")},
    )
    file_ids = [stored.id for stored in files]
    message = say(call.workspace, call.app, channel_id, words, thread_ts=call.text("thread_ts"), file_ids=file_ids)
    for stored in files:
        stored.shares.append((channel_id, message.ts))


def _info(call: Call) -> Json:
    stored = call.workspace.files.named(call.needed("file"))
    return {"ok": True, "file": file_object(call.workspace, stored), "comments": []}


METHODS = {
    "files.getUploadURLExternal": Method(_upload_address, ("files:write",)),
    "files.completeUploadExternal": Method(_complete, ("files:write",)),
    "files.info": Method(_info, ("files:read",)),
}
