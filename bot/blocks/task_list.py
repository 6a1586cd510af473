"""Lists of tasks, page by page, with what can be done beside each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    Option,
    actions,
    button,
    context,
    divider,
    escaped,
    header,
    message,
    one_line,
    option,
    overflow,
    section,
)
from bot.blocks.pages import place_words
from bot.blocks.task_form import news_words, undo_button
from bot.blocks.task_words import PRIORITY_WORDS, SOURCE_WORDS, due_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.tasks.answer import TaskList, TasksAnswer
from domain.tasks.form import LONGEST_TITLE
from domain.tasks.ports import ListedTask
from domain.tasks.postponing import Postponement
from domain.tasks.question import TasksWanted, tasks_question_text
from domain.tasks.task import Priority, Task, TaskSource

ROWS_ON_A_PAGE = 8


def tasks_answer(answer: TasksAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs tasks` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case NotUnderstood():
            return _not_understood(answer, words, command)
        case _:
            return task_list(answer, words, today)


def task_list(answer: TaskList, words: Words, today: date) -> Message:
    page = answer.page
    news = list(_news(answer, words, today))
    title = header(_title(answer, words))
    if not page.tasks:
        ways_on = list(_ways_on(answer, words))
        return message([title, *news, section(_nothing(answer, words)), *([actions(*ways_on)] if ways_on else ())])
    rows = [block for listed in page.tasks for block in _row(answer, listed, words, today)]
    return message([title, *news, context(_head(answer, words)), *rows, *_foot(answer, words)])


def _row(answer: TaskList, listed: ListedTask, words: Words, today: date) -> list[Block]:
    task = listed.task
    said = f"*{one_line(task.title, LONGEST_TITLE)}*\n{' · '.join(_facts(answer, listed, words, today))}"
    if task.id in answer.may_change:
        return [section(said), actions(*_buttons(answer, task, words))]
    entries = _entries(answer, task, words)
    return [section(said, accessory=overflow(f"{Action.ROW_MENU}:{task.id}", entries) if entries else None)]


def _facts(answer: TaskList, listed: ListedTask, words: Words, today: date) -> Iterable[str]:
    task = listed.task
    if task.is_open:
        yield due_words(task.due_on, words, today)
    elif task.is_called_off:
        yield words.text("✓ closed with its playbook")
    else:
        yield words.text("✓ done by %(person)s", person=mentioned(task.done_by or task.assignee))
    if listed.account_name and not answer.account:
        yield one_line(listed.account_name)
    if answer.wanted.person or answer.wanted.scope is not Scope.MINE:
        yield mentioned(task.assignee)
    if task.by != task.assignee and task.source is not TaskSource.PLAYBOOK:
        yield words.text("asked for by %(person)s", person=mentioned(task.by))
    if task.priority is not Priority.NORMAL:
        yield words.text("priority %(priority)s", priority=words.text(PRIORITY_WORDS[task.priority]))
    if source := SOURCE_WORDS.get(task.source):
        yield words.text(source)
    if listed.comments:
        yield words.plural("%(count)s comment", "%(count)s comments", listed.comments)


def _buttons(answer: TaskList, task: Task, words: Words) -> Iterable[Element]:
    """Each carries the task and the list it stands in, so that the list is drawn again in its place."""
    where = _where(answer)
    if task.is_open:
        says = words.text("Done: %(task)s", task=task.title)
        yield button(
            words.text("✓ Done"),
            f"{Action.TASK_DONE}:{task.id}",
            value=f"{task.id} {where}",
            says=says,
        )
        for by, (label, says) in _POSTPONING.items():
            value = f"{task.id} {by} {task.version} {where}"
            read = words.text(says, task=task.title)
            yield button(words.text(label), f"{Action.TASK_POSTPONE}:{task.id}:{by}", value=value, says=read)
    yield overflow(f"{Action.ROW_MENU}:{task.id}", _entries(answer, task, words))


def _entries(answer: TaskList, task: Task, words: Words) -> list[Option]:
    """What else the reader may do with it: for who may change it at least one thing, for who only looks maybe none."""
    entries = []
    if answer.may_comment:
        entries.append(option(words.text("Comments…"), f"{Action.TASK_COMMENT}:{task.id}"))
    if task.is_open and task.id in answer.may_change:
        entries.append(option(words.text("Reassign…"), f"{Action.TASK_REASSIGN}:{task.id}"))
    if task.account is not None:
        entries.append(option(words.text("Health"), f"{Action.SHOW_HEALTH}:{task.account}"))
    return entries


def _where(answer: TaskList) -> str:
    return f"{answer.offset} {tasks_question_text(answer.wanted)}"


def _news(answer: TaskList, words: Words, today: date) -> Iterable[Block]:
    if answer.news is None:
        return
    yield section(
        news_words(answer.news, words, today), accessory=undo_button(answer.news, words, where=_where(answer))
    )


def _title(answer: TaskList, words: Words) -> str:
    title = words.text(_TITLES[_kind(answer.wanted)])
    if answer.account:
        title = words.text("%(list)s for %(account)s", list=title, account=answer.account.name)
    return words.text("%(list)s: overdue", list=title) if answer.wanted.overdue else title


def _nothing(answer: TaskList, words: Words) -> str:
    if answer.wanted.overdue:
        return words.text("Nothing is overdue here.")
    if not answer.may_comment:
        return words.text("No open task.")
    if answer.account:
        name = one_line(answer.account.name)
        return words.text("Nothing is open for *%(account)s*. Make the first one:", account=name)
    return words.text(_EMPTY[_kind(answer.wanted)])


def _ways_on(answer: TaskList, words: Words) -> Iterable[Element]:
    if answer.wanted.overdue:
        asked = tasks_question_text(replace(answer.wanted, overdue=False))
        yield button(words.text("Show all open tasks"), f"{Action.TASKS_PAGE}:open", value=f"0 {asked}")
    if answer.may_comment:
        yield _new(words, answer.account)
    elif answer.wanted.scope is Scope.MINE and not answer.wanted.person and not answer.account:
        everybodys = tasks_question_text(replace(answer.wanted, scope=Scope.ALL, overdue=False))
        yield button(words.text("Everybody's tasks"), f"{Action.TASKS_PAGE}:all", value=f"0 {everybodys}")


def _kind(wanted: TasksWanted) -> str:
    if wanted.person:
        return "person"
    return wanted.scope.value


def _head(answer: TaskList, words: Words) -> str:
    parts = [words.plural("%(count)s task", "%(count)s tasks", answer.page.total)]
    if answer.wanted.person:
        parts.insert(0, mentioned(answer.wanted.person))
    if answer.page.overdue:
        parts.append("🔴 " + words.plural("%(count)s overdue", "%(count)s overdue", answer.page.overdue))
    return " · ".join(parts)


def _foot(answer: TaskList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.page.tasks)
    asked = tasks_question_text(answer.wanted)
    turns = []
    if answer.offset:
        before = max(0, answer.offset - ROWS_ON_A_PAGE)
        turns.append(button(words.text("Previous"), f"{Action.TASKS_PAGE}:previous", value=f"{before} {asked}"))
    if last < answer.page.total:
        turns.append(button(words.text("Next"), f"{Action.TASKS_PAGE}:next", value=f"{last} {asked}"))
    if turns:
        yield context(place_words(answer.offset, last, answer.page.total, words))
    ways_on = [*turns, _new(words, answer.account)] if answer.may_comment else turns
    if ways_on:
        yield divider()
        yield actions(*ways_on)


def _new(words: Words, account: AccountMatch | None = None) -> Element:
    about = f"account:{account.account}" if account else ""
    return button(words.text("New task"), Action.NEW_TASK, value=about)


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("your own open tasks, overdue ones first")),
        ("team", words.text("those of your team; `all` for everybody's, a @person for theirs")),
        ("overdue", words.text("only what is late, with any of the other words")),
        ("done", words.text("what is done, too")),
        ("account:acme", words.text("the tasks of one account")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message(
        [section(words.text("*Tasks: who has promised what, by when*")), section(lines), actions(_new(words))]
    )


def _not_understood(answer: NotUnderstood, words: Words, command: str) -> Message:
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if answer.mended:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(answer.nearest, 80))
        run = button(
            words.text("Run %(words)s", words=f"{command} {answer.mended}"),
            f"{Action.TASKS_PAGE}:mended",
            value=f"0 {answer.mended}"[:1900],
        )
        return message([section(words.sentences(said, meant)), actions(run)])
    known = words.text("I know `mine`, `team`, `all`, `overdue`, `done`, `account:` and @people.")
    return message([section(words.sentences(said, known))])


_POSTPONING = {
    Postponement.DAY: (marked("+1 d"), marked("A day later: %(task)s")),
    Postponement.WEEK: (marked("+1 w"), marked("A week later: %(task)s")),
}
_TITLES = {
    "person": marked("Tasks of a colleague"),
    Scope.MINE.value: marked("Your tasks"),
    Scope.TEAM.value: marked("Your team's tasks"),
    Scope.ALL.value: marked("All tasks"),
}
_EMPTY = {
    "person": marked("Nothing is open there. Make the first one:"),
    Scope.MINE.value: marked("Nothing is waiting for you. Make a task from a card, or here:"),
    Scope.TEAM.value: marked("Nothing is open in your team. Make the first one:"),
    Scope.ALL.value: marked("There is no open task. Make the first one:"),
}
