"""A book of business by band, with what it adds up to; a press on a band lists its accounts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_card import band_and_score
from bot.blocks.health_facts import arr_words, renewal_words
from bot.blocks.health_words import BAND_ICONS, BAND_WORDS
from bot.blocks.home.paper import LONGEST_NAME, Paper
from bot.blocks.kit import Block, Element, actions, button, divider, one_line, section
from bot.blocks.renewal_words import money_words
from bot.ids import Action
from domain.health.model import Band
from domain.health.standing import AccountStanding
from domain.home import BandGroup, BookLook
from domain.home_view import HomeList


def book_blocks(look: BookLook, paper: Paper) -> Iterable[Block]:
    words = paper.words
    yield divider()
    title = words.text("*Your book*") if paper.ask.is_own else words.text("*The book*")
    if not look.accounts:
        none = words.text("No account has you as its owner or cover yet.")
        yield section(f"{title}\n{none if paper.ask.is_own else words.text('There is no account here yet.')}")
        return
    yield section("\n".join((_head(title, look, paper), *(_line(*each, paper) for each in look.bands.items()))))
    pressed = [_band_button(band, group, paper) for band, group in look.bands.items() if band]
    if pressed:
        yield actions(*pressed)
    if look.opened:
        for standing in look.opened.standings:
            yield section(_row(standing, paper), accessory=_why(standing, paper))
        yield from paper.turns(HomeList.BAND, look.opened.total)


def _head(title: str, look: BookLook, paper: Paper) -> str:
    count = paper.words.plural("%(count)s account", "%(count)s accounts", look.accounts)
    arr = [paper.words.text("%(arr)s ARR", arr=money_words(look.arr, paper.words))] if look.arr else []
    return " · ".join((title, count, *arr))


def _line(band: Band | None, group: BandGroup, paper: Paper) -> str:
    words = paper.words
    if band is None:
        return words.plural("%(count)s not scored yet", "%(count)s not scored yet", group.accounts)
    count = words.number(group.accounts)
    said = words.text(
        "%(icon)s %(colour)s: *%(count)s*", icon=BAND_ICONS[band], colour=words.text(BAND_WORDS[band]), count=count
    )
    return f"{said} · {money_words(group.arr, words)}" if group.arr else said


def _band_button(band: Band, group: BandGroup, paper: Paper) -> Element:
    words = paper.words
    label = f"{BAND_ICONS[band]} {words.text(BAND_WORDS[band])} {words.number(group.accounts)}"
    is_open = paper.ask.view.band is band
    return button(
        f"{label} ▴" if is_open else label,
        f"{Action.HOME_BAND}:{band}",
        value=band,
        style="primary" if is_open else None,
    )


def _row(standing: AccountStanding, paper: Paper) -> str:
    words = paper.words
    score = words.text("not scored yet") if standing.shown is None else band_and_score(standing, words)
    renewal = words.text("renewal %(renewal)s", renewal=renewal_words(standing, words, paper.today))
    facts = (arr_words(standing, words), renewal, *paper.owner(standing.owner))
    return f"{score} · *{one_line(standing.name, LONGEST_NAME)}*\n{' · '.join(facts)}"


def _why(standing: AccountStanding, paper: Paper) -> Element:
    account = str(standing.account)
    says = paper.words.text("Why: %(account)s", account=standing.name)
    return button(paper.words.text("Why?"), f"{Action.WHY}:band:{account}", value=account, says=says)
