"""What is said when a question about figures was not one, or was one too early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.blocks.figures_words import period_words
from bot.blocks.health_list import whose_accounts
from bot.blocks.kit import Element, Message, actions, button, escaped, message, one_line, section, unescaped
from bot.ids import Action, Word
from bot.locale import Words
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.revenue.answer import FiguresRefused, NobodyFits
from domain.revenue.cuts import Cut
from domain.revenue.movements import Grain
from domain.revenue.question import FiguresWanted, NotBegun, OfAnotherCommand, figures_text

LONGEST_MENDED = 1500
MOST_VALUES = 8


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
        case OfAnotherCommand(wanted):
            return _of_another(wanted, words, word, command)
        case NobodyFits():
            return message([section("\n".join(_nobody(answer, words, f"{command} {word}")))])
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
        "I know periods (`2026`, `2026-Q3`, `2026-09`, `quarter`, `last quarter`, `ytd`, `last 12 months`, two dates), "
        "`me`, `team`, "
        "`all`, @people, `tier:`, `segment:`, `industry:`, `stars:`, `seller:` and `by` one of them."
    )
    return message([section(words.sentences(said, known))])


def _of_another(wanted: FiguresWanted, words: Words, word: Word, command: str) -> Message:
    """What this command knows, which one has the other, and the question as either would take it."""
    if word is Word.CHURN:
        said = words.text(
            "`per line` does not apply to `%(command)s churn`, which counts accounts. `%(command)s retention` has "
            "figures product by product.",
            command=command,
        )
        here = replace(wanted, grain=Grain.ACCOUNT)
        return message([section(said), actions(_run(word, here, words, command))])
    said = words.text(
        "`%(command)s retention` is cut by `tier`, `segment`, `industry`, `stars`, `seller` or `owner`. Only "
        "`%(command)s churn` is cut by `%(cut)s`.",
        command=command,
        cut=wanted.by,
    )
    there = replace(wanted, grain=Grain.ACCOUNT)
    return message([section(said), actions(_run(Word.CHURN, there, words, command))])


def _run(word: Word, wanted: FiguresWanted, words: Words, command: str) -> Element:
    text = f"{word} {figures_text(wanted)}".strip()
    return button(words.text("Run %(words)s", words=f"{command} {unescaped(text)}"), Action.RUN_WORD, value=text)


def _nobody(answer: NobodyFits, words: Words, command: str) -> Iterable[str]:
    """Which values there are; where the people have no account at all, how to ask about everybody's."""
    wanted = answer.wanted
    whose = whose_accounts(wanted.scope or Scope.ALL, wanted.owner, words)
    filters = [_typed(cut, value) for cut, value in wanted.only.items()]
    yield words.text("No account fits: %(asked)s.", asked=" · ".join([whose, *filters]))
    for cut, values in answer.known.items():
        yield _known(cut, values, answer.names, words)
    if wanted.scope is not Scope.ALL or wanted.owner:
        yield words.text("`%(command)s all` is about everybody's accounts.", command=command)


def _known(cut: Cut, values: Sequence[str], names: Mapping[str, str], words: Words) -> str:
    if not values:
        return words.text("The book says `%(filter)s:` of none of these accounts.", filter=cut.value)
    shown = [
        words.text("%(typed)s (%(name)s)", typed=_typed(cut, value), name=one_line(names[value], 80))
        if value in names
        else _typed(cut, value)
        for value in values[:MOST_VALUES]
    ]
    if (rest := len(values) - MOST_VALUES) > 0:
        shown.append(words.plural("and %(count)s more", "and %(count)s more", rest))
    return words.text("There are %(values)s.", values=words.text(", ").join(shown))


def _typed(cut: Cut, value: str) -> str:
    """As it is typed, in letters of a machine; a backtick would end those."""
    shown = one_line(value, 80).replace("`", "'")
    return f'`{cut.value}:"{shown}"`' if " " in shown else f"`{cut.value}:{shown}`"


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
