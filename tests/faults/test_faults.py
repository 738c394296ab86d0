"""A short version of `make faults`: fewer petitions, every kind of fault."""

import pytest

from tests.bench.ground import prepare
from tests.faults.blows import catalogue
from tests.faults.trial import try_out

pytestmark = pytest.mark.faults

BLOWS = catalogue(pause_seconds=2, random_kills=3, seed=20261121)
SHORT = [blow for blow in BLOWS if blow.name != "kill -9 registry"]


@pytest.fixture(scope="module")
def ground(agency):
    return prepare(agency)


@pytest.mark.parametrize("blow", SHORT, ids=lambda blow: blow.name)
def test_nothing_is_lost_or_doubled_by(blow, ground):
    result = try_out(ground, blow, petitions=120, per_second=60)
    assert result.petitions == 120
    assert result.is_clean(blow), result
