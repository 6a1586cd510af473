"""People, channels, messages, files and views as Slack describes them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playground.apps import App
from playground.block_kit.answers import first_answer
from playground.block_kit.inside import stateful
from playground.channels import Channel
from playground.files import StoredFile
from playground.json_types import Json
from playground.messages import Message
from playground.people import Person
from playground.views import OpenView
from playground.workspace import Workspace


def team_stub(workspace: Workspace) -> Json:
    return {"id": workspace.team.id, "domain": workspace.team.domain}


def user_stub(person: Person) -> Json:
    return {"id": person.id, "username": person.handle, "name": person.handle, "team_id": person.team_id}


def user_object(workspace: Workspace, person: Person, *, include_locale: bool = False) -> Json:
    """What `users.info` says; Slack keeps an outsider's locale and address to itself."""
    is_outsider = workspace.people.is_outsider(person)
    described = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "profile": _profile(person, is_outsider=is_outsider),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }
    if not person.deleted:
        described |= _standing(person) | _zone(person, workspace.clock())
    if is_outsider:
        described["is_stranger"] = person.is_stranger
    if include_locale and not is_outsider:
        described["locale"] = person.locale
    return described


def channel_name(channel: Channel) -> str:
    """As commands and interactions call it."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def channel_object(channel: Channel, viewer_id: str) -> Json:
    """A direct message is described in fewer words than a channel."""
    common = {"id": channel.id, "created": channel.created, "is_im": channel.is_im, "is_org_shared": False}
    if channel.is_im:
        return common | {"user": channel.partner_of(viewer_id), "is_archived": False, "is_open": True}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_member": viewer_id in channel.members,
        "creator": channel.creator,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def message_object(workspace: Workspace, message: Message) -> Json:
    described: Json = {
        "type": "message",
        "user": message.user_id,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.people.named(message.user_id).team_id,
        "blocks": message.blocks,
    }
    if message.app_id is not None:
        described |= {"app_id": message.app_id, "bot_id": workspace.apps.named(message.app_id).bot_id}
    return described | _when_present(workspace, message)


def file_object(workspace: Workspace, stored: StoredFile) -> Json:
    address = f"{workspace.base_url}/files-pri/{workspace.team.id}-{stored.id}/{stored.name}"
    return {
        "id": stored.id,
        "created": stored.created,
        "timestamp": stored.created,
        "name": stored.name,
        "title": stored.title,
        "mimetype": stored.mime_type,
        "filetype": stored.file_type,
        "user": stored.owner_id,
        "size": stored.length,
        "mode": "hosted",
        "is_external": False,
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": permalink_of_file(workspace, stored),
        "alt_txt": stored.alt_text,
        "channels": [channel_id for channel_id, _ in stored.shares],
    }


def permalink_of_file(workspace: Workspace, stored: StoredFile) -> str:
    return f"{workspace.base_url}/files/{stored.owner_id}/{stored.id}"


def permalink(workspace: Workspace, message: Message) -> str:
    address = f"{workspace.base_url}/archives/{message.channel_id}/p{message.ts.replace('.', '')}"
    return f"{address}?thread_ts={message.thread_ts}&cid={message.channel_id}" if message.is_reply else address


def view_object(workspace: Workspace, view: OpenView) -> Json:
    app: App = workspace.apps.named(view.app_id)
    content = view.content
    return {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": content["type"],
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata") or "",
        "callback_id": content.get("callback_id") or "",
        "state": {"values": current_state(view)},
        "hash": view.hash,
        "title": content.get("title"),
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": app.id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": app.bot_id,
    }


def current_state(view: OpenView) -> Json:
    """What each element holds: what was entered where it still stands, else what the app set at first."""
    values: Json = {}
    for block, element in stateful(view.blocks):
        known = view.state.get(block["block_id"], {}).get(element["action_id"])
        held = known if known and known["type"] == element["type"] else first_answer(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def _profile(person: Person, *, is_outsider: bool) -> Json:
    profile = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.real_name,
        "display_name_normalized": person.handle,
        "title": person.title,
        "team": person.team_id,
    }
    return profile | {"email": person.email} if person.email and not is_outsider else profile


def _standing(person: Person) -> Json:
    return {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": person.is_ultra_restricted,
    }


def _zone(person: Person, now: datetime) -> Json:
    local = now.astimezone(ZoneInfo(person.tz))
    offset = local.utcoffset() or timedelta()
    return {"tz": person.tz, "tz_label": local.tzname() or "", "tz_offset": int(offset.total_seconds())}


def _when_present(workspace: Workspace, message: Message) -> Json:
    described: Json = {"subtype": "tombstone", "hidden": True} if message.is_tombstone else {}
    if message.thread_ts is not None:
        described["thread_ts"] = message.thread_ts
    if message.edited is not None:
        described["edited"] = {"user": message.edited.user_id, "ts": message.edited.ts}
    if message.attachments:
        described["attachments"] = message.attachments
    if message.metadata is not None:
        described["metadata"] = message.metadata
    if message.file_ids:
        described["files"] = [file_object(workspace, workspace.files.named(each)) for each in message.file_ids]
    return described | _reactions(message) | _thread(workspace, message)


def _reactions(message: Message) -> Json:
    if not message.reactions:
        return {}
    return {
        "reactions": [
            {"name": name, "users": list(people), "count": len(people)} for name, people in message.reactions.items()
        ]
    }


def _thread(workspace: Workspace, message: Message) -> Json:
    replies = [] if message.is_reply else workspace.messages.replies(message.channel_id, message.ts)
    lasting = [reply for reply in replies if reply.ephemeral_to is None]
    if not lasting:
        return {}
    authors = list(dict.fromkeys(reply.user_id for reply in lasting))
    return {
        "thread_ts": message.ts,
        "reply_count": len(lasting),
        "reply_users": authors,
        "reply_users_count": len(authors),
        "latest_reply": lasting[-1].ts,
    }
