"""What becomes of a row that gives several records: refused if one is, else new, changed or unchanged as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.imports import BatchOutcome
from domain.records import Record, RowVerdict, Verdict
from storage.imports.rows import Put

_SHOWN = 20


@dataclass(slots=True)
class Verdicts:
    """Filled while a batch is written; `names` are the accounts' names by row."""

    _verdicts: dict[int, Verdict] = field(default_factory=dict)
    _differences: dict[int, dict[str, tuple[object, object]]] = field(default_factory=dict)
    _reasons: dict[int, str] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)

    def refuse(self, record: Record, reason: str) -> None:
        self._reasons.setdefault(record.row, reason)

    def has_refused(self, record: Record) -> bool:
        return record.row in self._reasons

    def note(self, record: Record, put: Put) -> None:
        self.note_differences(record, put.verdict, put.differences)

    def note_differences(
        self, record: Record, verdict: Verdict, differences: Mapping[str, tuple[object, object]]
    ) -> None:
        """A row is new only if its first record is: a known account with a new contact is a changed row."""
        said = self._verdicts.setdefault(record.row, verdict)
        if said is Verdict.UNCHANGED and verdict is not Verdict.UNCHANGED:
            self._verdicts[record.row] = Verdict.CHANGED
        if verdict is Verdict.NEW and said is not Verdict.NEW:
            differences = {str(record.kind): (None, "new")}
        named = {f"{record.kind}.{name}": pair for name, pair in differences.items()}
        self._differences.setdefault(record.row, {}).update(named)
        self._names.setdefault(
            record.row, record.account.name or record.account.external_id or record.account.domain or ""
        )

    def outcome(self) -> BatchOutcome:
        counts = Counter(verdict for row, verdict in self._verdicts.items() if row not in self._reasons)
        refused = [RowVerdict(row, Verdict.REFUSED, reason=reason) for row, reason in sorted(self._reasons.items())]
        return BatchOutcome(counts, refused, list(self._changed()))

    def _changed(self) -> Iterable[RowVerdict]:
        changed = [
            row for row, verdict in self._verdicts.items() if verdict is Verdict.CHANGED and row not in self._reasons
        ]
        for row in sorted(changed)[:_SHOWN]:
            yield RowVerdict(row, Verdict.CHANGED, self._names[row], differences=self._differences[row])
