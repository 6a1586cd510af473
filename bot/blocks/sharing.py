"""Sharing a card: who would read it, the question, why not, and the post itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.blocks.health_card import card_blocks
from bot.blocks.kit import Block, Message, Modal, context, message, one_line, section
from bot.ids import View
from bot.locale import Words, marked
from domain.health.standing import AccountStanding
from domain.health_answer import UNREAD, Reading
from domain.sharing import Audience, SharingRefusal

NAMES_SHOWN = 5


def share_question(standing: AccountStanding, audience: Audience, words: Words) -> Modal:
    """Names who will read it before anything is posted."""
    blocks = (
        section(f"*{_place(audience)}*\n" + "\n".join(_readers(audience, words))),
        section(
            words.text(
                "The card of *%(account)s* will be posted there with its ARR and its reasons. Everyone who reads the "
                "channel, now or later, can see it. That you shared it is recorded.",
                account=one_line(standing.name),
            )
        ),
    )
    return Modal(
        View.SHARE,
        words.text("Share this card?"),
        blocks,
        submit=words.text("Post it"),
        close=words.text("Cancel"),
        metadata=f"{standing.account} {audience.channel}",
    )


def share_refused(audience: Audience, refusal: SharingRefusal, words: Words, *, bot: str) -> Modal:
    """Why it is not posted there, and what can be done instead."""
    said = words.text(_REFUSALS[refusal], channel=_place(audience), invite=f"`/invite @{one_line(bot)}`")
    blocks: list[Block] = [section(said)]
    if who := _named([*audience.outsiders, *audience.guests], words):
        blocks.append(context(who))
    return Modal(View.SHARE, words.text("Not shared"), tuple(blocks), close=words.text("Close"))


def shared_notice(audience: Audience, words: Words) -> Modal:
    said = words.text("Posted in %(channel)s.", channel=f"*{_place(audience)}*")
    return Modal(View.SHARE, words.text("Shared"), (section(said),), close=words.text("Close"))


def shared_card(
    standing: AccountStanding,
    words: Words,
    *,
    by: str,
    names: Mapping[str, str],
    today: date,
    reading: Reading = UNREAD,
) -> Message:
    """For many readers: people by name, so that nobody is called; `by` is the name of who shared it."""

    def named(person: str) -> str:
        return one_line(names.get(person, person), 80)

    shared = context(words.text("Shared by %(person)s", person=one_line(by, 80)))
    said = card_blocks(standing, words, people=named, today=today, reading=reading)
    return message([*said, shared])


def _place(audience: Audience) -> str:
    """A channel that hides its name from the bot is named by Slack, to whoever may see it."""
    if audience.name == audience.channel:
        return f"<#{audience.channel}>"
    return f"#{one_line(audience.name, 80)}"


def _readers(audience: Audience, words: Words) -> Iterable[str]:
    yield words.plural("%(count)s person reads it.", "%(count)s people read it.", audience.members)
    yield words.text("No guests and nobody from outside the company.")


def _named(people: list[str], words: Words) -> str:
    """The first few by name, so that one sees whom it is about."""
    shown = ", ".join(one_line(person, 60) for person in people[:NAMES_SHOWN])
    rest = len(people) - NAMES_SHOWN
    return shown if rest <= 0 else words.text("%(people)s and %(rest)s more", people=shown, rest=words.number(rest))


_REFUSALS = {
    SharingRefusal.OUTSIDERS: marked(
        "Nothing was posted: people from outside the company read %(channel)s, or are invited to. Share it in a "
        "channel of your own company instead."
    ),
    SharingRefusal.GUESTS: marked(
        "Nothing was posted: guests read %(channel)s. Share it in a channel without guests instead."
    ),
    SharingRefusal.NOT_IN_CHANNEL: marked(
        "Nothing was posted: I am not in %(channel)s. Type %(invite)s there, then press the button again."
    ),
    SharingRefusal.UNKNOWN: marked(
        "Nothing was posted: I could not find out who reads %(channel)s. Try again in a minute, or share it in a "
        "smaller channel."
    ),
    SharingRefusal.NOBODY_ELSE: marked(
        "Nothing was posted: nobody but you reads this conversation. Ask in a channel and share it from there."
    ),
}
