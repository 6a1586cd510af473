"""What somebody typed into `Not solved…` and `Ask again…` for a customer, taken away with what the customer wrote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from domain.feedback.request import Voice, about_request
from domain.feedback.states import RAISES
from domain.outbox.announcement import FORGOTTEN, PLACE, Fact, Manner
from domain.ports import Book


def raised_for(book: Book, voice: Voice, *, today: date) -> Collection[str]:
    """Whose words on its request may be this customer's: everybody's but of who speaks for other voices alone."""
    authors = {step.by for step in book.feedback.steps(voice.request) if step.what in RAISES and step.note}
    if not authors:
        return ()
    mine: set[str] = set()
    others: set[str] = set()
    for each in book.feedback.voices(voice.request):
        (mine if _is_same(each, voice) else others).update(_speakers(book, each, today))
    return {author for author in authors if author in mine or author not in others}


def forget_raised(book: Book, request: int, authors: Collection[str], *, now: datetime) -> None:
    """Out of the request, and out of each message that said them: those are drawn again without."""
    if not authors:
        return
    book.feedback.forget_raised(request, authors)
    for line in book.outbox.said_about(about_request(request)):
        said = line.announcement
        if line.posted and said.facts.get("what") in RAISES and said.facts.get("by") in authors:
            place: dict[str, Fact] = {PLACE: [line.posted.channel, line.posted.ts], FORGOTTEN: True}
            book.outbox.put(replace(said, facts={**said.facts, **place}, manner=Manner.EDIT, once=None), now=now)


def _is_same(one: Voice, other: Voice) -> bool:
    return one.id == other.id or (one.account is not None and one.account == other.account)


def _speakers(book: Book, voice: Voice, today: date) -> set[str]:
    """Who brought it in, who answers for its account, and who has to tell them."""
    known = book.accounts.by_id(voice.account) if voice.account is not None else None
    cover = known.cover if known else None
    people = {voice.by, known.owner if known else None, cover.member if cover and cover.holds(today) else None}
    for telling in book.tellings.of_request(voice.request):
        if telling.voice == voice.id or (telling.account is not None and telling.account == voice.account):
            task = book.tasks.of(telling.task)
            people.add(task.assignee if task else None)
    return {person for person in people if person}
