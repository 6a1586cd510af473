"""The accounts behind figures: each with what its ARR did, page by page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import GRAIN_WORDS, accounts_words, period_words
from bot.blocks.kit import Block, Element, Message, Modal, actions, button, context, message, one_line, section
from bot.blocks.pages import place_words
from bot.blocks.retention_words import movement_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.revenue.answer import CohortAnswer, FrozenAnswer
from domain.revenue.figures import AccountFigures
from domain.revenue.movements import Course
from domain.revenue.question import figures_text

ROWS_ON_A_PAGE = 20
COURSE_WORDS = {
    Course.STAYED: marked("stayed"),
    Course.NEW: marked("new"),
    Course.LEFT: marked("left"),
    Course.CAME_BACK: marked("came back"),
}
AWAITED = marked("awaited")


def cohort(answer: CohortAnswer, words: Words, *, offset: int) -> Modal:
    """A place past the end is the last page."""
    last = max(0, (len(answer.accounts) - 1) // ROWS_ON_A_PAGE * ROWS_ON_A_PAGE)
    offset = min(offset, last)
    shown = answer.accounts[offset : offset + ROWS_ON_A_PAGE]
    lines = [account_line(each, answer, words) for each in shown] or [words.text("No account had ARR on either day.")]
    return Modal(
        View.COHORT,
        words.text("Cohort"),
        (
            section(_head(answer, words)),
            *(section(line) for line in lines),
            *_where(answer, offset, len(shown), words),
            actions(*_buttons(answer, offset, words)),
        ),
        close=words.text("Close"),
        metadata=figures_text(answer.wanted),
    )


def account_line(figures: AccountFigures, answer: CohortAnswer, words: Words) -> str:
    moved = figures.moved[answer.wanted.grain]
    course = words.text(AWAITED) if moved.pending_since else words.text(COURSE_WORDS[moved.course])
    return f"*{one_line(figures.name)}* · {course}\n{movement_words(moved.arr, answer.currency, words)}"


def frozen_receipt(answer: FrozenAnswer, words: Words) -> Message:
    name = period_words(answer.period, words)
    if answer.was_frozen:
        return message([section(words.text("%(period)s was frozen before; those figures stand.", period=name))])
    said = words.text(
        "❄ %(period)s is frozen. Its figures stay as they are; what changes later is shown as restated.", period=name
    )
    return message([section(said)])


def _head(answer: CohortAnswer, words: Words) -> str:
    return " · ".join(
        [
            f"*{period_words(answer.period, words)}*",
            accounts_words(len(answer.accounts), words),
            words.text(GRAIN_WORDS[answer.wanted.grain]),
            words.text("the largest movement first"),
        ]
    )


def _where(answer: CohortAnswer, offset: int, shown: int, words: Words) -> Iterable[Block]:
    if shown < len(answer.accounts):
        yield context(place_words(offset, offset + shown, len(answer.accounts), words))


def _buttons(answer: CohortAnswer, offset: int, words: Words) -> Iterable[Element]:
    asked = figures_text(answer.wanted)
    if offset > 0:
        before = max(0, offset - ROWS_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.COHORT_PAGE}:previous", value=f"{before} {asked}")
    if offset + ROWS_ON_A_PAGE < len(answer.accounts):
        yield button(words.text("Next"), f"{Action.COHORT_PAGE}:next", value=f"{offset + ROWS_ON_A_PAGE} {asked}")
    yield button(words.text("Export"), Action.EXPORT_COHORT, value=asked or "all")
