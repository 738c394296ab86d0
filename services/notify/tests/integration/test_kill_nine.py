"""Kill -9 at each step of the sender, while a provider counts what it received."""

import pytest

from minqing_local.fresh_databases import FreshDatabases
from tests.faults.sending import is_clean, try_out

pytestmark = [
    pytest.mark.integration,
    # The senders need no eventlet; other tests of this process may have loaded it.
    pytest.mark.filterwarnings("ignore:Using fork:DeprecationWarning"),
]


@pytest.mark.parametrize("keyed", [True, False])
def test_killed_at_each_step_the_sender_loses_nothing_and_doubles_only_in_its_window(
    postgres: FreshDatabases, keyed
):
    url = postgres.database("notify")
    verdict = try_out(url, keyed=keyed, notices=40, kills=6, seed=20261122)
    postgres.give_back(url)
    assert verdict.owed >= 40
    assert is_clean(verdict), verdict
