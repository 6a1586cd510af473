"""The forms that put requests together and take them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Modal,
    Option,
    context,
    external_select,
    input_block,
    option,
    radio_buttons,
    section,
)
from bot.blocks.request_words import called, stands
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.merging import MergeChoice, MergeField, MergeProblem, MergeRefused

MOST_APART = 10


def merge_form(look: RequestLook, words: Words, *, metadata: str) -> Modal:
    into = external_select(
        Action.MERGE_INTO, placeholder=words.text("A number or words; similar ones come first"), min_query_length=0
    )
    blocks: Iterable[Block] = (
        section(called(look.request)),
        input_block(MergeField.INTO, words.text("Which one asks for the same?"), into),
        context(words.text(_WHAT_HAPPENS)),
    )
    return Modal(
        View.MERGE,
        words.text("Merge"),
        tuple(blocks),
        submit=words.text("Merge"),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def merge_options(choices: Sequence[MergeChoice], words: Words) -> Sequence[Option]:
    return [option(_named(each, words), str(each.request.id), _beside(each, words)) for each in choices]


def merge_errors(refused: MergeRefused, words: Words) -> FieldErrors:
    """In plain text, as errors of fields are."""
    stands_now = f"#{refused.stands.id}" if refused.stands else ""
    return FieldErrors({MergeField.INTO: words.text(_PROBLEMS[refused.problem], request=stands_now)})


def unmerge_form(look: RequestLook, words: Words) -> Modal:
    """Which of those that were merged into it is taken out; a page without a question where it is too late for all."""
    if not look.merged:
        late = section(words.text("What was merged more than 30 days ago stays merged."))
        return Modal(View.UNMERGE, words.text("Un-merge"), (late,), close=words.text("Close"))
    options = [option(f"#{each.id} {each.title}", f"{each.id} {each.version}") for each in look.merged[:MOST_APART]]
    one = radio_buttons(MergeField.INTO, options, initial=options[0])
    return Modal(
        View.UNMERGE,
        words.text("Un-merge"),
        (
            section(called(look.request)),
            input_block(MergeField.INTO, words.text("Which one goes its own way again?"), one),
            context(words.text("What came from it goes back to it; what was added since stays where it is.")),
        ),
        submit=words.text("Un-merge"),
        close=words.text("Cancel"),
    )


def _named(choice: MergeChoice, words: Words) -> str:
    said = f"#{choice.request.id} {choice.request.title}"
    return words.text("%(request)s (with #%(number)s)", request=said, number=choice.named) if choice.named else said


def _beside(choice: MergeChoice, words: Words) -> str:
    state = stands(choice.request, words)
    if not choice.likeness:
        return state
    return words.text("%(share)s alike · %(state)s", share=words.percent(choice.likeness), state=state)


_WHAT_HAPPENS = marked(
    "Everything said for this one goes there, and an account counts once. Its number stays and points there. "
    "It can be undone for 30 days."
)
_PROBLEMS = {
    MergeProblem.NOTHING_CHOSEN: marked("Choose the request that asks for the same."),
    MergeProblem.ITSELF: marked("That is this request itself: choose another one."),
    MergeProblem.IS_MERGED: marked("That one was merged into %(request)s: choose %(request)s."),
    MergeProblem.IS_OVER: marked(
        "%(request)s is over: open it again first, or decide on this one, so that those who asked hear of it."
    ),
}
