"""The forms of a task, what is wrong with them, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    date_picker,
    date_token,
    escaped,
    external_select,
    input_block,
    message,
    one_line,
    option,
    person_select,
    quotation,
    section,
    select,
    text_input,
)
from bot.blocks.lengths import too_long
from bot.blocks.task_words import PRIORITY_WORDS, due_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.tasks.answer import TaskChange, TaskChanged, TaskLook, TaskOffer, TaskRefused
from domain.tasks.form import LONGEST_COMMENT, LONGEST_TITLE, TaskField, TaskProblem
from domain.tasks.task import Priority, TaskComment

COMMENT = TaskField.COMMENT
COMMENTS_SHOWN = 10


def task_form(offer: TaskOffer, words: Words) -> Modal:
    return Modal(
        View.NEW_TASK,
        words.text("New task"),
        (*_warning(offer, words), *_questions(offer, words)),
        submit=words.text("Make task"),
        close=words.text("Cancel"),
        metadata=offer.about,
    )


def task_errors(refused: TaskRefused, words: Words, *, field: str = "") -> FieldErrors:
    """`field`: where the form has another field than the task."""
    said = {field or name.value: task_problem_words(problem, words) for name, problem in refused.problems.items()}
    return FieldErrors(said)


def reassign_form(look: TaskLook, words: Words, today: date) -> Modal:
    chosen = person_select(TaskField.ASSIGNEE, placeholder=words.text("Choose a colleague"), initial=look.task.assignee)
    return Modal(
        View.TASK_REASSIGN,
        words.text("Reassign"),
        (section(_about(look, words, today)), input_block(TaskField.ASSIGNEE, words.text("Who does it?"), chosen)),
        submit=words.text("Reassign"),
        close=words.text("Cancel"),
        metadata=f"{look.task.id} {look.task.version}",
    )


def comment_form(look: TaskLook, words: Words, today: date) -> Modal:
    """What was said so far, oldest first, and a field for more."""
    said = [block for comment in look.comments[-COMMENTS_SHOWN:] for block in _comment(comment, words)]
    field = text_input(COMMENT, multiline=True, max_length=LONGEST_COMMENT)
    return Modal(
        View.TASK_COMMENT,
        words.text("Comments"),
        (section(_about(look, words, today)), *said, input_block(COMMENT, words.text("Your comment"), field)),
        submit=words.text("Comment"),
        close=words.text("Close"),
        metadata=str(look.task.id),
    )


def task_receipt(changed: TaskChanged, words: Words, today: date) -> Message:
    said = section(news_words(changed, words, today))
    return message([said, *([actions(undo)] if (undo := undo_button(changed, words)) else [])])


def news_words(changed: TaskChanged, words: Words, today: date) -> str:
    """What became of a task, in a line."""
    task = changed.task
    title = one_line(task.title, LONGEST_TITLE)
    if changed.account_name:
        title = words.text("%(title)s (%(account)s)", title=title, account=one_line(changed.account_name))
    return words.text(
        _NEWS[changed.change],
        task=title,
        due=due_words(task.due_on, words, today),
        assignee=mentioned(task.assignee),
        by=mentioned(task.done_by or task.by),
        when=_when(task.done_at or task.at, words),
    )


def undo_button(changed: TaskChanged, words: Words, *, where: str = "") -> Element | None:
    """`where`: the list that it stands in, as its buttons carry it."""
    if changed.change is not TaskChange.DONE:
        return None
    return button(words.text("Undo"), Action.TASK_REOPEN, value=f"{changed.task.id} {where}".strip())


def _questions(offer: TaskOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    title = text_input(TaskField.TITLE, max_length=LONGEST_TITLE, initial=form.title)
    yield input_block(TaskField.TITLE, words.text("What is to be done?"), title)
    due = date_picker(TaskField.DUE_ON, initial=date.fromisoformat(form.due_on) if form.due_on else None)
    yield input_block(TaskField.DUE_ON, words.text("Due on"), due)
    who = person_select(TaskField.ASSIGNEE, placeholder=words.text("Choose a colleague"), initial=form.assignee)
    yield input_block(TaskField.ASSIGNEE, words.text("Who does it?"), who)
    if offer.may_name_account:
        yield input_block(TaskField.ACCOUNT, words.text("Account"), _account(offer, words), optional=True)
    yield input_block(TaskField.PRIORITY, words.text("Priority"), _priority(form.priority, words))


def _account(offer: TaskOffer, words: Words) -> Element:
    chosen = option(offer.account_name, offer.form.account) if offer.account_name else None
    return external_select(TaskField.ACCOUNT, placeholder=words.text("Look up an account"), initial=chosen)


def _priority(chosen: str, words: Words) -> Element:
    options = {each.value: option(words.text(PRIORITY_WORDS[each]), each) for each in Priority}
    listed = [options[each] for each in (Priority.HIGH, Priority.NORMAL, Priority.LOW)]
    return select(TaskField.PRIORITY, listed, placeholder=words.text("Choose a priority"), initial=options.get(chosen))


def _warning(offer: TaskOffer, words: Words) -> Iterable[Block]:
    if offer.typed_account:
        typed = escaped(offer.typed_account, 80)
        yield context(words.text("No account is called just “%(typed)s”: look it up below.", typed=typed))


def _about(look: TaskLook, words: Words, today: date) -> str:
    parts = [f"*{one_line(look.task.title, LONGEST_TITLE)}*"]
    if look.account_name:
        parts.append(one_line(look.account_name))
    return " · ".join([*parts, due_words(look.task.due_on, words, today), mentioned(look.task.assignee)])


def _comment(comment: TaskComment, words: Words) -> Iterable[Block]:
    """Letter for letter, under who said it and when."""
    yield context(f"{mentioned(comment.by)} · {_when(comment.at, words)}")
    yield quotation(comment.text)


def _when(at: datetime, words: Words) -> str:
    """Written by Slack in the reader's own zone."""
    return date_token(at, words.text("{date_short_pretty} at {time}"), words.instant(at, "UTC"))


def task_problem_words(problem: TaskProblem, words: Words) -> str:
    limit = _LIMITS.get(problem)
    return too_long(limit, words) if limit else words.text(_PROBLEMS[problem])


_LIMITS = {TaskProblem.TITLE_TOO_LONG: LONGEST_TITLE, TaskProblem.COMMENT_TOO_LONG: LONGEST_COMMENT}
_PROBLEMS = {
    TaskProblem.COMMENT_MISSING: marked("Write something first."),
    TaskProblem.DAY_TOO_FAR: marked("That is more than ten years ahead. Choose an earlier day."),
    TaskProblem.TITLE_MISSING: marked("Say what is to be done."),
    TaskProblem.DAY_MISSING: marked("Choose the day by which it is done."),
    TaskProblem.DAY_GONE: marked("That day is gone. Choose today or a later one."),
    TaskProblem.ASSIGNEE_MISSING: marked("Choose who does it."),
    TaskProblem.ASSIGNEE_ONLY_LOOKS: marked("That person may only look. Choose somebody who can do it."),
    TaskProblem.ASSIGNEE_NO_MEMBER: marked("That person has no role in Moorline yet. An admin can add them."),
}
_NEWS = {
    TaskChange.MADE: marked("✓ Task made: *%(task)s* · %(due)s · %(assignee)s"),
    TaskChange.DONE: marked("✓ Done: *%(task)s*"),
    TaskChange.DONE_BEFORE: marked("*%(task)s* was done before, by %(by)s, %(when)s."),
    TaskChange.REOPENED: marked("Open again: *%(task)s* · %(due)s"),
    TaskChange.OPEN_ALREADY: marked("*%(task)s* is open already · %(due)s · %(assignee)s"),
    TaskChange.REOPEN_TOO_LATE: marked("*%(task)s* was done more than ten minutes ago. Make a new task instead."),
    TaskChange.POSTPONED: marked("Put off: *%(task)s* · %(due)s"),
    TaskChange.REASSIGNED: marked("✓ *%(task)s* is %(assignee)s's now · %(due)s"),
    TaskChange.COMMENTED: marked("✓ Your comment on *%(task)s* is kept."),
    TaskChange.CHANGED_MEANWHILE: marked(
        "*%(task)s* was changed meanwhile, so nothing was done. It stands so now: %(due)s · %(assignee)s"
    ),
}
