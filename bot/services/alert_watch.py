"""Looks at every account each time it was scored, and tells whom it concerns what became true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import sleep
from zoneinfo import ZoneInfo

from bot.services.alert_life import ended, step_taken, told_below
from bot.services.alert_raising import Raising
from domain.alerts.alert import StepKind
from domain.alerts.evidence import AlertEvidence
from domain.alerts.life import awake
from domain.alerts.policy import AlertKind
from domain.alerts.watching import FED_BY, Look, Watched, watched
from domain.feeds import quiet_since
from domain.health.policy import Policy
from domain.health.policy_file import policy_from_toml
from domain.ports import Book, Library
from domain.records import RecordKind

AT_ONCE = 50
"""Accounts that are looked at in one transaction: where each has news, all of them take less than a command waits."""
REST_SECONDS = 0.05
"""Between two transactions, so that who waits to write comes in: what follows at once would be first each time."""


def let_others_in() -> None:
    sleep(REST_SECONDS)


@dataclass(frozen=True, slots=True)
class AlertWatch:
    """To be asked every minute, on every replica. `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    rest: Callable[[], None] = let_others_in

    def tick(self) -> int:
        """How many alerts were raised, or opened again."""
        now = self.clock()
        with self.library.reading() as book:
            published = book.policies.current()
            policy = policy_from_toml(published.text) if published else None
        if policy is None:
            return 0
        quiet = self._feeds(policy, now)
        self._wake(now)
        return self._accounts(policy, _frozen(quiet), now)

    def at_once(self, account: int) -> int:
        """One account that was scored just now, because of a click: nobody waits for the minute to pass."""
        now = self.clock()
        with self.library.writing() as book:
            published = book.policies.current()
            looks = book.alerts.claim_looks(after=account - 1, most=1) if published else ()
            if not published or not looks:
                return 0
            policy = policy_from_toml(published.text)
            quiet = quiet_since(book.feeds.all(), now, days=policy.alerts.feed_days)
            return self._looked(book, self._raising(book, policy, now), looks, policy, _frozen(quiet))

    def _feeds(self, policy: Policy, now: datetime) -> frozenset[RecordKind]:
        """Kinds of data of which nothing comes; whoever looks after the feeds hears of each once."""
        with self.library.reading() as book:
            quiet = quiet_since(book.feeds.all(), now, days=policy.alerts.feed_days)
            known = {alert.key for alert in book.alerts.of_feeds()}
        if quiet.keys() != known:
            with self.library.writing() as book:
                self._raising(book, policy, now).feeds(quiet)
        return frozenset(quiet)

    def _wake(self, now: datetime) -> None:
        """Whose snooze is over is told that it is still true; what left the book takes its alerts along.

        What comes back, such as by undoing an import, and is still in trouble is told of again.
        """
        today = self._today(now)
        with self.library.reading() as book:
            if not (book.alerts.woken(today=today) or book.alerts.of_gone_accounts()):
                return
        with self.library.writing() as book:
            for alert in book.alerts.of_gone_accounts():
                assert alert.account is not None, "a feed is no account"
                ended(book, alert, StepKind.ACCOUNT_LEFT, now=now)
                book.alerts.forget(alert.account, alert.kind)
            for alert in book.alerts.woken(today=today):
                step_taken(book, awake(alert), StepKind.AWAKE, now=now)
                told_below(book, alert, StepKind.AWAKE, now=now, zone=self.zone)

    def _accounts(self, policy: Policy, frozen: frozenset[AlertKind], now: datetime) -> int:
        raised, after = 0, 0
        while True:
            with self.library.writing() as book:
                looks = book.alerts.claim_looks(after=after, most=AT_ONCE)
                if not looks:
                    return raised
                raising = self._raising(book, policy, now)
                raised += self._looked(book, raising, looks, policy, frozen)
                after = looks[-1].account
            self.rest()

    def _looked(
        self, book: Book, raising: Raising, looks: Sequence[Look], policy: Policy, frozen: frozenset[AlertKind]
    ) -> int:
        today, before = raising.today, raising.raised
        found = {
            each.account.account: each for each in book.alerts.evidence([look.account for look in looks], today=today)
        }
        news = [
            (found[look.account], watched(look, found[look.account], policy, today=today, frozen=frozen))
            for look in looks
            if look.account in found
        ]
        book.alerts.keep_looks([_told(raising, evidence, each) for evidence, each in news])
        return raising.raised - before

    def _raising(self, book: Book, policy: Policy, now: datetime) -> Raising:
        return Raising(book, policy.alerts, now, zone=self.zone)

    def _today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()


def _frozen(quiet: Iterable[RecordKind]) -> frozenset[AlertKind]:
    return frozenset(kind for record in quiet for kind in FED_BY.get(record, ()))


def _told(raising: Raising, evidence: AlertEvidence, news: Watched) -> Look:
    """The look, with the numbers of the alerts that it led to."""
    for alert in news.ended:
        raising.end(alert)
    held = dict(news.look.held)
    for condition in news.entered:
        held[condition.kind] = replace(held[condition.kind], alert=raising.enter(evidence.account, condition))
    return replace(news.look, held=held, is_first=False)
