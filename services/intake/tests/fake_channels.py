"""In-memory stand-ins for what the channels store."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from intake.domain.device import Device
from intake.domain.errors import (
    ReportedBefore,
    UnknownArrival,
    UnknownCall,
    UnknownGroup,
    UnknownMember,
)
from intake.domain.informing import Enterprise, InformerReport

Later = Callable[[Callable[[], None]], None]


class FakeChannelStore:
    """What lasts of the channels."""

    def __init__(self) -> None:
        self.receptions: dict[Any, Any] = {}
        self.calls: dict[Any, Any] = {}
        self.presses: list[Any] = []
        self.conduct: list[Any] = []
        self.groups: dict[Any, Any] = {}
        self.members: dict[Any, Any] = {}
        self.devices: dict[str, Device] = {}
        self.enterprises: dict[str, Enterprise] = {}
        self.reports: dict[tuple[str, str], InformerReport] = {}
        self.gatherings: list[tuple[Any, int]] = []
        self.group_contacts: list[dict[str, Any]] = []
        self.mappings: dict[tuple[str, str], str] = {}


class FakeRows:
    """A table of aggregates: each handed out as a copy, kept at commit."""

    def __init__(self, later: Later, rows: dict[Any, Any], key: str, missing: Any):
        self._later = later
        self._rows = rows
        self._key = key
        self._missing = missing

    def add(self, aggregate: Any) -> None:
        key = getattr(aggregate, self._key)
        self._later(lambda: self._rows.update({key: aggregate}))

    def get(self, key: Any) -> Any:
        if key not in self._rows:
            raise self._missing
        copy = replace(self._rows[key])
        self._later(lambda: self._rows.update({key: copy}))
        return copy

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return {key: self.get(key) for key in keys if key in self._rows}


class FakeChannels:
    """One unit of work's part of the channels."""

    def __init__(self, store: FakeChannelStore, later: Later) -> None:
        self._store = store
        self._later = later
        self.receptions = FakeRows(
            later, store.receptions, "reception_id", UnknownArrival
        )
        self.device_calls = FakeRows(later, store.calls, "petition_id", UnknownCall)
        self.groups = FakeRows(later, store.groups, "group_id", UnknownGroup)
        self.members = FakeRows(later, store.members, "member_id", UnknownMember)
        self.devices = FakePut(store.devices, "device_id")
        self.enterprises = FakePut(store.enterprises, "enterprise_id")

    def add_report(self, report: InformerReport) -> None:
        key = (report.enterprise_id, report.month)

        def act() -> None:
            if key in self._store.reports:
                raise ReportedBefore
            self._store.reports[key] = report

        self._later(act)

    def add_gathering(self, gathering: Any, petitions: int) -> None:
        self._later(lambda: self._store.gatherings.append((gathering, petitions)))

    def put_mapping(self, name: str, code: str, their_code: str, **_: Any) -> None:
        self._later(lambda: self._store.mappings.update({(name, code): their_code}))


class FakePut:
    """Rows that are replaced as a whole."""

    def __init__(self, rows: dict[str, Any], key: str) -> None:
        self._rows = rows
        self._key = key

    def put(self, row: Any) -> None:
        self._rows[getattr(row, self._key)] = row

    def get(self, key: str) -> Any:
        return self._rows.get(key)


class Does:
    """Something with one verb."""

    def __init__(self, **verbs: Callable[..., None]) -> None:
        vars(self).update(verbs)
