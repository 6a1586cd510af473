"""What customers would say of us: the figure with its margin, or counts where there are too few; and their words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.figures_refused import figures_refused
from bot.blocks.figures_words import CUT_WORDS, period_words
from bot.blocks.health_list import whose_accounts
from bot.blocks.health_words import TIER_WORDS
from bot.blocks.kit import (
    Block,
    Message,
    context,
    divider,
    header,
    message,
    one_line,
    quotation,
    section,
)
from bot.ids import Word
from bot.locale import Words
from domain.accounts import Tier
from domain.filter_words import HelpWanted, Scope
from domain.revenue.cuts import Cut
from domain.surveys.nps import NpsFigures
from domain.surveys.ports import Voice
from domain.surveys.promoters import FEWEST_ANSWERS
from domain.surveys.told import NpsAnswer, NpsAsked

MOST_VOICES = 5
MOST_WAITING = 8
MOST_GROUPS = 12
WORDS_SHOWN = 500


def nps_answer(answer: NpsAsked, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs` as this workspace calls it."""
    match answer:
        case NpsAnswer():
            return nps_page(answer, words, today)
        case HelpWanted():
            return _help(words, f"{command} {Word.NPS}")
        case _:
            return figures_refused(answer, words, word=Word.NPS, command=command)


def nps_page(answer: NpsAnswer, words: Words, today: date) -> Message:
    title = header(words.text("Would customers recommend us? (NPS)"))
    blocks: list[Block] = [title, section("\n".join(_head(answer, words, today)))]
    if answer.groups and answer.wanted.by:
        lines = [_group(value, figures, answer, words) for value, figures in answer.groups[:MOST_GROUPS]]
        blocks += [section("\n".join([f"*{words.text(CUT_WORDS[answer.wanted.by])}*", *lines]))]
    return message([*blocks, *_voices(answer, words, today), *_waiting(answer, words, today)])


def figure_words(figures: NpsFigures, words: Words) -> str:
    """Of few answers only counts: a figure would promise more than they hold."""
    counts = words.text(
        "🟢 promoters %(promoters)s · 🟡 passives %(passives)s · 🔴 detractors %(detractors)s",
        promoters=words.number(figures.promoters),
        passives=words.number(figures.passives),
        detractors=words.number(figures.detractors),
    )
    if not figures.has_figure:
        return counts
    score = words.text(
        "*%(score)s* ± %(margin)s", score=words.signed(figures.score, 1), margin=words.number(figures.margin, 1)
    )
    return f"{score} · {counts}"


def _head(answer: NpsAnswer, words: Words, today: date) -> Iterable[str]:
    wanted, figures = answer.wanted, answer.whole
    when = period_words(wanted.period, words) if wanted.period else words.text("the last 365 days")
    yield f"*{whose_accounts(wanted.scope or Scope.MINE, wanted.owner, words)}* · {when}"
    if not figures.answers:
        yield words.text("Nobody has answered yet. `/cs survey` keeps one answer; imports and survey tools bring many.")
        return
    yield figure_words(figures, words)
    if not figures.has_figure:
        fewest = words.number(FEWEST_ANSWERS)
        yield words.text(
            "Under %(fewest)s answers only counts are said: a figure would promise too much.", fewest=fewest
        )
    oldest = words.age((today - answer.oldest).days) if answer.oldest else ""
    latest = words.plural(
        "the latest answer of %(count)s person", "the latest answer of each of %(count)s people", figures.answers
    )
    yield words.text("%(latest)s, the oldest %(age)s", latest=latest, age=oldest)
    yield from _response(answer, words)


def _response(answer: NpsAnswer, words: Words) -> Iterable[str]:
    """Only where it is known who was asked."""
    if answer.asked:
        yield words.text(
            "%(answered)s of %(asked)s who were asked answered (%(share)s)",
            answered=words.number(answer.answered),
            asked=words.number(answer.asked),
            share=words.percent(answer.answered / answer.asked),
        )
    if answer.strays:
        yield "⚠️ " + words.plural(
            "%(count)s answer waits for its account: `/cs survey waiting`",
            "%(count)s answers wait for their accounts: `/cs survey waiting`",
            answer.strays,
        )


def _group(value: str | None, figures: NpsFigures, answer: NpsAnswer, words: Words) -> str:
    return f"{_called(value, answer, words)}: {figure_words(figures, words)}"


def _called(value: str | None, answer: NpsAnswer, words: Words) -> str:
    if value is None:
        return words.text("not known")
    if answer.wanted.by is Cut.TIER:
        return words.text(TIER_WORDS[Tier(value)])
    return one_line(answer.names.get(value, value) if answer.wanted.by is Cut.OWNER else value)


def _voices(answer: NpsAnswer, words: Words, today: date) -> Iterable[Block]:
    if not answer.detractors:
        return
    yield divider()
    shown = answer.detractors[:MOST_VOICES]
    yield section(words.text("*What those say who would not recommend us*"))
    for voice in shown:
        yield section(_voice(voice, words, today))
        if voice.words:
            yield quotation(" ".join(voice.words.split())[:WORDS_SHOWN])
    if rest := len(answer.detractors) - len(shown):
        yield context(words.plural("and %(count)s answer more", "and %(count)s answers more", rest))


def _voice(voice: Voice, words: Words, today: date) -> str:
    parts = [f"🔴 *{words.number(float(voice.score))}*", f"*{one_line(voice.name)}*"]
    parts += [one_line(voice.person)] if voice.person else []
    parts.append(words.age((today - voice.on).days))
    if not voice.words:
        parts.append(words.text("no words"))
    return " · ".join(parts)


def _waiting(answer: NpsAnswer, words: Words, today: date) -> Iterable[Block]:
    if not answer.waiting:
        return
    yield divider()
    lines = [
        f"{one_line(each.person) if each.person else words.text('somebody')} · {one_line(each.name)} · "
        + words.text("asked %(age)s", age=words.age((today - each.on).days))
        for each in answer.waiting[:MOST_WAITING]
    ]
    rest = len(answer.waiting) - len(lines)
    lines += [words.plural("and %(count)s person more", "and %(count)s people more", rest)] if rest else []
    yield section("\n".join([words.text("*Who has not answered*"), *lines]))


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("the answers of the last year")),
        ("quarter", words.text("a period: a month, a quarter, a year, two days")),
        ("year by tier", words.text("cut by tier, segment or owner")),
        ("team", words.text("those of your team; `all`, or a @person")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message([section(words.text("*NPS: whether customers would recommend us*")), section(lines)])
