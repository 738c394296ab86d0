"""The real unit of work keeps the promises of help."""

import pytest

from services.registry.tests.aid_builders import RULES
from services.registry.tests.promises_aid import AidPromises
from services.registry.tests.real import a_bus


@pytest.mark.integration
class TestTheWorkOfAid(AidPromises):
    @pytest.fixture
    def bus(self, db, sealer):
        return a_bus(db, sealer, RULES)
