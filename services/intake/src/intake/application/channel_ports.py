"""What the channels' work needs stored; the adapters provide it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from intake.domain.device import Device, DeviceCall
from intake.domain.gathering import Gathering
from intake.domain.group import GroupMatter, GroupMember
from intake.domain.informers import Behind, Informer, Reminder
from intake.domain.informing import Enterprise, InformerReport
from intake.domain.reception import Reception


class Receptions(Protocol):
    """Who came."""

    def add(self, aggregate: Reception, /) -> None:
        """Take a new arrival in."""
        ...

    def get(self, key: UUID, /) -> Reception:
        """Return one arrival, locked; raise UnknownArrival."""
        ...

    def get_many(self, keys: Iterable[UUID], /) -> Mapping[UUID, Reception]:
        """Return those of many arrivals that exist, locked."""
        ...


class Devices(Protocol):
    """Whose devices are whose."""

    def put(self, device: Device) -> None:
        """Keep a device, in the place of what was known of it."""
        ...

    def get(self, device_id: str) -> Device | None:
        """Return one device, locked."""
        ...


class DeviceCalls(Protocol):
    """The calls of devices, by the petition that each became."""

    def add(self, aggregate: DeviceCall, /) -> None:
        """Take a new call in."""
        ...

    def get(self, key: UUID, /) -> DeviceCall:
        """Return one call, locked; raise UnknownCall."""
        ...


class Enterprises(Protocol):
    """The enterprises that are reported on."""

    def put(self, enterprise: Enterprise) -> None:
        """Keep an enterprise, in the place of what was known of it."""
        ...

    def get(self, enterprise_id: str) -> Enterprise | None:
        """Return one enterprise, locked."""
        ...


class InformerReports(Protocol):
    """What informers answered."""

    def add(self, report: InformerReport) -> None:
        """Keep a first report; at commit ReportedBefore for a second of its month."""
        ...

    def revise(self, report: InformerReport) -> None:
        """Keep a later revision; those before it stay."""
        ...

    def get(self, enterprise_id: str, month: str) -> InformerReport | None:
        """Return the report of a month as it stands."""
        ...


class Informers(Protocol):
    """Who reports on which enterprises."""

    def put(self, informer: Informer, *, by: str, at: datetime) -> None:
        """Keep whom an informer is and of which enterprises, from now on."""
        ...

    def give(self, informer: Informer, *, by: str, at: datetime) -> None:
        """Keep whom an informer is, and that they report on these as well."""
        ...

    def take(
        self, informer_id: str, enterprise_id: str, *, by: str, at: datetime
    ) -> None:
        """Keep that they report on one no more; who is left none has no contact."""
        ...

    def get(self, informer_id: str) -> Informer | None:
        """Return one informer, locked."""
        ...

    def of(self, enterprise_id: str) -> frozenset[str]:
        """Return who reports on an enterprise."""
        ...

    def behind(
        self, month: str, day: date, organisations: Collection[str]
    ) -> Sequence[Behind]:
        """Return who has not reported on all of a month, of those organisations'."""
        ...

    def remind(self, reminder: Reminder) -> None:
        """Keep a reminder; there is one a day."""
        ...


class Gatherings(Protocol):
    """What was held, with how many people."""

    def add(self, gathering: Gathering, petitions: int) -> None:
        """Keep a gathering of which so many petitions came."""
        ...


class Mappings(Protocol):
    """Our categories as other lists call them."""

    def put(
        self, name: str, code: str, their_code: str, *, by: str, at: datetime
    ) -> None:
        """Keep how a list calls one of our categories."""
        ...


class Groups(Protocol):
    """Group matters."""

    def add(self, aggregate: GroupMatter, /) -> None:
        """Take a new group in."""
        ...

    def get(self, key: UUID, /) -> GroupMatter:
        """Return one group, locked; raise UnknownGroup."""
        ...


class Members(Protocol):
    """The people of groups."""

    def add(self, aggregate: GroupMember, /) -> None:
        """Take a new member in."""
        ...

    def get(self, key: UUID, /) -> GroupMember:
        """Return one member, locked; raise UnknownMember."""
        ...


class GroupContacts(Protocol):
    """Every contact with a member, only ever added to."""

    def add(self, row: dict[str, Any]) -> None:
        """Keep one contact."""
        ...


class ChannelWork(Protocol):
    """The part of a unit of work that the channels use."""

    @property
    def receptions(self) -> Receptions:
        """Who came."""
        ...

    @property
    def devices(self) -> Devices:
        """Whose devices are whose."""
        ...

    @property
    def device_calls(self) -> DeviceCalls:
        """Who called by them."""
        ...

    @property
    def enterprises(self) -> Enterprises:
        """Who is reported on."""
        ...

    @property
    def reports(self) -> InformerReports:
        """What was reported."""
        ...

    @property
    def informers(self) -> Informers:
        """Who reports."""
        ...

    @property
    def gatherings(self) -> Gatherings:
        """What was held."""
        ...

    @property
    def mappings(self) -> Mappings:
        """Our categories in other lists."""
        ...

    @property
    def groups(self) -> Groups:
        """Whose matter is that of many."""
        ...

    @property
    def members(self) -> Members:
        """Who these are."""
        ...

    @property
    def group_contacts(self) -> GroupContacts:
        """Who was spoken to."""
        ...
