"""What customers and product wrote, as it may stand on a page that a customer reads."""

from __future__ import annotations

import re

from domain.feedback.quoting import plainly

_EMPHASIS = re.compile(r"(?<!\w)(?P<mark>\*+|_+|~+|`+)(?=\S)(?P<inside>[^\n]*?\S)(?P=mark)(?!\w)")
_EMOJI = re.compile(r"(?<![\w:]):[a-z+-][\w+'-]*:(?![\w:])")
_CALLED = re.compile(r"\s*(?:[@#]…|@(?:channel|here|everyone)\b)")
_QUOTED = re.compile(r"^\s*>+\s?", re.MULTILINE)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def page_words(text: str) -> str:
    """On one line, without anything of Slack's: marks, emphasis, emoji in words, whoever was called."""
    said = _CALLED.sub("", plainly(text))
    for entity, sign in _ENTITIES:
        said = said.replace(entity, sign)
    said = _EMOJI.sub("", _QUOTED.sub("", said))
    while (bare := _EMPHASIS.sub(r"\g<inside>", said)) != said:
        said = bare
    return " ".join(said.split())
