"""The forms of a contact: who somebody is, and that they left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.account_names import normalised
from domain.accounts import ContactRole, Stance
from domain.numbers import number_in
from domain.people.contact import BY_HAND, Contact, Influence
from domain.tasks.form import day_in
from domain.texts import written

LONGEST_NAME = 100
LONGEST_TEXT = 150
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


class PersonField(StrEnum):
    NAME = "name"
    EMAIL = "email"
    TITLE = "title"
    ROLE = "role"
    STANCE = "stance"
    INFLUENCE = "influence"
    LEFT_ON = "left_on"
    FOLLOWER = "follower"
    WENT_TO = "went_to"


class PersonProblem(StrEnum):
    NO_NAME = "no_name"
    NOTHING_TO_READ = "nothing_to_read"
    TOO_LONG = "too_long"
    NO_EMAIL = "no_email"
    KNOWN_ALREADY = "known_already"
    NO_DAY = "no_day"
    NOT_YET = "not_yet"
    NO_FOLLOWER = "no_follower"


LIMITS: Mapping[PersonField, int] = {
    PersonField.NAME: LONGEST_NAME,
    PersonField.EMAIL: LONGEST_TEXT,
    PersonField.TITLE: LONGEST_TEXT,
    PersonField.WENT_TO: LONGEST_TEXT,
}


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Texts as they came."""

    name: str = ""
    email: str = ""
    title: str = ""
    role: str = ""
    stance: str = ""
    influence: str = ""


@dataclass(frozen=True, slots=True)
class LeftForm:
    """`follower` is the number of a contact of the same account."""

    left_on: str = ""
    follower: str = ""
    went_to: str = ""


def person_problems(form: PersonForm, others: Sequence[Contact], *, today: date) -> dict[PersonField, PersonProblem]:
    """`others`: whom the account has besides; the same person is not there twice."""
    texts = {PersonField.NAME: form.name, PersonField.EMAIL: form.email, PersonField.TITLE: form.title}
    found = {field: problem for field, text in texts.items() if (problem := _text_problem(field, text))}
    if not form.name:
        found[PersonField.NAME] = PersonProblem.NO_NAME
    if PersonField.EMAIL not in found and form.email and not _EMAIL.fullmatch(form.email.strip()):
        found[PersonField.EMAIL] = PersonProblem.NO_EMAIL
    for field, problem in _known(form, others, today).items():
        found.setdefault(field, problem)
    return found


def left_problems(
    form: LeftForm, contact: Contact, others: Sequence[Contact], *, today: date
) -> dict[PersonField, PersonProblem]:
    found: dict[PersonField, PersonProblem] = {}
    on = day_in(form.left_on)
    if on is None or on > today:
        found[PersonField.LEFT_ON] = PersonProblem.NO_DAY if on is None else PersonProblem.NOT_YET
    if form.follower and follower_in(form, contact, others, today=today) is None:
        found[PersonField.FOLLOWER] = PersonProblem.NO_FOLLOWER
    if problem := _text_problem(PersonField.WENT_TO, form.went_to):
        found[PersonField.WENT_TO] = problem
    return found


def follower_in(form: LeftForm, contact: Contact, others: Sequence[Contact], *, today: date) -> Contact | None:
    """Somebody of the account who is still there, and somebody else."""
    wanted = number_in(form.follower)
    there = (each for each in others if each.id != contact.id and not each.has_left(today))
    return next((each for each in there if each.id == wanted), None)


def added(form: PersonForm, *, account: int, key: str) -> Contact:
    return filled_in(Contact(account, BY_HAND + key, ""), form)


def filled_in(contact: Contact, form: PersonForm) -> Contact:
    return replace(
        contact,
        name=" ".join(written(form.name).split()),
        email=form.email.strip(),
        title=" ".join(written(form.title).split()),
        role=ContactRole(form.role) if form.role in set(ContactRole) else None,
        stance=Stance(form.stance) if form.stance in set(Stance) else None,
        influence=Influence(form.influence) if form.influence in set(Influence) else None,
    )


def gone(contact: Contact, form: LeftForm, follower: Contact | None) -> Contact:
    return replace(
        contact,
        left_on=day_in(form.left_on),
        followed_by=follower.id if follower else None,
        went_to=" ".join(written(form.went_to).split()),
    )


def form_of(contact: Contact) -> PersonForm:
    return PersonForm(
        contact.name,
        contact.email,
        contact.title,
        contact.role or "",
        contact.stance or "",
        contact.influence or "",
    )


def _known(form: PersonForm, others: Sequence[Contact], today: date) -> dict[PersonField, PersonProblem]:
    """By the e-mail; by the name only where one of the two has no e-mail to tell them apart."""
    email, name = form.email.strip().casefold(), normalised(form.name)
    for each in others:
        if email and each.email.casefold() == email:
            return {PersonField.EMAIL: PersonProblem.KNOWN_ALREADY}
        is_namesake = normalised(each.name) == name and not (email and each.email)
        if is_namesake and not each.has_left(today):
            return {PersonField.NAME: PersonProblem.KNOWN_ALREADY}
    return {}


def _text_problem(field: PersonField, text: str) -> PersonProblem | None:
    if text and not written(text):
        return PersonProblem.NOTHING_TO_READ
    return PersonProblem.TOO_LONG if len(text) > LIMITS[field] else None
