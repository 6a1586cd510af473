import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field

from playground.refusals import SlackRefusal


@dataclass(slots=True)
class StoredFile:
    """`content` is None until the bytes were uploaded; the file is nobody's to see until it was completed.

    Slack works on a file for a moment after that (`known_at`, in seconds since 1970); until then no block may have it.
    """

    id: str
    name: str
    title: str
    owner_id: str
    length: int
    created: int
    alt_text: str = ""
    content: bytes | None = None
    is_completed: bool = False
    known_at: float = 0
    shares: list[tuple[str, str]] = field(default_factory=list)

    @property
    def mime_type(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def is_picture(self) -> bool:
        return self.mime_type.startswith("image/")

    @property
    def file_type(self) -> str:
        return self.name.rpartition(".")[2].casefold() if "." in self.name else "binary"


class Files:
    """`seconds_to_know` is how long a completed file is worked on before blocks may have it."""

    def __init__(self) -> None:
        self.seconds_to_know = 0.0
        self._files: dict[str, StoredFile] = {}

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._files.values())

    def add(self, stored: StoredFile) -> StoredFile:
        self._files[stored.id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def named(self, file_id: str) -> StoredFile:
        if stored := self._files.get(file_id):
            return stored
        raise SlackRefusal("file_not_found")
