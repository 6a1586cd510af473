"""Lists of accounts by health: the asker's worst five, and what a filter found, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_card import band_and_score, reason_words
from bot.blocks.health_facts import arr_words, renewal_words
from bot.blocks.health_words import BAND_ICONS, BAND_WORDS, STAGE_WORDS, TIER_WORDS, mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    external_select,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.pages import place_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.filter_words import Scope
from domain.health.model import Band
from domain.health.ports import StandingPage
from domain.health.standing import AccountStanding
from domain.health_answer import ListAnswer, WorstAnswer
from domain.health_question import ListWanted, question_text
from domain.permissions import Member

ROWS_ON_A_PAGE = 8


def worst_accounts(answer: WorstAnswer, words: Words, today: date, *, reader: Member, command: str) -> Message:
    """What `/health` alone answers: the worst five of the asker or the team, and a field to look up any other."""
    search = actions(account_search(words))
    if not answer.page.standings:
        nothing = words.text(
            "No scored account has you as its owner or cover. Look one up here, or ask `%(command)s all`.",
            command=command,
        )
        return message([section(nothing), *_not_scored(answer.page, words), search])
    whose = reader.slack_id if answer.scope is Scope.MINE else None
    rows = [_row(standing, words, today, whose) for standing in answer.page.standings]
    title = _worst_title(answer.scope, len(rows), words)
    return message([header(title), context(_head_line(answer.page, words)), *rows, search])


def account_list(answer: ListAnswer, words: Words, today: date, *, reader: Member) -> Message:
    """Most ARR at risk first, with the way to the pages before and after."""
    page, asked = answer.page, _asked_for(answer.wanted, words)
    if not page.standings:
        return message(
            [
                section(_nothing_for(answer.wanted, asked, words)),
                *_not_scored(page, words),
                actions(account_search(words)),
            ]
        )
    whose = answer.wanted.owner or (reader.slack_id if answer.wanted.scope is Scope.MINE else None)
    rows = [_row(standing, words, today, whose) for standing in page.standings]
    head = context(_head_line(page, words))
    return message([section(f"*{asked}*"), head, *rows, *_paging(answer, words)])


def _nothing_for(wanted: ListWanted, asked: str, words: Words) -> str:
    """Where no word narrows it down, none can be left out."""
    if wanted == ListWanted():
        return words.text("No account has a score yet. `moorline import` brings accounts in; then they are scored.")
    return words.text("No account fits: %(filters)s. Leave out a word, or look one up:", filters=asked)


def whose_accounts(scope: Scope, owner: str | None, words: Words) -> str:
    """The owner, where one is named, stands before the scope."""
    if owner:
        return words.text("Accounts of %(owner)s", owner=mentioned(owner))
    return words.text(_SCOPE_WORDS[scope])


def nothing_here(said: str, scope: Scope | None, words: Words) -> str:
    """What an empty list says; whoever has not asked for everybody's accounts hears how."""
    return said if scope is Scope.ALL else words.sentences(said, words.text("`all` shows everybody's."))


def account_search(words: Words) -> Element:
    """Looks up any account while its name is typed."""
    return external_select(Action.LOOK_UP_ACCOUNT, placeholder=words.text("Look up an account"))


def _worst_title(scope: Scope, count: int, words: Words) -> str:
    if scope is Scope.MINE:
        return words.plural("Your account that needs you most", "Your %(count)s accounts that need you most", count)
    return words.plural(
        "Your team's account that needs help most", "Your team's %(count)s accounts that need help most", count
    )


def _row(standing: AccountStanding, words: Words, today: date, whose: str | None) -> Block:
    """`whose`: the person whose list it is; None where it holds the accounts of many."""
    name = one_line(standing.name, 150)
    money = arr_words(standing, words)
    renewal = words.text("renewal %(renewal)s", renewal=renewal_words(standing, words, today))
    facts = " · ".join([money, renewal, *_owner(standing, words, whose)])
    text = f"{_score(standing, words)} · *{name}*\n{reason_words(standing, words)}\n{facts}"
    return section(text, accessory=_show(standing, words))


def _owner(standing: AccountStanding, words: Words, whose: str | None) -> Iterable[str]:
    """In somebody's own list only the owner of what is covered for another is news."""
    if whose is None or standing.owner != whose:
        yield mentioned(standing.owner) if standing.owner else words.text("nobody yet")


def _score(standing: AccountStanding, words: Words) -> str:
    return words.text("not scored yet") if standing.shown is None else band_and_score(standing, words)


def _show(standing: AccountStanding, words: Words) -> Element:
    account = str(standing.account)
    says = words.text("Show %(account)s", account=standing.name)
    return button(words.text("Show"), f"{Action.SHOW_HEALTH}:{account}", value=account, says=says)


def _head_line(page: StandingPage, words: Words) -> str:
    parts = [words.plural("%(count)s account", "%(count)s accounts", page.total)]
    parts += [
        f"{BAND_ICONS[band]} {words.text(BAND_WORDS[band])} {words.number(page.bands[band])}"
        for band in (Band.RED, Band.YELLOW, Band.GREEN, Band.GREY)
        if page.bands.get(band)
    ]
    return " · ".join([*parts, *_unscored(page, words)])


def _unscored(page: StandingPage, words: Words) -> Iterable[str]:
    if page.not_scored:
        yield words.plural("%(count)s not scored yet", "%(count)s not scored yet", page.not_scored)


def _not_scored(page: StandingPage, words: Words) -> list[Block]:
    return [context(said) for said in _unscored(page, words)]


def _paging(answer: ListAnswer, words: Words) -> list[Block]:
    last = answer.offset + len(answer.page.standings)
    if answer.offset == 0 and last >= answer.page.total:
        return []
    where = place_words(answer.offset, last, answer.page.total, words)
    turns = list(_turns(answer, last, words))
    return [context(where), *([actions(*turns)] if turns else [])]


def _turns(answer: ListAnswer, last: int, words: Words) -> Iterable[Element]:
    asked = question_text(answer.wanted)
    if answer.offset > 0:
        before = max(0, answer.offset - ROWS_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.LIST_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.page.total:
        yield button(words.text("Next"), f"{Action.LIST_PAGE}:next", value=f"{last} {asked}")


def _asked_for(wanted: ListWanted, words: Words) -> str:
    """The filters in words: accounts of @wei · high touch · Red."""
    parts = [
        whose_accounts(wanted.scope, wanted.owner, words),
        words.text(TIER_WORDS[wanted.tier]) if wanted.tier else "",
        words.text(STAGE_WORDS[wanted.stage]) if wanted.stage else "",
        words.text(BAND_WORDS[wanted.band]) if wanted.band else "",
    ]
    return " · ".join(part for part in parts if part)


_SCOPE_WORDS = {
    Scope.MINE: marked("Your accounts"),
    Scope.TEAM: marked("Your team's accounts"),
    Scope.ALL: marked("All accounts"),
}
