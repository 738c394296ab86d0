"""The fakes behave as the real unit of work does, as far as anybody relies on it."""

import pytest

from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.promises import Promises

pytestmark = pytest.mark.unit


class TestInMemory(Promises):
    @pytest.fixture
    def bus(self):
        return in_memory(Store())
