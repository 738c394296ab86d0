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
from intake.domain.informers import Behind, Informer, Reminder
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
        self.revisions: list[InformerReport] = []
        self.informers: dict[str, Informer] = {}
        self.reminders: list[Reminder] = []
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
        self.reports = FakeReports(store, later)
        self.informers = FakeInformers(store)

    def add_gathering(self, gathering: Any, petitions: int) -> None:
        self._later(lambda: self._store.gatherings.append((gathering, petitions)))

    def put_mapping(self, name: str, code: str, their_code: str, **_: Any) -> None:
        self._later(lambda: self._store.mappings.update({(name, code): their_code}))


class FakeReports:
    """What was reported; every revision stays."""

    def __init__(self, store: FakeChannelStore, later: Later) -> None:
        self._store = store
        self._later = later

    def add(self, report: InformerReport) -> None:
        def act() -> None:
            if (report.enterprise_id, report.month) in self._store.reports:
                raise ReportedBefore
            self._keep(report)

        self._later(act)

    def revise(self, report: InformerReport) -> None:
        self._later(lambda: self._keep(report))

    def get(self, enterprise_id: str, month: str) -> InformerReport | None:
        return self._store.reports.get((enterprise_id, month))

    def _keep(self, report: InformerReport) -> None:
        self._store.reports[report.enterprise_id, report.month] = report
        self._store.revisions.append(report)


class FakeInformers:
    """Who reports on what, and who was reminded."""

    def __init__(self, store: FakeChannelStore) -> None:
        self._store = store

    def put(self, informer: Informer, **_: Any) -> None:
        self._store.informers[informer.informer_id] = informer

    def get(self, informer_id: str) -> Informer | None:
        return self._store.informers.get(informer_id)

    def of(self, enterprise_id: str) -> frozenset[str]:
        known = self._store.informers.values()
        return frozenset(e.informer_id for e in known if enterprise_id in e.enterprises)

    def give(self, informer: Any, *, by: str, at: Any) -> None:
        known = self.get(informer.informer_id)
        more = known.enterprises if known else frozenset()
        both = replace(informer, enterprises=informer.enterprises | more)
        self.put(both, by=by, at=at)

    def take(self, informer_id: str, enterprise_id: str, *, by: str, at: Any) -> None:
        known = self.get(informer_id)
        left = known.enterprises - {enterprise_id}
        contact = known.contact if left else None
        self.put(replace(known, enterprises=left, contact=contact), by=by, at=at)

    def behind(self, month: str, day: Any, organisations: Any) -> list[Behind]:
        found = []
        for each in self._store.informers.values():
            theirs = (self._store.enterprises[e] for e in sorted(each.enterprises))
            names = tuple(
                e.name
                for e in theirs
                if (e.enterprise_id, month) not in self._store.reports
                and e.organisation_id in organisations
            )
            told = {(m.informer_id, m.month, m.day) for m in self._store.reminders}
            if names:
                found.append(
                    Behind(
                        informer_id=each.informer_id,
                        organisation_id=each.organisation_id,
                        enterprises=names,
                        reachable=each.contact is not None,
                        reminded=(each.informer_id, month, day) in told,
                    )
                )
        return found

    def remind(self, reminder: Reminder) -> None:
        self._store.reminders.append(reminder)


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
