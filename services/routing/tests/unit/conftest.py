"""What several tests without any process begin with."""

import pytest

from services.routing.tests.fakes_handovers import a_town


@pytest.fixture
def town():
    """Three agencies in memory that deal with each other."""
    return a_town()
