"""What counts as the same name: writing, width, case, accents, punctuation do not matter; legal forms matter little."""

from __future__ import annotations

import re
import unicodedata

_NOT_A_LETTER = re.compile(r"[\W_]")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_DOT_OF_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_ADDRESS = re.compile(
    r"(?:\S+@|https?://(?:www\.)?|www\.)(?P<domain>[^\s@/?#:]+\.[^\s@/?#:]+)(?:[/?#:]\S*)?", re.IGNORECASE
)
_LEGAL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "ab ag aps as bhd bv co company corp corporation gmbh inc incorporated kg kk limited llc llp ltd lp nv oy oyj "
        "plc pte pty pvt sa sarl sas sdn se spa srl",
    )
)
_LEGAL_ENDINGS = (
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "集团有限公司",
    "集團有限公司",
    "有限公司",
    "股份公司",
    "株式会社",
    "株式會社",
    "公司",
)
_LEGAL_OPENINGS = ("株式会社", "株式會社")


def normalised(name: str) -> str:
    """The name as it is compared: full width made half, case and accents dropped, punctuation made one space.

    `&`, `+` and the word "and" are dropped, so "A&B" and "A and B" are one name; dots between initials and apostrophes
    leave no space. A name that is nothing but such signs keeps them.
    """
    plain = _without_accents(unicodedata.normalize("NFKC", name).casefold())
    letters = plain
    if not plain.replace(" ", "").isalnum():
        plain = _APOSTROPHE.sub("", _DOT_OF_INITIALS.sub(r"\1", plain))
        letters = _NOT_A_LETTER.sub(" ", plain)
    words = [word for word in letters.split() if word != "and"]
    return " ".join(words) or " ".join(plain.split())


def sought(typed: str) -> str:
    """What is looked for, normalised: the domain of an e-mail address or a link, for people paste them."""
    address = _ADDRESS.fullmatch(typed.strip())
    return normalised(address["domain"] if address else typed)


def without_legal_form(normal: str) -> str:
    """A normalised name without Inc., Ltd., 有限公司 and the like; a name that is only a legal form stays."""
    head, _, last = normal.rpartition(" ")
    if head and last in _LEGAL_WORDS:
        return without_legal_form(head)
    return normal if normal.isascii() else _without_chinese_form(normal)


def _without_chinese_form(name: str) -> str:
    if name in _LEGAL_ENDINGS + _LEGAL_OPENINGS:
        return name
    ending = next((ending for ending in _LEGAL_ENDINGS if name.endswith(ending)), "")
    opening = next((opening for opening in _LEGAL_OPENINGS if name.startswith(opening)), "")
    return name.removesuffix(ending).removeprefix(opening).strip()


def _without_accents(text: str) -> str:
    """Marks are dropped after Latin letters only: in Japanese or Hindi they make another letter."""
    if text.isascii():
        return text
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character) and kept and kept[-1] < "\u0250":
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
