"""The fakes keep the promises that the real parts are held to."""

import pytest

from services.intake.tests.builders import (
    a_category,
    a_street_with_two_communities,
)
from services.intake.tests.fakes import FakeIntake
from services.intake.tests.promises import (
    GuessPromises,
    KeyPromises,
    PetitionPromises,
    ProgressPromises,
)


@pytest.fixture
def intake():
    categories = [a_category(), a_category("general")]
    return FakeIntake(categories, a_street_with_two_communities())


class TestPetitions(PetitionPromises):
    pass


class TestKeys(KeyPromises):
    pass


class TestProgress(ProgressPromises):
    pass


class TestGuesses(GuessPromises):
    pass
