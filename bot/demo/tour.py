"""Six things to try, in the order in which they make sense."""

from __future__ import annotations

from playground.browser.tour import TourStep

TOUR = (
    TourStep(
        "Ask about an account",
        "/health acme",
        "Its champion left, so the score is held down: press Why? and History. /cs people acme says who is missing.",
    ),
    TourStep(
        "Misspell one",
        "/health nothwind tradrs",
        "Two accounts have nearly the same name, so you choose. Chinese works too: /health 云帆",
    ),
    TourStep(
        "See what renews",
        "/renewals",
        "Open the dots of a row to forecast, snooze or close it. /health alone shows your worst five accounts.",
    ),
    TourStep(
        "Share an answer",
        "",
        "Press Share here below a card: it says who would read it. In #acme-shared outsiders read, so it refuses.",
    ),
    TourStep(
        "Pass on what a customer wants",
        "/feedback",
        "Type: Export the audit log. What is there appears, to be added to. A light bulb on a message works, too.",
    ),
    TourStep(
        "Be somebody else",
        "",
        "Switch at top left: managers ask /cs retention, viewers only look, 林晓 reads Chinese, guests are refused.",
    ),
)
