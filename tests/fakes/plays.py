from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.accounts import AccountStatus, Money
from domain.expansion.play import Play, PlayInBrief, PlayStep, glance_of
from domain.expansion.ports import ListedPlay, PlayFilter, PlayOrder, PlayRow, SeatQuery
from domain.expansion.suggesting import PassedOn, SeatFacts
from fakes.accounts import in_a_book_of
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakePlays:
    """Which seats are in use is not here: who tests that needs usage in a real database."""

    tables: FakeTables

    def add(self, play: Play) -> Play | None:
        if self.called(play.key):
            return None
        added = replace(play, id=max(self.tables.plays, default=0) + 1, version=1)
        self._put(added)
        return added

    def of(self, play: int) -> Play | None:
        return self.tables.plays.get(play)

    def called(self, key: str) -> Play | None:
        return next((each for each in self.tables.plays.values() if each.key == key), None)

    def save(self, play: Play) -> bool:
        if not self._stands(play):
            return False
        self._put(replace(play, version=play.version + 1))
        return True

    def remove(self, play: Play) -> bool:
        if not self._stands(play):
            return False
        del self.tables.plays[play.id]
        self.tables.play_steps[:] = [step for step in self.tables.play_steps if step.play != play.id]
        self._refresh(play.account)
        return True

    def note(self, step: PlayStep) -> None:
        number = max((each.id for each in self.tables.play_steps), default=0) + 1
        self.tables.play_steps.append(replace(step, id=number))

    def take_back(self, step: PlayStep) -> None:
        self.tables.play_steps[:] = [each for each in self.tables.play_steps if each.id != step.id]

    def steps(self, play: int) -> Sequence[PlayStep]:
        return sorted((each for each in self.tables.play_steps if each.play == play), key=lambda each: each.at)

    def listed(self, wanted: PlayFilter) -> Sequence[ListedPlay]:
        found = [each for each in self.tables.plays.values() if self._is_wanted(each, wanted)]
        if wanted.order is PlayOrder.ENDED:
            found.sort(key=lambda each: (each.ended_on or date.min, each.id), reverse=True)
        else:
            found.sort(key=lambda each: (each.ended_on is not None, each.day is None, each.day or date.min, each.id))
        return [_listed(each) for each in found]

    def rows(self, plays: Sequence[int], *, today: date) -> Sequence[PlayRow]:
        return [self._row(self.tables.plays[number], today) for number in plays if number in self.tables.plays]

    def open_amounts(self) -> Sequence[tuple[int, Money | None]]:
        plays = [each for each in self.tables.plays.values() if _is_open_play(each)]
        return [(each.account, each.amount) for each in plays if not self._has_left(each.account)]

    def full_accounts(self, wanted: SeatQuery) -> Sequence[SeatFacts]:
        return [each for each in self.tables.seat_facts if self._is_asked_for(each, wanted)]

    def passed_on(self, accounts: Collection[int]) -> Sequence[PassedOn]:
        return [self.tables.passed_on[account] for account in sorted(accounts) if account in self.tables.passed_on]

    def pass_on(self, passed: PassedOn) -> None:
        self.tables.passed_on[passed.account] = passed

    def revive(self, account: int) -> None:
        self.tables.passed_on.pop(account, None)

    def _has_left(self, account: int) -> bool:
        known = self.tables.accounts.get(account)
        return known is not None and known.status is AccountStatus.CHURNED

    def _stands(self, play: Play) -> bool:
        known = self.tables.plays.get(play.id)
        return known is not None and known.version == play.version

    def _put(self, play: Play) -> None:
        self.tables.plays[play.id] = play
        self._refresh(play.account)

    def _refresh(self, account: int) -> None:
        mine = [each for each in self.tables.plays.values() if each.account == account and _is_open_play(each)]
        mine.sort(key=lambda each: (each.day is None, each.day or date.min, each.id))
        glance = glance_of(PlayInBrief(each.about, each.stage, each.amount, each.day) for each in mine)
        self.tables.play_glances.pop(account, None)
        if glance:
            self.tables.play_glances[account] = glance

    def _is_wanted(self, play: Play, wanted: PlayFilter) -> bool:
        if play.is_referral is not wanted.referrals or (wanted.stages is not None and play.stage not in wanted.stages):
            return False
        day = play.day if play.is_open else play.ended_on
        if (wanted.first and (day is None or day < wanted.first)) or (
            wanted.last and (day is None or day > wanted.last)
        ):
            return False
        return self._is_theirs(play, wanted) and (wanted.within is None or play.account in wanted.within)

    def _is_theirs(self, play: Play, wanted: PlayFilter) -> bool:
        if wanted.owners is None or play.owner in wanted.owners:
            return True
        return in_a_book_of(self.tables.accounts[play.account], wanted.owners, wanted.today)

    def _is_asked_for(self, facts: SeatFacts, wanted: SeatQuery) -> bool:
        account = self.tables.accounts[facts.account]
        is_theirs = wanted.owners is None or in_a_book_of(account, wanted.owners, wanted.today)
        return is_theirs and (wanted.within is None or facts.account in wanted.within)

    def _row(self, play: Play, today: date) -> PlayRow:
        account, standing = self.tables.accounts[play.account], self.tables.standings.get(play.account)
        is_scored = standing is not None and standing.shown is not None
        contacts = {each.id: each.name for each in self.tables.contacts.get(play.account, [])}
        became = self.tables.accounts.get(play.became or 0)
        cover = account.cover
        return PlayRow(
            play,
            account.name,
            account.owner,
            cover.member if cover and cover.holds(today) else None,
            standing.band if standing and is_scored else None,
            standing.shown if standing else None,
            contacts.get(play.contact or 0),
            became.name if became else None,
            account.status is AccountStatus.CHURNED,
        )


def _is_open_play(play: Play) -> bool:
    return play.is_open and not play.is_referral


def _listed(play: Play) -> ListedPlay:
    facts = (play.id, play.account, play.kind, play.about, play.stage, play.amount, play.day, play.ended_on)
    return ListedPlay(*facts, play.became)
