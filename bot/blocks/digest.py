"""The morning message: what changed, what is due, what is late, what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from bot.blocks.digest_words import item_words, late_feed_words, total_words
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    context,
    date_token,
    divider,
    header,
    message,
    option,
    overflow,
    section,
)
from bot.ids import Action
from bot.locale import Words, marked
from domain.digests.digest import Digest
from domain.digests.facts import Attention
from domain.digests.items import Item
from domain.preferences import DigestSection


def digest_message(
    digest: Digest, attention: Mapping[int, Attention], words: Words, now: datetime, *, reader: str
) -> Message:
    """`attention` and `now` are of this drawing; everything else is as it was when it was made, its day too."""
    today, made_on = now.date(), digest.as_of.astimezone(now.tzinfo).date()
    title = header(words.text("Your morning: %(day)s", day=words.day(made_on)))
    return message(
        [
            title,
            context(when_words(digest, words)),
            *_sections(digest, attention, words, today, reader),
            *_foot(digest, words),
        ]
    )


def _sections(
    digest: Digest, attention: Mapping[int, Attention], words: Words, today: date, reader: str
) -> Iterable[Block]:
    if not digest.items:
        yield section(words.text("Nothing changed that needs you."))
    for kind in DigestSection:
        of_kind = [item for item in digest.items if item.section is kind]
        if of_kind:
            yield section(f"*{words.text(HEADINGS[kind])}*")
        for item in of_kind:
            yield from _line(item, attention.get(item.account), words, today, reader)


def _line(item: Item, attention: Attention | None, words: Words, today: date, reader: str) -> Iterable[Block]:
    yield section(item_words(item, words, reader=reader))
    value = f"{item.account} {item.severity}"
    holds = attention if attention and item.severity <= attention.severity else None
    if holds and (done := _done(holds, words, today)):
        yield context(done)
    why = button(words.text("Why?"), f"{Action.WHY}:{item.account}", value=str(item.account))
    take = button(words.text("On it"), f"{Action.DIGEST_TAKE}:{item.account}", value=value)
    rest = [
        option(words.text("Assign…"), f"{Action.DIGEST_ASSIGN}:{value}"),
        option(words.text("Snooze 7 d"), f"{Action.DIGEST_SNOOZE}:{value}"),
        option(words.text("Not useful"), f"{Action.DIGEST_DISMISS}:{value}"),
    ]
    shown = (why,) if holds and holds.taken_by else (why, take)
    yield actions(*shown, overflow(f"{Action.ROW_MENU}:{item.account}", rest))


def _done(attention: Attention, words: Words, today: date) -> str | None:
    """What somebody did about it, with who and when; None for a snooze that is over."""
    at = date_token(attention.at, "{date_short_pretty} {time}", words.instant(attention.at, "UTC"))
    if attention.dismissed:
        return words.text("%(person)s found this not useful, %(when)s", person=mentioned(attention.by), when=at)
    if attention.snoozed_until:
        if attention.snoozed_until <= today:
            return None
        until = words.day(attention.snoozed_until)
        return words.text("Snoozed by %(person)s until %(day)s", person=mentioned(attention.by), day=until)
    return words.text("👀 %(person)s is on it, %(when)s", person=mentioned(attention.taken_by or attention.by), when=at)


def when_words(digest: Digest, words: Words) -> str:
    since = date_token(digest.since, "{date_short_pretty} {time}", words.instant(digest.since, "UTC"))
    as_of = date_token(digest.as_of, "{time}", words.instant(digest.as_of, "UTC"))
    return words.text("What changed since %(since)s · as of %(as_of)s", since=since, as_of=as_of)


def _foot(digest: Digest, words: Words) -> Iterable[Block]:
    if digest.totals:
        yield divider()
        yield section("\n".join(total_words(digest.totals, words)))
    if digest.late_feeds:
        yield context("⚠️ " + words.text("; ").join(late_feed_words(feed, words) for feed in digest.late_feeds))
    buttons = [button(words.text("Settings"), Action.SETTINGS)]
    if digest.more:
        more = words.plural("Show all: %(count)s more", "Show all: %(count)s more", digest.more)
        buttons.insert(0, button(more, Action.DIGEST_ALL))
    yield actions(*buttons)


HEADINGS = {
    DigestSection.CHANGED: marked("What changed"),
    DigestSection.RENEWALS: marked("Renewals that are not safe yet"),
    DigestSection.WORK: marked("Late"),
}
