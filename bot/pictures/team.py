"""The figures of a team in one picture: three charts a family, a row a person, the team last."""

from __future__ import annotations

from bot.blocks.figures_words import titled
from bot.blocks.team_words import told_figure
from bot.locale import Words
from bot.pictures.ink import Picture, drawn
from bot.pictures.team_charts import CHARTS, MOST_ROWS, team_png
from domain.teamwork.answer import TeamAnswer


def team_picture(answer: TeamAnswer, words: Words) -> Picture:
    title = words.text("Team figures: %(period)s", period=titled(answer.period, words, is_to_date=answer.is_to_date))
    return Picture(drawn(lambda: team_png(answer, words)), team_alt_text(answer, words), title)


def team_alt_text(answer: TeamAnswer, words: Words) -> str:
    """The figures of the team, and how many people stand beside it: theirs are too many for one text."""
    whole = answer.whole or next(iter(answer.columns), None)
    said = [
        words.plural(
            "Charts of four families of figures, a row for %(count)s person.",
            "Charts of four families of figures, a row for each of %(count)s people.",
            min(len(answer.columns), MOST_ROWS),
        )
    ]
    if whole:
        figures = [
            told_figure(whole.figures[name], answer.currency, words)
            for family, _ in answer.policy.families
            for name in CHARTS[family]
            if name in whole.figures
        ]
        named = words.text("Whole team") if answer.whole else words.text("Yours")
        said.append(words.text("%(name)s: %(figures)s.", name=named, figures="; ".join(figures)))
    return words.sentences(*said)
