"""`/cs triage` and the morning's reminder: what waits for a decision, late ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import Block, Element, Message, actions, button, context, divider, header, message, section
from bot.blocks.pages import place_words
from bot.blocks.request_buttons import request_buttons
from bot.blocks.request_words import called, demand_words, stands, sum_words
from bot.ids import Action, Word
from bot.locale import Words
from domain.feedback.queue import TriageQueue, WaitingRequest

MOST_REMINDED = 20


def triage_queue(queue: TriageQueue, words: Words, *, page: int) -> Message:
    title = header(words.text("What waits for your decision"))
    if not queue.waiting:
        return message([title, section(words.text("✓ Nothing waits: every request of yours is decided on."))])
    counts = [words.plural("%(count)s request", "%(count)s requests", queue.total)]
    if queue.late:
        counts.append(words.plural("⚠️ %(count)s late", "⚠️ %(count)s late", queue.late))
    rows = [block for each in queue.waiting for block in (divider(), *_row(each, queue, words))]
    return message([title, context(" · ".join(counts)), *rows, *_foot(queue, words, page)])


def decisions_due(late: Sequence[WaitingRequest], words: Words) -> Message:
    """All that are late, in one message; what to do about them is behind its button."""
    said = words.plural(
        "⚠️ %(count)s request waits for your first decision for too long:",
        "⚠️ %(count)s requests wait for your first decision for too long:",
        len(late),
    )
    lines = [f"• {_title(each, words)}" for each in late[:MOST_REMINDED]]
    if (rest := len(late) - MOST_REMINDED) > 0:
        lines.append(words.plural("and %(count)s more", "and %(count)s more", rest))
    show = button(words.text("Decide"), Action.RUN_WORD, value=Word.TRIAGE, style="primary")
    return message([section(said), *(section(line) for line in lines), actions(show)])


def _row(each: WaitingRequest, queue: TriageQueue, words: Words) -> Iterable[Block]:
    yield section("\n".join((_title(each, words), " · ".join(demand_words(each.look, words)))))
    yield context(sum_words(each.look, words))
    yield actions(*request_buttons(each.look, words, in_queue=queue.offset))


def _title(each: WaitingRequest, words: Words) -> str:
    day = words.day(each.decide_by)
    by = (
        words.text("⚠️ was to be decided by %(day)s", day=day)
        if each.is_late
        else words.text("to be decided by %(day)s", day=day)
    )
    return f"{called(each.look.request)} · {stands(each.look.request, words)} · {by}"


def _foot(queue: TriageQueue, words: Words, page: int) -> Iterable[Block]:
    last = queue.offset + len(queue.waiting)
    turns = list(_turns(queue, words, page, last))
    if turns:
        yield context(place_words(queue.offset, last, queue.total, words))
        yield divider()
        yield actions(*turns)


def _turns(queue: TriageQueue, words: Words, page: int, last: int) -> Iterable[Element]:
    if queue.offset:
        before = str(max(0, queue.offset - page))
        yield button(words.text("Previous"), f"{Action.TRIAGE_PAGE}:previous", value=before)
    if last < queue.total:
        yield button(words.text("Next"), f"{Action.TRIAGE_PAGE}:next", value=str(last))
