"""The carrier goes on whatever it meets: nothing that fails ends it."""

import pytest
from sqlalchemy.exc import OperationalError

from portal.entrypoints.keeper import CarrierKeeper

pytestmark = pytest.mark.unit

AWAY = OperationalError("select 1", {}, Exception("gone"))


class Raising:
    """A carrier and a reader that fail as they are told."""

    def __init__(self, error):
        self._error = error

    def carry_due(self):
        raise self._error

    sweep = carry_due


@pytest.mark.parametrize("error", [AWAY, RuntimeError("a fault of ours")])
def test_a_round_that_fails_is_logged_and_the_next_one_comes(error, caplog):
    assert CarrierKeeper._round(Raising(error)) == 0
    assert len(caplog.records) == 1


def test_a_sweep_waits_for_a_database_that_is_away(caplog):
    CarrierKeeper._sweep([Raising(AWAY)])
    assert "nothing was swept" in caplog.text
