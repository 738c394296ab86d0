"""What is read of informers: a month's state, and whom a reminder is for (D-22)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol
from uuid import UUID

from intake.application.ports import Seals
from intake.domain.access import Purpose
from intake.domain.contact import Contact
from intake.domain.informing import month_before, month_of
from minqing_kernel.messages import Actor

NOT_OWED: Final = "not-owed"


class SealedReminders(Protocol):
    """Whom reminders are for, sealed to the informer's id; looks are noted."""

    def contacts(
        self, ids: Sequence[UUID], *, actor: Actor, purpose: str
    ) -> Mapping[UUID, tuple[str, str]]:
        """Return the informer's id and what is sealed to it, by reminder."""
        ...


def reminded(
    records: SealedReminders,
    seals: Seals,
    ids: Sequence[UUID],
    *,
    actor: Actor,
) -> dict[UUID, Contact]:
    """Return whom those reminders are for; what is no reminder's id is left out."""
    found = records.contacts(ids, actor=actor, purpose=Purpose.NOTICE)
    return {
        each: Contact(**seals.open(sealed, informer_id))
        for each, (informer_id, sealed) in found.items()
    }


def months_until(month: str, count: int) -> list[str]:
    """Return so many months, the last one `month`, the oldest first."""
    found = [month]
    while len(found) < count:
        found.insert(0, month_before(found[0]))
    return found


def months_to_report(today: date) -> list[str]:
    """Return the months that an informer is shown: this one and the one before."""
    return months_until(month_of(today), 2)


def stands(
    reports: Mapping[str, Mapping[str, Any]], reported_from: str | None, month: str
) -> str:
    """Return how an enterprise stands in a month: one of four words."""
    report = reports.get(month)
    if report is not None:
        return "adverse" if report["alarming"] else "reported"
    return NOT_OWED if reported_from and month < reported_from else "missing"
