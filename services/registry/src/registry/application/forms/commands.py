"""What visit forms can be asked to do."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.forms.form import Result


@dataclass(frozen=True, kw_only=True)
class SendForm(RegistryCommand):
    """Hand a visit's form on to another organisation."""

    form_id: UUID
    visit_id: UUID
    to_id: str


@dataclass(frozen=True, kw_only=True)
class ReceiveForm(RegistryCommand):
    """Give the receipt of a form that was handed to one's organisation."""

    form_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportForm(RegistryCommand):
    """Say what came of a form that one's organisation received."""

    form_id: UUID
    result: Result
