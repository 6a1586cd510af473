"""What survey tools sent of accounts that the book does not know: to be given one, or to go."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    date_token,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.people_words import score_words
from bot.ids import Action
from bot.locale import Words
from domain.surveys.sent import Stray
from domain.surveys.told import StrayList


def stray_list(answer: StrayList, words: Words) -> Message:
    title = header(words.text("Answers of accounts that are not known"))
    if not answer.strays:
        return message([title, section(words.text("Nothing waits. Every answer found its account."))])
    shown = words.plural("%(count)s waits, the oldest first", "%(count)s wait, the oldest first", answer.total)
    return message([title, context(shown), *(block for stray in answer.strays for block in _stray(stray, words))])


def _stray(stray: Stray, words: Words) -> Iterable[Block]:
    sent = stray.sent
    what = words.text("asked, no answer yet")
    if sent.score is not None:
        what = score_words(sent.survey, sent.score, sent.scale, words)
    lines = [f"*{one_line(sent.named)}* · {what}"]
    lines += [one_line(sent.words, 300)] if sent.words else []
    yield section("\n".join(lines))
    came = date_token(stray.at, "{date_short_pretty} {time}", words.instant(stray.at, "UTC"))
    yield context(words.text("from %(source)s · %(when)s", source=one_line(sent.source), when=came))
    sure = confirmation(
        title=words.text("Drop it?"),
        text=words.text("It is of nobody we know, and goes for good."),
        confirm=words.text("Drop"),
        deny=words.text("Keep"),
    )
    drop = button(words.text("Drop"), f"{Action.STRAY_DROP}:{stray.id}", value=str(stray.id), confirm=sure)
    give = button(words.text("Give it an account…"), f"{Action.STRAY}:{stray.id}", value=str(stray.id))
    yield actions(*([give] if sent.is_answer else []), drop)
