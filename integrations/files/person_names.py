"""A contact whose name stands in two columns, as most systems export it."""

from __future__ import annotations

from collections.abc import Mapping

from integrations.files.values import Value


def whole_name(said: Mapping[str, Value]) -> dict[str, Value]:
    """The fields with one name: a name of its own counts; of two parts the family name comes first in Chinese only."""
    fields = dict(said)
    parts = (str(fields.pop("first_name", "")), str(fields.pop("last_name", "")))
    if "name" not in fields and any(parts):
        fields["name"] = "".join(reversed(parts)) if _is_chinese("".join(parts)) else " ".join(filter(None, parts))
    return fields


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" for letter in text)
