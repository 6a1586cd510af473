"""The words of closed sets, in English and Chinese, as files write them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from integrations.files.cells import Cell, CellRefusedError, narrowed, refuse_errors, text_from

_SEPARATORS = re.compile(r"[^\w]+|_")


def folded(text: str) -> str:
    """Case, width, blanks and punctuation do not matter: `Renewal-Date ` and `renewal_date` are one."""
    return _SEPARATORS.sub("", narrowed(text).casefold())


class Vocabulary:
    """A closed set and the words for each of its members; the member's own name always counts."""

    def __init__(self, words: Mapping[str, Iterable[str]], *, told: str) -> None:
        self.told = told
        self._members = {folded(word): member for member, said in words.items() for word in (member, *said)}

    def member(self, cell: Cell) -> str:
        text = text_from(cell)
        refuse_errors(text)
        if (found := self._members.get(folded(text))) is None:
            raise CellRefusedError(f"'{text}' is not one of {self.told}")
        return found

    @property
    def words(self) -> Mapping[str, str]:
        """Every folded word and the member it means."""
        return self._members


_WORDS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
    files("integrations.files").joinpath("words.toml").read_text(encoding="utf-8")
)


def _vocabulary(table: str) -> Vocabulary:
    return Vocabulary(_WORDS[table], told=", ".join(_WORDS[table]))


TIERS = _vocabulary("tier")
STATUSES = _vocabulary("status")
ROLES = _vocabulary("role")
STANCES = _vocabulary("stance")
TOUCHPOINT_KINDS = _vocabulary("touchpoint_kind")
DIRECTIONS = _vocabulary("direction")
USAGE_MEASURES = _vocabulary("usage_measure")
RENEWAL_STEPS = _vocabulary("renewal_step")
PRIORITIES = _vocabulary("priority")
SURVEYS = _vocabulary("survey")
SENTIMENTS = _vocabulary("sentiment")
OUTCOME_STATUSES = _vocabulary("outcome_status")
