"""A voice, as the form brings it: who asks, in which words, and how the account stands at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.services.health import account_id
from domain.feedback.form import FeedbackForm
from domain.feedback.request import AccountThen, Asker, Importance, Request, Source, Voice
from domain.ports import Book
from domain.texts import written


def voice_in(book: Book, form: FeedbackForm, request: Request, *, by: str, now: datetime) -> Voice:
    """`book` is as the person who brings it sees it."""
    asker = Asker(form.asker) if form.asker in set(Asker) else Asker.ACCOUNT
    account = account_id(form.account) if asker is Asker.ACCOUNT else None
    return Voice(
        0,
        request.id,
        asker,
        by,
        now,
        Importance(form.importance) if form.importance in set(Importance) else Importance.IMPORTANT,
        account,
        written(form.prospect) if asker is Asker.PROSPECT else "",
        quote=written(form.quote),
        contact=written(form.contact),
        workaround=written(form.workaround),
        blocks_renewal=form.blocks_renewal,
        source=form.source,
        then=_then(book, account) if account is not None else AccountThen(),
    )


def joining(voice: Voice, form: FeedbackForm, known: Voice | None) -> Voice:
    """The same, as it stands under a request that was there: nothing that was written is lost.

    `known` is the voice that has the message's place already: another one has its link alone.
    """
    quote = voice.quote or written(form.problem) or written(form.title)
    source = voice.source
    if known and source:
        source = Source("", "", source.permalink) if source.permalink else None
    return replace(voice, quote=quote, source=source)


def is_there(voice: Voice, others: Sequence[Voice]) -> bool:
    """Whether the same message has been brought in for the same account before."""
    source = voice.source
    same = [other for other in others if (other.account, other.name) == (voice.account, voice.name)]
    return source is not None and any(_is_from(other, source) or _has_link_of(other, source) for other in same)


def _is_from(voice: Voice, source: Source) -> bool:
    return voice.source is not None and (voice.source.channel, voice.source.ts) == (source.channel, source.ts)


def _has_link_of(voice: Voice, source: Source) -> bool:
    return voice.source is not None and bool(source.permalink) and voice.source.permalink == source.permalink


def _then(book: Book, account: int) -> AccountThen:
    """How it stands at this moment; a book without a score of it knows only that it is there."""
    known = book.accounts.by_id(account)
    standing = book.standings.of(account)
    if known is None or standing is None:
        return AccountThen(owner=known.owner if known else None)
    main = max(standing.arr, key=lambda money: money.minor, default=None)
    return AccountThen(main, standing.band, standing.stage, known.status, standing.renewal_on, known.owner)
