from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes a page is drawn for: times, names and "only visible to you" depend on it."""

    person_id: str
    zone: tzinfo
    now: datetime
    locale: str = "en-US"
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def reads_chinese(self) -> bool:
        return self.locale.casefold().startswith("zh")

    def local(self, unix_seconds: float) -> datetime:
        return datetime.fromtimestamp(unix_seconds, self.zone)

    @property
    def today(self) -> datetime:
        return self.now.astimezone(self.zone)
