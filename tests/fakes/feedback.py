from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.accounts import AccountStatus, Money
from domain.feedback.asks import Ask
from domain.feedback.list_words import RequestTrait
from domain.feedback.listing import RANKINGS, AskedSums, RequestOrder, Weighing
from domain.feedback.merging import Following, given_back, moved_under
from domain.feedback.ports import RequestFilter
from domain.feedback.priority import VoiceNow
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Source, Voice
from domain.feedback.states import RAISES, RequestStep
from fakes.accounts import next_renewal_of
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeFeedback:
    tables: FakeTables

    def areas(self) -> Sequence[ProductArea]:
        return sorted(self.tables.areas.values(), key=lambda area: area.name)

    def save_area(self, area: ProductArea) -> ProductArea:
        if area.is_default:
            self.tables.areas = {number: replace(each, is_default=False) for number, each in self.tables.areas.items()}
        saved = replace(area, id=area.id or max(self.tables.areas, default=0) + 1)
        self.tables.areas[saved.id] = saved
        return saved

    def add(self, request: Request) -> Request:
        added = replace(request, id=max(self.tables.requests, default=0) + 1)
        self.tables.requests[added.id] = added
        return added

    def of(self, request: int) -> Request | None:
        return self.tables.requests.get(request)

    def of_to_change(self, request: int) -> Request | None:
        return self.of(request)

    def save(self, request: Request) -> Request:
        saved = replace(request, version=request.version + 1)
        self.tables.requests[request.id] = saved
        return saved

    def add_voice(self, voice: Voice) -> Voice:
        added = replace(voice, id=len(self.tables.voices) + 1)
        self.tables.voices.append(added)
        return added

    def voices(self, request: int) -> Sequence[Voice]:
        return [voice for voice in self.tables.voices if voice.request == request]

    def voice_from(self, source: Source) -> Voice | None:
        wanted = (source.channel, source.ts)
        return next((each for each in self.tables.voices if each.source and _place(each.source) == wanted), None)

    def save_voice(self, voice: Voice) -> None:
        self.tables.voices = [voice if each.id == voice.id else each for each in self.tables.voices]

    def voices_of(self, account: int) -> Sequence[Voice]:
        return [voice for voice in self.tables.voices if voice.account == account]

    def voices_now(self, requests: Sequence[int]) -> Sequence[VoiceNow]:
        found = [voice for voice in self.tables.voices if voice.request in requests]
        return [self._now(voice) for voice in sorted(found, key=lambda voice: (voice.request, voice.id))]

    def _now(self, voice: Voice) -> VoiceNow:
        account = self.tables.accounts.get(voice.account or 0)
        standing = self.tables.standings.get(voice.account or 0)
        is_live = account is not None and account.status is not AccountStatus.CHURNED
        renewal = next_renewal_of(self.tables, account.id) if account else None
        amounts = standing.arr if standing and is_live else ()
        return VoiceNow(
            voice.request,
            voice.asker,
            voice.importance,
            voice.blocks_renewal,
            voice.account,
            account.name if account else voice.name,
            max(amounts, key=lambda money: money.minor, default=None),
            voice.then.arr,
            standing.band if standing and is_live else None,
            renewal.due_on if renewal else None,
        )

    def found(self, wanted: RequestFilter) -> Sequence[Request]:
        return [each for _, each in sorted(self.tables.requests.items(), reverse=True) if self._fits(each, wanted)]

    def _fits(self, request: Request, wanted: RequestFilter) -> bool:
        voices = self.voices(request.id)
        return (
            wanted.area in {None, request.area}
            and wanted.owner in {None, request.owner}
            and wanted.is_open in {None, request.is_open}
            and wanted.is_snoozed in {None, request.is_snoozed}
            and (wanted.states is None or request.state in wanted.states)
            and (wanted.areas is None or request.area in wanted.areas)
            and (wanted.asked_from is None or request.at >= wanted.asked_from)
            and (wanted.asked_before is None or request.at < wanted.asked_before)
            and (wanted.numbers is None or request.id in wanted.numbers)
            and all(any(_TRAITS[trait](voice) for voice in voices) for trait in wanted.traits)
            and (wanted.by is None or any(voice.by == wanted.by for voice in voices))
            and (wanted.account is None or any(voice.account == wanted.account for voice in voices))
        )

    def triaged_titles(self, *, most: int) -> Sequence[tuple[int, str]]:
        newest = sorted(self.tables.requests.values(), key=lambda request: -request.id)
        return [(each.area, each.title) for each in newest if each.state is not RequestState.NEW][:most]

    def ranked(
        self, wanted: RequestFilter, order: RequestOrder, by: Weighing, *, offset: int = 0, limit: int | None = None
    ) -> Sequence[Request]:
        def place(request: Request) -> tuple[float, ...]:
            return RANKINGS[order](request, by.of(request, list(self.voices_now([request.id]))))

        found = sorted(self.found(wanted), key=place)
        return found[offset:] if limit is None else found[offset : offset + limit]

    def sums(self, wanted: RequestFilter) -> AskedSums:
        found = self.found(wanted)
        voices = [each for each in self.voices_now([each.id for each in found]) if each.account is not None]
        amounts: dict[str, int] = defaultdict(int)
        for money in {each.account: each.arr for each in voices}.values():
            if money:
                amounts[money.currency] += money.minor
        return AskedSums(
            len(found),
            len({each.account for each in voices}),
            len({each.account for each in voices if each.importance is Importance.MUST}),
            len({each.account for each in voices if each.blocks_renewal}),
            tuple(Money(minor, currency) for currency, minor in amounts.items()),
        )

    def saying(self, words: Sequence[str], *, limit: int) -> Sequence[int]:
        said = {number: f"{each.title}\n{each.problem}".lower() for number, each in self.tables.requests.items()}
        found = [number for number, text in said.items() if all(word.lower() in text for word in words)]
        return sorted(found, reverse=True)[:limit]

    def asks_of(self, accounts: Sequence[int], by: Weighing) -> Mapping[int, Sequence[Ask]]:
        ranked = self.ranked(RequestFilter(), RequestOrder.WEIGHT, by)
        asks = {account: [self._ask(account, request) for request in ranked] for account in accounts}
        said = {account: [ask for ask in found if ask] for account, found in asks.items()}
        return {account: found for account, found in said.items() if found}

    def _ask(self, account: int, request: Request) -> Ask | None:
        theirs = [voice for voice in self.voices(request.id) if voice.account == account]
        return Ask(request.id, request.title, any(voice.blocks_renewal for voice in theirs)) if theirs else None

    def after(self, request: int) -> Sequence[Request]:
        return [each for number, each in sorted(self.tables.requests.items()) if number > request]

    def merged(self) -> Mapping[int, int]:
        return {number: each.into for number, each in self.tables.requests.items() if each.into}

    def move_under(self, loser: int, winner: int) -> None:
        tables = self.tables
        tables.voices = [moved_under(each, winner) if each.request == loser else each for each in tables.voices]
        steps = tables.request_steps
        tables.request_steps = [moved_under(each, winner) if each.request == loser else each for each in steps]

    def give_back(self, requests: Collection[int], to: int) -> None:
        tables = self.tables
        tables.voices = [given_back(each, to) if each.came_from in requests else each for each in tables.voices]
        steps = tables.request_steps
        tables.request_steps = [given_back(each, to) if each.came_from in requests else each for each in steps]
        kept = {
            key: each
            for key, each in tables.followings.items()
            if each.came_from not in requests or each.request in requests
        }
        tables.followings = kept

    def follow(self, chosen: Following) -> None:
        self.tables.followings[chosen.request, chosen.member] = chosen

    def followings(self, request: int) -> Sequence[Following]:
        return [each for _, each in sorted(self.tables.followings.items()) if each.request == request]

    def step(self, step: RequestStep) -> None:
        self.tables.request_steps.append(step)

    def forget_raised(self, request: int, authors: Collection[str]) -> None:
        for place, step in enumerate(self.tables.request_steps):
            if step.request == request and step.what in RAISES and step.by in authors:
                self.tables.request_steps[place] = replace(step, note="")

    def steps_since(self, since: datetime) -> Sequence[RequestStep]:
        return [step for step in self.tables.request_steps if step.at > since]

    def steps(self, request: int) -> Sequence[RequestStep]:
        return [step for step in self.tables.request_steps if step.request == request]


_TRAITS: Mapping[RequestTrait, Callable[[Voice], bool]] = {
    RequestTrait.MUST: lambda voice: voice.importance is Importance.MUST,
    RequestTrait.BLOCKING: lambda voice: voice.blocks_renewal,
    RequestTrait.PROSPECTS: lambda voice: voice.asker is Asker.PROSPECT,
}


def _place(source: Source) -> tuple[str, str]:
    return source.channel, source.ts
