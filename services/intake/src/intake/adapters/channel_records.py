"""What the channels write, made only when one of them is used."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from intake.adapters.bookings import SqlBookings
from intake.adapters.call_records import SqlCalls, SqlGuides
from intake.adapters.channel_rows import (
    call_from,
    group_from,
    group_row,
    member_from,
    plain_row,
    reception_from,
)
from intake.adapters.channel_tables import (
    DEVICE_CALLS,
    GATHERINGS,
    GROUP_CONTACTS,
    GROUP_MEMBERS,
    GROUPS,
    RECEPTIONS,
)
from intake.adapters.data_requests import SqlDataRequests
from intake.adapters.door_records import SqlChanges, SqlConduct, SqlContactEntries
from intake.adapters.informers import SqlEnterprises, SqlInformers, SqlReports
from intake.adapters.presses import SqlPresses
from intake.domain.device import Device, DeviceCall
from intake.domain.errors import (
    UnknownArrival,
    UnknownCall,
    UnknownGroup,
    UnknownMember,
)
from intake.domain.gathering import Gathering
from intake.domain.group import GroupMatter, GroupMember
from intake.domain.reception import Reception
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork

PUT_DEVICES = """
insert into devices select * from jsonb_populate_recordset(null::devices, :rows)
on conflict (device_id) do update set
    resident_id = excluded.resident_id, contact = excluded.contact,
    place = excluded.place, division_code = excluded.division_code,
    organisation_id = excluded.organisation_id, category = excluded.category,
    active = excluded.active
"""
DEVICE = "select * from devices where device_id = :device_id for update"
PUT_MAPPINGS = """
insert into category_mappings
select * from jsonb_populate_recordset(null::category_mappings, :rows)
on conflict (list, code) do update set
    their_code = excluded.their_code, changed_at = excluded.changed_at,
    changed_by = excluded.changed_by
"""


class Added:
    """A table that is only ever added to."""

    def __init__(self, work: SqlWork, table: Table) -> None:
        self._work = work
        self._table = table

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._work.insert(self._table, row)


class SqlGatherings:
    """What was held."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, gathering: Gathering, petitions: int) -> None:
        """Keep a gathering."""
        self._work.insert(GATHERINGS, {**vars(gathering), "petitions": petitions})


class SqlDevices:
    """Whose devices are whose."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(self, device: Device) -> None:
        """Keep a device, in the place of what was known of it."""
        self._work.write(PUT_DEVICES, [vars(device)])

    def get(self, device_id: str) -> Device | None:
        """Return one device, locked until the unit ends."""
        rows = self._work.read(DEVICE, device_id=device_id)
        return Device(**rows[0]) if rows else None


class SqlMappings:
    """Our categories as other lists call them."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(
        self, name: str, code: str, their_code: str, *, by: str, at: datetime
    ) -> None:
        """Keep how a list calls one of our categories."""
        row = {
            "list": name,
            "code": code,
            "their_code": their_code,
            "changed_at": at,
            "changed_by": by,
        }
        self._work.write(PUT_MAPPINGS, [row])


class ChannelRecords(SqlWork):
    """Each part is made when it is first asked for: a plain petition pays for none."""

    @cached_property
    def changes(self) -> SqlChanges:
        """What was settled anew."""
        return SqlChanges(self)

    @cached_property
    def contact_entries(self) -> SqlContactEntries:
        """Who came again."""
        return SqlContactEntries(self)

    @cached_property
    def receptions(self) -> Repository[Reception]:
        """Who came."""
        return Repository(
            self,
            RECEPTIONS,
            to_row=plain_row,
            from_row=reception_from,
            missing=UnknownArrival,
        )

    @cached_property
    def bookings(self) -> SqlBookings:
        """Who will come."""
        return SqlBookings(self)

    @cached_property
    def data_requests(self) -> SqlDataRequests:
        """Who asks for a correction or a deletion."""
        return SqlDataRequests(self)

    @cached_property
    def guides(self) -> SqlGuides:
        """What is known of categories."""
        return SqlGuides(self)

    @cached_property
    def calls(self) -> SqlCalls:
        """Calls of which no matter came."""
        return SqlCalls(self)

    @cached_property
    def conduct(self) -> SqlConduct:
        """What happened at the door."""
        return SqlConduct(self)

    @cached_property
    def devices(self) -> SqlDevices:
        """Whose devices are whose."""
        return SqlDevices(self)

    @cached_property
    def device_calls(self) -> Repository[DeviceCall]:
        """Who called by them."""
        return Repository(
            self,
            DEVICE_CALLS,
            to_row=plain_row,
            from_row=call_from,
            missing=UnknownCall,
        )

    @cached_property
    def presses(self) -> SqlPresses:
        """What was pressed."""
        return SqlPresses(self)

    @cached_property
    def enterprises(self) -> SqlEnterprises:
        """Who is reported on."""
        return SqlEnterprises(self)

    @cached_property
    def reports(self) -> SqlReports:
        """What was reported."""
        return SqlReports(self)

    @cached_property
    def informers(self) -> SqlInformers:
        """Who reports."""
        return SqlInformers(self)

    @cached_property
    def gatherings(self) -> SqlGatherings:
        """What was held."""
        return SqlGatherings(self)

    @cached_property
    def mappings(self) -> SqlMappings:
        """Our categories in other lists."""
        return SqlMappings(self)

    @cached_property
    def groups(self) -> Repository[GroupMatter]:
        """Whose matter is that of many."""
        return Repository(
            self,
            GROUPS,
            to_row=group_row,
            from_row=group_from,
            missing=UnknownGroup,
        )

    @cached_property
    def members(self) -> Repository[GroupMember]:
        """Who these are."""
        return Repository(
            self,
            GROUP_MEMBERS,
            to_row=plain_row,
            from_row=member_from,
            missing=UnknownMember,
        )

    @cached_property
    def group_contacts(self) -> Added:
        """Who was spoken to."""
        return Added(self, GROUP_CONTACTS)
