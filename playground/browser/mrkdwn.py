"""Slack's mrkdwn, drawn as safe HTML: whatever is not markup is text, whoever wrote it."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from markupsafe import Markup, escape

from playground.browser.dates import date_in_words
from playground.browser.emoji import CHARACTERS, drawn_character, drawn_emoji
from playground.browser.reader import Reader

PIECES = re.compile(
    r"```\n?(?P<fence>.+?)\n?```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<token>[^<>\n]+)>"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)'\"])"
    r"|:(?P<emoji>[a-z0-9_+'-]+):"
    rf"|(?P<character>{CHARACTERS})",
    re.DOTALL,
)
STYLES = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])"), "s"),
)
KEPT = re.compile("\ue000(\\d+)\ue001")
SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:", "slack://")


def drawn_mrkdwn(text: str, reader: Reader, *, verbatim: bool = False) -> Markup:
    shelf = _Shelf()
    flat = PIECES.sub(lambda piece: shelf.keep(_drawn_piece(piece, reader, verbatim=verbatim)), _unmarked(text))
    drawn = shelf.restored(_lines(_styled(str(escape(decoded(flat))))))
    return drawn.replace(Markup("</pre><br>"), Markup("</pre>"))


def drawn_plain(text: str) -> Markup:
    """A plain_text object: emoji by name and line breaks, nothing else."""
    shelf = _Shelf()
    emoji = re.compile(rf":(?P<emoji>[a-z0-9_+'-]+):|(?P<character>{CHARACTERS})")
    flat = emoji.sub(lambda piece: shelf.keep(_emoji_or_text(piece)), _unmarked(text))
    return shelf.restored(str(escape(decoded(flat))).replace("\n", "<br>"))


def drawn_literal(text: str) -> Markup:
    """Text that is never markup (rich_text, people's names): escaped, with its line breaks."""
    return Markup("<br>").join(text.split("\n"))


def decoded(text: str) -> str:
    """Slack's three entities, once: `&amp;lt;` becomes `&lt;`, not `<`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def drawn_link(address: str, label: str) -> Markup:
    if not address.casefold().startswith(SAFE_SCHEMES):
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, label)


def drawn_person(person_id: str, reader: Reader, *, otherwise: str = "") -> Markup:
    tone = "mention mention-me" if person_id == reader.person_id else "mention"
    name = reader.people.get(person_id) or reader.groups.get(person_id) or otherwise or person_id
    return Markup('<span class="{}" data-person="{}">@{}</span>').format(tone, person_id, name)


def drawn_channel(channel_id: str, reader: Reader, *, otherwise: str = "") -> Markup:
    name = reader.channels.get(channel_id) or otherwise
    if not name:
        return Markup('<span class="mention mention-unknown">private channel</span>')
    return Markup('<span class="mention" data-channel="{}">#{}</span>').format(channel_id, name)


def drawn_broadcast(reach: str) -> Markup:
    return Markup('<span class="mention mention-me">@{}</span>').format(reach)


def drawn_date(unix_seconds: str, pattern: str, fallback: str, reader: Reader, *, link: str = "") -> Markup:
    if not unix_seconds.lstrip("-").isdecimal():
        return escape(fallback)
    words = date_in_words(int(unix_seconds), pattern, reader)
    shown = drawn_link(link, words) if link else escape(words)
    return Markup('<time title="{}">{}</time>').format(fallback, shown)


class _Shelf:
    """Finished pieces, set aside while the text around them is styled; the places use characters nobody types."""

    def __init__(self) -> None:
        self._pieces: list[Markup] = []

    def keep(self, piece: Markup) -> str:
        self._pieces.append(piece)
        return f"\ue000{len(self._pieces) - 1}\ue001"

    def restored(self, text: str) -> Markup:
        return Markup(KEPT.sub(lambda place: self._pieces[int(place[1])], text))  # noqa: S704 - escaped by every caller


def _drawn_piece(piece: re.Match[str], reader: Reader, *, verbatim: bool) -> Markup:
    match piece.lastgroup:
        case "fence":
            return Markup("<pre>{}</pre>").format(decoded(piece["fence"]))
        case "code":
            return Markup("<code>{}</code>").format(decoded(piece["code"]))
        case "token":
            return _drawn_token(piece["token"], reader)
        case "url":
            address = decoded(piece["url"])
            return escape(address) if verbatim else drawn_link(address, address)
        case _:
            return _emoji_or_text(piece)


def _emoji_or_text(piece: re.Match[str]) -> Markup:
    if character := piece["character"]:
        return drawn_character(character)
    return drawn_emoji(piece["emoji"]) or escape(piece[0])


def _drawn_token(token: str, reader: Reader) -> Markup:
    target, _, label = token.partition("|")
    target, label = decoded(target), decoded(label)
    if target[0] in TOKENS:
        return TOKENS[target[0]](target[1:], label, reader)
    if target.casefold().startswith(SAFE_SCHEMES):
        return drawn_link(target, label or target.removeprefix("mailto:"))
    return escape(f"<{decoded(token)}>")


def _drawn_special(target: str, label: str, reader: Reader) -> Markup:
    kind, *rest = target.split("^")
    if kind == "date" and len(rest) > 1:
        return drawn_date(rest[0], rest[1], label, reader, link="^".join(rest[2:]))
    if kind == "subteam":
        return drawn_person("".join(rest[:1]), reader, otherwise=label.removeprefix("@"))
    return drawn_broadcast(label.removeprefix("@") or kind)


def _styled(text: str) -> str:
    for pattern, tag in STYLES:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def _lines(text: str) -> str:
    head, mark, rest = _before_long_quote(text)
    drawn = "".join(_line_group(is_quote, group) for is_quote, group in groupby(head, key=_is_quote))
    return f"{drawn}<blockquote>{rest}</blockquote>" if mark else drawn


def _before_long_quote(text: str) -> tuple[list[str], bool, str]:
    found = re.search(r"^&gt;&gt;&gt; ?", text, re.MULTILINE)
    if not found:
        return text.split("\n"), False, ""
    head = text[: found.start()].removesuffix("\n")
    return head.split("\n") if head else [], True, text[found.end() :].replace("\n", "<br>")


def _is_quote(line: str) -> bool:
    return line.startswith("&gt;")


def _line_group(is_quote: bool, lines: Iterable[str]) -> str:  # noqa: FBT001 - groupby hands its key over by position
    if not is_quote:
        return "<br>".join(lines)
    return f"<blockquote>{'<br>'.join(line.removeprefix('&gt;').removeprefix(' ') for line in lines)}</blockquote>"


def _unmarked(text: str) -> str:
    return text.replace("\ue000", "").replace("\ue001", "")


TOKENS: dict[str, Callable[[str, str, Reader], Markup]] = {
    "@": lambda target, label, reader: drawn_person(target, reader, otherwise=label.removeprefix("@")),
    "#": lambda target, label, reader: drawn_channel(target, reader, otherwise=label.removeprefix("#")),
    "!": _drawn_special,
}
