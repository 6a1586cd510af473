"""What of requests waits: whom to tell, what was asked back, what is to be decided, who asked and does not know yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.health_words import mentioned
from bot.blocks.home.paper import LONGEST_NAME, Paper
from bot.blocks.kit import Block, Element, Modal, actions, button, context, divider, escaped, one_line, section
from bot.blocks.request_buttons import request_buttons
from bot.blocks.request_words import called, demand_words, stands, sum_words
from bot.blocks.untold_report import age_words, told_button, whom_words
from bot.ids import Action, View
from bot.locale import Words
from domain.feedback.answer import RequestLook
from domain.feedback.queue import WaitingRequest
from domain.feedback.request import ProductArea, Request
from domain.feedback.telling import UntoldLine
from domain.home import ProductLook, WaitingLook
from domain.home_view import HomeList

MOST_AREAS = 8


def waiting_blocks(look: WaitingLook, paper: Paper) -> Iterable[Block]:
    words = paper.words
    if not (look.untold_total or look.questions_total):
        return
    yield divider()
    if look.untold_total:
        title = words.plural("*%(count)s customer to be told*", "*%(count)s customers to be told*", look.untold_total)
        yield from _untold(title, look.untold, look.untold_total, HomeList.UNTOLD, paper)
    if look.questions_total:
        yield section(
            words.plural(
                "*%(count)s question of product's waits for you*",
                "*%(count)s questions of product's wait for you*",
                look.questions_total,
            )
        )
        for request in look.questions:
            yield section(_question(request, paper), accessory=_answer(request, paper))
        yield from paper.turns(HomeList.QUESTIONS, look.questions_total)


def product_blocks(look: ProductLook, paper: Paper) -> Iterable[Block]:
    words = paper.words
    yield divider()
    yield section(_queue_title(look, words))
    for waiting in look.queue:
        yield section(_waiting(waiting, words), accessory=_triage(waiting, words))
    yield from paper.turns(HomeList.QUEUE, look.queue_total)
    if look.askers_total:
        title = words.plural(
            "*%(count)s customer who asked you has not been told yet*",
            "*%(count)s customers who asked you have not been told yet*",
            look.askers_total,
        )
        yield from _untold(title, look.askers, look.askers_total, HomeList.ASKERS, paper)
    yield context(_areas(look.areas, words))


def triage_page(look: RequestLook, words: Words) -> Modal:
    """One request with what may be done about it; `Take it` is answered on this page."""
    number = look.request.id
    buttons = [each for each in request_buttons(look, words) if not each["action_id"].endswith(":take")]
    if look.request.owner is None and not look.request.state.is_decided:
        value = f"{number} {look.request.version}"
        buttons.insert(0, button(words.text("Take it"), Action.HOME_TAKE, value=value, style="primary"))
    owner = [words.text("%(person)s decides", person=mentioned(look.request.owner))] if look.request.owner else []
    facts = " · ".join((stands(look.request, words), *demand_words(look, words), *owner))
    return Modal(
        View.HOME_TRIAGE,
        words.text("Decide"),
        (
            section(f"{called(look.request)}\n{facts}"),
            *([section(escaped(look.request.problem))] if look.request.problem else []),
            context(sum_words(look, words)),
            actions(*buttons),
        ),
        close=words.text("Close"),
        metadata=str(number),
    )


def _untold(title: str, lines: Sequence[UntoldLine], total: int, of: HomeList, paper: Paper) -> Iterable[Block]:
    yield section(title)
    for line in lines:
        yield section(_line(line, paper), accessory=told_button(line, paper.words, where=of))
    yield from paper.turns(of, total)


def _line(line: UntoldLine, paper: Paper) -> str:
    now, words = line.now, paper.words
    to = [] if line.to == paper.ask.reader.slack_id else [mentioned(line.to)]
    due = words.text("task for %(day)s", day=words.day(now.task.due_on))
    facts = " · ".join((age_words(line, words), *to, due))
    return f"*{whom_words(line, words)}* · *#{now.telling.request}* {one_line(now.title, LONGEST_NAME)}\n{facts}"


def _question(request: Request, paper: Paper) -> str:
    return f"{called(request)}\n{stands(request, paper.words)}"


def _answer(request: Request, paper: Paper) -> Element:
    number = str(request.id)
    says = paper.words.text("Answer: %(request)s", request=request.title)
    return button(paper.words.text("Answer…"), f"{Action.REQUEST_DETAIL}:{number}", value=number, says=says)


def _queue_title(look: ProductLook, words: Words) -> str:
    if not look.queue_total:
        return words.text("✓ Nothing waits: every request of yours is decided on.")
    title = words.plural(
        "*%(count)s request waits for your decision*", "*%(count)s requests wait for your decision*", look.queue_total
    )
    if not look.late:
        return title
    return f"{title} · {words.plural('⚠️ %(count)s late', '⚠️ %(count)s late', look.late)}"


def _waiting(waiting: WaitingRequest, words: Words) -> str:
    day, request = words.day(waiting.decide_by), waiting.look.request
    by = words.text("⚠️ was to be decided by %(day)s", day=day) if waiting.is_late else ""
    by = by or words.text("to be decided by %(day)s", day=day)
    facts = " · ".join((stands(request, words), by, *demand_words(waiting.look, words)))
    return f"{called(request)}\n{facts}"


def _triage(waiting: WaitingRequest, words: Words) -> Element:
    request = waiting.look.request
    says = words.text("Triage: %(request)s", request=request.title)
    return button(words.text("Triage"), f"{Action.HOME_TRIAGE}:{request.id}", value=str(request.id), says=says)


def _areas(areas: Sequence[ProductArea], words: Words) -> str:
    if not areas:
        return words.text("You decide on no product area yet: an admin says who does, with `/cs areas`.")
    named = [f"{one_line(area.name, LONGEST_NAME)} (<#{escaped(area.channel)}>)" for area in areas[:MOST_AREAS]]
    if len(areas) > MOST_AREAS:
        rest = len(areas) - MOST_AREAS
        named.append(words.plural("and %(count)s more", "and %(count)s more", rest))
    return words.text("You decide on: %(areas)s", areas=", ".join(named))
