"""Takes a stored score apart: why it is what it is, what moved it since, and how it went over time."""

from __future__ import annotations

from datetime import date, timedelta

from bot.services.health import account_id, name_of, require_reader
from bot.services.sight import seen_by
from domain.errors import AccountNotFoundError, BookUnavailableError
from domain.health.bands import coverage_lacking
from domain.health.explain import change_between
from domain.health.model import Scorecard
from domain.health.policy import Policy
from domain.health.policy_file import policy_from_toml
from domain.health.scorecard import scorecard
from domain.health.snapshots import Change, Snapshot
from domain.health_answer import Explanation, History
from domain.permissions import Member
from domain.ports import Book, Library

HISTORY = timedelta(days=365)


class Explanations:
    """Remembers the policies it has read: a published version never changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._policies: dict[int, Policy] = {}

    def why(self, asker: Member, account: str, *, days: int, today: date) -> Explanation:
        """Made from the stored snapshot, so it says what was scored and not what would be scored now.

        `days` are counted back from the score's own day, as on the card: an old score is not held against itself.
        """
        require_reader(asker)
        with self._library.reading() as whole:
            book, wanted = seen_by(whole, asker, today=today), account_id(account)
            now = book.snapshots.latest(wanted)
            if now is None:
                raise AccountNotFoundError(account)
            before = book.snapshots.as_of(wanted, now.day - timedelta(days=days))
            return self._explanation(book, now, before, days)

    def history(self, asker: Member, account: str, *, today: date) -> History:
        require_reader(asker)
        wanted, since = account_id(account), today - HISTORY
        with self._library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            name = name_of(book, wanted)
            lines = tuple(book.snapshots.curve(wanted, since=since))
            if not lines:
                return History(wanted, name, (), ())
            marks = tuple(book.snapshots.marks(wanted, since=since))
            bands = self._policy(book, lines[-1].policy_version).health.bands
            return History(wanted, name, lines, marks, bands.yellow_from, bands.green_from)

    def _explanation(self, book: Book, now: Snapshot, before: Snapshot | None, days: int) -> Explanation:
        policy = self._policy(book, now.policy_version)
        card = _card(now, policy)
        return Explanation(
            account=now.account,
            name=name_of(book, now.account),
            card=card,
            day=now.day,
            days_asked=days,
            since=before.day if before else None,
            change=self._change(book, before, now) if before else None,
            policy_name=policy.name,
            policy_note=policy.note,
            coverage_lacking=coverage_lacking(card.band, card.shown, policy.health.bands, coverage=card.coverage),
        )

    def _change(self, book: Book, before: Snapshot, now: Snapshot) -> Change:
        return change_between(
            before,
            now,
            before_policy=self._policy(book, before.policy_version).health,
            after_policy=self._policy(book, now.policy_version).health,
        )

    def _policy(self, book: Book, version: int) -> Policy:
        if version not in self._policies:
            published = book.policies.version(version)
            if published is None:
                raise BookUnavailableError(f"policy version {version}")
            self._policies[version] = policy_from_toml(published.text)
        return self._policies[version]


def _card(snapshot: Snapshot, policy: Policy) -> Scorecard:
    return scorecard(
        snapshot.evidence,
        policy.health,
        today=snapshot.day,
        typical=snapshot.typical,
        policy_version=snapshot.policy_version,
    )
