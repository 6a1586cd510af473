"""What needs somebody today: each thing on a row of its own, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.digest_words import item_words
from bot.blocks.health_words import mentioned
from bot.blocks.home.paper import LONGEST_NAME, Paper
from bot.blocks.kit import Block, Element, actions, button, one_line, section
from bot.blocks.renewal_words import category_words, days_left, health_words, money_words
from bot.blocks.task_words import due_words
from bot.blocks.touch_list import log_button, silence_words
from bot.ids import Action
from domain.digests.items import Item
from domain.health.standing import AccountStanding
from domain.home import RenewalsSoon, TodayLook, WorseLook
from domain.home_view import HomeList
from domain.permissions import Role
from domain.renewals.listing import RenewalRow
from domain.tasks.form import LONGEST_TITLE
from domain.tasks.ports import ListedTask, TaskPage
from domain.tasks.postponing import Postponement
from domain.touchpoints.ports import CadencePage


def today_blocks(look: TodayLook, paper: Paper) -> Iterable[Block]:
    """Who looks after no accounts is not told that none needs them."""
    if look.is_quiet:
        if look.contact is not None and (look.next_renewal or paper.ask.reader.role is not Role.ADMIN):
            yield section(_quiet(look, paper))
        return
    yield from _tasks(look, paper)
    if look.worse and look.worse.total:
        yield from _worse(look.worse, paper)
    if look.renewals and look.renewals.total:
        yield from _renewals(look.renewals, paper)
    if look.contact and look.contact.overdue:
        yield from _contact(look.contact, paper)


def _quiet(look: TodayLook, paper: Paper) -> str:
    words, coming = paper.words, look.next_renewal
    yours, theirs = words.text("✓ Nothing needs you today."), words.text("✓ Nothing is waiting here today.")
    said = yours if paper.ask.is_own else theirs
    if coming is None:
        return said
    when = days_left(coming.due_on, paper.today, words)
    name, day = one_line(coming.account, LONGEST_NAME), words.day(coming.due_on)
    renewal = words.text("Next renewal: *%(account)s*, %(day)s (%(when)s).", account=name, day=day, when=when)
    return words.sentences(said, renewal)


def _tasks(look: TodayLook, paper: Paper) -> Iterable[Block]:
    page = look.tasks
    if not page.total:
        return
    yield section(_tasks_title(page, paper), accessory=button(paper.words.text("New task"), Action.NEW_TASK))
    for listed in page.tasks:
        yield section(_task(listed, paper))
        if listed.task.id in look.changeable:
            yield actions(*_task_buttons(listed, paper))
    yield from paper.turns(HomeList.TASKS, page.total)


def _tasks_title(page: TaskPage, paper: Paper) -> str:
    title = paper.words.plural("*%(count)s task for today*", "*%(count)s tasks for today*", page.total)
    if not page.overdue:
        return title
    return f"{title} · 🔴 {paper.words.plural('%(count)s overdue', '%(count)s overdue', page.overdue)}"


def _task(listed: ListedTask, paper: Paper) -> str:
    task = listed.task
    facts = [due_words(task.due_on, paper.words, paper.today)]
    if listed.account_name:
        facts.append(one_line(listed.account_name, LONGEST_NAME))
    if task.assignee != paper.ask.reader.slack_id:
        facts.append(mentioned(task.assignee))
    return f"{one_line(task.title, LONGEST_TITLE)}\n{' · '.join(facts)}"


def _task_buttons(listed: ListedTask, paper: Paper) -> Iterable[Element]:
    task, words = listed.task, paper.words
    says = words.text("Done: %(task)s", task=task.title)
    yield button(words.text("✓ Done"), f"{Action.HOME_DONE}:{task.id}", value=str(task.id), says=says)
    value, says = f"{task.id} {Postponement.DAY} {task.version}", words.text("A day later: %(task)s", task=task.title)
    yield button(words.text("+1 d"), f"{Action.HOME_POSTPONE}:{task.id}", value=value, says=says)


def _worse(look: WorseLook, paper: Paper) -> Iterable[Block]:
    words = paper.words
    yield section(
        words.plural(
            "*%(count)s account got worse within a week*", "*%(count)s accounts got worse within a week*", look.total
        )
    )
    for item in look.items:
        yield section(item_words(item, words, reader=paper.ask.reader.slack_id), accessory=_why(item, paper))
    yield from paper.turns(HomeList.WORSE, look.total)


def _why(item: Item, paper: Paper) -> Element:
    account = str(item.account)
    says = paper.words.text("Why: %(account)s", account=item.name)
    return button(paper.words.text("Why?"), f"{Action.WHY}:{account}", value=account, says=says)


def _renewals(look: RenewalsSoon, paper: Paper) -> Iterable[Block]:
    words = paper.words
    title = words.plural(
        "*%(count)s renewal within 30 days is not safe yet*",
        "*%(count)s renewals within 30 days are not safe yet*",
        look.total,
    )
    yield section(f"{title} · {money_words(look.arr, words)}" if look.arr else title)
    for row in look.rows:
        yield section(_renewal(row, paper), accessory=_forecast(row, look, paper))
    yield from paper.turns(HomeList.RENEWALS, look.total)


def _renewal(row: RenewalRow, paper: Paper) -> str:
    words, renewal = paper.words, row.renewal
    arr = words.short_money(renewal.arr) if renewal.arr else words.text("ARR not known")
    when = days_left(renewal.due_on, paper.today, words)
    due = words.text("%(day)s (%(when)s)", day=words.day(renewal.due_on), when=when)
    said = category_words(renewal.forecast.category if renewal.forecast else None, words)
    facts = (health_words(row.band, row.shown, words), said, *paper.owner(row.owner))
    return f"*{one_line(row.name, LONGEST_NAME)}* · {arr} · {due}\n{' · '.join(facts)}"


def _forecast(row: RenewalRow, look: RenewalsSoon, paper: Paper) -> Element:
    """Who may not forecast it may look at why it stands as it does."""
    renewal, account, words = str(row.renewal.id), str(row.renewal.account), paper.words
    if row.renewal.id in look.changeable:
        says = words.text("Forecast: %(account)s", account=row.name)
        return button(words.text("Forecast"), f"{Action.FORECAST}:{renewal}", value=renewal, says=says)
    says = words.text("Why: %(account)s", account=row.name)
    return button(words.text("Why?"), f"{Action.WHY}:renewal:{renewal}", value=account, says=says)


def _contact(page: CadencePage, paper: Paper) -> Iterable[Block]:
    yield section(
        paper.words.plural(
            "*%(count)s account is past its cadence*", "*%(count)s accounts are past their cadence*", page.overdue
        )
    )
    for standing in page.standings:
        log = log_button(standing.account, standing.name, paper.words)
        yield section(_silence(standing, paper), accessory=log)
    yield from paper.turns(HomeList.CONTACT, page.overdue)


def _silence(standing: AccountStanding, paper: Paper) -> str:
    facts = (silence_words(standing, paper.words, paper.today), *paper.owner(standing.owner))
    return f"*{one_line(standing.name, LONGEST_NAME)}*\n{' · '.join(facts)}"
