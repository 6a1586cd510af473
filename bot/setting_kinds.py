"""Kinds of settings that several of them are of."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from storage.addresses import is_usable

COMMAND_PREFIX = r"^([a-z0-9][a-z0-9-]{0,15})?$"


def _listed(value: Any) -> Any:
    """Several values in one variable are separated by commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


_PERSON = re.compile(r"[UW][A-Z0-9]+")


def _people(written: tuple[str, ...]) -> tuple[str, ...]:
    if not all(map(_PERSON.fullmatch, written)):
        raise ValueError("write Slack user ids like U012ABCDEF, …; a profile in Slack has it behind its dots")
    return written


SlackIds = Annotated[Listed, AfterValidator(_people)]
"""Of people; a name would let nobody in, and nobody would know why."""


def _whole(secret: SecretStr) -> SecretStr:
    """Without the line's end that a file or a shell leaves behind: Slack would take it for a part of the secret."""
    return SecretStr(secret.get_secret_value().strip())


Secret = Annotated[SecretStr, AfterValidator(_whole)]


def _usable(url: SecretStr) -> SecretStr:
    """What is wrong is said without the address: it may hold a password."""
    if not is_usable(url.get_secret_value()):
        raise ValueError(
            "is no address of a database; write sqlite:///moorline.db or postgresql+psycopg://user:password@host/name, "
            "with @ as %40, / as %2F and : as %3A in a password"
        )
    return url


DatabaseUrl = Annotated[Secret, AfterValidator(_usable)]
