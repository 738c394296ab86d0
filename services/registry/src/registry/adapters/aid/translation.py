"""What became of help: lines in the timeline, of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.aid.events import HelpStepped


def _stepped(fact: HelpStepped) -> Told:
    return Told(
        subject=fact.subject,
        revision=fact.revision,
        step=fact.step,
        at=fact.at,
        detail=fact.detail,
    )


TELL_OF_AID: Tell = {HelpStepped: _stepped}
