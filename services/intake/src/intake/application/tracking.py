"""Looking up a petition with its receipt number and tracking code, and nothing else."""

from intake.application.commands import NoteWrongCode
from intake.application.ports import Tracked
from intake.application.submitting import Handles
from intake.application.views import PetitionView
from intake.domain.errors import TooManyTries, UnknownPetition
from intake.domain.receipt import read_receipt
from intake.domain.tracking import TrackingCodes
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause

TRIES = 5


class PublicDesk:
    """Answers whoever holds the number and the code; guessing stops after five tries.

    `clock` is the real one: a rehearsal's clock must not hand out more tries.
    """

    def __init__(
        self, bus: Handles, tracked: Tracked, codes: TrackingCodes, clock: Clock
    ) -> None:
        self._bus = bus
        self._tracked = tracked
        self._codes = codes
        self._clock = clock

    def look(self, receipt: str, code: str, cause: Cause) -> PetitionView:
        """Return the petition.

        Raises UnknownPetition for a wrong number and a wrong code alike, TooManyTries
        after five wrong codes within 15 minutes, even for the right one.
        """
        number = read_receipt(receipt)
        if number is None:
            raise UnknownPetition
        if self._tracked.wrong_tries(number, self._clock.now()) >= TRIES:
            raise TooManyTries
        found = self._tracked.petition(number)
        if found is None or not self._codes.fits(found.petition_id, code):
            self._bus.handle(NoteWrongCode(receipt=number), cause)
            raise UnknownPetition
        return found
