"""Answers that come back by a `response_url` or in the acknowledgement of a command."""

from playground.apps import App
from playground.json_types import Json
from playground.messages import Message
from playground.saying import rewrite, say, spoken, words_from
from playground.triggers import ResponseRight
from playground.workspace import Workspace


def respond(workspace: Workspace, right: ResponseRight, given: Json) -> None:
    app = workspace.apps.named(right.app_id)
    original = workspace.messages.find(right.channel_id, right.message_ts) if right.message_ts else None
    if given.get("delete_original"):
        _delete(workspace, original)
    elif given.get("replace_original") and original is not None:
        rewrite(workspace, original, spoken(words_from(workspace, given)), editor_id=app.bot_user_id)
    else:
        answer_person(workspace, app, right, given)


def answer_person(workspace: Workspace, app: App, right: ResponseRight, given: Json) -> Message:
    """To the person alone, unless the app says `in_channel`; only then may it go into a thread."""
    words = spoken(words_from(workspace, given))
    if given.get("response_type") != "in_channel":
        return say(workspace, app, right.channel_id, words, ephemeral_to=right.person_id)
    return say(
        workspace,
        app,
        right.channel_id,
        words,
        thread_ts=given.get("thread_ts"),
        typed_command=right.typed_command,
    )


def _delete(workspace: Workspace, original: Message | None) -> None:
    if original is not None:
        workspace.delete(original)
