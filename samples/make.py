# ruff: noqa: INP001  # a script, no package
"""Writes the sample files beside it: messy in the ways that real ones are. Deterministic: `python samples/make.py`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
_MADE = datetime(2026, 11, 20, 8, 0)  # noqa: DTZ001  # the workbook's own creation date has no zone
Cells = Sequence[object]

ACCOUNTS: tuple[Cells, ...] = (
    ("0007", "Northwind Traders, Inc.", "https://www.northwind.example", "maya@ours.example", "High touch", "Retail",
     "$48k", date(2026, 1, 15), date(2027, 1, 14), 120, "Ana Reyes", "ana@northwind.example",
     13800138000.0, "Champion", 9),
    ("0007", "Northwind Traders, Inc.", "", "maya@ours.example", "High touch", "Retail",
     "", None, None, None, "Tom Becker", "tom@northwind.example", "+49 30 1234567", "Decision maker", None),
    ("0012", "Blue Heron Logistics GmbH", "blueheron.example", "lin@ours.example", "mid", "Logistics",
     "€ 31,500.00", date(2025, 12, 1), date(2026, 11, 30), 60, "Jörg Weiß", "joerg@blueheron.example", "", "Admin", 6),
    ("0031", "Acme Rockets", "acme-rockets.example", "maya@ours.example", "tech", "Aerospace",
     "(1,200)", date(2026, 3, 1), date(2027, 2, 28), 15, "", "", "", "", None),
    ("0044", "A&B <Co>", "ab-co.example", "lin@ours.example", "mid", "Media",
     "$12,000", date(2026, 6, 1), date(2027, 5, 31), 25, "Bo Li", "bo@ab-co.example", "", "User", 8),
    ("0058", "Broken Row Ltd", "broken.example", "lin@ours.example", "platinum?", "Media",
     "$9k", date(2026, 6, 1), date(2027, 5, 31), 10, "", "", "", "", None),
)  # fmt: skip
ACCOUNT_HEADER = ("Customer ID", "Customer", "Website", "CSM", "Tier", "Industry", "ARR (USD)", "Contract start")
ACCOUNT_HEADER_REST = ("Renewal date", "Seats", "Contact", "E-mail", "Phone", "Role", "NPS")
CHINESE: tuple[Cells, ...] = (
    ("客户台账（2026年11月）",),
    (),
    ("客户编号", "客户名称", "客户等级", "合同金额", "合同开始日期", "到期日",
     "席位数", "联系人", "联系电话", "角色", "是否自动续约"),
    ("C001", "深圳市星河科技有限公司", "高触达", "￥1,200,000.00", "2026年1月1日", "2026年12月31日",
     "３００", "王芳", "13800138000", "决策人", "否"),
    ("C002", "上海云帆数据有限公司", "中", "12万", "2026/3/1", "2027/2/28",
     "80", "李雷", "13900139000", "管理员", "是"),
    ("C003", "北京长城网络股份有限公司", "低", "1.5亿", "20260601", "20270531", "1200", "", "", "", "是"),
    ("C004", "杭州西湖文化公司", "中", "面议", "2026.5.1", "2027.4.30", "20", "", "", "", ""),
    ("合计", "", "", "151320000", "", "", "", "", "", "", ""),
)  # fmt: skip
CONTACTS: tuple[Cells, ...] = (
    ("Customer ID", "Name", "E-mail", "Title", "Role", "Left on"),
    ("0012", "Mei Chen", "mei@blueheron.example", "Head of Operations", "champion", ""),
    ("0031", "Sam Okafor", "sam@acme-rockets.example", "CTO", "economic buyer", ""),
    ("0044", "Rita Vogel", "rita@ab-co.example", "Editor", "user", "2026-10-01"),
    ("9999", "Nobody Known", "nobody@nowhere.example", "", "", ""),
)
TOUCHPOINTS: tuple[Cells, ...] = (
    ("Date", "Customer", "Type", "Direction", "With", "Notes", "Mood"),
    ("18/11/2026", "Northwind Traders, Inc.", "QBR", "both", "Ana Reyes; Tom Becker",
     "Walked through the year.\nThey want SSO.", "good"),
    ("03/11/2026", "Blue Heron Logistics GmbH", "call", "", "Jörg Weiß", "Asked about invoices", "neutral"),
    ("01/09/2026", "Acme Rockets", "email", "sent", "", '=HYPERLINK("http://example.test")', ""),
    ("02/11/2026", "A&B <Co>", "meeting", "", "Bo Li", "Bo asked for an export", "positive"),
)  # fmt: skip
TICKETS: tuple[Cells, ...] = (
    ("Ticket", "Account", "Subject", "Priority", "Created", "Closed", "SLA breached"),
    ("T-1001", "Northwind Traders, Inc.", "Sync fails at night", "P1", "2026-11-12T08:30:00Z", "", "yes"),
    ("T-1002", "Blue Heron Logistics GmbH", "Wrong VAT on invoice", "normal", "2026-10-02 10:00",
     "2026-10-03 09:15", "no"),
    ("T-1003", "A&B <Co>", "Where is the export?", "low", "2026-11-01 16:20", "2026-11-02 08:00", "no"),
)  # fmt: skip
SURVEYS: tuple[Cells, ...] = (
    ("Account", "Survey", "Score", "Respondent", "Date", "Comment"),
    ("Northwind Traders, Inc.", "NPS", "10", "ana@northwind.example", "Nov 10, 2026", "Saves us a day a week"),
    ("Blue Heron Logistics GmbH", "NPS", "4", "joerg@blueheron.example", "12 Nov 2026", "Too many clicks"),
    ("A&B <Co>", "CSAT", "4.5", "bo@ab-co.example", "2026-11-02", ""),
    ("Acme Rockets", "NPS", "11", "", "2026-11-02", "off the scale"),
)
INVOICES: tuple[Cells, ...] = (
    ("Account", "Invoice no", "Invoice date", "Due date", "Paid", "Amount", "Currency"),
    ("Northwind Traders, Inc.", "INV-1", "2026-01-15", "2026-02-14", "2026-02-10", "48.000,00", "USD"),
    ("Blue Heron Logistics GmbH", "INV-2", "2025-12-01", "2025-12-31", "", "31.500,00", "EUR"),
    ("A&B <Co>", "INV-3", "2026-06-01", "2026-07-01", "2026-07-02", "12.000,00", "USD"),
)


def main() -> None:
    write_workbook(HERE / "accounts.xlsx")
    write_csv(HERE / "客户台账.csv", CHINESE, encoding="gb18030")
    write_csv(HERE / "contacts.csv", CONTACTS)
    write_csv(HERE / "touchpoints.csv", TOUCHPOINTS, encoding="utf-8-sig")
    write_csv(HERE / "tickets.csv", TICKETS)
    write_csv(HERE / "surveys.csv", SURVEYS, encoding="utf-16", delimiter="\t")
    write_csv(HERE / "invoices.csv", INVOICES, delimiter=";")
    write_csv(HERE / "usage.csv", usage_rows())


def write_workbook(path: Path) -> None:
    """A title and a blank line above the header, a total below, and a hidden sheet beside."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _MADE})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Customers")
        sheet.write(0, 0, "Customer book, November 2026")
        sheet.write_row(2, 0, (*ACCOUNT_HEADER, *ACCOUNT_HEADER_REST))
        for row, cells in enumerate(ACCOUNTS, 3):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, day)
        below = 4 + len(ACCOUNTS)
        sheet.write(below, 0, "Total")
        sheet.write_formula(below, 6, "=SUM(G4:G9)", None, 100_500)
        hidden = book.add_worksheet("Old list")
        hidden.write_row(0, 0, ("Customer", "ARR (USD)"))
        hidden.write_row(1, 0, ("Gone GmbH", 1))
        hidden.hide()


def usage_rows() -> list[Cells]:
    """Wide: one column a measure, 120 days; the users of the last account fade away."""
    rows: list[Cells] = [("Date", "Customer ID", "DAU", "MAU", "Events", "Seats assigned")]
    for age in range(120, -1, -1):
        day = TODAY - timedelta(days=age)
        weekday = day.weekday() < 5  # noqa: PLR2004  # Monday to Friday
        for number, users in (("0007", 80), ("0012", 35), ("0031", max(0, age // 8 - 3))):
            active = users if weekday else users // 5
            rows.append((day.isoformat(), number, active, users + users // 4, active * 11, users + 10))
    return rows


def write_csv(path: Path, rows: Iterable[Cells], *, encoding: str = "utf-8", delimiter: str = ",") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell is not None and cell != "":
        sheet.write(row, column, cell)


if __name__ == "__main__":
    main()
