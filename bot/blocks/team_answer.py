"""`/cs team` in words: the sum of a team, or one person beside it; a section for each family of figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.blocks.figures_words import accounts_words, titled
from bot.blocks.kit import (
    OPTIONS_IN_A_SELECT,
    Block,
    Element,
    Message,
    Option,
    actions,
    button,
    context,
    fields,
    header,
    message,
    one_line,
    option,
    section,
    select,
)
from bot.blocks.team_notes import attention_words, team_notes
from bot.blocks.team_table import table_blocks, table_buttons
from bot.blocks.team_words import (
    FAMILY_WORDS,
    FIGURE_WORDS,
    change_words,
    figure_words,
    sample_words,
    shown_names,
)
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import Scope
from domain.teamwork.answer import TeamAnswer, TeamColumn
from domain.teamwork.figure import FAMILIES, Figure, FigureName
from domain.teamwork.policy import Family
from domain.teamwork.question import TeamWanted, team_text


def team_answer(answer: TeamAnswer, words: Words, *, offset: int = 0) -> Message:
    """`offset`: which person stands first where they stand side by side."""
    shown = answer.chosen or answer.whole
    body = table_blocks(answer, words, offset=offset) if answer.wanted.by_csm else _families(answer, shown, words)
    return message(
        [
            header(words.text("Team figures: %(period)s", period=_title(answer, words))),
            context(" · ".join(_asked_for(answer, words))),
            _who(answer, words),
            context(attention_words(answer, words)),
            *body,
            *(context(note) for note in team_notes(answer, words)),
            actions(*_buttons(answer, words, offset=offset)),
        ]
    )


def _title(answer: TeamAnswer, words: Words) -> str:
    return titled(answer.period, words, is_to_date=answer.is_to_date)


def _asked_for(answer: TeamAnswer, words: Words) -> Iterable[str]:
    yield _whose(answer, words)
    if answer.whole:
        yield words.plural("%(count)s person", "%(count)s people", len(answer.columns))
    counted = answer.whole or answer.chosen
    if counted:
        yield accounts_words(counted.accounts, words)
    yield words.text("amounts in %(currency)s", currency=answer.currency)


def _whose(answer: TeamAnswer, words: Words) -> str:
    if answer.whole is None:
        return words.text("Only your own figures")
    return words.text("Everybody") if answer.wanted.figures.scope is Scope.ALL else words.text("Your team")


def _who(answer: TeamAnswer, words: Words) -> Block:
    """Whose figures stand here, with a choice of the others."""
    chosen = answer.chosen
    if answer.wanted.by_csm:
        said = words.text("*Side by side*, by name")
    elif chosen is None:
        said = words.text("*The whole team*") if answer.columns else _nobody(answer, words)
    else:
        said = words.text(
            "*%(name)s* · %(accounts)s",
            name=person_words(chosen, answer, words),
            accounts=accounts_words(chosen.accounts, words),
        )
    return section(said, accessory=_choice(answer, words) if answer.whole and answer.columns else None)


def person_words(column: TeamColumn, answer: TeamAnswer, words: Words) -> str:
    if column.person is None:
        return words.text("Whole team")
    return one_line(answer.names.get(column.person, column.person), 60)


def _nobody(answer: TeamAnswer, words: Words) -> str:
    if answer.whole and answer.whole.accounts:
        return words.text("Nobody here holds accounts or has work yet. The accounts below have no owner among you.")
    return words.text("Nobody here holds accounts or has work yet. Give accounts an owner, and figures stand here.")


def _choice(answer: TeamAnswer, words: Words) -> Element:
    team = option(words.text("Whole team"), _asking(answer, None))
    people = [_person_option(column, answer, words) for column in answer.columns[: OPTIONS_IN_A_SELECT - 1]]
    chosen = answer.chosen
    initial = team if chosen is None else _person_option(chosen, answer, words)
    placeholder = words.text("Choose a person")
    return select(Action.TEAM_PERSON, [team, *people], placeholder=placeholder, initial=initial)


def _person_option(column: TeamColumn, answer: TeamAnswer, words: Words) -> Option:
    assert column.person, "the sum is no person"
    name = answer.names.get(column.person, column.person)
    return option(name, _asking(answer, column.person), accounts_words(column.accounts, words))


def _asking(answer: TeamAnswer, person: str | None) -> str:
    figures = replace(answer.wanted.figures, owner=person, called="")
    return team_text(TeamWanted(figures, whole=answer.wanted.whole))


def _families(answer: TeamAnswer, shown: TeamColumn | None, words: Words) -> Iterable[Block]:
    if shown is None:
        return
    beside = answer.whole if shown is not answer.whole else None
    for family, share in answer.policy.families:
        names = [name for name in shown_names(family, share, whole=answer.wanted.whole) if name in shown.figures]
        title = f"*{words.text(FAMILY_WORDS[family])}* · {words.percent(share / 100)}"
        more = _kept_back(family, names, shown, words)
        yield section(f"{title}{more}")
        yield fields([_field(shown.figures[name], beside, answer, words) for name in names])


def _kept_back(family: Family, names: list[FigureName], shown: TeamColumn, words: Words) -> str:
    rest = sum(name in shown.figures for name in FAMILIES[family]) - len(names)
    if not rest:
        return ""
    said = words.plural("%(count)s more behind “All figures”", "%(count)s more behind “All figures”", rest)
    return f" · _{said}_"


def _field(figure: Figure, beside: TeamColumn | None, answer: TeamAnswer, words: Words) -> str:
    currency = answer.currency
    lines = [f"*{words.text(FIGURE_WORDS[figure.name])}*", figure_words(figure, currency, words)]
    made_of = " · ".join(filter(None, (sample_words(figure, words), change_words(figure, currency, words))))
    if made_of:
        lines.append(f"_{made_of}_")
    if beside:
        team = beside.figures.get(figure.name)
        said = (figure_words(team, currency, words), sample_words(team, words)) if team else ("–",)
        lines.append(words.text("team: %(figure)s", figure=" · ".join(filter(None, said))))
    return "\n".join(lines)


def _buttons(answer: TeamAnswer, words: Words, *, offset: int) -> Iterable[Element]:
    wanted = answer.wanted
    if wanted.by_csm:
        yield from table_buttons(answer, words, offset=offset)
    if answer.whole:
        other = replace(wanted, by_csm=not wanted.by_csm)
        label = words.text("One at a time") if wanted.by_csm else words.text("Side by side")
        yield button(label, f"{Action.TEAM}:view", value=team_text(other), style="primary")
    label = words.text("First figures") if wanted.whole else words.text("All figures")
    yield button(label, f"{Action.TEAM}:whole", value=team_text(replace(wanted, whole=not wanted.whole)))
    yield button(words.text("Picture"), Action.TEAM_PICTURE, value=team_text(wanted))
    yield button(words.text("Export"), Action.EXPORT_TEAM, value=team_text(wanted))
