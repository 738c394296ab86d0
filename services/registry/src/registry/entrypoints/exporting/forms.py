"""The forms in which tables leave: workbook, csv, JSON for programs, PDF on paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from minqing_chassis.http.route import JSON
from registry.adapters.exporting.printing import TablePress
from registry.adapters.exporting.writing import as_csv, as_json, as_workbook
from registry.entrypoints.importing.templates import CSV, XLSX

PDF: Final = "application/pdf"
FORMS: Final[Mapping[str, str]] = {"xlsx": XLSX, "csv": CSV, "json": JSON, "pdf": PDF}
"""Each form with its media type."""
WRITERS: Final[Mapping[str, Callable[..., Iterator[bytes]]]] = {
    "xlsx": as_workbook,
    "csv": as_csv,
    "json": as_json,
}


def table_as(
    form: str,
    press: TablePress,
    *,
    title: str,
    heading: Sequence[str],
    rows: Iterable[Sequence[Any]],
    mark: str,
) -> Any:  # noqa: ANN401
    """Return a table in one form; raises PressUnavailable, TooLongToPrint for PDF."""
    if form == "pdf":
        return press.print(title=title, heading=heading, rows=rows, mark=mark)
    return WRITERS[form](heading, rows, mark)
