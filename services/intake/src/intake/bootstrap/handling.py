"""How intake handles commands: the bus, its table, and what handlers are given."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from intake import SERVICE
from intake.adapters.call_reader import CallReader
from intake.adapters.numbers import ReceiptNumbers
from intake.adapters.pair_keys import PairKeys
from intake.adapters.reference import CachedReference
from intake.adapters.searching import SqlSearch
from intake.adapters.signs import SqlSimilar
from intake.adapters.unit_of_work import SqlIntakeWork
from intake.application.command_table import of_intake
from intake.application.desk import Desk
from intake.application.finding import SimilarDesk
from intake.application.nearby import NearbyDesk, Tries, Turnstile
from intake.application.suggesting import CategoryDesk
from intake.domain.category import Category
from intake.domain.policy import IntakePolicy
from intake.settings import Settings
from minqing_chassis.database import Database
from minqing_chassis.policies import PolicyBook
from minqing_chassis.relay import Relay
from minqing_chassis.sealing import Sealer
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.simplified import simplify
from minqing_kernel.working_time import WorkCalendar


def desk_for(
    settings: Settings,
    database: Database,
    sealer: Sealer,
    reference: CachedReference,
    clock: Clock,
    policy_at: Callable[[datetime], IntakePolicy],
    calendar: WorkCalendar,
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
        calendar=calendar,
        pair_keys=PairKeys.of_folder(settings.pair_keys_dir),
    )


def in_zone(
    policies: PolicyBook[IntakePolicy], zone: ZoneInfo, at: datetime
) -> IntakePolicy:
    """Return the rules of a moment; its days end in the agency's own zone."""
    policy = policies.at(at)
    return policy if policy.zone == zone else replace(policy, zone=zone)


def category_desk(
    reader: CallReader,
    reference: CachedReference,
    clock: Clock,
    policy_at: Callable[[datetime], IntakePolicy],
) -> CategoryDesk:
    """Return who suggests categories, of those that hold today."""

    def held() -> list[Category]:
        now = clock.now()
        day = policy_at(now).day(now)
        return [each for each in reference.categories() if each.holds_on(day)]

    return CategoryDesk(reader, held, simplify, time.monotonic)


def calls_of(
    database: Database,
    reference: CachedReference,
    clock: Clock,
    policy_at: Callable[[datetime], IntakePolicy],
) -> dict[str, Any]:
    """Return what the hotline's desk reads, and what petitions are searched in."""
    reader = CallReader(database, SystemClock())
    return {
        "call_reader": reader,
        "suggesting": category_desk(reader, reference, clock, policy_at),
        "searches": SqlSearch(database),
    }


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


def nearby_desk(
    database: Database, clock: Clock, policy_at: Callable[[datetime], IntakePolicy]
) -> NearbyDesk:
    """Return who looks for what may be joined."""
    return NearbyDesk(
        streets=SqlSimilar(database),
        simplify=simplify,
        alike=fuzz.partial_ratio,
        policy_at=policy_at,
        clock=clock,
    )


def turnstile_of(
    bus: CommandBus[SqlIntakeWork],
    tries: Tries,
    sealer: Sealer,
    policy_at: Callable[[datetime], IntakePolicy],
) -> Turnstile:
    """Return what counts who asks for matters near by, by the real clock."""

    def mark(who: str) -> str:
        return f"near-{sealer.blind_index(who, 'intake.nearby')[:32]}"

    return Turnstile(
        bus=bus, tries=tries, mark=mark, policy_at=policy_at, wall=SystemClock()
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
    return CommandBus(works, of_intake(desk))
