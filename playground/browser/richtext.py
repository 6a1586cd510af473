"""The leaves of rich_text: their text is literal, so nothing in it is markup."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from playground.browser.emoji import drawn_emoji
from playground.browser.mrkdwn import (
    drawn_broadcast,
    drawn_channel,
    drawn_date,
    drawn_link,
    drawn_literal,
    drawn_person,
)
from playground.browser.reader import Reader

STYLES = (("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"), ("code", "code"))

Leaf = Mapping[str, Any]


def drawn_leaves(elements: Iterable[Leaf], reader: Reader) -> Markup:
    return Markup().join(_styled(_drawn_leaf(element, reader), element.get("style") or {}) for element in elements)


def _drawn_leaf(leaf: Leaf, reader: Reader) -> Markup:
    drawing = LEAVES.get(leaf.get("type", ""))
    return drawing(leaf, reader) if drawing else Markup()


def _styled(drawn: Markup, style: Leaf) -> Markup:
    for name, tag in STYLES:
        if style.get(name):
            drawn = Markup("<{0}>{1}</{0}>").format(Markup(tag), drawn)  # noqa: S704 - one of our own five tags
    return drawn


def _emoji(leaf: Leaf, _reader: Reader) -> Markup:
    return drawn_emoji(leaf["name"]) or escape(f":{leaf['name']}:")


def _date(leaf: Leaf, reader: Reader) -> Markup:
    fallback = leaf.get("fallback", "")
    return drawn_date(str(leaf["timestamp"]), leaf["format"], fallback, reader, link=leaf.get("url", ""))


def _color(leaf: Leaf, _reader: Reader) -> Markup:
    return Markup(
        '<svg class="swatch" aria-hidden="true"><rect width="12" height="12" fill="{0}"/></svg><code>{0}</code>'
    ).format(leaf["value"])


LEAVES: dict[str, Callable[[Leaf, Reader], Markup]] = {
    "text": lambda leaf, _reader: drawn_literal(leaf["text"]),
    "link": lambda leaf, _reader: drawn_link(leaf["url"], leaf.get("text") or leaf["url"]),
    "user": lambda leaf, reader: drawn_person(leaf["user_id"], reader),
    "usergroup": lambda leaf, reader: drawn_person(leaf["usergroup_id"], reader),
    "channel": lambda leaf, reader: drawn_channel(leaf["channel_id"], reader),
    "broadcast": lambda leaf, _reader: drawn_broadcast(leaf["range"]),
    "emoji": _emoji,
    "date": _date,
    "color": _color,
}
