from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.locale import Language

BOT = Path(__file__).parents[3] / "bot"
PLACES = re.compile(r"%\((\w+)\)s|%%|\{(\w+)\}")
Said = str | tuple[str, str]


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.EN])
def test_every_message_of_the_source_is_in_the_catalogue_and_nothing_else(language: Language) -> None:
    known = {message.id for message in catalogue(language) if message.id}

    assert known == said_in_source()


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.EN])
def test_a_translation_is_there_and_has_the_places_of_its_message(language: Language) -> None:
    holes = [message.id for message in catalogue(language) if message.id and not all(strings(message.string))]
    unlike = [
        message.id
        for message in catalogue(language)
        if message.id and any(places(said) != places(strings(message.id)[-1]) for said in strings(message.string))
    ]

    assert holes == []
    assert unlike == []


def test_nothing_in_the_catalogue_is_marked_as_doubtful() -> None:
    assert [message.id for message in catalogue(Language.ZH_HANS) if message.id and message.fuzzy] == []


def test_a_message_is_always_a_literal_that_can_be_found() -> None:
    odd = [place for path in sources() for place in unfindable(path)]

    assert odd == []


def catalogue(language: Language) -> Catalog:
    with (BOT / "locale" / f"{language}.po").open("rb") as written:
        return read_po(written, locale=language.value, abort_invalid=True)


def sources() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def said_in_source() -> set[Said]:
    return {said for path in sources() for said in messages(ast.parse(path.read_text(encoding="utf-8")))}


def messages(tree: ast.AST) -> Iterator[Said]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match [text_in(argument) for argument in node.args[:2]]:
                case [str(one), str(many)] if name(node) == "plural":
                    yield (one, many)
                case [str(message), *_] if name(node) in {"text", "marked"}:
                    yield message


def unfindable(path: Path) -> Iterator[str]:
    """A message put together at run time is in no catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(args=[ast.JoinedStr() | ast.BinOp(), *_]) if name(node) in {"text", "plural", "marked"}:
                yield f"{path.name}:{node.lineno}"


def name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def text_in(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def strings(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (str(said),)


def places(text: str) -> list[str]:
    return sorted(match[0] for match in PLACES.finditer(text))
