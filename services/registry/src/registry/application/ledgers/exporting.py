"""A ledger leaves as a file only after it is written down who had it, and why."""

from hashlib import sha256

from minqing_kernel.clock import Clock
from registry.application.exporting.ports import Export
from registry.application.ledgers.commands import ExportLedger
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import must_work_at, readable_ledger
from registry.application.rules import Rules
from registry.domain.access import Access, Purpose
from registry.domain.values import checked_text

LONGEST_PURPOSE = 100


def export_ledger(
    command: ExportLedger,
    work: LedgersWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> Export:
    """Write down that a ledger leaves; what is in it is masked all the same."""
    purpose = checked_text(command.purpose, "purpose", LONGEST_PURPOSE)
    readable_ledger(rules.ledgers_at(clock.now()), command.ledger, command.actor)
    must_work_at(command.actor, work, command.organisation_id)
    export = Export(
        export_id=command.export_id,
        kind=f"ledger:{command.ledger}",
        form=command.form,
        organisation_id=command.organisation_id,
        purpose=purpose,
        by=command.actor,
        work_name=work.charges.work_name(command.actor.id),
        at=wall.now(),
        subjects=list(work.ledgers.listed(command.organisation_id, command.ledger)),
    )
    work.exports.keep(export)
    work.access_log.note(
        Access(
            actor=export.by,
            purpose=Purpose.EXPORT,
            resident_id=export.export_id,
            fields=(
                f"export:{export.kind}",
                f"items:{len(export.subjects)}",
                f"sha256:{_digest(export)}",
            ),
            at=export.at,
        )
    )
    return export


def _digest(export: Export) -> str:
    everything = "".join(str(each) for each in export.subjects)
    return sha256(everything.encode()).hexdigest()
