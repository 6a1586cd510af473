"""The morning message of a channel: fewer details, people by name, and nothing to press but `Why?`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.blocks.alert_words import KIND_WORDS
from bot.blocks.digest import HEADINGS, when_words
from bot.blocks.digest_words import icon_of, late_feed_words, reason_words, total_words
from bot.blocks.kit import Block, Message, button, context, divider, header, message, one_line, section
from bot.ids import Action
from bot.locale import Words
from domain.digests.digest import Digest
from domain.digests.items import Item, Reason
from domain.preferences import DigestSection


def channel_digest(digest: Digest, words: Words, now: datetime, *, names: Mapping[str, str]) -> Message:
    """`names` are the members', by Slack id: where many read, nobody is called."""
    made_on = digest.as_of.astimezone(now.tzinfo).date()
    title = header(words.text("The morning of the team: %(day)s", day=words.day(made_on)))
    return message([title, context(when_words(digest, words)), *_sections(digest, words, names), *_foot(digest, words)])


def _sections(digest: Digest, words: Words, names: Mapping[str, str]) -> Iterable[Block]:
    for kind in DigestSection:
        of_kind = [item for item in digest.items if item.section is kind]
        if of_kind:
            yield section(f"*{words.text(HEADINGS[kind])}*")
        for item in of_kind:
            why = button(words.text("Why?"), f"{Action.WHY}:{item.account}", value=str(item.account))
            yield section(_line(item, words, names), accessory=why)
    if digest.more:
        yield context(words.plural("and %(count)s more", "and %(count)s more", digest.more))


def _line(item: Item, words: Words, names: Mapping[str, str]) -> str:
    head = f"{icon_of(item)} *{one_line(item.name)}*"
    if item.arr:
        head = f"{head} · {words.short_money(item.arr)}"
    facts = " · ".join(_facts(item, words, names))
    first = f"{head} — {_reason(item, words)}"
    return f"{first}\n{facts}" if facts else first


def _reason(item: Item, words: Words) -> str:
    """Without the people of customers, and without what somebody expects."""
    if item.reason is Reason.PERSON_LEFT:
        return words.text("a champion or buyer left")
    if item.alert:
        return words.text(KIND_WORDS[item.alert])
    if item.reason is Reason.RENEWAL_UNCOMMITTED:
        return words.text("renews soon, and is not safe yet")
    return reason_words(item, words)


def _facts(item: Item, words: Words, names: Mapping[str, str]) -> Iterable[str]:
    if item.owner:
        yield words.text("Owner: %(person)s", person=one_line(names.get(item.owner, item.owner), 80))
    if item.renewal_days is not None and item.renewal_days >= 0:
        yield words.plural("renews in %(count)s day", "renews in %(count)s days", item.renewal_days)


def _foot(digest: Digest, words: Words) -> Iterable[Block]:
    if digest.totals:
        yield divider()
        yield section("\n".join(total_words(digest.totals, words)))
    if digest.late_feeds:
        yield context("⚠️ " + words.text("; ").join(late_feed_words(feed, words) for feed in digest.late_feeds))
