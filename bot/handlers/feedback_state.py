"""What stands in the form of a request, and where it was opened; nothing that comes back is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.blocks.feedback_hints import NEW
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.ids import Action
from domain.feedback.form import FeedbackField, FeedbackForm
from domain.feedback.request import Source


@dataclass(frozen=True, slots=True)
class Whence:
    """Kept in the form: the message it was opened on, an account or a request that was known before."""

    channel: str = ""
    ts: str = ""
    link: str = ""
    thread: str = ""
    account: str = ""
    joins: str = ""

    @property
    def source(self) -> Source | None:
        return Source(self.channel, self.ts, self.link) if self.channel and self.ts else None

    def written(self) -> str:
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said) if said else ""


def whence_of(form: FeedbackForm, *, joins: str = "") -> Whence:
    place = form.source or Source("", "")
    return Whence(place.channel, place.ts, place.permalink, form.thread, form.account, joins)


def whence_in(metadata: str) -> Whence:
    """What `metadata` wrote; nothing where it is of another shape."""
    try:
        said = json.loads(metadata or "{}")
    except ValueError:
        said = {}
    known = said if isinstance(said, dict) else {}
    return Whence(**{name: str(known[name]) for name in Whence.__slots__ if name in known})


def form_in(asked: Asked) -> FeedbackForm:
    """The form as it came; what is missing or of another shape is empty."""
    state, whence = asked.state, whence_in(asked.metadata)

    def typed(name: FeedbackField, element: str = "") -> str:
        return typed_in(state, name, element)

    joins = typed(FeedbackField.SIMILAR, Action.FEEDBACK_SIMILAR)
    return FeedbackForm(
        title=typed(FeedbackField.TITLE, Action.FEEDBACK_TITLE) or typed(FeedbackField.TITLE),
        problem=typed(FeedbackField.PROBLEM),
        quote=typed(FeedbackField.QUOTE) if FeedbackField.QUOTE in state else _quoted(asked),
        asker=typed(FeedbackField.ASKER),
        account=typed(FeedbackField.ACCOUNT, Action.FEEDBACK_ACCOUNT)
        if FeedbackField.ACCOUNT in state
        else whence.account,
        prospect=typed(FeedbackField.PROSPECT),
        contact=typed(FeedbackField.CONTACT),
        importance=typed(FeedbackField.IMPORTANCE),
        blocks_renewal=bool(chosen_in(state, FeedbackField.BLOCKS)),
        workaround=typed(FeedbackField.WORKAROUND),
        area=typed_in(state, area_block_in(asked), FeedbackField.AREA),
        source=whence.source,
        thread=whence.thread,
        joins=whence.joins or ("" if joins == NEW else joins),
    )


def area_block_in(asked: Asked) -> str:
    """A press that chose the area put another block in its place."""
    named = (block for block in asked.state if block.partition(":")[0] == FeedbackField.AREA)
    return next(named, FeedbackField.AREA.value)


def opened_with(asked: Asked) -> tuple[FeedbackForm, str | None]:
    """What stood in the form at first, and the account's name: said again, so that Slack leaves the fields alone."""
    elements = {block.get("block_id"): block.get("element") or {} for block in _blocks(asked)}
    account = elements.get(FeedbackField.ACCOUNT.value, {}).get("initial_option") or {}
    later = "" if FeedbackField.ACCOUNT in elements else whence_in(asked.metadata).account
    name = (account.get("text") or {}).get("text")
    form = FeedbackForm(
        title=str(elements.get(FeedbackField.TITLE.value, {}).get("initial_value") or ""),
        quote=str(elements.get(FeedbackField.QUOTE.value, {}).get("initial_value") or _quoted(asked)),
        account=str(account.get("value") or later),
        source=whence_in(asked.metadata).source,
    )
    return form, str(name) if name else None


def shown_again(typed: FeedbackForm, opened: FeedbackForm) -> FeedbackForm:
    """For drawing the form anew: its first contents, and what is chosen of what we suggested."""
    return replace(opened, joins=typed.joins)


def _quoted(asked: Asked) -> str:
    """The words of a message, as they stand in the form; Slack says some signs by their number."""
    found = (block for block in _blocks(asked) if block.get("block_id") == FeedbackField.QUOTE)
    return "".join(_texts(next(found, {}))).strip()


def _texts(part: Any) -> Iterator[str]:
    match part:
        case {"elements": [*parts]}:
            for each in parts:
                yield from _texts(each)
        case {"type": "emoji", "unicode": str(signs)}:
            yield "".join(chr(int(sign, 16)) for sign in signs.split("-"))
        case {"text": str(text)}:
            yield text


def _blocks(asked: Asked) -> list[Mapping[str, Any]]:
    found = (asked.view or {}).get("blocks")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
