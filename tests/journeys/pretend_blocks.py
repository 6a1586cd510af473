"""What the pretend app says: a card as an account bot would send it, and every block there is."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": action_id, **more}


def option(text: str, value: str, description: str = "") -> Json:
    return {"text": plain(text), "value": value} | ({"description": plain(description)} if description else {})


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


TIERS = [option("High touch", "high"), option("Mid touch", "mid"), option("Tech touch", "tech")]
MATCHES = [
    option("Acme Robotics", "1", "Maya Brooks"),
    option("Acme Robots Asia", "2", "林晓"),
    option("晨光科技", "3"),
]
CONFIRM = {
    "title": plain("Share in this channel?"),
    "text": mrkdwn("*6 people* will read it, *1 guest* among them."),
    "confirm": plain("Share"),
    "deny": plain("Keep private"),
    "style": "danger",
}
BUTTONS: Json = {
    "type": "actions",
    "block_id": "card-actions",
    "elements": [
        button("why", "Why?", style="primary"),
        button("history", "History"),
        button("share", "Share here", confirm=CONFIRM),
        button("broken", "Broken"),
        {"type": "overflow", "action_id": "more", "options": [option("Mute 7 days", "mute"), option("Hide", "hide")]},
    ],
}


def card(name: str) -> Json:
    shown = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") or "Acme Robotics"
    blocks = [
        section(f"*{shown}*\n:large_yellow_circle: *Yellow 61* ↘ −7 in 7 days, −12 in 30 days"),
        {"type": "context", "elements": [mrkdwn("5 of 6 signals known · the oldest is 12 days old · model 3")]},
        section(
            "*What pulls down*\n• 31 of 80 seats active (39 %; good from 60 %)\n• Last two-way touchpoint 41 days ago"
        ),
        {"type": "section", "fields": CARD_FIELDS},
        BUTTONS,
        {
            "type": "context",
            "elements": [mrkdwn("as of <!date^1795339800^{date_short_pretty} at {time}|2026-11-22 09:30 UTC>")],
        },
    ]
    return {"response_type": "ephemeral", "text": f"{shown}: yellow, 61", "blocks": blocks}


CARD_FIELDS = [
    mrkdwn("*ARR*\n$48,000"),
    mrkdwn("*Renewal*\n2027-01-31, 70 days left"),
    mrkdwn("*Owner*\n<@U0MAYA0001>, covered by <@U0LIN00001> until Friday"),
    mrkdwn("*Notice deadline*\n2026-12-02, 10 days left"),
    mrkdwn("*Open tickets*\n3, 1 critical for 9 days"),
    mrkdwn("*Judgement*\n“They are waiting for the <https://example.com/r/12|export> fix” (Maya, 12 days ago)"),
]
CHINESE_CARD: Json = {
    "text": "晨光科技（上海）有限公司：绿色，82",
    "blocks": [
        section(
            "*晨光科技（上海）有限公司*\n:large_green_circle: *绿色 82* ↗ 7 天 +3，30 天 +9",
            accessory=button("why", "为什么？"),
        ),
        {
            "type": "section",
            "fields": [
                mrkdwn("*年度经常性收入*\n¥1,200,000"),
                mrkdwn("*续约日*\n2027年3月31日，还有 129 天"),
                mrkdwn("*负责人*\n<@U0LIN00001>"),
                mrkdwn("*最近一次双向接触*\n3 天前；节奏为 14 天"),
            ],
        },
        {"type": "context", "elements": [mrkdwn("截至 <!date^1795339800^{date} {time}|2026-11-22 09:30 UTC>")]},
    ],
}
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Literal <b>text</b> & "},
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "text", "text": ", "},
                {"type": "link", "url": "https://example.com", "text": "a link"},
                {"type": "text", "text": ", "},
                {"type": "user", "user_id": "U0MAYA0001"},
                {"type": "text", "text": " "},
                {"type": "emoji", "name": "tada"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "first value reached"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "two business reviews held"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "We would not renew without the export."}]},
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": "seats  active  share\n   80      31   39 %"}],
        },
    ],
}
TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
    "rows": [
        [{"type": "raw_text", "text": text} for text in row]
        for row in (
            ("Account", "ARR", "Band"),
            ("A&B <Co>", "$12,400", "red"),
            ("The Extraordinarily Long-Named Northern Shipping and Logistics Company", "$1,048,000", "green"),
            ("晨光科技", "¥1,200,000", "yellow"),
        )
    ],
}
EVERYTHING: Json = {
    "response_type": "in_channel",
    "text": "Every block",
    "blocks": [
        {"type": "header", "text": plain("Renewals in the next 90 days")},
        RICH,
        {"type": "divider"},
        TABLE,
        section(
            "Choose a tier",
            accessory={"type": "static_select", "action_id": "tier", "placeholder": plain("Tier"), "options": TIERS},
        ),
        {
            "type": "actions",
            "elements": [
                {
                    "type": "external_select",
                    "action_id": "find",
                    "placeholder": plain("Find an account"),
                    "min_query_length": 2,
                },
                {"type": "users_select", "action_id": "whom", "placeholder": plain("Assign to")},
                {"type": "datepicker", "action_id": "due", "initial_date": "2026-12-01"},
                {"type": "checkboxes", "action_id": "which", "options": TIERS[:2]},
            ],
        },
        {
            "type": "image",
            "title": plain("Score over 90 days"),
            "alt_text": "Falls from 73 to 61",
            "image_url": "/static/browser/icon.svg?picture",
        },
    ],
}
