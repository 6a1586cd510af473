"""Reads drawn HTML the way a test asks about it: the words, and the attributes of elements."""

from html.parser import HTMLParser

Attributes = dict[str, str | None]


class _Eyes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, Attributes]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))


def words(html: str) -> list[str]:
    return _seen(html).words


def tagged(html: str, tag: str) -> list[Attributes]:
    return [attributes for name, attributes in _seen(html).tags if name == tag]


def marked(html: str, attribute: str) -> list[str | None]:
    """The attribute's value wherever it stands, in the order of the page."""
    return [attributes[attribute] for _, attributes in _seen(html).tags if attribute in attributes]


def having(html: str, attribute: str, value: str) -> list[Attributes]:
    return [attributes for _, attributes in _seen(html).tags if attributes.get(attribute) == value]


def _seen(html: str) -> _Eyes:
    eyes = _Eyes()
    eyes.feed(html)
    return eyes
