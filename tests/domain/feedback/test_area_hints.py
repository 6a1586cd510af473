from __future__ import annotations

import pytest

from domain.feedback.area_hints import AreaHint, area_hint
from domain.feedback.wording import terms

REPORTS, ACCESS = 1, 2
TRIAGED = [
    (REPORTS, "Export the audit log to Excel"),
    (REPORTS, "Dark mode for charts"),
    (REPORTS, "定时发送报表"),
    (ACCESS, "Sign in with the company's own accounts (SSO)"),
    (ACCESS, "统一登录"),
    (ACCESS, "Roles and permissions for teams"),
]


@pytest.mark.parametrize(
    ("title", "hint"),
    [
        pytest.param("We want SSO to sign in", AreaHint(ACCESS, ("SSO", "sign in")), id="as it is written there"),
        pytest.param("希望支持单点登录", AreaHint(ACCESS, ("单点登录",)), id="Chinese, by the same meaning"),
        pytest.param("Excel, csv and audit", AreaHint(REPORTS, ("Excel", "audit")), id="what nobody said says nothing"),
        pytest.param("SSO with Okta", AreaHint(ACCESS, ("SSO",)), id="one meaning is one reason"),
        pytest.param("Export everything on sign in", None, id="as much for one as for the other"),
        pytest.param("Kanban", None, id="words that nobody said"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_area_is_suggested_because_of_words(title: str, hint: AreaHint | None) -> None:
    assert area_hint(title, TRIAGED) == hint


def test_one_area_is_no_choice() -> None:
    assert area_hint("Export", [(REPORTS, "Export")]) is None
    assert area_hint("Export", []) is None


def test_many_requests_of_an_area_alone_are_no_reason() -> None:
    triaged = [(REPORTS, "Teams and charts")] * 9 + [(ACCESS, "Teams and roles")] * 9

    assert area_hint("For teams", triaged) is None


def test_an_area_that_is_likely_for_its_size_alone_is_not_suggested() -> None:
    triaged = [(REPORTS, "Charts")] * 9 + [(REPORTS, "Teams"), (ACCESS, "Teams")]

    assert area_hint("For teams", triaged) is None


def test_terms_are_words_with_their_meaning() -> None:
    assert list(terms("We want SSO for 看板 and xylem")) == [
        ("=single sign on", "sso"),
        ("=dashboard", "看板"),
        ("xylem", "xylem"),
    ]
    assert list(terms("蓝莓 a 甜瓜")) == [("蓝莓", "蓝莓"), ("甜瓜", "甜瓜")]
