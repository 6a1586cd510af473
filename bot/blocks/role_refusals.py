"""Why somebody may not, by what Slack says of them or by their role, and who can help."""

from __future__ import annotations

from bot.blocks.kit import mention
from bot.locale import Words
from domain.errors import NotAllowedError, NotAMemberError
from domain.permissions import READ_HEALTH


def not_a_member(error: NotAMemberError, words: Words) -> str:
    if error.reason != "no_role":
        return words.text(
            "Moorline is for this company's own customer-success team; guests and visitors cannot use it."
        )
    if not error.admins:
        return words.text("You have no role in Moorline yet. Ask whoever runs it to add you.")
    admins = ", ".join(mention(admin) for admin in error.admins)
    return words.text("You have no role in Moorline yet. %(admins)s can add you.", admins=admins)


def not_allowed(error: NotAllowedError, words: Words) -> str:
    """Of those with a role, only who decides on requests reads no accounts."""
    if error.action == READ_HEALTH:
        admins = ", ".join(mention(admin) for admin in error.admins) or words.text("a Moorline admin")
        return words.sentences(
            words.text("Your role does not allow this. Accounts are read by those who look after them."),
            words.text("Yours has `/cs requests` and `/cs triage`; for another one ask %(admins)s.", admins=admins),
        )
    if not error.admins:
        return words.text("Your role does not allow this. A Moorline admin can change it.")
    admins = ", ".join(mention(admin) for admin in error.admins)
    return words.text("Your role does not allow this. %(admins)s can change it.", admins=admins)
