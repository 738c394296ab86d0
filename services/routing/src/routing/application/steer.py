"""Signing, giving back, passing on, helping: a function for each command."""

from minqing_kernel.clock import Clock
from routing.application.handlers import (
    require_handler,
    require_unbiased,
    require_unit,
    seen,
)
from routing.application.persons import must_be_another
from routing.application.ports import RoutingWork
from routing.application.steering import (
    AnswerCoTask,
    AskCoHandler,
    AskExtension,
    DecideExtension,
    DecideRaise,
    DecideReturn,
    DesignateUnit,
    NoteContact,
    RaiseCase,
    RecuseFromCase,
    SignCase,
    TransferCase,
    WaiveCoTask,
)
from routing.application.views import Standing
from routing.domain.competence import Competence
from routing.domain.deadline import Clocks
from routing.domain.errors import UnknownUnit
from routing.domain.mode import Mode


def sign_case(command: SignCase, work: RoutingWork, *, clock: Clock) -> Standing:
    """Sign for a case."""
    case = seen(command, work)
    require_unbiased(case, command.actor, work)
    case.sign(by=command.actor, at=clock.now())
    return Standing.of(case)


def note_contact(command: NoteContact, work: RoutingWork, *, clock: Clock) -> Standing:
    """Write down the first word with the petitioner."""
    case = seen(command, work)
    case.note_contact(by=command.actor, at=clock.now())
    return Standing.of(case)


def decide_return(
    command: DecideReturn, work: RoutingWork, *, clock: Clock
) -> Standing:
    """Agree to a return, or not."""
    case = seen(command, work)
    must_be_another(command.actor, case.return_asker, work)
    case.decide_return(
        granted=command.granted,
        reason=command.reason,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def designate_unit(
    command: DesignateUnit, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """End a dispute between units."""
    case = seen(command, work)
    require_unit(command.organisation_id, work)
    case.designate(
        command.organisation_id,
        command.due_at,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def transfer_case(
    command: TransferCase, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Pass a case on, with the duty to report back or without."""
    case = seen(command, work)
    require_unit(command.organisation_id, work)
    require_handler(case, command.handler_id, command.organisation_id, work)
    case.assign(
        command.organisation_id,
        command.handler_id,
        command.due_at,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
        mode=Mode.ENTRUST if command.report_back else Mode.TRANSFER,
    )
    return Standing.of(case)


def raise_case(
    command: RaiseCase,
    work: RoutingWork,
    *,
    clock: Clock,
    clocks: Clocks,
    competence: Competence,
) -> Standing:
    """Leave a case to a competent superior."""
    case = seen(command, work)
    case.raise_up(
        competence, clocks, by=command.actor, units=work.directory.units, at=clock.now()
    )
    return Standing.of(case)


def decide_raise(
    command: DecideRaise, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Take a declared matter, or leave it to the unit."""
    case = seen(command, work)
    must_be_another(command.actor, case.raise_asker, work)
    case.decide_raise(
        clocks,
        granted=command.granted,
        reason=command.reason,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def recuse_from_case(
    command: RecuseFromCase, work: RoutingWork, *, clock: Clock
) -> Standing:
    """Stand back from a case for an interest in it."""
    case = seen(command, work)
    case.recuse(by=command.actor, at=clock.now())
    return Standing.of(case)


def ask_co_handler(
    command: AskCoHandler, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Let another unit contribute."""
    case = seen(command, work)
    unit = work.directory.units.find(command.organisation_id)
    if unit is None or not unit.active:
        raise UnknownUnit(fields={"organisation_id": "not-known"})
    case.ask_co_handler(
        unit,
        command.asks,
        command.due_at,
        clocks,
        by=command.actor,
        units=work.directory.units,
        at=clock.now(),
    )
    return Standing.of(case)


def answer_co_task(
    command: AnswerCoTask, work: RoutingWork, *, clock: Clock
) -> Standing:
    """Contribute to another unit's case."""
    case = seen(command, work)
    case.answer_co_task(
        command.number, command.answer, by=command.actor, at=clock.now()
    )
    return Standing.of(case)


def waive_co_task(command: WaiveCoTask, work: RoutingWork, *, clock: Clock) -> Standing:
    """Excuse a co-handler."""
    case = seen(command, work)
    case.waive_co_task(command.number, command.reason, by=command.actor, at=clock.now())
    return Standing.of(case)


def ask_extension(
    command: AskExtension, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Ask for more time."""
    case = seen(command, work)
    case.ask_extension(
        command.days, command.reason, clocks, by=command.actor, at=clock.now()
    )
    return Standing.of(case)


def decide_extension(
    command: DecideExtension, work: RoutingWork, *, clock: Clock, clocks: Clocks
) -> Standing:
    """Give more time, or not."""
    case = seen(command, work)
    must_be_another(command.actor, case.extension_asker, work)
    case.decide_extension(
        clocks,
        granted=command.granted,
        reason=command.reason,
        by=command.actor,
        at=clock.now(),
    )
    return Standing.of(case)
