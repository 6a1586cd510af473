"""The forms of playbooks: starting one, with its steps, and stopping one, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Message,
    Modal,
    context,
    input_block,
    one_line,
    option,
    redrawing,
    section,
    select,
    text_input,
)
from bot.blocks.playbook_words import ROLE_WORDS, change_words, step_words, worded
from bot.ids import Action, View
from bot.locale import Words
from domain.playbooks.answer import PlaybookChanged, StartOffer, StepPlan
from domain.playbooks.playbook import Playbook, StepKind
from domain.playbooks.run import Run

PLAYBOOK, REASON = "playbook", "reason"
LONGEST_REASON = 300
_MOST = 40
_AT_ONCE = 10


def playbooks_page(answer: Message, words: Words) -> Modal:
    """What is a message elsewhere, on the page of a form that led to it."""
    return Modal(View.PLAYBOOKS, words.text("Playbooks"), answer.blocks, close=words.text("Close"))


def start_form(offer: StartOffer, words: Words) -> Modal:
    """Which steps come when and for whom stands there before anything begins."""
    name = one_line(offer.account.name)
    account = str(offer.account.account)
    if offer.chosen is None:
        nothing = section(words.text("There is no playbook to start for *%(account)s*.", account=name))
        return Modal(View.PLAYBOOK_START, words.text("Start a playbook"), (nothing,), close=words.text("Close"))
    options = [_option(each, words) for each in offer.choices[:_MOST]]
    chosen = select(
        Action.PLAYBOOK_CHOICE,
        options,
        placeholder=words.text("Which one?"),
        initial=_option(offer.chosen, words),
    )
    blocks = (
        section(words.text("For *%(account)s*", account=name)),
        redrawing(input_block(PLAYBOOK, words.text("Playbook"), chosen)),
        *_steps(list(_plan(offer.plan, words))),
        context(words.text("It can be undone for 10 minutes.")),
    )
    return Modal(
        View.PLAYBOOK_START,
        words.text("Start a playbook"),
        tuple(blocks),
        submit=words.text("Start it"),
        close=words.text("Cancel"),
        metadata=account,
    )


def stop_form(run: Run, looked: PlaybookChanged, words: Words) -> Modal:
    named = {"playbook": worded(looked.title, words), "account": one_line(looked.account)}
    if not run.is_open:
        over = section(change_words(looked, words))
        return Modal(View.PLAYBOOK_STOP, words.text("Stop a playbook"), (over,), close=words.text("Close"))
    reason = text_input(REASON, multiline=True, max_length=LONGEST_REASON)
    blocks: list[Block] = [section(words.text("*%(playbook)s* for *%(account)s*", **named))]
    if count := len(run.open_tasks):
        blocks.append(
            context(words.plural("%(count)s open task will be closed.", "%(count)s open tasks will be closed.", count))
        )
    blocks.append(input_block(REASON, words.text("Why?"), reason))
    return Modal(
        View.PLAYBOOK_STOP,
        words.text("Stop a playbook"),
        tuple(blocks),
        submit=words.text("Stop"),
        close=words.text("Cancel"),
        metadata=str(run.id),
    )


def _steps(lines: Sequence[str]) -> Iterable[Block]:
    """A section holds so many of the longest."""
    for start in range(0, len(lines), _AT_ONCE):
        yield section("\n".join(lines[start : start + _AT_ONCE]))


def _option(playbook: Playbook, words: Words) -> dict[str, object]:
    return option(playbook.title.in_language(words.language), playbook.name)


def _plan(plan: Iterable[StepPlan], words: Words) -> Iterable[str]:
    for number, each in enumerate(plan, 1):
        step, on = each.due.step, words.day(each.due.on)
        said = f"{number}. *{on}* – {step_words(step, words)}"
        if step.kind is StepKind.WAIT:
            yield said
            continue
        who = mentioned(each.person) if each.person else words.text("nobody yet")
        yield f"{said} – {who} ({words.text(ROLE_WORDS[step.role])})"
