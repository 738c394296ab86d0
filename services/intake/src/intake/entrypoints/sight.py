"""Which petitions a member of staff may see: by unit, whatever the door."""

from collections.abc import Callable

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.receipt import read_receipt
from minqing_kernel.messages import Actor


class Sight:
    """Looks petitions up, and says who may see them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def petition(self, receipt: str) -> PetitionView:
        """Return the petition of a number as typed; raise UnknownPetition."""
        number = read_receipt(receipt)
        found = self._parts.reader.petition(number) if number else None
        if found is None:
            raise UnknownPetition
        return found

    def seen_by(self, actor: Actor, receipt: str) -> PetitionView:
        """Return a petition that concerns the actor's unit; raise OutsideScope."""
        found = self.petition(receipt)
        if not self.shows(actor)(found):
            raise OutsideScope
        return found

    def shows(self, actor: Actor) -> Callable[[PetitionView], bool]:
        """Return what says whether a petition concerns the actor's unit."""
        tree = self._parts.reference.tree()

        def concerns(petition: PetitionView) -> bool:
            door = petition.organisation_id
            return acts_for(actor, petition.owner_id, tree) or (
                door is not None and acts_for(actor, door, tree)
            )

        return concerns
