"""What intake tells of merging (并单), as who follows whom."""

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_repeats import PetitionMergedV1, PetitionSeparatedV1
from notify.application.commands import TellOfMerging
from notify.domain.following import Following


def merged(_: Envelope, event: PetitionMergedV1) -> TellOfMerging:
    """Let its petitioner hear what the lead's hears."""
    return TellOfMerging(
        following=Following(
            petition_id=event.petition_id,
            revision=event.revision,
            lead_petition_id=event.lead_petition_id,
            receipt=event.receipt,
            reachable=event.reachable,
            merged_at=event.merged_at,
        )
    )


def separated(_: Envelope, event: PetitionSeparatedV1) -> TellOfMerging:
    """Let its petitioner hear of their own alone again."""
    return TellOfMerging(
        following=Following(
            petition_id=event.petition_id,
            revision=event.merge_revision,
            lead_petition_id=event.lead_petition_id,
            receipt=event.receipt,
            reachable=event.reachable,
            separated_at=event.separated_at,
        )
    )
