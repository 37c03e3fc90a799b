"""Sheets as sellers have them: separators, encodings, titles above the table, spelling of SKUs, damaged files."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from studio.ai.product_sheet import ProductSheetError, read_product_sheet

TABLE = "sku;Title;Weight\nMUG-01;Blue mug, 0.3 l;310 g\nMUG-02;Größe L;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_text_sheets(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(TABLE.replace(";", separator).encode(encoding))
    sheet = read_product_sheet(path)
    assert sheet.of("MUG-01") == {"sku": "MUG-01", "Title": "Blue mug, 0.3 l", "Weight": "310 g"}
    assert sheet.of("MUG-02")["Title"] == "Größe L"
    assert "Weight" not in sheet.of("MUG-02")


def test_quoted_commas_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text('SKU,Description\nA1,"Soft, warm\nand red"\n', newline="")
    assert read_product_sheet(path).of("a 1")["Description"] == "Soft, warm\nand red"


@pytest.mark.parametrize("spelling", ["mug-01", "MUG 01", "mug_01", " MUG01 "])
def test_spelling_of_a_sku_does_not_matter(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "products.csv"
    path.write_text(TABLE)
    assert read_product_sheet(path).of(spelling)["Title"] == "Blue mug, 0.3 l"


def test_workbooks_with_a_title_above_and_a_second_table(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Prices 2026"])
    table = book.create_sheet("Products")
    table.append(["My products"])
    table.append([])
    table.append(["Artikelnummer", "Breite", "Seit"])
    table.append([4711, 12.0, date(2026, 3, 1)])
    table.append([4712, 12.5, None])
    path = tmp_path / "products.xlsx"
    book.save(path)
    sheet = read_product_sheet(path)
    assert sheet.of("4711") == {"Artikelnummer": "4711", "Breite": "12", "Seit": "2026-03-01"}
    assert sheet.of("4712")["Breite"] == "12.5"


def test_a_sku_twice_is_said(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("sku,name\na,first\na,second\n")
    sheet = read_product_sheet(path)
    assert sheet.of("a")["name"] == "first"
    assert "more than once" in sheet.notes[0]


def test_what_is_no_sheet_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.csv").write_text("only words\n")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no archive")
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    for name in ("text.csv", "broken.xlsx", "other.xlsx", "missing.csv"):
        with pytest.raises(ProductSheetError) as caught:
            read_product_sheet(tmp_path / name)
        assert name in caught.value.message
        assert caught.value.hint


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("sheet") / "x.csv"
    path.write_bytes(b"sku,name\n" + data)
    try:
        read_product_sheet(path)
    except ProductSheetError as error:
        assert error.hint  # noqa: PT017
