"""The real parts keep the promises that the fakes are held to."""

import pytest

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
    pass
