"""Outcomes of success plans and their values, as people keep them in files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from written_files import opened, reasons, records, workbook, written

from domain.records import AccountRef, RecordKind

ENGLISH = "Account,Outcome,Metric,Unit,Baseline,Target,Agreed on,Due date,Status,CSM,Customer owner,Next step\n"
CHINESE = "客户名称,客户目标,衡量指标,单位,起始值,目标值,商定日期,截止日期,状态,负责人,客户方负责人,下一步\n"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param(ENGLISH, "Acme,Faster,Days,d,6,3.5,2026-01-31,2026-12-31,On track,maya,Anna,Train", id="English"),
        pytest.param(
            CHINESE, "Acme,Faster,Days,d,6,3.5,2026年1月31日,2026年12月31日,进展正常,maya,Anna,Train", id="Chinese"
        ),
    ],
)
def test_outcomes_are_read_in_both_languages(tmp_path: Path, header: str, row: str) -> None:
    file = opened(written(tmp_path, header + row + "\n", name="data.csv"))

    assert file.sheets[0].outline.kind is RecordKind.OUTCOME
    [record] = records(file)
    assert record.account == AccountRef(name="Acme")
    assert record.fields == {
        "title": "Faster",
        "measure": "Days",
        "unit": "d",
        "baseline": Decimal(6),
        "target": Decimal("3.5"),
        "agreed_on": date(2026, 1, 31),
        "due_on": date(2026, 12, 31),
        "status": "on_track",
        "owner": "maya",
        "contact": "Anna",
        "next_step": "Train",
    }


@pytest.mark.parametrize(
    "header",
    [pytest.param("Account,Outcome,Date,Value\n", id="English"), pytest.param("客户,目标,日期,实际值\n", id="Chinese")],
)
def test_values_are_read_in_both_languages(tmp_path: Path, header: str) -> None:
    file = opened(written(tmp_path, header + "Acme,Faster,2026-03-31,4.25\n", name="data.csv"))

    assert file.sheets[0].outline.kind is RecordKind.MEASUREMENT
    [record] = records(file)
    assert record.fields == {"title": "Faster", "day": date(2026, 3, 31), "value": Decimal("4.25")}


@pytest.mark.parametrize(
    ("outcomes", "values"),
    [
        pytest.param(ENGLISH, "Account,Outcome,Date,Value", id="English"),
        pytest.param(CHINESE, "客户,目标,日期,实际值", id="Chinese"),
    ],
)
def test_a_workbook_brings_outcomes_and_their_values(tmp_path: Path, outcomes: str, values: str) -> None:
    """Cells of numbers and days, as a spreadsheet has them."""
    due_on = date(2026, 12, 31)
    row = ["Acme", "Faster", "Days", "d", 6, 3.5, date(2026, 1, 31), due_on, "behind", "maya", "Anna", "Train"]
    path = workbook(
        tmp_path,
        {
            "Plans": [outcomes.strip().split(","), row],
            "Values": [values.split(","), ["Acme", "Faster", date(2026, 3, 31), 4.25]],
        },
    )

    file = opened(path)

    assert [sheet.outline.kind for sheet in file.sheets] == [RecordKind.OUTCOME, RecordKind.MEASUREMENT]
    [outcome, value] = records(file)
    fields = outcome.fields
    assert (fields["baseline"], fields["target"], fields["due_on"]) == (Decimal(6), Decimal("3.5"), due_on)
    assert value.fields == {"title": "Faster", "day": date(2026, 3, 31), "value": Decimal("4.25")}


def test_what_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    text = "Account,Outcome,Baseline,Target,Agreed on,Due date\n"
    rows = "Acme,,1,2,,\nAcme,Same,5,5.0,,\nAcme,Late,1,2,2026-05-01,2026-04-01\nAcme,Odd,many,2,,\n"

    found = reasons(opened(written(tmp_path, text + rows, name="plans.csv")))

    assert [reason.split(":")[0] for reason in found.values()] == [
        "has no title for the outcome",
        "the target is the baseline (5.0)",
        "the outcome is due (2026-04-01) before it is agreed (2026-05-01)",
        "column 'Baseline' 'many' is not a number I can read",
    ]
