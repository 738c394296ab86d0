"""The composition root: from settings to working parts; it alone knows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from minqing_chassis import migrations
from minqing_chassis.assembly import (
    desk_of,
    gauges_of,
    health_of,
    migrations_beside,
    receiver_of,
    relay_of,
)
from minqing_chassis.calendars import load_calendar
from minqing_chassis.clock import clock_at
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.http.auth import Verifier
from minqing_chassis.observability.gauges import GaugeRefresher
from minqing_chassis.observability.health import Health
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.receiver import GroupReceiver
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from registry import VERSION
from registry.adapters.access_log import SqlAccessTrail
from registry.adapters.archive.hearing import HEARS
from registry.adapters.archive.rotation import Rotated, rotate
from registry.adapters.archive.sheet import HouseholdSheets
from registry.adapters.charges.reader import SqlCharges
from registry.adapters.counters.reader import CounterReader
from registry.adapters.cover.reader import SqlCoverReader
from registry.adapters.editions.reader import EditionReader
from registry.adapters.firms.reader import FirmReader
from registry.adapters.gauges import RegisterProbe
from registry.adapters.premises.reader import PremisesReader
from registry.adapters.privacy.people import SqlPeopleReader
from registry.adapters.privacy.policies import load_privacy
from registry.adapters.privacy.reader import SqlPrivacyReader
from registry.adapters.searching.reader import SearchReader
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application import handlers, people
from registry.application.archive import handlers as archive
from registry.application.archive import household, living, own, petitions
from registry.application.archive.commands import (
    DefineSection,
    EditSection,
    FilePetition,
    HearPetition,
    ReadHousehold,
    ReadOwnFile,
    ReadSection,
    RecordTenancy,
)
from registry.application.census.commands import TakeCensus
from registry.application.census.handlers import take_census
from registry.application.charges.commands import AssignHouseholds, HandOver
from registry.application.charges.handlers import assign_households, hand_over
from registry.application.commands import (
    AppointHead,
    FindResidents,
    ReadResident,
    RecordDeath,
    RecordDuty,
    RecordGrid,
    RecordHousehold,
    RecordOrganisation,
    RecordResident,
    RecordStaff,
)
from registry.application.counters import handlers as counters
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.cover.commands import ClaimPremises
from registry.application.cover.handlers import claim_premises
from registry.application.editions.commands import RecordSuccession
from registry.application.editions.handlers import record_succession
from registry.application.firms.commands import RecordFirm
from registry.application.firms.handlers import record_firm
from registry.application.lives import handlers as lives
from registry.application.lives.commands import (
    AppointHouseholdHead,
    RecordDeparture,
    RecordReturn,
    UndoLife,
)
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.application.moves.handlers import move_residents, undo_move
from registry.application.premises.commands import HangHousehold, RecordPremises
from registry.application.premises.handlers import hang_household, record_premises
from registry.application.privacy import guardians, retention, rights
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ForgetFile,
    ForgetRequest,
    ListOwnRequests,
    ReadChildFile,
    ReadRequest,
    RecordGuardian,
)
from registry.application.privacy.rules import STATUTORY_RULES, Rules
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.handlers import index_residents, search_residents
from registry.settings import Settings

HANDLERS: dict[type[Command], Callable[..., Any]] = {
    RecordSuccession: record_succession,
    RecordPremises: record_premises,
    TakeCensus: take_census,
    ClaimPremises: claim_premises,
    MoveResidents: move_residents,
    UndoMove: undo_move,
    IndexResidents: index_residents,
    RecordItem: counters.record_item,
    RecordHours: counters.record_hours,
    RecordClaimed: counters.record_claimed,
    RecordAppointment: counters.record_appointment,
    RecordFirm: record_firm,
    HandOver: hand_over,
    AssignHouseholds: assign_households,
    HangHousehold: hang_household,
    RecordOrganisation: handlers.record_organisation,
    RecordStaff: handlers.record_staff,
    RecordDuty: handlers.record_duty,
    RecordGrid: handlers.record_grid,
    AppointHead: handlers.appoint_head,
    RecordHousehold: people.record_household,
    RecordResident: people.record_resident,
    RecordDeath: lives.record_death,
    RecordDeparture: lives.record_departure,
    RecordReturn: lives.record_return,
    UndoLife: lives.undo_life,
    AppointHouseholdHead: lives.appoint_household_head,
    RecordGuardian: guardians.record_guardian,
    DefineSection: archive.define_section,
    EditSection: archive.edit_section,
    HearPetition: petitions.hear_petition,
    FilePetition: petitions.file_petition,
    RecordTenancy: living.record_tenancy,
}
"""Commands that happen when the agency's clock says, be it steered or not."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One process's working parts."""

    settings: Settings
    clock: Clock
    database: Database
    bus: CommandBus[SqlRegistryWork]
    reader: SqlPeopleReader
    trail: SqlAccessTrail
    sheets: HouseholdSheets
    rotate: Callable[[], Rotated]
    editions: EditionReader
    premises: PremisesReader
    cover: SqlCoverReader
    search: SearchReader
    counters: CounterReader
    firms: FirmReader
    charges: SqlCharges
    privacy: SqlPrivacyReader
    rules: Rules
    timeline: TimelineReader
    receiver: GroupReceiver
    relay: Relay
    desk: DeadLetterDesk
    verifier: Verifier
    health: Health
    metrics: Metrics
    gauges: GaugeRefresher


def migrate(environ: Mapping[str, str]) -> None:
    """Bring the database to the newest schema."""
    migrations.migrate(Settings.read(environ).database_url, migrations_folder())


def migrations_folder() -> Path:
    """Return where the migrations are: in the installed package, or beside `src`."""
    return migrations_beside(__file__)


def assemble(environ: Mapping[str, str], *, clock: Clock | None = None) -> Parts:
    """Put the parts together; nothing is asked of broker or database yet.

    `clock` replaces the one the settings name. Raises SettingsError.
    """
    settings = Settings.read(environ)
    now = clock or clock_at(settings.clock_file)
    database = Database(
        settings.database_url, pool_size=settings.pool_size, application="registry"
    )
    sealer = Sealer.from_file(settings.sealing_key_file)
    rules = Rules(
        policy_at=load_privacy(settings.policy_file).at,
        calendar=load_calendar(settings.calendar_file),
    )
    relay = relay_of(database, settings.amqp_uri)
    bus = CommandBus(
        partial(
            SqlRegistryWork,
            database,
            sealer,
            source=f"{settings.agency}/registry",
            committed=relay.wake,
        ),
        timed(now, SystemClock(), rules),
    )
    metrics = Metrics("registry", agency=settings.agency, version=VERSION)
    return Parts(
        settings=settings,
        clock=now,
        database=database,
        bus=bus,
        reader=SqlPeopleReader(database, sealer, now),
        trail=SqlAccessTrail(database, sealer),
        sheets=HouseholdSheets(),
        rotate=partial(rotate, database, sealer),
        editions=EditionReader(database),
        premises=PremisesReader(database),
        cover=SqlCoverReader(database),
        search=SearchReader(database),
        counters=CounterReader(database),
        firms=FirmReader(database),
        charges=SqlCharges(database.rows),
        privacy=SqlPrivacyReader(database),
        rules=rules,
        timeline=TimelineReader(database, "registry"),
        receiver=receiver_of(bus, HEARS, database, metrics),
        relay=relay,
        desk=desk_of("registry", database, settings.amqp_uri),
        verifier=Verifier(settings.jwt_public_key_file.read_bytes(), settings.agency),
        health=health_of(database, settings.amqp_uri, migrations_folder()),
        metrics=metrics,
        gauges=gauges_of(metrics, database, RegisterProbe(metrics, database)),
    )


LOOKS: dict[type[Command], Callable[..., Any]] = {
    ReadResident: people.read_resident,
    ReadOwnFile: own.read_own_file,
    ReadChildFile: guardians.read_child_file,
    ReadHousehold: household.read_household,
    ReadSection: archive.read_section,
    ReadRequest: rights.read_request,
    ListOwnRequests: rights.list_own_requests,
    FindResidents: people.find_residents,
    SearchResidents: search_residents,
}
"""Looks at people: they are logged when they really are."""
RULED: dict[type[Command], Callable[..., Any]] = {
    AskForRight: rights.ask_for_right,
    DecideRequest: rights.decide_request,
}
"""Commands by the rules of the place."""
FORGETTING: dict[type[Command], Callable[..., Any]] = {
    ForgetFile: retention.forget_file,
    ForgetRequest: retention.forget_request,
}
"""Commands by the rules of the place, which are logged when they really are."""


def timed(
    clock: Clock, wall: Clock, rules: Rules = STATUTORY_RULES
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return every command's handler; looks at people are stamped by `wall`."""
    tables: list[tuple[dict[type[Command], Callable[..., Any]], dict[str, Any]]] = [
        (HANDLERS, {"clock": clock}),
        (LOOKS, {"clock": clock, "wall": wall}),
        (RULED, {"clock": clock, "rules": rules}),
        (FORGETTING, {"clock": clock, "wall": wall, "rules": rules}),
    ]
    return {
        command: partial(handler, **given)
        for handlers, given in tables
        for command, handler in handlers.items()
    }
