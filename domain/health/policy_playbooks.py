"""The `[playbooks]` and `[[guides]]` of the policy file; a version from before there were any has none."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band
from domain.health.policy_steps import steps_in, wording_in
from domain.health.policy_table import PolicyTable
from domain.playbooks.playbook import (
    Again,
    Condition,
    DateOf,
    EndsWhen,
    Guide,
    Playbook,
    PlaybookRules,
    Trigger,
    TriggerKind,
)

_LONGEST = 730
_LONGEST_NAME = 40
_LONGEST_TITLE = 60
_LONGEST_LINK = 500
_HIGHEST_ARR = 1_000_000_000
_HIGHEST_ANSWER = 100


def playbook_rules_in(whole: PolicyTable) -> PlaybookRules:
    playbooks = _playbooks(whole.table("playbooks")) if "playbooks" in whole else ()
    return PlaybookRules(playbooks, _guides(whole, playbooks))


def _playbooks(table: PolicyTable) -> tuple[Playbook, ...]:
    playbooks = tuple(_playbook(name, table.table(name)) for name in table.keys)
    _check_names(table)
    return playbooks


def _check_names(table: PolicyTable) -> None:
    for name in table.keys:
        if not name.replace("_", "").isalnum() or not name.isascii() or len(name) > _LONGEST_NAME:
            table.add(
                f'"{name}" is no name for a playbook',
                "use small letters, digits and _, 40 at most, as in win_back",
                key=name,
            )


def _playbook(name: str, table: PolicyTable) -> Playbook:
    again = table.choice("again", Again) if "again" in table else Again.ONCE
    playbook = Playbook(
        name=name,
        title=wording_in(table, "title", longest=_LONGEST_TITLE),
        trigger=_trigger(table.table("trigger")),
        steps=steps_in(table, condition_in),
        condition=condition_in(table.table("condition")) if "condition" in table else Condition(),
        again=again,
        again_after_days=table.whole("again_after_days", least=1, most=_LONGEST) if again is Again.AFTER_DAYS else 0,
        ends_when=table.choices("ends_when", EndsWhen) if "ends_when" in table else frozenset(),
    )
    table.close()
    if table.is_sound:
        _check(table, playbook)
    return playbook


def _check(table: PolicyTable, playbook: Playbook) -> None:
    kind, nothing = playbook.trigger.kind, Condition()
    if kind is TriggerKind.CONDITION and playbook.condition == nothing:
        table.add("it enters when its condition becomes true, and has none", "add condition = { … }", key="trigger")
    if EndsWhen.CONDITION_OVER in playbook.ends_when and playbook.condition == nothing:
        table.add(
            '"ends_when" names condition_over, and there is no condition',
            "add condition = { … }, or take condition_over away",
            key="ends_when",
        )
    if kind is TriggerKind.ACCOUNT_LEFT and EndsWhen.ACCOUNT_LEFT in playbook.ends_when:
        table.add(
            "it enters when the account left, and would end by that at once",
            "take account_left out of ends_when",
            key="ends_when",
        )


def _trigger(table: PolicyTable) -> Trigger:
    kind = table.choice("when", TriggerKind)
    match kind:
        case TriggerKind.DATE:
            of = table.choice("of", DateOf)
            days = table.whole("days", least=-_LONGEST, most=_LONGEST) if "days" in table else 0
            trigger = Trigger(kind, of=of, days=days)
        case TriggerKind.BAND_DOWN | TriggerKind.BAND_UP:
            trigger = Trigger(kind, band=table.choice("band", Band) if "band" in table else None)
        case TriggerKind.STAGE:
            trigger = Trigger(kind, stage=table.choice("stage", LifecycleStage))
        case TriggerKind.SURVEY:
            trigger = _survey(table)
        case _:
            trigger = Trigger(kind)
    table.close()
    return trigger


def _survey(table: PolicyTable) -> Trigger:
    survey = table.line("survey", longest=_LONGEST_TITLE)
    at_most = table.number("at_most", most=_HIGHEST_ANSWER) if "at_most" in table else None
    at_least = table.number("at_least", most=_HIGHEST_ANSWER) if "at_least" in table else None
    if table.is_sound and at_most is None and at_least is None:
        table.add("it does not say which answers are meant", "add at_most = 6 or at_least = 9")
    return Trigger(TriggerKind.SURVEY, survey=survey, at_most=at_most, at_least=at_least)


def condition_in(table: PolicyTable, *, may_wait_for_tasks: bool = False) -> Condition:
    """`tasks_done` has a meaning only within a run."""
    has_tasks = may_wait_for_tasks and "tasks_done" in table
    condition = Condition(
        tiers=table.choices("tiers", Tier) if "tiers" in table else frozenset(),
        segments=segments_in(table),
        stages=table.choices("stages", LifecycleStage) if "stages" in table else frozenset(),
        bands=table.choices("bands", Band) if "bands" in table else frozenset(),
        least_arr=table.number("least_arr", most=_HIGHEST_ARR) if "least_arr" in table else None,
        least_seat_share=table.above_zero("least_seat_share", most=10) if "least_seat_share" in table else None,
        first_value=table.flag("first_value") if "first_value" in table else None,
        tasks_done=table.flag("tasks_done") if has_tasks else None,
    )
    table.close()
    return condition


def segments_in(table: PolicyTable) -> frozenset[str]:
    """As they are written in the book, whatever their case."""
    return frozenset(word.casefold() for word in table.texts("segments")) if "segments" in table else frozenset()


def _guides(whole: PolicyTable, playbooks: Sequence[Playbook]) -> tuple[Guide, ...]:
    return tuple(_guide(table, playbooks) for table in whole.tables("guides"))


def _guide(table: PolicyTable, playbooks: Sequence[Playbook]) -> Guide:
    guide = Guide(
        title=wording_in(table, "title", longest=_LONGEST_TITLE),
        link=_link(table),
        stages=table.choices("stages", LifecycleStage) if "stages" in table else frozenset(),
        segments=segments_in(table),
        playbook=table.line("playbook", longest=_LONGEST_NAME) if "playbook" in table else "",
        step=table.whole("step", least=1) if "step" in table else None,
    )
    table.close()
    if table.is_sound:
        _check_guide(table, guide, playbooks)
    return guide


def _link(table: PolicyTable) -> str:
    link = table.line("link", longest=_LONGEST_LINK)
    is_safe = link.startswith("https://") and not any(sign in link for sign in '<>|" \\')
    if link and not is_safe:
        table.add('"link" is no address that begins with https://', 'write link = "https://…"', key="link")
    return link


def _check_guide(table: PolicyTable, guide: Guide, playbooks: Sequence[Playbook]) -> None:
    playbook = next((each for each in playbooks if each.name == guide.playbook), None)
    if guide.playbook and playbook is None:
        names = ", ".join(each.name for each in playbooks)
        table.add(f'no playbook is called "{guide.playbook}"', f"known here: {names}", key="playbook")
    if guide.step is not None and not guide.playbook:
        table.add('"step" is of no playbook', 'add playbook = "…"', key="step")
    if playbook and guide.step is not None and guide.step > len(playbook.steps):
        count = len(playbook.steps)
        table.add(
            f"{playbook.name} has {count} steps, not {guide.step}", f"write a number from 1 to {count}", key="step"
        )
