"""A small table of emoji: our own sprite looks the same on every machine, the rest use the reader's font."""

import re

from markupsafe import Markup

DRAWN = {
    "red_circle": "🔴",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "large_green_circle": "🟢",
    "large_blue_circle": "🔵",
    "large_purple_circle": "🟣",
    "white_circle": "⚪",
    "black_circle": "⚫",
    "warning": "⚠️",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "x": "❌",
    "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "arrow_right": "➡️",
    "arrow_upper_right": "↗️",
    "arrow_lower_right": "↘️",
    "star": "⭐",
    "bell": "🔔",
    "bar_chart": "📊",
    "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉",
    "date": "📅",
    "hourglass_flowing_sand": "⏳",
    "information_source": "ℹ️",
    "mag": "🔍",
    "lock": "🔒",
    "memo": "📝",
    "speech_balloon": "💬",
    "bulb": "💡",
    "+1": "👍",
    "heart": "❤️",
    "tada": "🎉",
    "eyes": "👀",
    "no_entry": "⛔",
    "file_folder": "📁",
}
FROM_FONT = {
    "wave": "👋",
    "-1": "👎",
    "fire": "🔥",
    "rocket": "🚀",
    "pray": "🙏",
    "raised_hands": "🙌",
    "clap": "👏",
    "smile": "😄",
    "slightly_smiling_face": "🙂",
    "thinking_face": "🤔",
    "cry": "😢",
    "anchor": "⚓",
    "ship": "🚢",
    "moneybag": "💰",
    "link": "🔗",
    "pushpin": "📌",
    "zzz": "💤",
    "question": "❓",
    "exclamation": "❗",
    "rotating_light": "🚨",
    "sunrise": "🌅",
    "telephone_receiver": "📞",
    "email": "✉️",
    "point_right": "👉",
}
ALSO_NAMED = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "green_circle": "large_green_circle",
    "yellow_circle": "large_yellow_circle",
    "orange_circle": "large_orange_circle",
    "large_red_circle": "red_circle",
    "calendar": "date",
    "hourglass": "hourglass_flowing_sand",
    "large_blue_dot": "large_blue_circle",
}
SPRITE_NAMES = {"+1": "thumb"}
NAMES = {character: name for name, character in DRAWN.items()} | {
    character.removesuffix("\ufe0f"): name for name, character in DRAWN.items()
}
CHARACTERS = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))


def drawn_emoji(name: str) -> Markup | None:
    """The picture of `:name:`, None when the table does not know it."""
    known = ALSO_NAMED.get(name, name)
    if known in DRAWN:
        return _from_sprite(known)
    if known in FROM_FONT:
        return Markup('<span class="emoji-text" title=":{0}:">{1}</span>').format(known, FROM_FONT[known])
    return None


def drawn_character(character: str) -> Markup:
    """The picture for an emoji typed as a character; one of `CHARACTERS`."""
    return _from_sprite(NAMES[character])


def _from_sprite(name: str) -> Markup:
    sprite = SPRITE_NAMES.get(name, name)
    return Markup(
        '<svg class="emoji" role="img" aria-label="{0}"><title>:{1}:</title>'
        '<use href="/static/browser/emoji.svg#{2}"></use></svg>'
    ).format(DRAWN[name], name, sprite)
