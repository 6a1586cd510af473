"""Which handler answers what: plain dictionaries, so that the last registered is found as fast as the first."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias, TypeVar

from bot.handlers.asked import Handler
from bot.handlers.opening import LightPage
from bot.handlers.payloads import Payload
from bot.ids import Action, Command, View, Word

EventHandler: TypeAlias = Callable[[Payload], Awaitable[None]]
H = TypeVar("H")
MOST_UNHEARD = 200
"""Of what is answered while the parts that follow answers are still to be loaded: a second's worth."""


@dataclass(frozen=True, slots=True)
class Part:
    """Features that are loaded together, when the first of them is asked for.

    `areas` says what they answer: commands, events, and of all else what stands before the first dot of its name;
    `words` what they answer after `/cs`. `load` registers them.
    """

    areas: frozenset[str]
    words: tuple[Word, ...]
    load: Callable[[Routes], None]

    def answers(self, name: str) -> bool:
        return name in self.areas or name in self.words or area_of(name) in self.areas


def area_of(name: str) -> str:
    """Of `tasks.done:3` what stands before the first dot."""
    return name.partition(":")[0].partition(".")[0]


def _names_of(parts: Iterable[Part]) -> frozenset[str]:
    return frozenset[str]().union(*(part.areas.union(part.words) for part in parts))


class Routes:
    """Features register here; an action's id may carry a suffix after a colon, which is not looked at.

    What nobody has asked for is not in memory: the first who asks for one of a part's features has that part loaded.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._parts = tuple(parts)
        self._waiting = list(self._parts)
        self._unloaded = _names_of(self._waiting)
        self._loading = Lock()
        self._commands: dict[str, Handler] = {}
        self._actions: dict[str, Handler] = {}
        self._options: dict[str, Handler] = {}
        self._views: dict[str, Handler] = {}
        self._closed: dict[str, Handler] = {}
        self._shortcuts: dict[str, Handler] = {}
        self._events: dict[str, EventHandler] = {}
        self._words: dict[str, Handler] = {}
        self._pages: dict[str, LightPage] = {}
        self._quiet: set[str] = set()
        self._afterwards: list[Callable[[Payload], None]] = []
        self._unheard: deque[Payload] = deque(maxlen=MOST_UNHEARD)

    def lacks(self, name: str) -> bool:
        """Whether the features that answer this name are still to be loaded: that takes a moment."""
        return name in self._unloaded or area_of(name) in self._unloaded

    def load(self, name: str) -> None:
        """Whoever asks meanwhile waits until everything of the part is there."""
        with self._loading:
            for part in [part for part in self._waiting if part.answers(name)]:
                part.load(self)
                self._waiting.remove(part)
            self._unloaded = _names_of(self._waiting)

    @property
    def words(self) -> frozenset[Word]:
        """What may follow `/cs`, loaded or not."""
        return frozenset(map(Word, self._words)).union(*(part.words for part in self._parts))

    def command(self, command: Command, handler: Handler) -> None:
        _register(self._commands, command, handler)

    def subcommand(self, word: Word, handler: Handler) -> None:
        """What follows `/cs word` is the text that the handler is asked."""
        _register(self._words, word, handler)

    def action(self, action: Action, handler: Handler) -> None:
        _register(self._actions, action, handler)

    def options(self, action: Action, handler: Handler) -> None:
        _register(self._options, action, handler)

    def view(self, view: View, handler: Handler) -> None:
        _register(self._views, view, handler)

    def opens(self, name: str, page: LightPage) -> None:
        """What the command, shortcut or action opens before it is known who asks; it holds nothing of the book."""
        self._pages[str(name)] = page

    def is_quiet(self, action: str) -> bool:
        """Whether what fails is said to nobody: it happened by itself, while somebody wrote."""
        self._found(self._actions, action.partition(":")[0])
        return action.partition(":")[0] in self._quiet

    def action_quietly(self, action: Action, handler: Handler) -> None:
        self.action(action, handler)
        self._quiet.add(str(action))

    def afterwards(self, follow: Callable[[Payload], None]) -> None:
        """To be told of every request of a person that was answered without a failure; it must take no time."""
        self._afterwards.append(follow)

    def answered(self, payload: Payload) -> None:
        if not self._afterwards:
            self._unheard.append(payload)
        for follow in self._afterwards:
            follow(payload)

    def catch_up(self) -> None:
        """Whoever follows is told what was answered before they were loaded."""
        unheard, self._unheard = self._unheard, deque(maxlen=MOST_UNHEARD)
        for payload in unheard:
            for follow in self._afterwards:
                follow(payload)

    def closed(self, view: View, handler: Handler) -> None:
        _register(self._closed, view, handler)

    def shortcut(self, shortcut: str, handler: Handler) -> None:
        _register(self._shortcuts, shortcut, handler)

    def event(self, event: str, handler: EventHandler) -> None:
        if event in self._events:
            raise ValueError(f"{event} has a handler already")
        self._events[event] = handler

    def for_command(self, command: str) -> Handler | None:
        return self._found(self._commands, command)

    def for_word(self, word: str) -> Handler | None:
        return self._found(self._words, word)

    def for_action(self, action: str) -> Handler | None:
        return self._found(self._actions, action.partition(":")[0])

    def for_options(self, action: str) -> Handler | None:
        return self._found(self._options, action.partition(":")[0])

    def for_view(self, view: str) -> Handler | None:
        return self._found(self._views, view)

    def for_closed(self, view: str) -> Handler | None:
        return self._found(self._closed, view)

    def for_shortcut(self, shortcut: str) -> Handler | None:
        return self._found(self._shortcuts, shortcut)

    def light_page(self, name: str) -> LightPage | None:
        """Asked for after its handler was found: what comes later is there by then."""
        return self._pages.get(name.partition(":")[0])

    def for_event(self, event: str) -> EventHandler | None:
        """Most are nobody's, such as what people write: nothing is loaded for those."""
        self.load(event)
        return self._events.get(event)

    def _found(self, handlers: dict[str, H], name: str) -> H | None:
        """What is in the middle of being loaded is waited for."""
        if name not in handlers:
            self.load(name)
        return handlers.get(name)


def _register(handlers: dict[str, Handler], name: str, handler: Handler) -> None:
    if name in handlers:
        raise ValueError(f"{name} has a handler already")
    handlers[str(name)] = handler
