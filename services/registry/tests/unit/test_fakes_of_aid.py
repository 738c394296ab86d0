"""The fakes of help keep the promises of the real unit of work."""

import pytest

from services.registry.tests.aid_builders import RULES
from services.registry.tests.fakes_aid import AidStore, aid_in_memory
from services.registry.tests.promises_aid import AidPromises


@pytest.mark.unit
class TestFakesOfAid(AidPromises):
    @pytest.fixture
    def bus(self):
        return aid_in_memory(AidStore(), RULES)
