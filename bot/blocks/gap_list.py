"""Accounts where somebody is missing, page by page, most ARR first."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_list import whose_accounts
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
from bot.blocks.pages import place_words
from bot.blocks.people_words import gap_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.filter_words import Scope
from domain.people.answer import GapList, GapRow
from domain.people.gaps import Gap
from domain.people.question import gaps_text

ACCOUNTS_ON_A_PAGE = 8
_COUNTED = {
    Gap.NOBODY_KNOWN: marked("%(count)s without any contact"),
    Gap.NO_BUYER: marked("%(count)s without a buyer"),
    Gap.NO_CHAMPION: marked("%(count)s without a champion"),
    Gap.NOBODY_ENGAGED: marked("%(count)s where nobody was spoken with"),
    Gap.SINGLE_THREADED: marked("%(count)s single-threaded"),
    Gap.TOO_FEW_ENGAGED: marked("%(count)s where too few are spoken with"),
}


def gap_list(answer: GapList, words: Words) -> Message:
    title = header(words.text("Who is missing at accounts"))
    head = section("\n".join(_head(answer, words)))
    if not answer.rows:
        return message([title, head, section(_nothing(answer, words))])
    is_own = answer.wanted.person is None and answer.wanted.scope is Scope.MINE
    rows = [block for row in answer.rows for block in _row(row, answer, words, is_own=is_own)]
    return message([title, head, *rows, *_foot(answer, words)])


def _head(answer: GapList, words: Words) -> Iterable[str]:
    whose = whose_accounts(answer.wanted.scope or Scope.MINE, answer.wanted.person, words)
    said = words.text(
        "at %(count)s of %(accounts)s accounts somebody is missing",
        count=words.number(answer.total),
        accounts=words.number(answer.accounts),
    )
    yield f"*{whose}* · {said}"
    counted = ((_COUNTED[gap], answer.counts.get(gap, 0)) for gap in Gap)
    if counts := [words.text(said, count=words.number(count)) for said, count in counted if count]:
        yield " · ".join(counts)


def _row(row: GapRow, answer: GapList, words: Words, *, is_own: bool) -> Iterable[Block]:
    people = row.people
    arr = f" · {words.money(people.arr)}" if people.arr else ""
    gaps = [gap_words(gap, people.facts, row.needed, answer.engaged_days, words) for gap in row.gaps]
    show = button(
        words.text("People"),
        f"{Action.PEOPLE}:{people.account}",
        value=str(people.account),
        says=words.text("People: %(account)s", account=people.name),
    )
    yield section(f"*{one_line(people.name)}*{arr}\n⚠️ {' · '.join(gaps)}", accessory=show)
    quiet = [
        words.text(TIER_WORDS[people.tier]),
        words.plural("%(count)s contact", "%(count)s contacts", people.facts.contacts),
    ]
    if not is_own:
        quiet.append(mentioned(people.owner) if people.owner else words.text("nobody yet"))
    yield context(" · ".join(quiet))


def _foot(answer: GapList, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.rows)
    turns = list(_turns(answer, last, words))
    if turns:
        yield divider()
        yield context(place_words(answer.offset, last, answer.total, words))
        yield actions(*turns)


def _turns(answer: GapList, last: int, words: Words) -> Iterable[Element]:
    asked = gaps_text(answer.wanted)
    if answer.offset:
        before = max(0, answer.offset - ACCOUNTS_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.GAPS_PAGE}:previous", value=f"{before} {asked}")
    if last < answer.total:
        yield button(words.text("Next"), f"{Action.GAPS_PAGE}:next", value=f"{last} {asked}")


def _nothing(answer: GapList, words: Words) -> str:
    if answer.accounts:
        return words.text("Nobody is missing at any of them. That is good news.")
    return words.text("There is no account here. `all` looks at everybody's.")
