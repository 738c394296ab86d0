"""What became of a row, said as a result."""

from minqing_kernel.errors import DomainError
from registry.domain.importing.batch import Outcome, RowResult
from registry.domain.importing.columns import Template
from registry.domain.importing.rows import Fault, TableRow, fault_of


def refused(row: TableRow) -> RowResult:
    """Return the result of a row whose cells could not be read."""
    return RowResult(no=row.no, outcome=Outcome.FAULTY, faults=row.faults)


def refused_by(error: DomainError, row: TableRow, template: Template) -> RowResult:
    """Return the result of a row that a rule refused."""
    faults = tuple(
        _fault(field, code, row, template) for field, code in error.fields.items()
    )
    whole = (Fault(column="", shown="", code=error.code),)
    return RowResult(no=row.no, outcome=Outcome.FAULTY, faults=faults or whole)


def _fault(field: str, code: str, row: TableRow, template: Template) -> Fault:
    for column in template.columns:
        if column.code == field:
            value = row.values.get(field)
            told = "、".join(value) if isinstance(value, list) else value
            return fault_of(column, told, code)
    return Fault(column="", shown="", code=code)
