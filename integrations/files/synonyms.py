"""The words that stand above columns (`synonyms.toml`), for each field; compared folded (case, width, punctuation)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from domain.records import RecordKind
from integrations.files.fields import Field, fields_of
from integrations.files.words import USAGE_MEASURES, folded

_WORDS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
    files("integrations.files").joinpath("synonyms.toml").read_text(encoding="utf-8")
)


@cache
def known_words(kind: RecordKind) -> dict[str, Field]:
    """Folded header word → field, for a sheet of this kind; where two fields share a word, the first has it."""
    known: dict[str, Field] = {}
    for field in fields_of(kind):
        for word in _said(field):
            known.setdefault(folded(word), field)
    return known


@cache
def all_known_words() -> frozenset[str]:
    return frozenset(word for kind in RecordKind for word in known_words(kind))


def words_of(field: Field) -> tuple[str, ...]:
    """The words for a field, for the documentation."""
    return tuple(_WORDS[field.group or "row"].get(field.name, ()))


def _said(field: Field) -> tuple[str, ...]:
    """The written synonyms, the field's own name, and for wide usage the words of the measure."""
    measures = [word for word, member in USAGE_MEASURES.words.items() if member == field.name]
    return (*words_of(field), field.name.replace("_", " "), *measures)
