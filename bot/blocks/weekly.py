"""The week of a team, as a message: everything its picture shows stands in it in words, too."""

from __future__ import annotations

from bot.blocks.digest_parts import as_of_words, part
from bot.blocks.figures_words import accounts_words, period_words
from bot.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    context,
    header,
    image,
    message,
)
from bot.blocks.weekly_words import days_words, due_words, lost_words, retention_lines, team_words
from bot.ids import Action, Word
from bot.locale import Words
from domain.filter_words import Scope
from domain.weekly.week import Weekly


def weekly_message(weekly: Weekly, words: Words, *, scope: Scope, picture: str | None) -> Message:
    """`scope` is whose books it is of. `picture` is its file in Slack; None: it could not be brought there."""
    shown = image(slack_file=picture, alt_text=picture_shows(words)) if picture else context(_missing(words))
    before, after = _head(weekly, words), _body(weekly, words, scope)
    said = message([*before, *([] if picture else [shown]), *after])
    return Message(said.text, (*before, shown, *after))


def picture_shows(words: Words) -> str:
    """For whoever does not see it; the figures themselves follow in the same message."""
    return words.text(
        "Three charts of the figures below: renewals due this quarter by forecast, gross and net retention of this "
        "quarter beside the last, and churn by reason."
    )


def _head(weekly: Weekly, words: Words) -> tuple[Block, ...]:
    facts = (accounts_words(weekly.accounts, words), as_of_words(weekly.as_of, words))
    return header(words.text("Your team's week: %(days)s", days=days_words(weekly, words))), context(" · ".join(facts))


def _missing(words: Words) -> str:
    return words.text(
        "⚠️ The picture could not be brought to Slack. It would show what stands here in words: renewals by forecast, "
        "retention, and churn by reason."
    )


def _body(weekly: Weekly, words: Words, scope: Scope) -> tuple[Block, ...]:
    quarter, lost = period_words(weekly.now.period, words), weekly.lost
    days = words.text("%(first)s – %(last)s", first=words.day(lost.first), last=words.day(lost.last))
    return (
        part(words.text("Renewals due in %(period)s, by forecast", period=quarter), due_words(weekly.due, words)),
        part(words.text("Retention"), retention_lines(weekly, words)),
        part(words.text("Churn by reason, last 90 days (%(days)s)", days=days), lost_words(lost, words)),
        part(words.text("Your team in that week"), team_words(weekly.team, words)),
        actions(
            button(words.text("Retention"), f"{Action.RUN_WORD}:{Word.RETENTION}", value=f"{Word.RETENTION} {scope}"),
            button(words.text("Churn"), f"{Action.RUN_WORD}:{Word.CHURN}", value=f"{Word.CHURN} {scope}"),
            button(words.text("Settings"), Action.SETTINGS),
        ),
    )
