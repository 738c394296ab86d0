"""What imports and exports leave in the timeline; other services need none of it."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.importing.events import EntryWithdrawn, ImportStepped


def _stepped(fact: ImportStepped) -> Told:
    return Told(
        subject=f"import:{fact.batch_id}",
        revision=fact.revision,
        step=fact.step,
        at=fact.at,
        detail={"kind": fact.kind, "rows": fact.rows},
    )


def _withdrawn(fact: EntryWithdrawn) -> Told:
    return Told(
        subject=f"{fact.kind}:{fact.entry_id}",
        revision=fact.revision,
        step=f"{fact.kind}-withdrawn",
        at=fact.at,
        detail={"import": str(fact.batch_id)},
    )


TELL_OF_IMPORTS: Tell = {ImportStepped: _stepped, EntryWithdrawn: _withdrawn}
