"""Accounts by the stage of their life with us: what each stage holds, and who is stuck in it, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.blocks.health_facts import arr_words
from bot.blocks.health_list import nothing_here, whose_accounts
from bot.blocks.health_words import TIER_WORDS, mentioned
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
from bot.blocks.lifecycle_refused import lifecycle_help, lifecycle_not_understood
from bot.blocks.pages import place_words
from bot.blocks.value_words import stage_words, stuck_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.accounts import LifecycleStage, Money
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.standing import AccountStanding
from domain.lifecycle.answer import StagesAnswer, StagesList
from domain.lifecycle.question import LifecycleWanted, lifecycle_text

PAGE = 8
_EXAMPLES = (
    ("", marked("each stage with its accounts and ARR, and those that are stuck")),
    ("onboarding", marked("the accounts of one stage; also `stable` and `renewal`")),
    ("team stuck", marked("of your team; also `me`, `all` and @people")),
    ("tier:high", marked("only some accounts")),
)
_STAGE_NAMES = {
    LifecycleStage.ONBOARDING: marked("In onboarding"),
    LifecycleStage.STABLE: marked("Stable"),
    LifecycleStage.RENEWAL: marked("In renewal"),
}


def stages_answer(answer: StagesAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs stages` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return lifecycle_help(_EXAMPLES, words, command)
        case NotUnderstood():
            known = words.text(
                "I know `onboarding`, `stable`, `renewal`, `stuck`, `me`, `team`, `all`, `tier:` and @people."
            )
            return lifecycle_not_understood(answer, words, command, known)
        case StagesList():
            return _list(answer, words, today)


def _list(answer: StagesList, words: Words, today: date) -> Message:
    title, head = header(words.text("Stages of accounts")), section("\n".join(_head(answer, words)))
    if not answer.page.standings:
        return message([title, head, section(_nothing(answer, words))])
    is_own = answer.wanted.owner is None and answer.wanted.scope is Scope.MINE
    rows = [block for each in answer.page.standings for block in _row(each, words, today, is_own=is_own)]
    return message([title, head, divider(), context(_listed(answer.wanted, words)), *rows, *_foot(answer, words)])


def _head(answer: StagesList, words: Words) -> Iterable[str]:
    wanted, page = answer.wanted, answer.page
    whose = whose_accounts(wanted.scope or Scope.MINE, wanted.owner, words)
    tier = [words.text(TIER_WORDS[wanted.tier])] if wanted.tier else []
    yield f"*{' · '.join([whose, *tier])}*"
    for stage, total in page.totals.items():
        parts = [
            f"*{words.text(_STAGE_NAMES[stage])}*",
            words.plural("%(count)s account", "%(count)s accounts", total.accounts),
            *_money(total.arr, words),
        ]
        if total.stuck:
            stuck = words.plural("%(count)s stuck", "%(count)s stuck", total.stuck)
            parts.append("⚠️ " + " · ".join([stuck, *_money(total.arr_stuck, words)]))
        yield " · ".join(parts)
    if page.not_scored:
        yield words.plural("%(count)s not scored yet", "%(count)s not scored yet", page.not_scored)


def _money(amounts: Sequence[Money], words: Words) -> list[str]:
    """Currencies are never added up here."""
    return [" + ".join(words.short_money(money) for money in amounts)] if amounts else []


def _listed(wanted: LifecycleWanted, words: Words) -> str:
    if wanted.stage is None:
        return words.text("Stuck, the most ARR first")
    stage = words.text(_STAGE_NAMES[wanted.stage])
    if wanted.stuck:
        return words.text("%(stage)s, stuck, the most ARR first", stage=stage)
    return words.text("%(stage)s, stuck ones and the most ARR first", stage=stage)


def _row(standing: AccountStanding, words: Words, today: date, *, is_own: bool) -> Iterable[Block]:
    name = one_line(standing.name, 150)
    said = [f"*{name}* · {arr_words(standing, words)}"]
    if standing.stuck:
        said.append(f"⚠️ {stuck_words(standing, words)}")
    account = str(standing.account)
    says = words.text("Show %(account)s", account=standing.name)
    show = button(words.text("Health"), f"{Action.SHOW_HEALTH}:{account}", value=account, says=says)
    yield section("\n".join(said), accessory=show)
    quiet = [stage_words(standing, words, today), words.text(TIER_WORDS[standing.tier])]
    if not is_own:
        quiet.append(mentioned(standing.owner) if standing.owner else words.text("nobody yet"))
    yield context(" · ".join(quiet))


def _foot(answer: StagesList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.page.standings)
    turns = list(_turns(answer, last, words))
    if turns:
        yield divider()
        yield context(place_words(answer.offset, last, answer.page.shown, words))
        yield actions(*turns)


def _turns(answer: StagesList, last: int, words: Words) -> Iterable[Element]:
    asked = lifecycle_text(answer.wanted)
    if answer.offset:
        before = max(0, answer.offset - PAGE)
        yield button(words.text("Previous"), f"{Action.STAGES_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.page.shown:
        yield button(words.text("Next"), f"{Action.STAGES_PAGE}:next", value=f"{last} {asked}")


def _nothing(answer: StagesList, words: Words) -> str:
    if not answer.page.totals:
        said = words.text("There is no account here with a score, so there is no stage yet.")
        return nothing_here(said, answer.wanted.scope, words)
    if answer.wanted.stage and not answer.wanted.stuck:
        return words.text("No account is in this stage.")
    return words.text("Nobody is stuck. That is good news.")
