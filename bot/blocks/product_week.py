"""The week of requests as a message, for who decides on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.digest_parts import as_of_words, part
from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Message, actions, button, context, header, message, one_line, section
from bot.blocks.renewal_words import money_words
from bot.blocks.request_words import STATE_ICONS, STATE_WORDS, points_words
from bot.ids import Action, Word
from bot.locale import Words, marked
from domain.accounts import Money
from domain.product_weeks.week import Lines, Mover, ProductWeek, RequestLine

LONGEST_SHOWN = 90


def product_week_message(week: ProductWeek, words: Words) -> Message:
    buttons = actions(
        button(words.text("Show requests"), f"{Action.RUN_WORD}:{Word.REQUESTS}", value=str(Word.REQUESTS)),
        button(words.text("Settings"), Action.SETTINGS),
    )
    return message([header(words.text("Your week of requests")), *_head(week, words), *_parts(week, words), buttons])


def _head(week: ProductWeek, words: Words) -> Iterable[Block]:
    facts = [words.plural("%(count)s open", "%(count)s open", week.open)]
    facts.append(words.plural("%(count)s account", "%(count)s accounts", week.accounts))
    if week.arr:
        facts.append(words.text("%(arr)s ARR", arr=money_words(week.arr, words)))
    yield section(" · ".join(facts))
    since = words.text("since %(day)s", day=words.day(week.since.date()))
    areas = [one_line(area, 60) for area in week.areas] or [words.text("all product areas")]
    yield context(" · ".join([words.text(", ").join(areas), since, as_of_words(week.as_of, words)]))


def _parts(week: ProductWeek, words: Words) -> Iterable[Block]:
    yield from _listed(words.plural("%(count)s new", "%(count)s new", week.new.count), week.new, week, words)
    decided = words.plural("%(count)s decided", "%(count)s decided", week.decided.count)
    yield from _listed(decided, week.decided, week, words)
    yield from _listed(
        words.plural("%(count)s shipped", "%(count)s shipped", week.shipped.count), week.shipped, week, words
    )
    late = words.plural(
        "%(count)s is late for a first decision",
        "%(count)s are late for a first decision",
        week.late.count,
    )
    yield from _listed(f"⏳ {late}", week.late, week, words, waits=True)
    if week.movers:
        yield part(words.text("Weigh otherwise than last time"), [_mover(each, words) for each in week.movers])
    if week.top:
        yield part(words.text("The weightiest now"), [_line(each, week, words) for each in week.top])
    if not week.has_news:
        yield context(words.text("Nothing else happened, so this would not have been sent by itself."))


def _listed(title: str, lines: Lines, week: ProductWeek, words: Words, *, waits: bool = False) -> Sequence[Block]:
    if not lines.count:
        return []
    said = [_line(line, week, words, waits=waits) for line in lines.shown]
    if (more := lines.count - len(lines.shown)) > 0:
        said.append(words.plural("and %(count)s more", "and %(count)s more", more))
    return [part(title, said)]


def _line(line: RequestLine, week: ProductWeek, words: Words, *, waits: bool = False) -> str:
    return f"• {STATE_ICONS[line.state]} {_called(line)} · {' · '.join(_facts(line, week, words, waits=waits))}"


def _facts(line: RequestLine, week: ProductWeek, words: Words, *, waits: bool) -> Iterable[str]:
    if line.by:
        state = words.text(STATE_WORDS[line.state])
        yield words.text("%(state)s, by %(person)s", state=state, person=mentioned(line.by))
    if waits:
        yield words.plural("waits for %(count)s day", "waits for %(count)s days", line.waited)
    yield words.plural("%(count)s account", "%(count)s accounts", line.accounts)
    for message_, minor in ((_ARR, line.arr), (_DUE, line.due_90), (_RED, line.red)):
        if minor:
            yield words.text(message_, arr=words.short_money(Money(minor, week.currency)))
    if line.blocks:
        yield words.plural("⛔ blocks %(count)s renewal", "⛔ blocks %(count)s renewals", line.blocks)
    yield words.text("weight %(points)s", points=points_words(line.points, words))


def _mover(mover: Mover, words: Words) -> str:
    arrow = "▲" if mover.line.points > mover.before else "▼"
    before, now = points_words(mover.before, words), points_words(mover.line.points, words)
    return f"• {arrow} {_called(mover.line)}: {before} → *{now}*"


def _called(line: RequestLine) -> str:
    return f"*#{line.number}* {one_line(line.title, LONGEST_SHOWN)}"


_ARR = marked("%(arr)s ARR")
_DUE = marked("%(arr)s renews within 90 days")
_RED = marked("%(arr)s red")
