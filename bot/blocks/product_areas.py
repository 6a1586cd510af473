"""Where requests go: the product areas as admins list and set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks.kit import (
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    conversations_select,
    header,
    input_block,
    message,
    multi_select,
    one_line,
    option,
    person_select,
    section,
    text_input,
)
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.channel_digests import RefusedChannel
from domain.feedback.areas import AreaField, AreaProblem
from domain.feedback.request import ProductArea
from domain.sharing import SharingRefusal

YES = "yes"
NAME, CHANNEL, MANAGER, DEFAULT = "name", "channel", "manager", "default"
LONGEST_NAME = 60


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
    return message([section(said)])


def area_errors(problems: Mapping[AreaField, AreaProblem | RefusedChannel], words: Words) -> FieldErrors:
    """In plain text, as errors of fields are."""
    return FieldErrors(
        {
            field.value: channel_refused(problem, words)
            if isinstance(problem, RefusedChannel)
            else words.text(_PROBLEMS[problem])
            for field, problem in problems.items()
        }
    )


def channel_refused(refused: RefusedChannel, words: Words) -> str:
    """Why requests cannot be discussed there; a channel that hides itself from the bot hides its name, too."""
    audience = refused.audience
    name = words.text("that channel") if audience.name == audience.channel else f"#{audience.name}"
    return words.text(_REFUSALS[refused.refusal], channel=name)


def _area(area: ProductArea, words: Words) -> str:
    said = f"*{one_line(area.name)}* · <#{area.channel}> · <@{area.manager}>"
    return f"{said} · {words.text('takes what nobody assigned')}" if area.is_default else said


def _change(area: ProductArea, words: Words) -> dict[str, object]:
    return button(words.text("Change"), f"{Action.AREA}:{area.id}", value=str(area.id))


_PROBLEMS = {
    AreaProblem.NO_NAME: marked("Write a name that can be seen."),
    AreaProblem.NAME_TAKEN: marked("There is an area of that name already: choose another name, or change that one."),
    AreaProblem.NO_CHANNEL: marked("Choose a channel."),
    AreaProblem.NO_MANAGER: marked("Choose who decides on them."),
    AreaProblem.MAY_NOT_DECIDE: marked(
        "They may not decide on requests. `moorline member add U… --role product` gives them the role."
    ),
}
_REFUSALS = {
    SharingRefusal.OUTSIDERS: marked("People from outside the company read %(channel)s, or are invited to."),
    SharingRefusal.GUESTS: marked("Guests read %(channel)s: requests name accounts and their ARR."),
    SharingRefusal.NOT_IN_CHANNEL: marked("I am not in %(channel)s. Type /invite there first."),
    SharingRefusal.UNKNOWN: marked("I could not find out who reads %(channel)s. Choose a smaller one."),
    SharingRefusal.NOBODY_ELSE: marked("That is no channel: others are to read the requests, too."),
}
