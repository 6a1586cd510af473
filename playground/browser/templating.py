import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from playground.browser import choosing, dates
from playground.browser.faces import face_colour, initials
from playground.browser.mrkdwn import drawn_literal, drawn_mrkdwn, drawn_plain
from playground.browser.pictures import file_address, picture_source
from playground.browser.reader import Reader
from playground.browser.richtext import drawn_leaves
from playground.json_types import Json


def page(name: str, reader: Reader, **values: Any) -> str:
    return PAGES.get_template(name).render(reader=reader, **values)


@pass_context
def _text(context: Context, composition: Mapping[str, Any] | None) -> Markup:
    """A text object; nothing for an absent one. "literal" is our own: a person's name, in which nothing is markup."""
    if not composition:
        return Markup()
    words = composition.get("text", "")
    if composition.get("type") == "mrkdwn":
        return drawn_mrkdwn(words, context["reader"], verbatim=bool(composition.get("verbatim")))
    return drawn_literal(words) if composition.get("type") == "literal" else drawn_plain(words)


@pass_context
def _mrkdwn(context: Context, text: str) -> Markup:
    return drawn_mrkdwn(text, context["reader"])


@pass_context
def _leaves(context: Context, elements: list[dict[str, Any]]) -> Markup:
    return drawn_leaves(elements, context["reader"])


@pass_context
def _clock(context: Context, ts: str) -> str:
    return dates.clock_time(float(ts), context["reader"])


@pass_context
def _day(context: Context, ts: str) -> str:
    return dates.day_heading(float(ts), context["reader"])


@pass_context
def _moment(context: Context, ts: str) -> str:
    return dates.full_moment(float(ts), context["reader"])


@pass_context
def _confirmation(context: Context, dialog: Mapping[str, Any]) -> str:
    """A confirm object with its texts drawn, for the script to show before it acts."""
    drawn = {part: str(_text(context, dialog.get(part))) for part in ("title", "text", "confirm", "deny")}
    return _as_json(drawn | {"style": dialog.get("style", "primary")})


@pass_context
def _chosen_options(context: Context, element: Json, entered: Mapping[str, Any]) -> list[Json]:
    return choosing.chosen_options(element, entered, context["reader"])


def _capped(words: str) -> str:
    return words[:1].upper() + words[1:]


def _as_json(value: Any) -> str:
    """JSON for an attribute: autoescaping does the rest."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _environment() -> Environment:
    pages = Environment(
        loader=PackageLoader("playground.browser"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"text": _text, "mrkdwn": _mrkdwn, "leaves": _leaves, "clock": _clock, "day": _day}
    pages.filters |= {"moment": _moment, "as_json": _as_json, "initials": initials, "face_colour": face_colour}
    pages.filters |= {"plain": drawn_plain, "confirmation": _confirmation, "chosen_options": _chosen_options}
    pages.filters |= {"chosen_moment": choosing.chosen_moment, "option_groups": choosing.option_groups}
    pages.filters |= {"element_template": choosing.element_template, "capped": _capped}
    pages.filters |= {"picture_source": picture_source, "file_address": file_address}
    return pages


PAGES = _environment()
