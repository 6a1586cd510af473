"""The forms of requests: bringing one in, deciding on it, and where requests go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    conversations_select,
    external_select,
    header,
    input_block,
    message,
    multi_select,
    one_line,
    option,
    person_select,
    radio_buttons,
    section,
    select,
    text_input,
)
from bot.blocks.request_words import ASKER_WORDS, DECLINE_WORDS, IMPORTANCE_WORDS, called
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.answer import FeedbackOffer, FeedbackRefused, RequestLook
from domain.feedback.form import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    NEEDS_WORDS,
    DecisionField,
    FeedbackField,
    FeedbackProblem,
)
from domain.feedback.request import Asker, DeclineReason, Importance, ProductArea
from domain.feedback.states import RequestAction

YES = "yes"
NAME, CHANNEL, MANAGER, DEFAULT = "name", "channel", "manager", "default"
LONGEST_NOTE, LONGEST_NAME = 1500, 60


def feedback_form(offer: FeedbackOffer, words: Words, *, metadata: str) -> Modal:
    """`metadata` is the message it was opened on."""
    return Modal(
        View.FEEDBACK,
        words.text("Send to product"),
        tuple(_questions(offer, words)),
        submit=words.text("Send"),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def feedback_errors(refused: FeedbackRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_PROBLEMS[problem]) for field, problem in refused.problems.items()})


def decision_form(look: RequestLook, what: RequestAction, words: Words, *, metadata: str) -> Modal:
    """Declining needs a reason and words for whoever tells the customer."""
    blocks: list[Block] = [section(called(look.request))]
    if what is RequestAction.DECLINE:
        reasons = [option(words.text(DECLINE_WORDS[reason]), reason) for reason in DeclineReason]
        blocks.append(
            input_block(DecisionField.REASON, words.text("Why not?"), radio_buttons(DecisionField.REASON, reasons))
        )
    note = text_input(DecisionField.NOTE, multiline=True, max_length=LONGEST_NOTE)
    blocks.append(input_block(DecisionField.NOTE, words.text(_ASKED[what]), note, optional=what not in NEEDS_WORDS))
    return Modal(
        View.TRIAGE,
        words.text(_TITLES[what]),
        tuple(blocks),
        submit=words.text(_TITLES[what]),
        close=words.text("Cancel"),
        metadata=metadata,
    )


def decision_errors(gaps: Iterable[DecisionField], words: Words) -> FieldErrors:
    return FieldErrors({field.value: words.text(_GAPS[field]) for field in gaps})


def area_list(areas: Sequence[ProductArea], words: Words) -> Message:
    """Where requests go, for admins."""
    new = button(words.text("New area"), f"{Action.AREA}:new", value="0")
    if not areas:
        said = section(words.text("No area yet. Make the first one: requests go to its channel."))
        return message([header(words.text("Product areas")), said, actions(new)])
    rows = [section(_area(area, words), accessory=_change(area, words)) for area in areas]
    return message([header(words.text("Product areas")), *rows, actions(new)])


def area_form(area: ProductArea | None, words: Words) -> Modal:
    name = text_input(NAME, max_length=LONGEST_NAME, initial=area.name if area else "")
    channel = conversations_select(
        CHANNEL, placeholder=words.text("Choose a channel"), most=1, initial=[area.channel] if area else []
    )
    manager = person_select(MANAGER, placeholder=words.text("Choose a colleague"), initial=area.manager if area else "")
    chosen = option(words.text("Yes"), YES)
    default = multi_select(
        DEFAULT, [chosen], placeholder=words.text("No"), most=1, initial=[chosen] if area and area.is_default else []
    )
    return Modal(
        View.AREA,
        words.text("Product area"),
        (
            input_block(NAME, words.text("Name"), name),
            input_block(CHANNEL, words.text("Channel of its requests"), channel),
            input_block(MANAGER, words.text("Who decides on them"), manager),
            input_block(DEFAULT, words.text("Takes what nobody assigned"), default, optional=True),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
        metadata=str(area.id if area else 0),
    )


def area_saved(area: ProductArea, words: Words) -> Message:
    where = f"<#{area.channel}>"
    said = words.text("✓ Requests about *%(area)s* go to %(channel)s.", area=one_line(area.name), channel=where)
    hint = words.text("Invite me there with `/invite`, so that I may post.")
    return message([section(f"{said}\n{hint}")])


def _questions(offer: FeedbackOffer, words: Words) -> Iterable[Block]:
    form = offer.form
    title = text_input(FeedbackField.TITLE, max_length=LONGEST_TITLE, initial=form.title[:LONGEST_TITLE])
    yield input_block(FeedbackField.TITLE, words.text("What is asked for, in a line"), title)
    problem = text_input(FeedbackField.PROBLEM, multiline=True, max_length=LONGEST_TEXT)
    yield input_block(FeedbackField.PROBLEM, words.text("What are they trying to do?"), problem, optional=True)
    quote = text_input(FeedbackField.QUOTE, multiline=True, max_length=LONGEST_TEXT, initial=form.quote[:LONGEST_TEXT])
    yield input_block(FeedbackField.QUOTE, words.text("In their own words"), quote, optional=True)
    askers = [option(words.text(ASKER_WORDS[asker]), asker) for asker in Asker]
    chosen = radio_buttons(FeedbackField.ASKER, askers, initial=askers[0])
    yield input_block(FeedbackField.ASKER, words.text("Who asks for it?"), chosen)
    known = option(offer.account, form.account) if offer.account else None
    account = external_select(Action.FEEDBACK_ACCOUNT, placeholder=words.text("Type a name"), initial=known)
    yield input_block(FeedbackField.ACCOUNT, words.text("Account"), account, optional=True)
    yield _text(FeedbackField.PROSPECT, words.text("Prospect"))
    yield _text(FeedbackField.CONTACT, words.text("Who there?"))
    importance = [option(words.text(IMPORTANCE_WORDS[each]), each) for each in Importance]
    how = radio_buttons(FeedbackField.IMPORTANCE, importance, initial=importance[1])
    yield input_block(FeedbackField.IMPORTANCE, words.text("How much does it matter to them?"), how)
    yes = [option(words.text("Yes"), YES)]
    blocks = multi_select(FeedbackField.BLOCKS, yes, placeholder=words.text("No"), most=1)
    yield input_block(FeedbackField.BLOCKS, words.text("Does it block the renewal?"), blocks, optional=True)
    yield _text(FeedbackField.WORKAROUND, words.text("How do they get by today?"))
    areas = [option(area.name, str(area.id)) for area in offer.areas]
    first = next((each for each, area in zip(areas, offer.areas, strict=True) if area.is_default), areas[0])
    where = select(FeedbackField.AREA, areas, placeholder=words.text("Product area"), initial=first)
    yield input_block(FeedbackField.AREA, words.text("Product area"), where)


def _text(field: FeedbackField, label: str) -> Block:
    return input_block(field, label, text_input(field, max_length=LONGEST_TITLE), optional=True)


def _area(area: ProductArea, words: Words) -> str:
    said = f"*{one_line(area.name)}* · <#{area.channel}> · <@{area.manager}>"
    return f"{said} · {words.text('takes what nobody assigned')}" if area.is_default else said


def _change(area: ProductArea, words: Words) -> dict[str, object]:
    return button(words.text("Change"), f"{Action.AREA}:{area.id}", value=str(area.id))


_TITLES = {
    RequestAction.ACCEPT: marked("Accept"),
    RequestAction.DECLINE: marked("Decline"),
    RequestAction.ASK: marked("Ask for detail"),
    RequestAction.SHIP: marked("Shipped"),
}
_ASKED = {
    RequestAction.ACCEPT: marked("For when is it planned?"),
    RequestAction.DECLINE: marked("In words that the CSM can use"),
    RequestAction.ASK: marked("What do you need to know?"),
    RequestAction.SHIP: marked("What is there now, and where?"),
}
_GAPS = {
    DecisionField.REASON: marked("Choose why not."),
    DecisionField.NOTE: marked("Write it in words: whoever asked gets to read them."),
}
_PROBLEMS = {
    FeedbackProblem.EMPTY: marked("Write what is asked for."),
    FeedbackProblem.NO_ACCOUNT: marked("Choose the account that asks, or say that it is a prospect or one of us."),
    FeedbackProblem.NO_PROSPECT: marked("Write the name of the prospect."),
}
