"""What the pretend app opens: a form, a view on top of it, a Home tab."""

from pretend_blocks import Json, button, field, option, plain, section

SECOND_VIEW: Json = {
    "type": "modal",
    "title": plain("One level deeper"),
    "close": plain("Back"),
    "blocks": [section("*39 %* of seats active: *−9 points*")],
}
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Log a touchpoint"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        section("With *Acme Robotics*", block_id="intro", accessory=button("deeper", "Details")),
        field(
            "title", "Title", {"type": "plain_text_input", "action_id": "title", "placeholder": plain("In a few words")}
        ),
        field(
            "summary",
            "Summary",
            {"type": "plain_text_input", "action_id": "summary", "multiline": True},
            optional=True,
            hint=plain("What was said, what comes next"),
        ),
        field(
            "kind",
            "Kind",
            {
                "type": "static_select",
                "action_id": "kind",
                "option_groups": [
                    {"label": plain("Live"), "options": [option("Call", "call"), option("On site", "site")]},
                    {"label": plain("Written"), "options": [option("E-mail", "mail")]},
                ],
            },
        ),
        field("with", "People", {"type": "multi_users_select", "action_id": "with", "initial_users": ["U0LIN00001"]}),
        field(
            "account", "Account", {"type": "external_select", "action_id": "find", "min_query_length": 1}, optional=True
        ),
        field("when", "When", {"type": "datepicker", "action_id": "when", "initial_date": "2026-11-20"}),
        field(
            "mood",
            "Sentiment",
            {
                "type": "radio_buttons",
                "action_id": "mood",
                "options": [option("Good", "good", "They said so"), option("Bad", "bad")],
            },
            optional=True,
        ),
        field(
            "seats", "Seats", {"type": "number_input", "action_id": "seats", "is_decimal_allowed": False}, optional=True
        ),
    ],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Good morning, Maya")},
        section("*2 accounts* need you today, *1 renewal* has its notice deadline this week."),
        {"type": "divider"},
        section(
            ":red_circle: *Northwind Traders* · $48,000\nSilent for 41 days; the cadence is 14",
            accessory=button("why", "Why?"),
        ),
        section(
            ":large_yellow_circle: *晨光科技* · ¥1,200,000\nChampion left on 12 November",
            accessory=button("why", "Why?"),
        ),
        {
            "type": "actions",
            "elements": [button("why", "New touchpoint", style="primary"), button("history", "Settings")],
        },
    ],
}
