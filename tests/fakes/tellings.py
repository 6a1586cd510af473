from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.feedback.request import Asker
from domain.feedback.telling import Telling, TellingCount, TellingNow
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeTellings:
    tables: FakeTables

    def add(self, telling: Telling) -> Telling:
        added = replace(telling, id=max(self.tables.tellings, default=0) + 1)
        self.tables.tellings[added.id] = added
        return added

    def save(self, telling: Telling) -> None:
        self.tables.tellings[telling.id] = telling

    def of(self, telling: int) -> Telling | None:
        return self.tables.tellings.get(telling)

    def of_to_change(self, telling: int) -> Telling:
        return self.tables.tellings[telling]

    def of_task(self, task: int) -> Telling | None:
        return next((each for each in self.tables.tellings.values() if each.task == task), None)

    def of_request(self, request: int) -> Sequence[Telling]:
        return [each for each in self.tables.tellings.values() if each.request == request]

    def counts(self, requests: Sequence[int]) -> Mapping[int, TellingCount]:
        found: dict[int, TellingCount] = {}
        for each in self.tables.tellings.values():
            if each.request in requests and not each.is_over:
                known = found.get(each.request, TellingCount(0, 0))
                found[each.request] = TellingCount(known.told + each.is_told, known.all + 1)
        return found

    def standing(self, *, told_since: datetime) -> Sequence[TellingNow]:
        wanted = [
            each for each in self.tables.tellings.values() if each.is_untold or (each.at and each.at >= told_since)
        ]
        return [self._now(each) for each in sorted(wanted, key=lambda each: (each.since, each.id))]

    def _now(self, telling: Telling) -> TellingNow:
        request = self.tables.requests[telling.request]
        told = (telling, self.tables.tasks[telling.task], request.title, request.state)
        if telling.account is None:
            voice = next(each for each in self.tables.voices if each.id == telling.voice)
            return TellingNow(*told, voice.asker, voice.name, voice.by)
        account = self.tables.accounts[telling.account]
        return TellingNow(*told, Asker.ACCOUNT, account.name, account.owner, account.cover)
