"""A tiny service over a real database: offices that are opened and renamed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.tables import spine_tables
from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.registry import OrganisationRecordedV1
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.bus import CommandBus
from minqing_kernel.errors import Conflict, DomainError
from minqing_kernel.messages import Actor, Cause, Command, DomainEvent, Role

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
METADATA = MetaData()
SPINE = spine_tables(METADATA)
OFFICES = Table(
    "offices",
    METADATA,
    Column("code", String(20), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class OfficeNamed(DomainEvent):
    code: str
    name: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class OpenOffice(Command):
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RenameOffice(Command):
    code: str
    name: str


class NameTaken(Conflict):
    code = "name-taken"


class BadName(DomainError):
    code = "bad-name"


@dataclass(eq=False)
class Office(Aggregate):
    code: str
    name: str
    revision: int = 0

    def call_it(self, name):
        if name == "refused":
            raise BadName("no")
        if name == "broken":
            raise RuntimeError("a fault in the code")
        self.name, self.revision = name, self.revision + 1
        self.record(OfficeNamed(code=self.code, name=name, revision=self.revision))


class OfficeWork(SqlWork):
    def __init__(self, database):
        super().__init__(
            database,
            SPINE,
            source="test/offices",
            tell={OfficeNamed: tell},
            refusals={"offices_name_key": NameTaken},
        )
        self.offices = Repository(
            self,
            OFFICES,
            to_row=lambda o: {"code": o.code, "name": o.name, "revision": o.revision},
            from_row=lambda row: Office(row["code"], row["name"], row["revision"]),
        )


def tell(fact):
    return Told(
        subject=fact.code,
        revision=fact.revision,
        step="named",
        at=NOON,
        event=OrganisationRecordedV1(
            organisation_id=fact.code,
            revision=fact.revision,
            name=fact.name,
            kind="station",
            parent_id=None,
            division_code="510106",
            desk_address=None,
            active=True,
        ),
        detail={"name": fact.name},
    )


def open_office(command, work):
    office = Office(command.code, command.name)
    work.offices.add(office)
    office.call_it(command.name)
    return office.code


def rename_office(command, work):
    work.offices.get(command.code).call_it(command.name)


def a_cause():
    return Cause(correlation_id=uuid4(), actor=Actor(id="staff-1", role=Role.CLERK))


@pytest.fixture
def words():
    """The tiny service's words, for tests that cannot import this file."""
    return SimpleNamespace(
        OpenOffice=OpenOffice,
        RenameOffice=RenameOffice,
        NameTaken=NameTaken,
        BadName=BadName,
        Work=OfficeWork,
        a_cause=a_cause,
        OFFICES=OFFICES,
        SPINE=SPINE,
    )


@pytest.fixture
def db(postgres):
    url = postgres.empty("registry")
    database = Database(url)
    METADATA.create_all(database.engine)
    yield database
    database.close()
    postgres.give_back(url)


@pytest.fixture
def bus(db):
    return CommandBus(
        lambda: OfficeWork(db),
        {OpenOffice: open_office, RenameOffice: rename_office},
    )
