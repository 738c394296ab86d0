"""What petitions are compared by, told to routing in the petition's own transaction."""

from intake.domain.marking import Marked
from minqing_chassis.unit_of_work import SqlWork
from minqing_contracts.intake_marks import PetitionMarkedV1
from minqing_kernel.messages import Cause


class SqlMarks:
    """Nothing of it is kept here: it goes into the outbox alone."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._noted: list[Marked] = []

    def note(self, marked: Marked) -> None:
        """Let it be told when the unit commits."""
        self._noted.append(marked)

    def tell(self, cause: Cause) -> None:
        """Put what was noted into the outbox."""
        for each in self._noted:
            marks = [
                {"agency": e.agency, "told": list(e.told), "looked": list(e.looked)}
                for e in each.marks
            ]
            event = PetitionMarkedV1(**{**vars(each), "marks": marks})
            self._work.say(event, at=each.marked_at, cause=cause)
        self._noted.clear()
