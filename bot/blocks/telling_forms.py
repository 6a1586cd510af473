"""`Told…`, `Not now…`, `Not solved…`: the forms of whoever speaks with the customer, and what came of them."""

from __future__ import annotations

from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    date_picker,
    input_block,
    message,
    one_line,
    option,
    radio_buttons,
    section,
    text_input,
)
from bot.blocks.request_words import called
from bot.blocks.telling_words import WAY_WORDS, draft_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.request import Asker, Request, RequestState
from domain.feedback.telling import LONGEST_WORDS, TellingLook, Way
from domain.tasks.answer import TaskChange, TaskChanged
from domain.tasks.task import Task

WORDS, HOW, DAY = "words", "how", "day"
LONGEST_RAISED = 1500


def told_form(look: TellingLook, words: Words, *, way: str = "", is_outdated: bool = False) -> Modal:
    """The draft to be changed and copied, and how they were told.

    `is_outdated`: in the place of one whose words may not be kept; Slack fills what has another name anew.
    """
    field = f"{WORDS} {look.mark}" if is_outdated else WORDS
    ways = [option(words.text(said), way) for way, said in WAY_WORDS.items()]
    initial = next((each for each in ways if each["value"] == way), ways[0])
    draft = text_input(WORDS, multiline=True, max_length=LONGEST_WORDS, initial=draft_words(look))
    hint = words.text("Change it as you like, and copy it from here. It is sent to nobody: you tell them.")
    return Modal(
        View.TOLD,
        words.text("Told"),
        (
            section(f"*{whom(look, words)}*\n{called(look.request)}"),
            *([section(words.text(_OUTDATED))] if is_outdated else []),
            input_block(field, words.text("In these words"), draft, hint=hint, optional=True),
            input_block(HOW, words.text("How did they hear?"), radio_buttons(HOW, ways, initial=initial)),
        ),
        submit=words.text("They know"),
        close=words.text("Cancel"),
        metadata=f"{look.telling.id} {look.mark}",
    )


def later_form(look: TellingLook, task: Task, words: Words, today: date) -> Modal:
    day = date_picker(DAY, initial=max(task.due_on, today))
    return Modal(
        View.NOT_NOW,
        words.text("Not now"),
        (
            section(f"*{whom(look, words)}*\n{called(look.request)}"),
            input_block(DAY, words.text("When will you tell them?"), day),
        ),
        submit=words.text("Move"),
        close=words.text("Cancel"),
        metadata=f"{look.telling.id} {task.version}",
    )


def raise_form(request: Request, words: Words) -> Modal:
    """What is there is not solved; what was declined is asked for again."""
    is_there = request.state is RequestState.SHIPPED
    title = words.text("Not solved") if is_there else words.text("Ask again")
    asked = words.text("What is still missing?") if is_there else words.text("Why should it be decided anew?")
    hint = words.text("Whoever decides reads it on the card and hears of it at once.")
    field = input_block(WORDS, asked, text_input(WORDS, multiline=True, max_length=LONGEST_RAISED), hint=hint)
    return Modal(
        View.NOT_SOLVED,
        title,
        (section(called(request)), field),
        submit=title,
        close=words.text("Cancel"),
        metadata=str(request.id),
    )


def told_receipt(look: TellingLook, words: Words) -> Message:
    said = words.text(
        "✓ Kept: *%(account)s* knows about %(request)s.", account=whom(look, words), request=called(look.request)
    )
    blocks: list[Block] = [section(said)]
    if look.request.state is RequestState.SHIPPED:
        blocks.append(context(words.text("If they say that it is not solved, open it again:")))
        blocks.append(actions(raise_button(look.request, words)))
    return message(blocks)


def told_before(look: TellingLook, task: Task, words: Words) -> Message:
    """For the second of two people."""
    if not look.telling.is_told:
        return message([section(words.text(_CHANGED))])
    who = mentioned(look.telling.by or task.assignee)
    return message(
        [section(words.text("%(person)s told *%(account)s* before.", person=who, account=whom(look, words)))]
    )


def moved_receipt(changed: TaskChanged, words: Words) -> Message:
    if changed.change is not TaskChange.POSTPONED:
        return message([section(words.text(_CHANGED))])
    said = words.text("✓ You are reminded on %(day)s.", day=words.day(changed.task.due_on))
    return message([section(said)])


def raised_receipt(request: Request, words: Words) -> Message:
    said = _REOPENED if request.is_open else _ASKED_AGAIN
    return message([section(words.text(said, request=called(request)))])


def raise_button(request: Request, words: Words) -> Block:
    is_there = request.state is RequestState.SHIPPED
    label = words.text("Not solved…") if is_there else words.text("Ask again…")
    return button(label, f"{Action.NOT_SOLVED}:{request.id}", value=str(request.id))


def words_missing(words: Words) -> FieldErrors:
    return FieldErrors({WORDS: words.text("Write it in words: whoever decides has to know.")})


def day_missing(words: Words) -> FieldErrors:
    return FieldErrors({DAY: words.text("Choose today or a day within a year.")})


def how_missing(words: Words) -> FieldErrors:
    return FieldErrors({HOW: words.text("Choose how they heard.")})


def whom(look: TellingLook, words: Words) -> str:
    if look.name:
        return one_line(look.name, 80)
    return words.text("one of us") if look.asker is Asker.INTERNAL else words.text("whoever asked")


def how_told(look: TellingLook, words: Words) -> str:
    way: Way | None = look.telling.how
    return words.text(WAY_WORDS[way]) if way else ""


_OUTDATED = marked(
    "⚠️ What the customer said was changed or taken away while this was open, so nothing was kept. This is the draft as "
    "it is now; your own words have to be written again."
)
_CHANGED = marked("Somebody changed this task meanwhile. Look at it again.")
_REOPENED = marked("✓ %(request)s is open again. Whoever decides on it has your words.")
_ASKED_AGAIN = marked("✓ Whoever decides on %(request)s has your words. It stays declined until they decide anew.")
