"""A device pressed again: it joins the open call, and floods nobody (D-20)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from intake.application.commands import SubmitPetition
from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.channel import Channel
from intake.domain.contacts import ContactEntry
from intake.domain.device import Press, Pressed
from intake.domain.errors import TooManyPresses
from intake.domain.petition import Petition
from intake.domain.policy import IntakePolicy
from minqing_kernel.messages import Actor, Role


@dataclass(frozen=True, kw_only=True)
class Recent:
    """What was pressed of late.

    `presses` of this device, `unknown` by this caller of devices that nobody
    registered; each with the moment of the oldest. `open_call` is the petition that
    nobody has answered yet.
    """

    presses: int = 0
    first_at: datetime | None = None
    unknown: int = 0
    first_unknown_at: datetime | None = None
    open_call: UUID | None = None


class Presses(Protocol):
    """Every press that was taken, only ever added to."""

    def recent(self, pressed: Pressed, caller: str, since: datetime) -> Recent:
        """Return what was pressed since; until the unit ends the device waits for it.

        The open call is one of the same resident: a call that speaks in nobody's name
        never takes in one that does.
        """
        ...

    def add(self, press: Press) -> None:
        """Keep a press."""
        ...


class PressWork(IntakeWork, Protocol):
    """Intake's unit of work, as far as devices need it."""

    @property
    def presses(self) -> Presses:
        """What was pressed."""
        ...


def join_open_call(
    command: SubmitPetition, pressed: Pressed, work: PressWork, desk: Desk
) -> Petition | None:
    """Add a repeated press to the open call; return its petition, None without one.

    The first press of a device that somebody registered is never refused. Raises
    TooManyPresses for more presses of an open call, or of unknown devices by one
    caller, than the place allows within its window.
    """
    now = desk.clock.now()
    policy = desk.policy_at(now)
    window = timedelta(minutes=policy.device_window_minutes)
    recent = work.presses.recent(pressed, caller_of(command.actor), now - window)
    petition = _open_call(recent, command.actor, work, desk)
    if petition is not None:
        _require_few(
            recent.presses, policy.device_presses_at_most, recent.first_at, now, window
        )
        _meet(petition, command, pressed, work, now)
    elif pressed.resident_id is None:
        _require_few_unknown(recent, policy, now, window)
    return petition


def press_of(
    command: SubmitPetition, pressed: Pressed, petition: Petition, now: datetime
) -> Press:
    """Return a press as it is kept."""
    return Press(
        device_id=pressed.device_id,
        resident_id=pressed.resident_id,
        caller=caller_of(command.actor),
        petition_id=petition.petition_id,
        pressed_at=command.received_at or now,
        taken_at=now,
    )


def caller_of(actor: Actor) -> str:
    """Return whom presses of unknown devices are counted against."""
    return f"{actor.role}:{actor.id}"


def _open_call(
    recent: Recent, actor: Actor, work: PressWork, desk: Desk
) -> Petition | None:
    if recent.open_call is None:
        return None
    petition = work.petitions.get(recent.open_call)
    tree = desk.reference.tree()
    hidden = is_hidden_from(actor, petition.nature.accused, tree)
    mine = actor.role is Role.OPS or acts_for(actor, petition.organisation_id, tree)
    return petition if mine and not hidden else None


def _meet(
    petition: Petition,
    command: SubmitPetition,
    pressed: Pressed,
    work: PressWork,
    now: datetime,
) -> None:
    entry = ContactEntry.of(
        petition.petition_id, Channel.DEVICE, command.text, by=command.actor, at=now
    )
    petition.meet(Channel.DEVICE, at=now)
    work.contact_entries.add(entry)
    work.presses.add(press_of(command, pressed, petition, now))


def _require_few_unknown(
    recent: Recent, policy: IntakePolicy, now: datetime, window: timedelta
) -> None:
    most = policy.unknown_presses_at_most
    _require_few(recent.unknown, most, recent.first_unknown_at, now, window)


def _require_few(
    count: int, most: int, first_at: datetime | None, now: datetime, window: timedelta
) -> None:
    if count >= most and first_at is not None:
        wait = first_at + window - now
        raise TooManyPresses(max(1, int(wait.total_seconds()) + 1))
