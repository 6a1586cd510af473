"""What is offered to whoever marked a message or mentioned us, and the form in which admins choose the emoji."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blocks.kit import (
    Block,
    FieldErrors,
    Message,
    Modal,
    actions,
    button,
    context,
    conversations_select,
    input_block,
    message,
    quotation,
    section,
    text_input,
)
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.feedback.emoji import LONGEST_NAME, MOST_CHANNELS, EmojiProblem

CHANNEL, EMOJI = "channel", "emoji"
SHOWN = 300
"""So many characters of the message stand in the offer; the form has all of it."""
WORDS, ABOVE = "words", "above"


def marked_offer(emoji: str, said: str, value: str, words: Words) -> Message:
    """`said` is the message in plain words, empty where it may not be read; `value` is what the button carries."""
    blocks = [section(words.text("You marked this message with :%(emoji)s:. Send it to product?", emoji=emoji))]
    blocks.append(quotation(said[:SHOWN]) if said else context(words.text(_UNREAD)))
    return message([*blocks, actions(_send(words.text("Send to product"), WORDS, value))])


def mention_offer(said: str, ways: Mapping[str, str], words: Words) -> Message:
    """`ways` are what the buttons carry: these words, the message above."""
    labels = {WORDS: words.text("Send these words"), ABOVE: words.text("Send the message above")}
    asked = section(words.text("Send it to product?"))
    buttons = [_send(labels[way], way, value) for way, value in ways.items()]
    return message([asked, quotation(said[:SHOWN]) if said else None, actions(*buttons)])


def what_a_mention_does(words: Words) -> Message:
    """For whoever only called our name."""
    return message(
        [section(words.text(_WHAT_A_MENTION_DOES)), context(words.text("`/cs help` lists everything else."))]
    )


def emoji_row(words: Words) -> Block:
    """In the settings of admins."""
    said = words.text("*An emoji that sends to product*\nIn channels where you choose one; nowhere until then.")
    return section(said, accessory=button(words.text("Choose…"), Action.CAPTURE_EMOJI))


def emoji_form(chosen: Mapping[str, str], words: Words) -> Modal:
    lines = [f"• <#{channel}> :{emoji}:" for channel, emoji in chosen.items()]
    now = "\n".join(lines) or words.text("No channel has one yet.")
    channel = conversations_select(CHANNEL, placeholder=words.text("Choose a channel"), most=1)
    channel["filter"] = {"include": ["public", "private"]}
    emoji = text_input(EMOJI, max_length=LONGEST_NAME, placeholder="bulb")
    off = words.text(
        "Empty: off in that channel. Who marks a message with it is asked whether to send it; nobody else sees that."
    )
    return Modal(
        View.CAPTURE_EMOJI,
        words.text("Emoji"),
        (
            section(now),
            input_block(CHANNEL, words.text("Channel"), channel),
            input_block(EMOJI, words.text("Name of the emoji, like bulb"), emoji, hint=off, optional=True),
        ),
        submit=words.text("Save"),
        close=words.text("Cancel"),
    )


def emoji_refused(problem: EmojiProblem, words: Words) -> FieldErrors:
    return FieldErrors({EMOJI: words.text(_PROBLEMS[problem], most=MOST_CHANNELS)})


def emoji_needs_us(words: Words) -> FieldErrors:
    return FieldErrors({CHANNEL: words.text("I am not in that channel. Invite me there first.")})


def _send(label: str, way: str, value: str) -> dict[str, object]:
    return button(label, f"{Action.FEEDBACK_POINTED}:{way}", value=value)


_UNREAD = marked("I may not read it here: the form opens without its words.")
_WHAT_A_MENTION_DOES = marked(
    "Mention me with what a customer asks for, or in the thread of what they wrote: I offer to send it to product. "
    "*Send to product* in the menu of a message does the same, and `/feedback` opens an empty form."
)
_PROBLEMS = {
    EmojiProblem.NO_NAME: marked("Write the name of one emoji, like bulb."),
    EmojiProblem.TOO_MANY: marked("At most %(most)s channels can have one. Turn one off first."),
}
