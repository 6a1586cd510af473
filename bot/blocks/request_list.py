"""`/cs requests`: a list page by page, with what adds up in it, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    escaped,
    header,
    message,
    one_line,
    section,
    unescaped,
)
from bot.blocks.pages import place_words
from bot.blocks.renewal_words import money_words
from bot.blocks.request_list_words import filter_words, order_words
from bot.blocks.request_words import (
    STATE_ICONS,
    STATE_WORDS,
    called,
    demand_words,
    formula_words,
    sum_words,
    told_words,
)
from bot.ids import Action, Command, Word
from bot.locale import Words
from domain.feedback.answer import RequestLook
from domain.feedback.list_answer import HelpOnRequests, ListedRequests, RequestWordUnknown
from domain.feedback.list_words import RequestScope
from domain.feedback.question import RequestsWanted, requests_text

ROWS_ON_A_PAGE = 8
LONGEST_MENDED = 1500
"""Of a question that stands on a button."""
MOST_AREAS = 12


def request_list(answer: ListedRequests, words: Words) -> Message:
    wanted = answer.wanted
    title = words.text("Requests you brought in") if wanted.is_mine else words.text("What customers ask for")
    if not answer.looks:
        return message([header(title), *_nothing(answer, words)])
    said = " · ".join(filter(None, [*filter_words(answer, words), order_words(wanted, words)]))
    head = [header(title), section(" · ".join(_sums(answer, words))), context(said)]
    rows = [_row(look, words) for look in answer.looks]
    return message([*head, divider(), *rows, *_foot(answer, words)])


def requests_help(answer: HelpOnRequests, words: Words, *, command: str = Command.CS) -> Message:
    """`command` is the slash command as this workspace calls it."""
    lines = [
        ("", words.text("open ones, the weightiest first")),
        ("12", words.text("that one, with everything that became of it")),
        (
            "must sort:due",
            words.text("filters and an order; also `blocking`, `prospects`, `sort:arr`, `accounts`, `age`, `newest`"),
        ),
        ("planned", words.text("by what became of them: `new`, `review`, `progress`, `shipped`, `declined`, `all`")),
        ("account:acme", words.text("what an account asks for; `@person` is who decides")),
        ("export excel", words.text("other words are looked for in titles and problems")),
    ]
    examples = [f"`{command} {Word.REQUESTS}{f' {example}' if example else ''}` – {line}" for example, line in lines]
    first = words.text("*What customers ask for, and how much it weighs*")
    return message([section("\n".join([first, *examples])), *_known_areas(answer.areas, words)])


def requests_unknown(answer: RequestWordUnknown, words: Words, *, command: str = Command.CS) -> Message:
    found = answer.found
    said = words.text("I do not understand “%(word)s”.", word=escaped(found.word, 80))
    if found.nearest and len(found.mended) <= LONGEST_MENDED:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(found.nearest, 150))
        label = words.text("Run %(words)s", words=f"{command} {Word.REQUESTS} {unescaped(found.mended)}")
        run = button(label, f"{Action.REQUESTS_PAGE}:mended", value=f"0 {found.mended}")
        return message([section(words.sentences(said, meant)), actions(run)])
    example = words.text(
        "For example: `%(example)s`. `%(help)s` says what else I know.",
        example=f"{command} {Word.REQUESTS} must planned sort:due",
        help=f"{command} {Word.REQUESTS} help",
    )
    return message([section(words.sentences(said, example)), *_known_areas(answer.areas, words)])


def _known_areas(areas: Sequence[str], words: Words) -> list[Block]:
    if not areas:
        return []
    named = words.text("; ").join(one_line(area, 60) for area in areas[:MOST_AREAS])
    return [context(words.text("Product areas here: %(areas)s", areas=named))]


def _sums(answer: ListedRequests, words: Words) -> Iterable[str]:
    """Of all pages together; each account once."""
    sums = answer.sums
    yield words.plural("*%(count)s request*", "*%(count)s requests*", answer.total)
    yield words.plural("%(count)s account", "%(count)s accounts", sums.accounts)
    if answer.arr:
        yield words.text("%(arr)s ARR", arr=money_words(answer.arr, words))
    if sums.must:
        yield words.plural("must have for %(count)s account", "must have for %(count)s accounts", sums.must)
    if sums.blocks:
        yield words.plural("⛔ blocks %(count)s renewal", "⛔ blocks %(count)s renewals", sums.blocks)


def _row(look: RequestLook, words: Words) -> Block:
    request = look.request
    state = f"{STATE_ICONS[request.state]} {words.text(STATE_WORDS[request.state])}"
    facts = [state, one_line(look.area.name, 60), words.text("asked %(day)s", day=words.day(request.at.date()))]
    if request.owner:
        facts.append(mentioned(request.owner))
    if look.telling:
        facts.append(told_words(look.telling, words))
    lines = (called(request), " · ".join(facts), " · ".join(demand_words(look, words)), sum_words(look, words))
    show = button(
        words.text("Show"),
        f"{Action.REQUEST}:{request.id}",
        value=str(request.id),
        says=words.text("Show request #%(number)s", number=request.id),
    )
    return section("\n".join(lines), accessory=show)


def _foot(answer: ListedRequests, words: Words) -> Iterable[Block]:
    last = answer.offset + len(answer.looks)
    notes = []
    if answer.offset or last < answer.total:
        notes.append(place_words(answer.offset, last, answer.total, words))
    notes.append(formula_words(answer.looks[0], words))
    if said := " · ".join(filter(None, notes)):
        yield context(said)
    yield actions(*_turns(answer, words, last))


def _turns(answer: ListedRequests, words: Words, last: int) -> Iterable[Element]:
    if answer.offset:
        yield _list_button(words.text("Previous"), answer.wanted, "previous", max(0, answer.offset - ROWS_ON_A_PAGE))
    if last < answer.total:
        yield _list_button(words.text("Next"), answer.wanted, "next", last)
    yield button(words.text("Export"), Action.EXPORT_REQUESTS, value=requests_text(answer.wanted))


def _list_button(label: str, wanted: RequestsWanted, name: str, offset: int = 0) -> Element:
    return button(label, f"{Action.REQUESTS_PAGE}:{name}", value=f"{offset} {requests_text(wanted)}".rstrip())


def _nothing(answer: ListedRequests, words: Words) -> Iterable[Block]:
    """Why there is none, and the next step."""
    wanted = answer.wanted
    bare = RequestsWanted(scope=wanted.scope, is_mine=wanted.is_mine)
    if wanted.search:
        yield section(words.text("No request says anything like “%(words)s”.", words=escaped(wanted.search, 150)))
    elif wanted == bare:
        yield section(_none_yet(wanted, words))
    else:
        yield section(words.text("No request fits: %(filters)s.", filters=" · ".join(filter_words(answer, words))))
    if ways := list(_ways_on(wanted, bare, words)):
        yield actions(*ways)


def _none_yet(wanted: RequestsWanted, words: Words) -> str:
    if wanted.is_mine:
        return words.text("You brought nothing in yet. `/feedback` does, or *Send to product* on a message.")
    if wanted.scope is RequestScope.OPEN:
        return words.text("Nothing is open. `/feedback` brings something in, or *Send to product* on a message.")
    return words.text("There is none of them yet.")


def _ways_on(wanted: RequestsWanted, bare: RequestsWanted, words: Words) -> Iterable[Element]:
    if wanted != bare:
        yield _list_button(words.text("Without filters"), bare, "bare")
    if wanted.scope is not RequestScope.ALL:
        anything = replace(wanted, scope=RequestScope.ALL)
        yield _list_button(words.text("Whatever became of them"), anything, "all")
