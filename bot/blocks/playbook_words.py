"""Playbooks in words: roles, steps, endings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import escaped, one_line
from bot.locale import Words, language_for, marked, words_for
from domain.playbooks.answer import PlaybookChange, PlaybookChanged
from domain.playbooks.playbook import Condition, Guide, Step, StepKind, StepRole, Wording
from domain.playbooks.run import Ending

ROLE_WORDS = {
    StepRole.OWNER: marked("owner"),
    StepRole.COVER: marked("cover"),
    StepRole.MANAGER: marked("manager"),
    StepRole.SELLER: marked("seller"),
    StepRole.PRODUCT: marked("product"),
}
ENDING_WORDS = {
    Ending.FINISHED: marked("finished"),
    Ending.CONDITION_OVER: marked("over, as its reason is gone"),
    Ending.ACCOUNT_LEFT: marked("over, as the account left"),
    Ending.RENEWED: marked("over, as the account has renewed"),
    Ending.RENEWAL_LOST: marked("over, as the renewal is lost"),
    Ending.NEXT_TERM: marked("over, as that of the next term begins"),
    Ending.STOPPED: marked("stopped"),
    Ending.UNDONE: marked("taken back"),
}
CHANGE_WORDS = {
    PlaybookChange.STARTED: marked("✓ *%(playbook)s* has begun for *%(account)s*."),
    PlaybookChange.RUNNING_ALREADY: marked("*%(account)s* is in *%(playbook)s* already; nothing was started."),
    PlaybookChange.STOPPED: marked("✓ *%(playbook)s* is stopped for *%(account)s*; its open tasks are closed."),
    PlaybookChange.OVER_ALREADY: marked("*%(playbook)s* is over for *%(account)s* already."),
    PlaybookChange.START_UNDONE: marked("✓ Undone: *%(playbook)s* was not started for *%(account)s*."),
    PlaybookChange.STOP_UNDONE: marked("✓ Undone: *%(playbook)s* goes on for *%(account)s*."),
    PlaybookChange.TOO_LATE: marked("Ten minutes have passed since, so *%(playbook)s* stays as it is."),
    PlaybookChange.CHANGED_MEANWHILE: marked("Somebody went on from it, so *%(playbook)s* stays as it is."),
}


def worded(wording: Wording, words: Words, limit: int = 150) -> str:
    """What the policy says, in the reader's language and safe to show."""
    return one_line(wording.in_language(words.language), limit)


def step_words(step: Step, words: Words) -> str:
    if step.kind is StepKind.WAIT:
        return words.text(_wait_words(step.until))
    said = worded(step.text, words)
    return words.text("message: %(words)s", words=said) if step.kind is StepKind.MESSAGE else said


def _wait_words(until: Condition | None) -> str:
    if until is None:
        return marked("wait until then")
    if until.first_value:
        return marked("wait for first value, until then at the latest")
    if until.tasks_done:
        return marked("wait until the tasks are done, until then at the latest")
    return marked("wait until its condition holds, until then at the latest")


def guide_words(guides: Sequence[Guide], words: Words) -> Iterable[str]:
    """A line each; the links were checked when the policy was read."""
    for guide in guides:
        yield f"• <{escaped(guide.link)}|{worded(guide.title, words)}>"


def change_words(changed: PlaybookChanged, words: Words) -> str:
    named = {"playbook": worded(changed.title, words), "account": one_line(changed.account)}
    return words.text(CHANGE_WORDS[changed.change], **named)


def closing_reason(ending: Ending, note: str, language: str | None) -> str:
    """What is said below a task that was closed with its playbook; plain text, in its reader's language."""
    words = words_for(language_for(language, language))
    why = words.text("Closed: the playbook is %(ending)s.", ending=words.text(ENDING_WORDS[ending]))
    return words.sentences(why, note) if note else why
