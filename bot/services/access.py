"""Who may use the bot at all: employees with a role. Checked at every request, refusals are recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from domain.errors import NotAllowedError, NotAMemberError
from domain.permissions import Affiliation, Member, Person, Role
from domain.ports import AuditEntry, Book, Library

SETTINGS = "settings"
"""The actor of what the settings did."""


class Access:
    def __init__(
        self,
        library: Library,
        *,
        clock: Callable[[], datetime],
        first_admins: frozenset[str] = frozenset(),
        default_role: Role | None = None,
    ) -> None:
        self._library = library
        self._clock = clock
        self._first_admins = first_admins
        self._default_role = default_role

    def admitted(self, person: Person) -> Member:
        """The member this person is, as Slack describes them today."""
        if person.affiliation is not Affiliation.EMPLOYEE:
            raise NotAMemberError(person.slack_id, person.affiliation.value)
        known = self._known(person.slack_id)
        member = _described(known, person) if known else self._newcomer(person)
        if member != known:
            self._save(member, is_new=known is None)
        return self._seeing(member)

    def refresh(self, person: Person) -> None:
        """Takes over what Slack says of a member now; whoever is no member stays none."""
        known = self._known(person.slack_id)
        if known and (described := _described(known, person)) != known:
            self._save(described, is_new=False)

    def record_refusal(self, refusal: NotAMemberError | NotAllowedError, *, origin: str) -> None:
        """Why somebody was not let in, or what a member's role did not allow."""
        reason = refusal.action if isinstance(refusal, NotAllowedError) else refusal.reason
        with self._library.writing() as book:
            book.audit.record(self._entry(refusal.person, "access.refused", refusal.person, reason, origin))

    def admins(self) -> tuple[str, ...]:
        """Slack ids of who can give roles."""
        named = {member.slack_id for member in self.members() if member.role is Role.ADMIN}
        return tuple(sorted(named | self._first_admins))

    def members(self) -> Sequence[Member]:
        with self._library.reading() as book:
            return book.members.all()

    def give_role(self, slack_id: str, role: Role, *, name: str | None, by: str) -> Member:
        """Adds a member or changes their role."""
        with self._library.writing() as book:
            known = book.members.by_slack_id(slack_id)
            member = replace(known, role=role) if known else Member(slack_id, name or slack_id, role)
            book.members.save(member)
            before = known.role.value if known else None
            book.audit.record(replace(self._entry(by, "member.role", slack_id, role.value, "cli"), before=before))
        return member

    def choose_language(self, slack_id: str, language: str | None, *, by: str) -> Member | None:
        """The member as they are now, or None where there is none; no language is that of their Slack again."""
        with self._library.writing() as book:
            known = book.members.by_slack_id(slack_id)
            if known is None:
                return None
            book.members.save(replace(known, language=language))
            chosen = self._entry(by, "member.language", slack_id, language, "cli")
            book.audit.record(replace(chosen, before=known.language))
        return replace(known, language=language)

    def take_role(self, slack_id: str, *, by: str) -> Member | None:
        """The member who was removed, or None where nobody was."""
        with self._library.writing() as book:
            known = book.members.by_slack_id(slack_id)
            if known:
                book.members.remove(slack_id)
                removed = self._entry(by, "member.removed", slack_id, None, "cli")
                book.audit.record(replace(removed, before=known.role.value))
        return known

    def _known(self, slack_id: str) -> Member | None:
        with self._library.reading() as book:
            return book.members.by_slack_id(slack_id)

    def _seeing(self, member: Member) -> Member:
        """With what admins let the role see, as it is set now."""
        if member.role is not Role.CSM:
            return member
        with self._library.reading() as book:
            return replace(member, sees=book.wishes.rules().csms_see)

    def _newcomer(self, person: Person) -> Member:
        role = Role.ADMIN if person.slack_id in self._first_admins else self._default_role
        if role is None:
            raise NotAMemberError(person.slack_id, "no_role", self.admins())
        return _described(Member(person.slack_id, person.name, role), person)

    def _save(self, member: Member, *, is_new: bool) -> None:
        with self._library.writing() as book:
            book.members.save(member)
            if is_new:
                self._record_newcomer(book, member)

    def _record_newcomer(self, book: Book, member: Member) -> None:
        book.audit.record(self._entry(SETTINGS, "member.role", member.slack_id, member.role.value, "first contact"))

    def _entry(self, actor: str, action: str, subject: str, after: str | None, origin: str) -> AuditEntry:
        return AuditEntry(self._clock(), actor, action, subject, after=after, origin=origin)


def _described(member: Member, person: Person) -> Member:
    """The member with Slack's words; what Slack does not say stays."""
    return replace(
        member,
        name=person.name or member.name,
        email=person.email or member.email,
        locale=person.locale or member.locale,
        zone=person.zone or member.zone,
    )
