"""Which petitions a member of staff may see: by unit, whatever the door."""

from collections.abc import Callable, Iterable

from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.nature import Kind
from intake.domain.receipt import read_receipt
from minqing_kernel.messages import Actor


class Sight:
    """Looks petitions up, and says who may see them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def petition(self, actor: Actor, receipt: str) -> PetitionView:
        """Return the petition of a number as typed.

        Raises UnknownPetition, also for one that accuses the actor's organisation or
        one above it: to them it is not there (条例第30条).
        """
        number = read_receipt(receipt)
        found = self._parts.reader.petition(number) if number else None
        if found is None or self._is_hidden(actor, found):
            raise UnknownPetition
        return found

    def seen_by(self, actor: Actor, receipt: str) -> PetitionView:
        """Return a petition that concerns the actor's unit.

        Raises UnknownPetition, OutsideScope.
        """
        found = self.petition(actor, receipt)
        if not self.shows(actor)(found):
            raise OutsideScope
        return found

    def seen_among(self, actor: Actor, receipts: Iterable[str]) -> list[PetitionView]:
        """Return those of many petitions that concern the actor's unit, as asked.

        What `seen_by` would refuse is left out; asked in one go.
        """
        numbers = [number for each in receipts if (number := read_receipt(each))]
        found = self._parts.reader.petitions(numbers)
        shown = self.shows(actor)
        return [found[n] for n in numbers if n in found and shown(found[n])]

    def hidden_among(self, actor: Actor, receipts: Iterable[str]) -> set[str]:
        """Return those of many numbers whose petition accuses the actor's side."""
        numbers = [number for each in receipts if (number := read_receipt(each))]
        found = self._parts.reader.petitions(numbers)
        return {n for n, each in found.items() if self._is_hidden(actor, each)}

    def shows(self, actor: Actor) -> Callable[[PetitionView], bool]:
        """Return what says whether a petition concerns the actor's unit."""
        tree = self._parts.reference.tree()

        def concerns(petition: PetitionView) -> bool:
            door = petition.organisation_id
            theirs = acts_for(actor, petition.owner_id, tree) or (
                door is not None and acts_for(actor, door, tree)
            )
            return theirs and not is_hidden_from(actor, petition.accused, tree)

        return concerns

    def is_near(self, actor: Actor) -> Callable[[PetitionView], bool]:
        """Return what says whether a petition is of the actor's own division.

        It may be in the hands of another unit, above or beside: whoever takes calls
        there would write it down a second time. Never one that accuses anybody: of it
        nobody learns but who looks into it (条例第30条).
        """
        tree = self._parts.reference.tree()
        mine = tree.get(actor.organisation_id or "")
        area = mine.division_code if mine else ""

        def concerns(petition: PetitionView) -> bool:
            accuses = petition.nature.kind is Kind.ACCUSATION
            return (
                bool(area) and petition.division_code.startswith(area) and not accuses
            )

        return concerns

    def _is_hidden(self, actor: Actor, petition: PetitionView) -> bool:
        tree = self._parts.reference.tree()
        return is_hidden_from(actor, petition.accused, tree)
