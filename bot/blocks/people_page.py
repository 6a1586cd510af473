"""Who is who at one account: by role, with who left, and who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from bot.blocks.gap_list import gap_list
from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    Option,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    option,
    overflow,
    section,
)
from bot.blocks.pages import place_words
from bot.blocks.people_words import INFLUENCE_WORDS, STANCE_WORDS, answer_words, gap_words, role_words
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import HelpWanted
from domain.people.answer import AccountPage, GapList, PeopleAnswer, PersonLook
from domain.people.contact import Contact
from domain.people.gaps import Gap

PEOPLE_ON_A_PAGE = 10
_SAYS_SO = frozenset({Gap.NOBODY_KNOWN, Gap.NO_BUYER})
"""Gaps that say of themselves that nobody decides."""


def people_answer(answer: PeopleAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs people` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case GapList():
            return gap_list(answer, words)
        case _:
            return people_page(answer, words, today)


def people_page(page: AccountPage, words: Words, today: date) -> Message:
    title = header(words.text("People at %(account)s", account=page.account.name))
    head = section("\n".join(_head(page, words, today)))
    return message([title, head, *_rows(page, words, today), *_foot(page, words)])


def _head(page: AccountPage, words: Words, today: date) -> Iterable[str]:
    facts = page.facts
    known = words.plural("%(count)s contact", "%(count)s contacts", facts.contacts)
    spoken = words.text(
        "%(count)s of them spoken with in %(days)s days",
        count=words.number(facts.engaged),
        days=words.number(page.engaged_days),
    )
    yield f"*{known}* · {spoken}" if facts.contacts else words.text("The book knows nobody there yet.")
    if page.has_churned:
        yield words.text("This account has left; its people stay known.")
        return
    for contact in page.unfilled:
        yield "⚠️ " + _unfilled(contact, words, today)
    for gap in page.gaps:
        missing = gap_words(gap, facts, page.needed, page.engaged_days, words)
        yield "⚠️ " + words.text("Missing: %(what)s", what=missing)
    if not page.has_decision_maker and not _SAYS_SO.intersection(page.gaps):
        yield "⚪ " + words.text("No decision maker is known.")
    if not page.gaps and not page.unfilled:
        yield "✓ " + words.text("Nobody is missing that an account of its tier should have.")


def _unfilled(contact: Contact, words: Words, today: date) -> str:
    assert contact.left_on, "only who left leaves a place empty"
    return words.text(
        "*%(person)s* (%(role)s) left %(when)s, and nobody took the place",
        person=one_line(contact.name),
        role=role_words(contact.role, words),
        when=words.age((today - contact.left_on).days),
    )


def _rows(page: AccountPage, words: Words, today: date) -> Iterable[Block]:
    """Their roles as headings; who has left stands under one of their own."""
    for heading, looks in groupby(page.looks, lambda look: _heading(look.contact, words, today)):
        yield context(f"*{heading}*")
        for look in looks:
            menu = list(_menu(look.contact, words, today)) if page.may_change else []
            accessory = overflow(f"{Action.ROW_MENU}:person:{look.contact.id}", menu) if menu else None
            yield section("\n".join(_person(look, words, today)), accessory=accessory)


def _heading(contact: Contact, words: Words, today: date) -> str:
    return words.text("Have left") if contact.has_left(today) else role_words(contact.role, words)


def _person(look: PersonLook, words: Words, today: date) -> Iterable[str]:
    contact = look.contact
    first = [f"*{one_line(contact.name)}*"]
    first += [one_line(contact.title)] if contact.title else []
    if contact.has_left(today):
        first.append(role_words(contact.role, words))
    else:
        first += [words.text(STANCE_WORDS[contact.stance])] if contact.stance else []
        first += [words.text(INFLUENCE_WORDS[contact.influence])] if contact.influence else []
    yield " · ".join(first)
    yield " · ".join(_left(look, words) if contact.has_left(today) else _heard(look, words, today))


def _heard(look: PersonLook, words: Words, today: date) -> Iterable[str]:
    last = look.heard.last_two_way_at
    if last:
        yield words.text("last two-way contact %(age)s", age=words.age((today - last.date()).days))
    else:
        yield words.text("never spoken with")
    for answer in look.heard.answers:
        yield answer_words(answer, words, (today - answer.on).days)
    if look.contact.changed_by:
        yield words.text("changed by %(person)s", person=mentioned(look.contact.changed_by))


def _left(look: PersonLook, words: Words) -> Iterable[str]:
    contact = look.contact
    if contact.left_on:
        yield words.text("left on %(day)s", day=words.day(contact.left_on))
    if contact.went_to:
        yield words.text("went to %(place)s", place=one_line(contact.went_to))
    if look.follower:
        yield words.text("followed by %(person)s", person=one_line(look.follower.name))
    else:
        yield words.text("nobody named who follows")


def _menu(contact: Contact, words: Words, today: date) -> Iterable[Option]:
    number = contact.id
    yield option(words.text("Edit…"), f"{Action.PERSON_EDIT}:{number}")
    if contact.has_left(today):
        yield option(words.text("Who follows…"), f"{Action.PERSON_LEFT}:{number}")
        yield option(words.text("Came back"), f"{Action.PERSON_BACK}:{number}")
    else:
        yield option(words.text("Left…"), f"{Action.PERSON_LEFT}:{number}")
        yield option(words.text("Survey answer…"), f"{Action.SURVEY}:contact:{number}")


def _foot(page: AccountPage, words: Words) -> Iterable[Block]:
    account, offset = page.account.account, page.offset
    last = offset + len(page.looks)
    turns: list[Element] = []
    if page.may_change:
        turns.append(button(words.text("Add…"), Action.PERSON_ADD, value=str(account)))
    if offset:
        before = max(0, offset - PEOPLE_ON_A_PAGE)
        turns.append(button(words.text("Previous"), f"{Action.PEOPLE_PAGE}:previous", value=f"{account} {before}"))
    if last < page.total:
        turns.append(button(words.text("Next"), f"{Action.PEOPLE_PAGE}:next", value=f"{account} {last}"))
    if page.total > len(page.looks):
        yield context(place_words(offset, last, page.total, words))
    if turns:
        yield divider()
        yield actions(*turns)


def _help(words: Words, command: str) -> Message:
    examples = (
        ("acme", words.text("its people by role, with who was last spoken with, who left, who is missing")),
        ("gaps", words.text("your accounts where somebody is missing, most ARR first")),
        ("gaps team", words.text("those of your team; `all`, or a @person")),
        ("account:gaps", words.text("an account that is called so")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message([section(words.text("*People: who is who at an account, and who is missing*")), section(lines)])
