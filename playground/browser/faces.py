"""What stands in for a portrait: initials on a colour that stays the same for a name."""

FACES = 12


def initials(name: str) -> str:
    """Two letters for a Latin name, the last one or two characters for a Chinese one."""
    words = name.split()
    if not words:
        return "?"
    if not name.isascii() and len(words) == 1:
        return name[-2:]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


def face_colour(person_id: str) -> str:
    return f"face-{sum(person_id.encode()) % FACES}"
