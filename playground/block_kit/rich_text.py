"""Rich text: sections, lists, quotes and code, and what stands in them."""

from playground.block_kit.checks import Check, by_type, flag, many, one_of, shape, string, whole
from playground.block_kit.objects import identifier, url

_style = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_name = string(255)
_part = by_type(
    lambda: {
        "text": shape({"text": string(12_000)}, {"style": _style}),
        "link": shape({"url": url}, {"text": string(3000), "unsafe": flag, "style": _style}),
        "emoji": shape({"name": _name}, {"unicode": _name, "skin_tone": whole(1, 6), "style": _style}),
        "user": shape({"user_id": _name}, {"style": _style}),
        "usergroup": shape({"usergroup_id": _name}, {"style": _style}),
        "channel": shape({"channel_id": _name}, {"style": _style}),
        "team": shape({"team_id": _name}, {"style": _style}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": _style}),
        "color": shape({"value": string(7, 7)}, {"style": _style}),
        "date": shape(
            {"timestamp": whole(0, 9_999_999_999), "format": string(200)},
            {"url": url, "fallback": string(300), "style": _style},
        ),
    }
)
_parts = {"elements": many(_part, 0, 1000)}
_section = shape(_parts)
_MEMBERS: dict[str, Check] = {
    "rich_text_section": _section,
    "rich_text_quote": shape(_parts, {"border": whole(0, 1)}),
    "rich_text_preformatted": shape(_parts, {"border": whole(0, 1), "language": string(40)}),
    "rich_text_list": shape(
        {
            "style": one_of("bullet", "ordered"),
            "elements": many(by_type(lambda: {"rich_text_section": _section}), 1, 1000),
        },
        {"indent": whole(0, 8), "offset": whole(0, 10_000), "border": whole(0, 1)},
    ),
}
rich_text = by_type(
    lambda: {"rich_text": shape({"elements": many(by_type(lambda: _MEMBERS), 0, 1000)}, {"block_id": identifier})}
)
