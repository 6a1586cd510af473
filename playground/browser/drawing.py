"""Block Kit, drawn: the blocks of a message, a modal or a Home tab as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from playground.browser.reader import Reader
from playground.browser.templating import page
from playground.json_types import Json

State = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Entered:
    """What a view holds beside its blocks: what the person entered, and the complaints under the fields."""

    state: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


NOTHING_ENTERED = Entered()


def drawn_blocks(
    blocks: Sequence[Any], reader: Reader, *, source_key: str = "", entered: Entered = NOTHING_ENTERED
) -> Markup:
    """`source_key` keeps radio buttons of one message or view apart from those of another."""
    html = page("blocks.html", reader, blocks=blocks, source_key=source_key, state=entered.state, errors=entered.errors)
    return Markup(html)  # noqa: S704 - an autoescaped template


def drawn_options(offered: Sequence[Json], reader: Reader) -> Markup:
    """Options or option groups as an external select offered them."""
    groups = offered if offered and "options" in offered[0] else [{"options": offered}]
    return Markup(page("options.html", reader, groups=groups))  # noqa: S704 - an autoescaped template
