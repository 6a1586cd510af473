"""Where a request stands in trackers, on its card: one line an issue, the way to push it, and the way to try again."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, button, context, date_token, escaped, one_line, section
from bot.blocks.tracker_words import REFUSAL_WORDS, issue_state
from bot.ids import Action
from bot.locale import Words, marked
from domain.feedback.answer import RequestLook
from domain.feedback.tracker_links import LinkGlance, LinkWay, TrackerLink, WorkState

_SEEN = "{date_short_pretty} {time}"


def tracker_blocks(look: RequestLook, words: Words) -> list[Block]:
    return [_block(glance, look, words) for glance in look.links]


def may_be_pushed(look: RequestLook) -> bool:
    """Where there are trackers and the request has no place in one."""
    has_place = any(
        glance.link.request == look.request.id and glance.link.work.state is not WorkState.FAILED
        for glance in look.links
    )
    return look.may_push and not has_place and look.request.is_open


def linked_name(link: TrackerLink) -> str:
    """`GitHub acme/app#45`, which leads there once it is known where."""
    said = f"{link.place.tracker.proper_name} {one_line(link.called, 120)}"
    is_address = link.url.startswith(("https://", "http://"))
    return f"<{escaped(link.url).replace('|', '%7C')}|{said}>" if is_address else said


def _block(glance: LinkGlance, look: RequestLook, words: Words) -> Block:
    said = "↗️ " + " · ".join(_said(glance, words))
    needs_help = glance.link.work.state is WorkState.FAILED or glance.unsaid
    if not (needs_help and look.may_push):
        return context(said)
    again = button(words.text("Retry"), f"{Action.PUSH_RETRY}:{glance.link.id}", value=str(glance.link.id))
    return section(said, accessory=again)


def _said(glance: LinkGlance, words: Words) -> Iterable[str]:
    link = glance.link
    yield linked_name(link)
    if link.work.state is WorkState.FAILED and link.work.refusal:
        yield words.text("⚠️ %(why)s", why=words.text(REFUSAL_WORDS[link.work.refusal]))
        if link.work.detail:
            yield f"“{one_line(link.work.detail, 200)}”"
    elif link.work.state is WorkState.NEW:
        yield words.text(_ON_ITS_WAY[link.way])
        if link.work.tries:
            yield words.text("no answer so far, it is tried again")
    if link.issue_state:
        yield issue_state(link.issue_state, link.state_name, words)
    if link.checked_at:
        when = date_token(link.checked_at, _SEEN, words.instant(link.checked_at, "UTC"))
        yield words.text("checked %(when)s", when=when)
    if glance.unsaid:
        yield words.plural("⚠️ %(count)s comment is missing", "⚠️ %(count)s comments are missing", glance.unsaid)


_ON_ITS_WAY = {LinkWay.CREATE: marked("an issue is being made"), LinkWay.LINK: marked("it is being linked")}
