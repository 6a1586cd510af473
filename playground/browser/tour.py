from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TourStep:
    """One thing to try: what it shows, the words to type for it (none: nothing is typed), and a remark."""

    title: str
    text: str = ""
    note: str = ""
