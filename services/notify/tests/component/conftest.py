"""One whole notify for all component tests: each uses petitions of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minqing_local.broker import Broker
from minqing_local.broker_desk import BrokerDesk
from minqing_local.fresh_databases import FreshDatabases
from services.notify.tests.component.house import House, the_community


@pytest.fixture(scope="session")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    broker_node: Broker,
    postgres: FreshDatabases,
) -> Iterator[House]:
    """A running notify that knows one organisation; its leases are short."""
    folder: Path = tmp_path_factory.mktemp("notify")
    desk = BrokerDesk(broker_node)
    uri, url = desk.new_vhost(), postgres.database("notify")
    whole = House(
        folder,
        uri,
        url,
        SEND_LEASE_SECONDS="3",
        MINQING_CLOCK_FILE=str(folder / "clock.json"),
    )
    whole.open()
    whole.tell(the_community())
    whole.wait_for("organisations", 1)
    yield whole
    whole.close()
    postgres.give_back(url)
    desk.drop_vhost(uri)
