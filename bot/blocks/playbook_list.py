"""`/cs playbook`: all playbooks, who is in one, what runs for an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.pages import place_words
from bot.blocks.playbook_words import ENDING_WORDS, change_words, guide_words, step_words, worded
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import HelpWanted
from domain.playbooks.answer import (
    AccountPlaybooks,
    PlaybookOverview,
    PlaybookPage,
    PlaybooksAnswer,
    RunLook,
)
from domain.playbooks.figures import PlaybookFigures
from domain.playbooks.playbook import Playbook

MOST_LISTED = 20
MOST_GUIDES = 10


def playbooks_answer(answer: PlaybooksAnswer, words: Words, today: date, *, page: int, command: str) -> Message:
    """`command` is `/cs playbook` as this workspace calls it; `page` is how many stand on one."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case PlaybookOverview():
            return _overview(answer, words)
        case PlaybookPage():
            return _page(answer, words, today, page)
        case _:
            return account_playbooks(answer, words, today)


def account_playbooks(answer: AccountPlaybooks, words: Words, today: date) -> Message:
    name = one_line(answer.account.name)
    blocks: list[Block] = [header(words.text("Playbooks of %(account)s", account=answer.account.name))]
    blocks += _news(answer, words)
    if not answer.running:
        blocks.append(section(words.text("No playbook runs for *%(account)s*.", account=name)))
    for look in answer.running[:MOST_LISTED]:
        said = f"*{worded(look.title, words)}*\n{' · '.join(_run_facts(look, words, today))}"
        blocks.append(section(said, accessory=_stop(look, words) if look.may_stop else None))
    blocks += [context(_ended(look, words)) for look in answer.ended]
    if guides := list(guide_words(answer.guides[:MOST_GUIDES], words)):
        blocks += [divider(), section("\n".join([words.text("*Guides*"), *guides]))]
    ways = [button(words.text("All playbooks"), Action.PLAYBOOKS_PAGE, value="all")]
    if answer.may_start:
        account = str(answer.account.account)
        ways.insert(0, button(words.text("Start…"), Action.PLAYBOOK_START, value=account, style="primary"))
    return message([*blocks, divider(), actions(*ways)])


def _news(answer: AccountPlaybooks, words: Words) -> Iterable[Block]:
    if answer.news:
        undo = button(words.text("Undo"), Action.PLAYBOOK_UNDO, value=answer.news.undo) if answer.news.undo else None
        yield section(change_words(answer.news, words), accessory=undo)


def _overview(answer: PlaybookOverview, words: Words) -> Message:
    if not answer.rows:
        nothing = words.text(
            "The policy has no playbooks. An admin can publish one that has: `moorline policy publish`."
        )
        return message([header(words.text("Playbooks")), section(nothing)])
    blocks: list[Block] = [
        header(words.text("Playbooks")),
        context(words.text("Entered, finished and stopped in the last 90 days.")),
    ]
    for playbook, figures in answer.rows[:MOST_LISTED]:
        show = button(
            words.text("Show"),
            f"{Action.PLAYBOOKS_PAGE}:{playbook.name}",
            value=f"{playbook.name} 0",
            says=words.text("Show %(name)s", name=playbook.title.in_language(words.language)),
        )
        said = f"*{worded(playbook.title, words)}*\n{' · '.join(_figures(figures, words))}"
        blocks.append(section(said, accessory=show))
    return message(blocks)


def _figures(figures: PlaybookFigures, words: Words) -> Iterable[str]:
    yield words.plural("%(count)s account in it", "%(count)s accounts in it", figures.running)
    if figures.late:
        yield "🔴 " + words.plural("%(count)s late", "%(count)s late", figures.late)
    yield words.text(
        "%(entered)s entered, %(finished)s finished, %(stopped)s stopped",
        entered=words.number(figures.entered),
        finished=words.number(figures.finished),
        stopped=words.number(figures.stopped),
    )
    if figures.share_done is not None:
        yield words.text(
            "%(done)s of %(tasks)s tasks done (%(share)s)",
            done=words.number(figures.tasks_done),
            tasks=words.number(figures.tasks),
            share=words.percent(figures.share_done),
        )


def _page(answer: PlaybookPage, words: Words, today: date, page: int) -> Message:
    title = header(worded_plain(answer.playbook, words))
    back = button(words.text("All playbooks"), Action.PLAYBOOKS_PAGE, value="all")
    if not answer.looks:
        return message([title, section(words.text("No account is in this playbook.")), actions(back)])
    last = answer.offset + len(answer.looks)
    blocks: list[Block] = [title, context(place_words(answer.offset, last, answer.total, words))]
    for look in answer.looks:
        facts = [
            *_run_facts(look, words, today),
            mentioned(look.run.owner) if look.run.owner else words.text("nobody yet"),
        ]
        said = f"*{one_line(look.run.account_name)}*\n{' · '.join(facts)}"
        blocks.append(section(said, accessory=_show(look, words)))
    return message([*blocks, divider(), actions(*_turns(answer, last, page, words), back)])


def worded_plain(playbook: Playbook, words: Words) -> str:
    return playbook.title.in_language(words.language)


def _turns(answer: PlaybookPage, last: int, page: int, words: Words) -> Iterable[Element]:
    name = answer.playbook.name
    if answer.offset:
        before = max(0, answer.offset - page)
        yield button(words.text("Previous"), f"{Action.PLAYBOOKS_PAGE}:previous", value=f"{name} {before}")
    if last < answer.total:
        yield button(words.text("Next"), f"{Action.PLAYBOOKS_PAGE}:next", value=f"{name} {last}")


def _run_facts(look: RunLook, words: Words, today: date) -> Iterable[str]:
    run = look.run
    if look.steps is not None:
        yield words.text(
            "step %(done)s of %(steps)s", done=words.number(len(run.steps)), steps=words.number(look.steps)
        )
    if late := sum(step.is_late(today) for step in run.steps):
        yield "🔴 " + words.plural("%(count)s task late", "%(count)s tasks late", late)
    elif run.open_tasks:
        yield words.plural("%(count)s open task", "%(count)s open tasks", len(run.open_tasks))
    if look.coming:
        step, on = step_words(look.coming.step, words), words.day(look.coming.on)
        yield words.text("next on %(day)s: %(step)s", day=on, step=step)
    yield words.text("since %(day)s", day=words.day(run.entered_on))
    if run.by:
        yield words.text("started by %(person)s", person=mentioned(run.by))


def _ended(look: RunLook, words: Words) -> str:
    run = look.run
    assert run.ending, "what is over ended somehow"
    said = [worded(look.title, words), words.text(ENDING_WORDS[run.ending])]
    if run.ended_at:
        said.append(words.day(run.ended_at.date()))
    if run.ended_by:
        said.append(mentioned(run.ended_by))
    return " · ".join([*said, one_line(run.note)] if run.note else said)


def _stop(look: RunLook, words: Words) -> Element:
    says = words.text("Stop %(name)s", name=look.title.in_language(words.language))
    return button(words.text("Stop…"), f"{Action.PLAYBOOK_STOP}:{look.run.id}", value=str(look.run.id), says=says)


def _show(look: RunLook, words: Words) -> Element:
    says = words.text("Show %(name)s", name=look.run.account_name)
    account = str(look.run.account)
    return button(words.text("Show"), f"{Action.PLAYBOOKS}:{look.run.id}", value=account, says=says)


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("all playbooks, with how many accounts are in each")),
        ("renewal", words.text("who is in one, at which step, and what comes next")),
        ("acme", words.text("what runs for one account, with its guides")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message([section(words.text("*Playbooks: what is done for an account, by whom and when*")), section(lines)])
