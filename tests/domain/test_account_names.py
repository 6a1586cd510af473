from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.account_names import normalised, sought, without_legal_form


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        pytest.param("  Acme,  INC. ", "acme inc", id="case, spaces, punctuation"),
        pytest.param("Ａｃｍｅ　１２", "acme 12", id="full width"),
        pytest.param("ｶﾞｽ", "ガス", id="half-width kana keep their voice mark"),
        pytest.param("Société Générale S.A.", "societe generale sa", id="accents and initials"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("O'Brien’s", "obriens", id="apostrophes"),
        pytest.param("A&B <Co>", "a b co", id="signs"),
        pytest.param("A and B Co", "a b co", id="and"),
        pytest.param("snake_case", "snake case", id="underscore"),
        pytest.param("acme.example", "acme example", id="domain"),
        pytest.param("北京星海科技（中国）有限公司", "北京星海科技 中国 有限公司", id="Chinese brackets"),
        pytest.param("й", "й", id="a mark that makes another letter stays"),
        pytest.param("&", "&", id="nothing but a sign"),
        pytest.param(" ", "", id="nothing"),
    ],
)
def test_the_same_name_is_written_in_many_ways(name: str, normal: str) -> None:
    assert normalised(name) == normal


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("Jane.Doe@Acme.example", "acme example", id="address"),
        pytest.param(" https://www.acme.example/a?b=c#d ", "acme example", id="link"),
        pytest.param("http://acme.example:8080", "acme example", id="port"),
        pytest.param("www.acme.example", "acme example", id="www"),
        pytest.param("acme.example", "acme example", id="domain"),
        pytest.param("Acme @ Work", "acme work", id="a name with the sign"),
        pytest.param("A&B <Co>", "a b co", id="name"),
        pytest.param("@maya", "maya", id="person"),
    ],
)
def test_of_an_address_its_domain_is_looked_for(typed: str, wanted: str) -> None:
    assert sought(typed) == wanted


@given(st.text(alphabet="abß é1²有ﬁ\u0301İ", max_size=12))
def test_a_name_without_signs_is_read_as_one_with_a_sign_that_does_not_matter(name: str) -> None:
    assert normalised(f"x {name}") == normalised(f"x {name}!")


@pytest.mark.parametrize(
    ("normal", "short"),
    [
        pytest.param("acme inc", "acme", id="one form"),
        pytest.param("acme pte ltd", "acme", id="two forms"),
        pytest.param("acme holdings", "acme holdings", id="not a form"),
        pytest.param("inc", "inc", id="only a form"),
        pytest.param("北京星海科技有限公司", "北京星海科技", id="Chinese ending"),
        pytest.param("星海集团有限公司", "星海", id="the longest ending goes"),
        pytest.param("有限公司", "有限公司", id="only an ending"),
        pytest.param("株式会社ガス", "ガス", id="Japanese opening"),
        pytest.param("株式会社", "株式会社", id="only an opening"),
        pytest.param("星海", "星海", id="Chinese without an ending"),
    ],
)
def test_legal_forms_say_nothing_of_an_account(normal: str, short: str) -> None:
    assert without_legal_form(normal) == short
