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
    """Answers whoever holds the number and the code.

    The right code always opens: wrong guesses of others lock nobody out. They are
    counted, and refused after five; what keeps them from ever hitting is the code's
    forty bits.

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
        for a wrong code after five others for the same number within 15 minutes.
        """
        number = read_receipt(receipt)
        found = self._tracked.petition(number) if number else None
        if found is None:
            raise UnknownPetition
        if self._codes.fits(found.petition_id, code):
            return found
        if self._tracked.wrong_tries(found.receipt, self._clock.now()) >= TRIES:
            raise TooManyTries
        self._bus.handle(NoteWrongCode(receipt=found.receipt), cause)
        raise UnknownPetition
