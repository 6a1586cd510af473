"""What may be done with a request, in the order of use: buttons for what is done most, the rest behind the dots.

Slack shows five entries behind dots: where there are more, the last of them opens a page with what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.blocks.kit import Element, Modal, actions, button, confirmation, option, overflow, section
from bot.blocks.request_words import called
from bot.blocks.tracker_card import may_be_pushed
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.request import RequestState
from domain.feedback.states import RequestAction, may_follow

BEHIND_DOTS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that may be done: what Slack sends back for it, and what stands on it."""

    action: str
    value: str
    label: str


def request_buttons(look: RequestLook, words: Words, *, in_queue: int | None = None) -> Sequence[Element]:
    """`in_queue` is where a list stands that is to be drawn again once somebody takes it."""
    if look.request.state is RequestState.DUPLICATE:
        return [_unmerge(look, words)]
    made = [_button(look, what, words, in_queue) for what in _BUTTONS[look.request.state] if _is_open(look, what)]
    rest = list(_rest(look, words))
    if len(rest) > BEHIND_DOTS:
        more = Way(Action.TRIAGE_MORE, _seen(look), words.text("More…"))
        rest = [*rest[: BEHIND_DOTS - 1], more]
    entries = [option(way.label, f"{way.action}:{way.value}") for way in rest]
    return [*made, overflow(f"{Action.ROW_MENU}:{look.request.id}", entries)]


def more_page(look: RequestLook, words: Words, *, may_decide: bool = True) -> Modal:
    """What the dots had no room for; of that, whoever decides nothing may only follow it."""
    ways = list(_rest(look, words))[BEHIND_DOTS - 1 :]
    if not may_decide:
        ways = [way for way in ways if way.action == Action.FOLLOW]
    made = [button(way.label, f"{way.action}:{place}", value=way.value) for place, way in enumerate(ways)]
    said = section(called(look.request))
    blocks = (said, actions(*made)) if made else (said,)
    return Modal(View.TRIAGE_MORE, words.text("More"), blocks, close=words.text("Close"))


def _rest(look: RequestLook, words: Words) -> Iterable[Way]:
    """Pushing comes first: pressed on the card, it knows the card's address."""
    if may_be_pushed(look):
        yield Way(Action.PUSH, str(look.request.id), words.text("Push to tracker…"))
    shown = _BUTTONS[look.request.state]
    for what, (action, label) in _MENU.items():
        if what not in shown and _is_open(look, what):
            value = f"{_seen(look)} {what}" if action is Action.TRIAGE else _seen(look)
            yield Way(action, value, words.text(label))
    if look.merged:
        yield Way(Action.UNMERGE, _seen(look), words.text("Un-merge…"))
    yield Way(Action.FOLLOW, str(look.request.id), words.text("Follow"))


def _button(look: RequestLook, what: RequestAction, words: Words, in_queue: int | None) -> Element:
    label = words.text(_MENU[what][1])
    if what is RequestAction.TAKE and in_queue is not None:
        return button(label, f"{Action.TRIAGE_TAKE}:{look.request.id}", value=f"{_seen(look)} {in_queue}")
    return button(label, f"{Action.TRIAGE}:{what}", value=f"{_seen(look)} {what}")


def _unmerge(look: RequestLook, words: Words) -> Element:
    sure = confirmation(
        title=words.text("Un-merge"),
        text=words.text("What came from it goes back to it; what was added since stays where it is."),
        confirm=words.text("Un-merge"),
        deny=words.text("Cancel"),
    )
    value = f"{look.request.id} {look.request.version}"
    return button(words.text("Un-merge"), Action.UNMERGE_ONE, value=value, confirm=sure)


def _is_open(look: RequestLook, what: RequestAction) -> bool:
    is_taken = what is RequestAction.TAKE and look.request.owner is not None
    return may_follow(look.request.state, what) and not is_taken


def _seen(look: RequestLook) -> str:
    return f"{look.request.id} {look.request.version}"


S, A = RequestState, RequestAction
_UNDECIDED = (A.TAKE, A.ACCEPT, A.DECLINE, A.ASK)
_BUTTONS = {
    S.NEW: _UNDECIDED,
    S.NEEDS_DETAIL: _UNDECIDED,
    S.UNDER_REVIEW: _UNDECIDED,
    S.PLANNED: (A.START, A.SHIP, A.ACCEPT, A.DECLINE),
    S.IN_PROGRESS: (A.SHIP, A.DECLINE),
    S.SHIPPED: (A.REOPEN,),
    S.DECLINED: (A.REOPEN, A.ACCEPT),
    S.WITHDRAWN: (A.REOPEN,),
}
_MENU = {
    A.TAKE: (Action.TRIAGE, marked("Take it")),
    A.ACCEPT: (Action.TRIAGE, marked("Accept…")),
    A.DECLINE: (Action.TRIAGE, marked("Decline…")),
    A.ASK: (Action.TRIAGE, marked("Ask for detail…")),
    A.START: (Action.TRIAGE, marked("In progress")),
    A.REOPEN: (Action.TRIAGE, marked("Open again")),
    A.MERGE: (Action.MERGE, marked("Merge…")),
    A.SNOOZE: (Action.SNOOZE_REQUEST, marked("Snooze…")),
    A.MOVE: (Action.MOVE_REQUEST, marked("Move…")),
    A.COMMENT: (Action.TRIAGE, marked("Comment…")),
    A.SHIP: (Action.TRIAGE, marked("Shipped…")),
    A.WITHDRAW: (Action.TRIAGE, marked("Withdraw…")),
}
"""What is there behind the dots, in this order, unless it is a button."""
