"""What is said when a question about figures was not one, or was one too early."""

from __future__ import annotations

from bot.blocks.figures_words import period_words
from bot.blocks.kit import Message, actions, button, escaped, message, section, unescaped
from bot.ids import Action, Word
from bot.locale import Words
from domain.filter_words import HelpWanted, NotUnderstood
from domain.revenue.answer import FiguresRefused
from domain.revenue.question import NotBegun

LONGEST_MENDED = 1500


def figures_refused(answer: FiguresRefused, words: Words, *, word: Word, command: str) -> Message:
    """`command` is `/cs` as this workspace calls it; `word` the one that was asked."""
    match answer:
        case HelpWanted():
            return _help(words, word, command)
        case NotBegun(period):
            said = words.text(
                "%(period)s has not begun, so nothing can be said of it yet. "
                "`/renewals %(text)s` lists what is due in it.",
                period=period_words(period, words),
                text=period.text,
            )
            return message([section(said)])
        case NotUnderstood():
            return _not_understood(answer, words, word, command)


def _not_understood(answer: NotUnderstood, words: Words, word: Word, command: str) -> Message:
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if answer.mended and len(answer.mended) <= LONGEST_MENDED:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(answer.nearest, 150))
        label = words.text("Run %(words)s", words=f"{command} {word} {unescaped(answer.mended)}")
        run = button(label, Action.RUN_WORD, value=f"{word} {answer.mended}")
        return message([section(words.sentences(said, meant)), actions(run)])
    known = words.text(
        "I know periods (`2026`, `2026-Q3`, `2026-09`, `quarter`, `last quarter`, `year`, two dates), `me`, `team`, "
        "`all`, @people, `tier:`, `segment:`, `industry:`, `stars:`, `seller:` and `by` one of them."
    )
    return message([section(words.sentences(said, known))])


def _help(words: Words, word: Word, command: str) -> Message:
    lines = [
        ("2026-Q3", words.text("a quarter; `2026-09` is a month, `2026` a year, two dates anything else")),
        ("last quarter team", words.text("the last closed quarter of your team; also `me`, `all` and @people")),
        ("year by segment", words.text("this year, cut by segment; also tier, industry, stars, seller and owner")),
        ('tier:high segment:"mid market"', words.text("only some accounts")),
    ]
    if word is Word.RETENTION:
        lines.append(("2026 per line", words.text("product by product: a swap is churn and expansion")))
    else:
        lines.append(("year by age", words.text("by the years that accounts have been with us; also by reason")))
    return message([section("\n".join(f"`{command} {word} {typed}` – {meaning}" for typed, meaning in lines))])
