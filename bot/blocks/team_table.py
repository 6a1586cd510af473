"""Everybody side by side: for each family a line a person, by name, and the team last; some people a page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import accounts_words
from bot.blocks.kit import Block, Element, button, context, one_line, section
from bot.blocks.pages import place_words
from bot.blocks.team_words import FAMILY_WORDS, says_something, short_figure, shown_names
from bot.ids import Action
from bot.locale import Words
from domain.teamwork.answer import TeamAnswer, TeamColumn
from domain.teamwork.figure import MAIN_FIGURES, FigureName
from domain.teamwork.question import team_text

PEOPLE_ON_A_PAGE = 10
LONGEST_NAME = 40
LONGEST_SECTION = 2800


def table_blocks(answer: TeamAnswer, words: Words, *, offset: int) -> Iterable[Block]:
    offset = _place(offset, answer)
    people = answer.columns[offset : offset + PEOPLE_ON_A_PAGE]
    if len(people) < len(answer.columns):
        yield context(place_words(offset, offset + len(people), len(answer.columns), words))
    for family, share in answer.policy.families:
        names = shown_names(family, share, whole=answer.wanted.whole)[: None if answer.wanted.whole else MAIN_FIGURES]
        yield section(f"*{words.text(FAMILY_WORDS[family])}* · {words.percent(share / 100)}")
        lines = [_line(column, names, answer, words) for column in people]
        if answer.whole:
            lines.append(_line(answer.whole, names, answer, words))
        yield from (section("\n".join(some)) for some in _fitting(lines))


def table_buttons(answer: TeamAnswer, words: Words, *, offset: int) -> Iterable[Element]:
    asked, offset = team_text(answer.wanted), _place(offset, answer)
    if offset > 0:
        before = max(0, offset - PEOPLE_ON_A_PAGE)
        yield button(words.text("Previous"), f"{Action.TEAM_PAGE}:previous", value=f"{before} {asked}")
    if offset + PEOPLE_ON_A_PAGE < len(answer.columns):
        yield button(words.text("Next"), f"{Action.TEAM_PAGE}:next", value=f"{offset + PEOPLE_ON_A_PAGE} {asked}")


def _place(offset: int, answer: TeamAnswer) -> int:
    return min(offset, max(0, (len(answer.columns) - 1) // PEOPLE_ON_A_PAGE * PEOPLE_ON_A_PAGE))


def _line(column: TeamColumn, names: Iterable[FigureName], answer: TeamAnswer, words: Words) -> str:
    """What nothing can be said of is left out."""
    figures = (column.figures[name] for name in names if name in column.figures)
    said = [short_figure(figure, answer.currency, words) for figure in figures if says_something(figure)]
    person = column.person
    name = one_line(answer.names.get(person, person), LONGEST_NAME) if person else words.text("Whole team")
    return f"• *{name}* ({accounts_words(column.accounts, words)}): {' · '.join(said) or '–'}"


def _fitting(lines: list[str]) -> Iterable[list[str]]:
    """As many lines as a section takes."""
    some: list[str] = []
    for line in lines:
        if some and sum(map(len, some)) + len(some) + len(line) > LONGEST_SECTION:
            yield some
            some = []
        some.append(line)
    yield some
