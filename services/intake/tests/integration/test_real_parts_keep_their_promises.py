"""The real parts keep the promises that the fakes are held to."""

from dataclasses import replace

import pytest

from minqing_kernel.clock import SystemClock
from services.intake.tests.promises import (
    GuessPromises,
    KeyPromises,
    PetitionPromises,
    ProgressPromises,
)

pytestmark = pytest.mark.integration


class TestPetitions(PetitionPromises):
    pass


class TestKeys(KeyPromises):
    pass


class TestProgress(ProgressPromises):
    pass


class TestGuesses(GuessPromises):
    @pytest.fixture
    def intake(self, intake):
        """Guesses are counted by the real clock, not by the business's."""

        return replace(intake, clock=SystemClock())
