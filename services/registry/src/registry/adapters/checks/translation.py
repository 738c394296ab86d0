"""What became of checks: lines in the timeline, of no content; the seed is logged."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.checks.events import CheckRecorded, ChecksDrawn


def _drawn(fact: ChecksDrawn) -> Told:
    names = ("rule", "organisation_id", "population", "drawn", "seed")
    return Told(
        subject=f"check-draw:{fact.draw_id}",
        revision=fact.revision,
        step="checks-drawn",
        at=fact.at,
        detail={name: getattr(fact, name) for name in names},
    )


def _recorded(fact: CheckRecorded) -> Told:
    return Told(
        subject=f"check:{fact.check_id}",
        revision=fact.revision,
        step="check-recorded",
        at=fact.at,
        detail={"outcome": fact.outcome, "means": fact.means},
    )


TELL_OF_CHECKS: Tell = {ChecksDrawn: _drawn, CheckRecorded: _recorded}
