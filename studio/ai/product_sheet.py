"""The seller's own product facts by SKU, from a CSV or XLSX sheet: what a model may state beside what it sees."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError

BYTES_LIMIT, UNPACKED_LIMIT = 50_000_000, 400_000_000
ROWS_LIMIT, COLUMNS_LIMIT, CELL_LIMIT = 200_000, 300, 4000
_SKU_NAMES = (
    "sku",
    "seller sku",
    "seller-sku",
    "item sku",
    "variant sku",
    "product sku",
    "item number",
    "item no",
    "article number",
    "artikelnummer",
    "artikel-nr",
    "artikelnr",
    "référence",
    "reference",
    "ref",
    "product id",
    "id",
)
"""What the column is called, the surest first."""


class ProductSheetError(StudioError):
    """The sheet cannot be read, or no column of it holds SKUs."""

    kind = "product-sheet"


@dataclass(frozen=True)
class ProductSheet:
    """Facts by SKU. `notes`: what the seller should know of the sheet, in sentences."""

    name: str
    facts: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...] = ()

    def of(self, sku: str) -> Mapping[str, str]:
        """Return a product's facts; spelling of case, spaces, dashes and underscores does not matter. Empty: none."""
        return self.facts.get(_plain(sku), {})


def read_product_sheet(path: Path) -> ProductSheet:
    """Read a sheet (.csv, .tsv, .txt, .xlsx, .xlsm); raises ProductSheetError."""
    try:
        if path.stat().st_size > BYTES_LIMIT:
            raise ProductSheetError(
                f"{path.name} is larger than 50 MB.", "Keep only the columns that describe products."
            )
        tables = _tables(path) if path.suffix.lower() in (".xlsx", ".xlsm") else [_separated(path)]
        for rows in tables:
            if (sheet := _sheet(path.name, rows)) is not None:
                return sheet
    except ProductSheetError:
        raise
    except OSError as error:
        raise ProductSheetError(f"{path.name} cannot be read: {error.strerror or error}.", "Check the file.") from error
    except Exception as error:  # openpyxl lets all kinds of errors of damaged files through
        raise ProductSheetError(
            f"{path.name} is damaged or no such sheet.", "Save it again as CSV (UTF-8) or XLSX."
        ) from error
    raise ProductSheetError(f"No column of {path.name} holds SKUs.", "Name the column with the SKUs “sku”.")


def _sheet(name: str, rows: Iterable[list[str]]) -> ProductSheet | None:
    """Return the products below the first row that names a SKU column (people put titles above their tables)."""
    header: list[str] | None = None
    at = 0
    facts: dict[str, dict[str, str]] = {}
    twice: list[str] = []
    for number, row in enumerate(rows):
        if header is None:
            found = _sku_column(row)
            if found is not None:
                header, at = row, found
            elif number >= 20:
                return None
            continue
        sku = row[at].strip() if at < len(row) else ""
        if not sku:
            continue
        if _plain(sku) in facts:
            twice.append(sku)
            continue
        cells = zip(header, row, strict=False)
        facts[_plain(sku)] = {title.strip(): value.strip() for title, value in cells if title.strip() and value.strip()}
    if header is None:
        return None
    several = (
        f"{len(twice)} SKUs are in {name} more than once, such as {twice[0]}; the first line counts." if twice else ""
    )
    return ProductSheet(name, facts, (several,) if several else ())


def _sku_column(row: list[str]) -> int | None:
    titles = [" ".join(cell.casefold().replace("_", " ").strip(" .:*").split()) for cell in row]
    return next((titles.index(name) for name in _SKU_NAMES if name in titles), None)


def _plain(sku: str) -> str:
    return "".join(sign for sign in sku.casefold() if sign.isalnum() or sign in "./+")


def _separated(path: Path) -> Iterator[list[str]]:
    text = _decoded(path.read_bytes())
    start = "\n".join(text.splitlines()[:20])
    by_count = sorted(";,\t|", key=start.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=by_count[-1])
    for number, row in enumerate(reader):
        if number >= ROWS_LIMIT:
            return
        yield [cell[:CELL_LIMIT] for cell in row[:COLUMNS_LIMIT]]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what spreadsheets on Windows write


def _tables(path: Path) -> Iterator[Iterator[list[str]]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED_LIMIT:
            raise ProductSheetError(f"{path.name} unpacks to more than 400 MB.", "Save it again as CSV.")
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for table in book.worksheets:
            rows = table.iter_rows(max_row=ROWS_LIMIT, max_col=COLUMNS_LIMIT, values_only=True)
            yield ([_cell(value) for value in row] for row in rows)
    finally:
        book.close()


def _cell(value: Any) -> str:
    """Return a cell as a person sees it: 12 and not 12.0, dates by ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)[:CELL_LIMIT]
