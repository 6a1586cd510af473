"""The week of a team in one picture: renewals by forecast, retention of two quarters, churn by reason."""

from __future__ import annotations

from bot.blocks.weekly import picture_shows
from bot.blocks.weekly_words import days_words
from bot.locale import Words
from bot.pictures.ink import Picture, drawn
from bot.pictures.week_charts import week_png
from domain.weekly.week import Weekly


def weekly_picture(weekly: Weekly, words: Words) -> Picture:
    png = drawn(lambda: week_png(weekly, words))
    title = words.text("Your team's week: %(days)s", days=days_words(weekly, words))
    return Picture(png, picture_shows(words), title)
