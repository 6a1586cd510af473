"""What product decided on a request, in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import one_line
from bot.blocks.request_words import DECLINE_WORDS
from bot.locale import Words, marked
from domain.feedback.form import LONGEST_TEXT
from domain.feedback.request import Request


def decision_words(request: Request, words: Words) -> Iterable[str]:
    if request.reason:
        yield words.text("*Why not:* %(reason)s", reason=words.text(DECLINE_WORDS[request.reason]))
    if request.words and request.reason:
        yield one_line(request.words, LONGEST_TEXT)
    if request.target:
        said = _BACKLOG if request.in_backlog else _PLANNED
        yield words.text(said, target=one_line(request.target, 200))


_PLANNED = marked("*Planned for:* %(target)s")
_BACKLOG = marked("*In the backlog:* %(target)s")
