"""What became of a contact, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_words import mentioned
from bot.blocks.kit import Block, Element, FieldErrors, Modal, actions, button, context, one_line, section
from bot.blocks.lengths import too_long
from bot.blocks.people_words import INFLUENCE_WORDS, STANCE_WORDS, role_words
from bot.ids import Action, View
from bot.locale import Words, marked
from domain.accounts import ContactRole
from domain.people.answer import PersonKept, PersonNews, PersonRefused
from domain.people.contact import Contact
from domain.people.form import LIMITS, PersonField, PersonProblem
from domain.people.undoing import UNDO_FOR

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)
_PROBLEMS = {
    PersonProblem.NO_NAME: marked("Write a name."),
    PersonProblem.NOTHING_TO_READ: marked(
        "There is nothing in it that can be read. Write something, or leave it empty."
    ),
    PersonProblem.NO_EMAIL: marked("That is no e-mail address."),
    PersonProblem.KNOWN_ALREADY: marked("The account has somebody with it already. Edit them instead."),
    PersonProblem.NO_DAY: marked("Choose a day."),
    PersonProblem.NOT_YET: marked("That day is still to come. Choose today or an earlier one."),
    PersonProblem.NO_FOLLOWER: marked("They have left too, or are not known there. Choose somebody else."),
}
_NEWS = {
    PersonNews.ADDED: marked("✓ Added at *%(account)s*: %(who)s"),
    PersonNews.EDITED: marked("✓ Changed at *%(account)s*: %(who)s"),
    PersonNews.LEFT: marked("✓ Has left *%(account)s*: %(who)s"),
    PersonNews.BACK: marked("✓ Back at *%(account)s*: %(who)s"),
    PersonNews.UNDONE: marked("✓ Undone. At *%(account)s*: %(who)s"),
    PersonNews.OVERTAKEN: marked(
        "%(by)s changed this contact at *%(account)s* meanwhile, so yours was not kept. It stands so: %(who)s"
    ),
}


def person_errors(refused: PersonRefused, words: Words) -> FieldErrors:
    return FieldErrors({field.value: _said(field, problem, words) for field, problem in refused.problems.items()})


def person_kept(kept: PersonKept, words: Words) -> Modal:
    blocks: list[Block] = [section("\n".join(_told(kept, words)))]
    if buttons := list(_buttons(kept, words)):
        blocks.append(actions(*buttons))
    if kept.may_undo:
        within = words.plural(
            "It can be undone for %(count)s minute.", "It can be undone for %(count)s minutes.", UNDO_MINUTES
        )
        blocks.append(context(within))
    return Modal(View.PERSON, words.text("Contact"), tuple(blocks), close=words.text("Close"))


def _told(kept: PersonKept, words: Words) -> Iterable[str]:
    contact = kept.contact
    yield words.text(
        _NEWS[kept.news],
        account=one_line(kept.account.name),
        who=" · ".join(_who(contact, words)),
        by=mentioned(contact.changed_by) if contact.changed_by else words.text("An import"),
    )
    if kept.news is PersonNews.LEFT:
        yield from _after_leaving(kept, words)


def _after_leaving(kept: PersonKept, words: Words) -> Iterable[str]:
    if kept.follower:
        yield words.text(
            "*%(person)s* takes the place: %(role)s.",
            person=one_line(kept.follower.name),
            role=role_words(kept.follower.role, words),
        )
    elif kept.is_risk and kept.contact.role is ContactRole.CHAMPION:
        yield words.text("Nobody took the place yet, so the score is held down until somebody does.")
    elif kept.is_risk:
        yield words.text("Nobody took the place yet.")
    if kept.is_risk:
        yield words.text("The owner of the account is told at once.")


def _who(contact: Contact, words: Words) -> Iterable[str]:
    yield f"*{one_line(contact.name)}*"
    if contact.title:
        yield one_line(contact.title)
    yield role_words(contact.role, words)
    if contact.stance:
        yield words.text(STANCE_WORDS[contact.stance])
    if contact.influence:
        yield words.text(INFLUENCE_WORDS[contact.influence])
    if contact.left_on:
        yield words.text("left on %(day)s", day=words.day(contact.left_on))


def _buttons(kept: PersonKept, words: Words) -> Iterable[Element]:
    contact = kept.contact
    if kept.may_undo:
        yield button(words.text("Undo"), Action.PERSON_UNDO, value=f"{contact.id} {contact.version}")
    yield button(words.text("All people there"), Action.PEOPLE, value=str(kept.account.account))


def _said(field: PersonField, problem: PersonProblem, words: Words) -> str:
    return too_long(LIMITS[field], words) if problem is PersonProblem.TOO_LONG else words.text(_PROBLEMS[problem])
