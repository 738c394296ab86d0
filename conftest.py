"""Real parts for every test of the house: a broker, a database server, an agency.

Each starts when the first test asks for it, once a session, and is gone at its end.
Available to the tests of every service and shared package:

- `broker`      AMQP address of a private RabbitMQ node (one for the session)
- `vhost`       AMQP address of a virtual host nobody else uses (one for the test)
- `broker_node` the node itself (`minqing_local.broker.Broker`: kill, pause, restart)
- `postgres`    `FreshDatabases`: `.database("intake")` is a fresh migrated database
- `database`    the same as a function, dropping what it made after the test
- `agency`      a whole running agency (`minqing_local.agency.Agency`)
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from minqing_local.agency import Agency
from minqing_local.broker import Broker
from minqing_local.broker_desk import BrokerDesk
from minqing_local.fresh_databases import FreshDatabases
from minqing_local.postgres import Postgres

collect_ignore_glob = ["deploy/template/*"]
"""The template's tests run in the services made of it."""

ORDER = (
    "unit",
    "architecture",
    "integration",
    "component",
    "environment",
    "contracts",
    "e2e",
    "faults",
)
"""The kinds of tests, quick ones first; a test's kind is the folder it stands in."""

RULES_OF_THE_TOWN = Path(__file__).parent / "tests" / "e2e" / "town.yml"
"""The policy of the session's agency: that of the end-to-end town."""

AGENCY_FIRST = "tests/environment/test_agency.py"
AGENCY_USERS = (AGENCY_FIRST, "tests/e2e/", "tests/faults/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with the kind its folder names, and run quick kinds first."""
    for item in items:
        kind = _kind(item)
        if kind is not None:
            item.add_marker(kind)
    items.sort(key=_rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadScopeScheduling:
    """Where several workers share the tests, keep together what shares real parts."""
    return _Together(config, log)


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker a whole file, or all files that use the one running agency."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "agency" if file.startswith(AGENCY_USERS) else file


def _kind(item: pytest.Item) -> str | None:
    return next((part for part in item.path.parts[::-1] if part in ORDER), None)


def _rank(item: pytest.Item) -> float:
    """Return the place of a test in the run.

    The running agency is the longest work: begun before the components, one worker
    has it while the others go on.
    """
    if item.nodeid.startswith(AGENCY_FIRST):
        return ORDER.index("component") - 0.5
    kind = _kind(item)
    return len(ORDER) if kind is None else ORDER.index(kind)


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="minqing-test-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def broker_node(session_folder: Path) -> Iterator[Broker]:
    node = Broker(session_folder / "broker", management=True)
    try:
        node.start()
        yield node
    finally:
        node.kill()


@pytest.fixture(scope="session")
def broker(broker_node: Broker) -> str:
    return broker_node.uri


@pytest.fixture
def vhost(broker_node: Broker) -> Iterator[str]:
    desk = BrokerDesk(broker_node)
    uri = desk.new_vhost()
    yield uri
    desk.drop_vhost(uri)


@pytest.fixture(scope="session")
def postgres(session_folder: Path) -> Iterator[FreshDatabases]:
    server = Postgres(session_folder / "postgres", durable=False)
    try:
        server.start()
        yield FreshDatabases(server)
    finally:
        server.kill()


@pytest.fixture
def database(postgres: FreshDatabases) -> Iterator[Callable[[str], str]]:
    made: list[str] = []

    def make(service: str) -> str:
        made.append(postgres.database(service))
        return made[-1]

    yield make
    for url in made:
        postgres.give_back(url)


@pytest.fixture(scope="session")
def agency(session_folder: Path) -> Iterator[Agency]:
    folder = session_folder / "agency"
    rules = {"POLICY_FILE": str(RULES_OF_THE_TOWN)}
    whole = Agency(folder, clock_file=folder / "clock.json", extra_environ=rules)
    try:
        whole.start()
        yield whole
    finally:
        whole.stop()
