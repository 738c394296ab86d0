"""From a file's records to commands, or to the faults that forbid it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intake.adapters.importing.mapping import ColumnMapping, NoValue
from intake.adapters.importing.readers import Record
from intake.application.commands import ImportPetition
from intake.application.importing import Faulty, Parsed
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.statement import Statement
from minqing_kernel.errors import DomainError
from minqing_kernel.text import Unreadable, clean

LONGEST_REF = 128


def storable(said: str) -> bool:
    """Say whether a value can be kept as it stands."""
    try:
        return clean(said) is not None
    except Unreadable:
        return False


@dataclass(frozen=True, kw_only=True)
class RowParser:
    """Reads records by a mapping; the operator's word holds where rows are silent."""

    mapping: ColumnMapping
    organisation_id: str | None = None
    division_code: str = ""

    def parse(self, records: Iterable[Record]) -> Iterator[Parsed | Faulty]:
        """Yield each record as a command, or with its faults."""
        for record in records:
            if record.fault:
                ref = self._ref_or_nothing(record.values)
                faults = {"": record.fault}
                yield Faulty(line=record.line, external_ref=ref, faults=faults)
            else:
                yield self._parse(record)

    def _parse(self, record: Record) -> Parsed | Faulty:
        told = _Told(self.mapping, record.values)
        said, contact = told.statement(), told.contact()
        ref = told.required("external_ref", LONGEST_REF)
        values = {
            "channel": told.channel(),
            "received_at": told.moment(),
            "category": told.required("category"),
            "division_code": told.text("division_code") or self.division_code,
            "organisation_id": told.text("organisation_id") or self.organisation_id,
        }
        if told.faults or said is None or contact is None:
            return Faulty(line=record.line, external_ref=ref, faults=told.faults)
        command = ImportPetition(
            source=self.mapping.source,
            external_ref=ref,
            text=said.text,
            title=said.title,
            place=said.place,
            contact=contact,
            **values,
        )
        return Parsed(line=record.line, command=command)

    def _ref_or_nothing(self, values: Mapping[str, Any]) -> str:
        return _Told(self.mapping, values).text("external_ref")


class _Told:
    """What one record says, field by field; faults gather on the way."""

    def __init__(self, mapping: ColumnMapping, values: Mapping[str, Any]) -> None:
        self._mapping = mapping
        self._values = values
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        rule = self._mapping.rules.get(name)
        if rule is None:
            return ""
        try:
            return rule.text(self._values)
        except NoValue as fault:
            self.faults[name] = fault.code
            return ""

    def required(self, name: str, longest: int | None = None) -> str:
        said = self.text(name)
        if not said:
            self.faults.setdefault(name, "required")
        elif longest is not None and len(said) > longest:
            self.faults[name] = "too-long"
        elif not storable(said):
            self.faults[name] = "unreadable"
        return said

    def statement(self) -> Statement | None:
        """Return the words, checked here so that a bad one spoils no group."""
        try:
            return Statement.of(
                self.text("text"), title=self.text("title"), place=self.text("place")
            )
        except DomainError as error:
            self.faults = {**error.fields, **self.faults}
            return None

    def contact(self) -> Contact | None:
        try:
            return Contact.of(
                name=self.text("name"),
                telephone=self.text("telephone"),
                email=self.text("email"),
            )
        except DomainError as error:
            self.faults.update(error.fields)
            return None

    def channel(self) -> Channel:
        said = self.text("channel")
        if said in set(Channel):
            return Channel(said)
        self.faults.setdefault("channel", "not-one-of")
        return Channel.IMPORT

    def moment(self) -> Any:  # noqa: ANN401
        try:
            return self._mapping.moment(
                self._mapping.rules["received_at"].raw(self._values)
            )
        except NoValue as fault:
            self.faults["received_at"] = fault.code
            return None
