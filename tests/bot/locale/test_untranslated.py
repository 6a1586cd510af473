"""No text that people read escapes the catalogue: every literal is a message, or plainly none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.pictures.ink import FAMILIES

BOT = Path(__file__).parents[3] / "bot"
LOOKED_AT = sorted(
    path
    for folder in ("blocks", "handlers", "pictures")
    for path in (BOT / folder).rglob("*.py")
    if path.parent.name != "kit"
)
"""The kit says nothing of its own; the errors it raises are for whoever writes a block."""
TRANSLATED = {"text", "plural", "marked"}
NOT_FOR_PEOPLE = {
    "compile",  # regular expressions
    "filterwarnings",  # a pattern of a warning's text
    "debug",
    "info",
    "warning",
    "error",
    "exception",  # the log is read by who runs it, in English
}
SENTENCE = re.compile(r"[^\W\d_]{2,} +[^\W\d_]{2,}|^[A-Z][a-z]+|[\u4e00-\u9fff]")
ALLOWED = {
    "Moorline",  # our name is the same in every language
    "me yellow",  # what is typed after the command; its words are fixed
    "tier:high stage:renewal",  # as above
    "quarter team",  # as above
    "team overdue",  # as above
    "team late",  # as above
    "team stuck",  # as above
    "median by segment",  # as above
    "team won quarter",  # as above
    "gaps team",  # as above
    "year by tier",  # as above
    "team behind",  # as above
    "last quarter team",  # as above
    "last quarter by csm",  # as above
    "year by segment",  # as above
    "year by age",  # as above
    "2026 per line",  # as above
    'tier:high segment:"mid market"',  # as above
    "@wei red",  # as above
    'tier:high segment:"mid market" commit',  # as above
    "must sort:due",  # as above
    "export excel",  # as above
    "no forecast",  # a part of a file's name, which says what was asked in the words that are typed
    "PostgreSQL",  # a name, the same in every language
    "Drawing",  # what a package lends to others
    "Paper",  # as above
    "English",  # a language names itself
    "简体中文",  # as above
    "现在",  # what people type
    "立即",  # as above
    "周报",  # as above
    "上周",  # as above
    "每周",  # as above
    "团队",  # as above
    "全部",  # as above
    "报告",  # as above
    "我的",  # as above
    "产品",  # as above
    "需求",  # as above
    "Asked",  # a type that is named before it is there
    "verified by the front door",  # Bolt wants a signing secret; ours is checked before it
    *FAMILIES,  # fonts
    "Title",  # what a PDF says of itself
    "CreationDate",  # as above
    "Creator",  # as above
    "Producer",  # as above
    "axes fraction",  # how a drawing is measured
    "offset points",  # as above
}


@pytest.mark.parametrize("path", LOOKED_AT, ids=lambda path: str(path.relative_to(BOT)))
def test_what_people_read_is_translated(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert list(untranslated(tree)) == []


def test_an_escaped_text_would_be_found() -> None:
    source = 'def f(w):\n    return [f"the {w} of it", "Renewal", "no date known", w.text("fine"), "health.why"]'

    assert list(untranslated(ast.parse(source))) == [(2, "Renewal"), (2, "no date known"), (2, "the {} of it")]


def untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    exempt = {id(inner) for node in ast.walk(tree) if is_exempt(node) for inner in ast.walk(node)}
    exempt |= {id(expression.value) for expression in ast.walk(tree) if isinstance(expression, ast.Expr)}
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    found = [
        (node.lineno, said)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in exempt | pieces
        if is_for_people(said := literal(node))
    ]
    yield from sorted(found)


def is_exempt(node: ast.AST) -> bool:
    """Messages of the catalogue, types, and what is for whoever reads the log or a traceback.

    The facts of errors are put into words elsewhere.
    """
    if isinstance(node, ast.Raise | ast.arg | ast.Assert):
        return True
    name = getattr(node, "func", None)
    called = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
    return called in TRANSLATED | NOT_FOR_PEOPLE or called.endswith("Error") or called == "cast"


def literal(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in node.values)
    return str(node.value) if isinstance(node.value, str) else ""


def is_for_people(said: str) -> bool:
    return bool(SENTENCE.search(said)) and said not in ALLOWED
