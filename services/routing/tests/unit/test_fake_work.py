"""The unit of work in memory keeps every promise."""

import pytest

from services.routing.tests.fakes import FakeDatabase
from services.routing.tests.promises import *  # noqa: F403

pytestmark = pytest.mark.unit


@pytest.fixture
def new_work():
    return FakeDatabase().work
