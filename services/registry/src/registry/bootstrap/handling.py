"""Every command's handler, and the clocks that each looks at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from registry.application import handlers, people
from registry.application.archive import handlers as archive
from registry.application.archive import household, living, own, petitions
from registry.application.archive.commands import (
    AskAgain,
    DefineSection,
    DropPetition,
    EditSection,
    FileParts,
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
    NoteMeeting,
    ReadResident,
    RecordDeath,
    RecordDuty,
    RecordGrid,
    RecordHousehold,
    RecordOrganisation,
    RecordResident,
    RecordStaff,
    TellStaff,
)
from registry.application.counters import handlers as counters
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.cover.commands import ClaimPremises, RecutGrid
from registry.application.cover.handlers import claim_premises, recut_grid
from registry.application.editions.commands import RecordSuccession
from registry.application.editions.handlers import record_succession
from registry.application.exporting.commands import StartExport
from registry.application.exporting.handlers import start_export
from registry.application.firms.commands import RecordFirm
from registry.application.firms.handlers import record_firm
from registry.application.importing import handlers as importing
from registry.application.importing.commands import (
    FailImport,
    FinishImport,
    GoOnImport,
    HoldImport,
    NoteRows,
    StartImport,
    TakeRows,
    UndoImport,
    UndoRows,
)
from registry.application.ledgers.accusing import hear_of_matter
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
from registry.application.privacy import guardians, papers, retention, rights
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ForgetFile,
    ForgetHousehold,
    ForgetItem,
    ForgetPaper,
    ForgetPlan,
    ForgetRequest,
    ForgetVisit,
    ListOwnRequests,
    NoteEmptyHouseholds,
    ReadChildFile,
    ReadRequest,
    RecordGuardian,
    SettleRequest,
)
from registry.application.rules import STATUTORY_RULES, Rules
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.handlers import index_residents, search_residents
from registry.application.serving import record_staff, tell_staff
from registry.application.visits.commands import RecordVisit
from registry.application.visits.handlers import record_visit
from registry.bootstrap.aid import AID, AID_LOOKS, AID_RULED, AID_RULED_LOOKS
from registry.bootstrap.checks import CHECKS
from registry.bootstrap.forms import FORMS
from registry.bootstrap.ledgers import LEDGER_LOOKS, LEDGERS
from registry.bootstrap.obligations import (
    HEARD_OF_OBLIGATIONS,
    OBLIGATIONS,
    RULED_OBLIGATIONS,
)
from registry.bootstrap.steering import STEERING
from registry.bootstrap.visit_plans import RULES_OF_VISIT_PLANS, VISIT_PLANS
from registry.bootstrap.visits import (
    HEARD_OF_VISITS,
    LOOKS_AT_VISITS,
    RULES_OF_VISITS,
)

HANDLERS: dict[type[Command], Callable[..., Any]] = {
    RecordSuccession: record_succession,
    RecordPremises: record_premises,
    TakeCensus: take_census,
    ClaimPremises: claim_premises,
    RecutGrid: recut_grid,
    MoveResidents: move_residents,
    UndoMove: undo_move,
    IndexResidents: index_residents,
    RecordItem: counters.record_item,
    RecordHours: counters.record_hours,
    RecordClaimed: counters.record_claimed,
    RecordAppointment: counters.record_appointment,
    RecordFirm: record_firm,
    HandOver: hand_over,
    **OBLIGATIONS,
    AssignHouseholds: assign_households,
    HangHousehold: hang_household,
    RecordOrganisation: handlers.record_organisation,
    RecordStaff: record_staff,
    TellStaff: tell_staff,
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
    NoteEmptyHouseholds: retention.note_empty_households,
    DefineSection: archive.define_section,
    EditSection: archive.edit_section,
    HearPetition: hear_of_matter,
    DropPetition: petitions.drop_petition,
    FileParts: petitions.file_parts,
    AskAgain: petitions.ask_again,
    FilePetition: petitions.file_petition,
    RecordTenancy: living.record_tenancy,
    **STEERING,
    **AID,
    **HEARD_OF_VISITS,
    **VISIT_PLANS,
    **FORMS,
}
"""Commands that happen when the agency's clock says, be it steered or not."""


LOOKS: dict[type[Command], Callable[..., Any]] = {
    ReadResident: people.read_resident,
    ReadOwnFile: own.read_own_file,
    ReadChildFile: guardians.read_child_file,
    ReadHousehold: household.read_household,
    ReadSection: archive.read_section,
    ReadRequest: rights.read_request,
    ListOwnRequests: rights.list_own_requests,
    **LOOKS_AT_VISITS,
    FindResidents: people.find_residents,
    SearchResidents: search_residents,
    **AID_LOOKS,
}
"""Looks at people: they are logged when they really are."""
RULED: dict[type[Command], Callable[..., Any]] = {
    AskForRight: rights.ask_for_right,
    DecideRequest: rights.decide_request,
    SettleRequest: rights.settle_request,
    RecordVisit: record_visit,
    **LEDGERS,
    **CHECKS,
    **AID_RULED,
    **RULES_OF_VISITS,
    **RULES_OF_VISIT_PLANS,
    **RULED_OBLIGATIONS,
}
"""Commands by the rules of the place."""
FORGETTING: dict[type[Command], Callable[..., Any]] = {
    ForgetFile: retention.forget_file,
    ForgetHousehold: retention.forget_household,
    ForgetVisit: retention.forget_visit,
    ForgetRequest: retention.forget_request,
    ForgetPlan: papers.forget_plan,
    ForgetItem: papers.forget_item,
    ForgetPaper: papers.forget_paper,
    **LEDGER_LOOKS,
    **AID_RULED_LOOKS,
}
"""Commands by the rules of the place, which are logged when they really are."""
FILES: dict[type[Command], Callable[..., Any]] = {
    StartImport: importing.start_import,
    TakeRows: importing.take_rows,
    UndoRows: importing.undo_rows,
    StartExport: start_export,
}
"""What goes in and out by file, on the day that is rehearsed."""
WORK_ON_FILES: dict[type[Command], Callable[..., Any]] = {
    NoteRows: importing.note_rows,
    FinishImport: importing.finish_import,
    HoldImport: importing.hold_import,
    FailImport: importing.fail_import,
    GoOnImport: importing.go_on_import,
    UndoImport: importing.undo_import,
    NoteMeeting: people.note_meeting,
}
"""Who works on a file, and until when, is real time; so is who met a number."""


def timed(
    clock: Clock, wall: Clock, rules: Rules = STATUTORY_RULES
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return every command's handler; looks at people are stamped by `wall`."""
    tables: list[tuple[dict[type[Command], Callable[..., Any]], dict[str, Any]]] = [
        (HANDLERS, {"clock": clock}),
        (LOOKS, {"clock": clock, "wall": wall}),
        (RULED, {"clock": clock, "rules": rules}),
        (FORGETTING, {"clock": clock, "wall": wall, "rules": rules}),
        (FILES, {"clock": clock, "wall": wall}),
        (WORK_ON_FILES, {"wall": wall}),
        (HEARD_OF_OBLIGATIONS, {}),
    ]
    return {
        command: partial(handler, **given)
        for handlers, given in tables
        for command, handler in handlers.items()
    }
