"""What became of a play: refused, recorded, changed, moved on, overtaken by somebody else, taken back."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, FieldErrors, Modal, actions, button, context, one_line, section
from bot.blocks.lengths import too_long
from bot.blocks.play_form import contact_block, stage_block
from bot.blocks.play_words import PLAY_KIND_WORDS, STAGE_WORDS
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.expansion.answer import PlayChange, PlayKept, PlayRefused, PlayUndone
from domain.expansion.form import LIMITS, LONGEST_ABOUT, PlayField, PlayForm, PlayProblem
from domain.expansion.play import UNDO_FOR, Play

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)
_PROBLEMS = {
    PlayProblem.NO_ACCOUNT: marked("Choose the account."),
    PlayProblem.NO_KIND: marked("Choose what kind it is."),
    PlayProblem.NO_ABOUT: marked("Say what it is for."),
    PlayProblem.NO_COMPANY: marked("Say which company was named."),
    PlayProblem.NO_STAGE: marked("Choose how far it is."),
    PlayProblem.NOT_AN_AMOUNT: marked("I cannot read that as an amount. Write it like 24,000, $24k or 2.4万."),
    PlayProblem.NO_AMOUNT: marked("What is won has an amount: without it no contract can be held against it."),
    PlayProblem.NOT_A_DAY: marked("Choose a day."),
    PlayProblem.DAY_TOO_FAR: marked("That day is more than ten years ahead."),
    PlayProblem.DAY_TO_COME: marked("That day is still to come. Choose today or an earlier one."),
    PlayProblem.NO_OWNER: marked("Choose somebody who looks after accounts."),
    PlayProblem.NO_WHY: marked("The amount is another one: say why."),
    PlayProblem.NO_WHY_LOST: marked("Say why it came to nothing."),
    PlayProblem.ITSELF: marked("An account does not refer itself. Choose the new one."),
}
_NEWS = {
    PlayChange.OPENED: marked("✓ Recorded for *%(account)s*: %(play)s"),
    PlayChange.CHANGED: marked("✓ Changed for *%(account)s*: %(play)s"),
    PlayChange.MOVED: marked("✓ Moved on for *%(account)s*: %(play)s"),
    PlayChange.OVERTAKEN: marked(
        "%(by)s changed this of *%(account)s* meanwhile, so yours was not kept. It stands so: %(play)s"
    ),
}


def play_errors(refused: PlayRefused, form: PlayForm, words: Words) -> FieldErrors:
    """Under the fields as this form calls them."""
    names = {PlayField.STAGE: stage_block(form.kind), PlayField.CONTACT: contact_block(form.account)}
    return FieldErrors(
        {names.get(field, field.value): _said(field, problem, words) for field, problem in refused.problems.items()}
    )


def play_kept(kept: PlayKept, words: Words) -> Modal:
    said = words.text(
        _NEWS[kept.change],
        account=one_line(kept.account_name),
        play=_play(kept.play, words),
        by=mentioned(kept.by),
    )
    buttons = list(_buttons(kept, words))
    within = words.plural(
        "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
    )
    more: list[Block] = [actions(*buttons)] if buttons else []
    return _page(words, [section(said), *more, *([context(within)] if kept.may_undo else [])])


def play_undone(undone: PlayUndone, words: Words) -> Modal:
    account = one_line(undone.account_name)
    if undone.play is None:
        said = words.text("✓ Undone: it is gone from *%(account)s*.", account=account)
    else:
        play = _play(undone.play, words)
        said = words.text("✓ Undone for *%(account)s*. It stands again as it was: %(play)s", account=account, play=play)
    return _page(words, [section(said)])


def _play(play: Play, words: Words) -> str:
    parts = [one_line(play.about, LONGEST_ABOUT), words.text(PLAY_KIND_WORDS[play.kind])]
    parts.append(f"*{words.text(STAGE_WORDS[play.stage])}*")
    if play.amount:
        parts.append(words.money(play.amount))
    if play.day:
        parts.append(words.day(play.day))
    return " · ".join([*parts, mentioned(play.owner)])


def _buttons(kept: PlayKept, words: Words) -> Iterable[Element]:
    play = kept.play
    if kept.may_undo:
        yield button(words.text("Undo"), Action.PLAY_UNDO, value=f"{play.id} {play.version}")
    if kept.may_change:
        yield button(words.text("Edit"), f"{Action.PLAY_EDIT}:{play.id}", value=str(play.id))


def _said(field: PlayField, problem: PlayProblem, words: Words) -> str:
    return too_long(LIMITS[field], words) if problem is PlayProblem.TOO_LONG else words.text(_PROBLEMS[problem])


def _page(words: Words, blocks: Iterable[Block]) -> Modal:
    return Modal(View.PLAY, words.text("Expansion"), tuple(blocks), close=words.text("Close"))
