"""How intake handles commands: the bus, its table, and what handlers are given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from intake import SERVICE
from intake.adapters.numbers import ReceiptNumbers
from intake.adapters.pair_keys import PairKeys
from intake.adapters.reference import CachedReference
from intake.adapters.signs import SqlSimilar
from intake.adapters.unit_of_work import SqlIntakeWork
from intake.application import handlers
from intake.application.booking_table import of_bookings
from intake.application.channel_table import at_the_channels
from intake.application.commands import (
    AcceptPetition,
    FollowPetition,
    ForgetOldKeys,
    ImportPetition,
    NoteCaseFact,
    NoteWrongCode,
    RecordCategory,
    RecordOrganisation,
    RefusePetition,
    SubmitTogether,
)
from intake.application.desk import Desk
from intake.application.door_table import at_the_door
from intake.application.finding import SimilarDesk
from intake.application.picturing import KeepPicture, keep_picture
from intake.application.raising import of_findings
from intake.application.repeats_table import of_repeats
from intake.application.signing import SignPetitions, sign_petitions
from intake.domain.policy import IntakePolicy
from intake.settings import Settings
from minqing_chassis.database import Database
from minqing_chassis.policies import PolicyBook
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Command
from minqing_kernel.simplified import simplify


def desk_for(
    settings: Settings,
    database: Database,
    sealer: Sealer,
    reference: CachedReference,
    clock: Clock,
    policy_at: Callable[[datetime], IntakePolicy],
) -> Desk:
    """Return what the handlers are given."""
    return Desk(
        prefix=settings.receipt_prefix,
        numbers=ReceiptNumbers(database),
        seals=sealer,
        reference=reference,
        clock=clock,
        wall_clock=SystemClock(),
        policy_at=policy_at,
        pair_keys=PairKeys.of_folder(settings.pair_keys_dir),
    )


def in_zone(
    policies: PolicyBook[IntakePolicy], zone: ZoneInfo, at: datetime
) -> IntakePolicy:
    """Return the rules of a moment; its days end in the agency's own zone."""
    policy = policies.at(at)
    return policy if policy.zone == zone else replace(policy, zone=zone)


def similar_desk(
    database: Database,
    reference: CachedReference,
    clock: Clock,
    policy_at: Callable[[datetime], IntakePolicy],
) -> SimilarDesk:
    """Return who looks for what is alike."""
    return SimilarDesk(
        similar=SqlSimilar(database),
        reference=reference,
        simplify=simplify,
        alike=fuzz.ratio,
        policy_at=policy_at,
        clock=clock,
    )


def bus_of(
    settings: Settings,
    database: Database,
    relay: Relay,
    reference: CachedReference,
    desk: Desk,
) -> CommandBus[SqlIntakeWork]:
    """Return who takes the commands, each in a work of its own."""
    works = partial(
        SqlIntakeWork,
        database,
        source=f"{settings.agency}/{SERVICE}",
        clock=desk.clock,
        committed=relay.wake,
        reference_changed=reference.forget,
    )
    return CommandBus(works, _handlers(desk))


def _handlers(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    return {
        SubmitTogether: partial(handlers.submit_together, desk=desk),
        ImportPetition: partial(handlers.import_petition, desk=desk),
        AcceptPetition: partial(handlers.accept_petition, desk=desk),
        RefusePetition: partial(handlers.refuse_petition, desk=desk),
        **at_the_door(desk),
        **at_the_channels(desk),
        **of_bookings(desk),
        NoteCaseFact: handlers.note_case_fact,
        FollowPetition: handlers.follow_petition,
        RecordOrganisation: handlers.record_organisation,
        RecordCategory: partial(handlers.record_category, desk=desk),
        NoteWrongCode: partial(handlers.note_wrong_code, clock=desk.wall_clock),
        ForgetOldKeys: partial(handlers.forget_old_keys, clock=desk.wall_clock),
        SignPetitions: partial(sign_petitions, simplify=simplify),
        KeepPicture: partial(keep_picture, desk=desk),
        **of_findings(desk),
        **of_repeats(desk),
    }
