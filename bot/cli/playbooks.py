"""`moorline playbook`: which playbooks there are, what one does, and a dry run of who would enter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from bot.bootstrap import BehindError, now, opened_library, prepared
from bot.cli.console import WRONG_USE, give_up, say, settings_or_exit, table
from bot.services.playbook_rules import published_in
from bot.services.playbook_tries import PlaybookTries
from bot.settings import Settings
from domain.errors import BookUnavailableError, PlaybookNotFoundError, PolicyError
from domain.playbooks.answer import DryRun, StepPlan
from domain.playbooks.playbook import Playbook, PlaybookRules, Step, StepKind, Trigger, TriggerKind
from domain.ports import Library
from domain.zones import zone_called

app = typer.Typer(
    help="Playbooks: which there are, and who would enter one.", no_args_is_help=True, add_completion=False
)
_Name = Annotated[str, typer.Argument(help="The name of a playbook, as moorline playbook list says it.")]


@app.command("list")
def list_all() -> None:
    """List the playbooks of the policy in force."""
    with _opened() as (_, library):
        rules = _rules(library)
    rows = [
        (each.name, each.title.en, each.title.zh, _trigger(each.trigger), str(len(each.steps)), each.again)
        for each in rules.playbooks
    ]
    table(("Name", "Title", "In Chinese", "Enters", "Steps", "Again"), rows)


@app.command()
def show(name: _Name) -> None:
    """Show the steps of a playbook."""
    with _opened() as (_, library):
        rules = _rules(library)
    playbook = rules.meant(name) or _unknown(name, rules)
    say(f"{playbook.title.en} / {playbook.title.zh}: enters on {_trigger(playbook.trigger)}")
    rows = [
        (str(number), f"{step.day} {step.counted}", step.kind, _role(step), _due(step), step.text.en)
        for number, step in enumerate(playbook.steps, 1)
    ]
    table(("Step", "Day", "What", "Role", "Due in", "Words"), rows)


@app.command("try")
def dry_run(
    name: _Name,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day; today without.")] = None,
) -> None:
    """Say who would enter, and which steps would come on which day for whom. Nothing is written."""
    with _opened() as (settings, library):
        day = as_of.date() if as_of else now().astimezone(zone_called(None, settings.zone)).date()
        try:
            found = PlaybookTries(library, now, settings.zone, settings.currency).tried(name, day=day)
        except PlaybookNotFoundError:
            _unknown(name, _rules(library))
        people = _names(library)
    _say_tried(found, people)


def _say_tried(found: DryRun, people: dict[str, str]) -> None:
    if found.entrants:
        rows = [
            (entrant.account, f"{entrant.on}", f"{plan.due.on}", plan.due.step.kind, *_plan(plan, people))
            for entrant in found.entrants
            for plan in entrant.plan
        ]
        table(("Account", "Enters", "Step on", "What", "For", "Words"), rows)
    say(f"{len(found.entrants)} would enter {found.playbook.name}; nothing was written")
    if found.true_already:
        say(f"{found.true_already} more: it is true of them already, so they enter when it becomes true anew")


def _plan(plan: StepPlan, people: dict[str, str]) -> tuple[str, str]:
    if plan.due.step.kind is StepKind.WAIT:
        return "", "until then at the latest"
    who = people.get(plan.person or "", plan.person or "nobody yet")
    return f"{who} ({plan.due.step.role})", plan.due.step.text.en


def _trigger(trigger: Trigger) -> str:
    match trigger.kind:
        case TriggerKind.DATE:
            return f"{trigger.of} {trigger.days:+d} days" if trigger.days else str(trigger.of)
        case TriggerKind.SURVEY:
            at_most = [] if trigger.at_most is None else [f"at most {trigger.at_most:g}"]
            at_least = [] if trigger.at_least is None else [f"at least {trigger.at_least:g}"]
            return " ".join([f"answer of {trigger.survey}", *at_least, *at_most])
        case _:
            what = trigger.band or trigger.stage
            return f"{trigger.kind} {what}" if what else str(trigger.kind)


def _role(step: Step) -> str:
    return "" if step.kind is StepKind.WAIT else step.role


def _due(step: Step) -> str:
    return f"{step.due_in} {step.counted}" if step.kind is StepKind.TASK else ""


def _rules(library: Library) -> PlaybookRules:
    with library.reading() as book:
        return published_in(book).rules


def _names(library: Library) -> dict[str, str]:
    with library.reading() as book:
        return {member.slack_id: member.name for member in book.members.all()}


def _unknown(name: str, rules: PlaybookRules) -> Playbook:
    known = ", ".join(each.name for each in rules.playbooks) or "none"
    give_up(f"no playbook is called {name}; known: {known}", status=WRONG_USE)


@contextmanager
def _opened() -> Iterator[tuple[Settings, Library]]:
    settings = settings_or_exit()
    with opened_library(settings) as library:
        try:
            prepared(settings)
            yield settings, library
        except PolicyError as error:
            give_up("the policy cannot be used; mend it, see moorline policy check", *str(error).splitlines())
        except BehindError:
            give_up("the database is older than this version: run moorline db upgrade")
        except BookUnavailableError as error:
            give_up(f"the database is {error.what}. Try again, or see moorline doctor")
