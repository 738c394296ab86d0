"""Real parts for every test of the house: a broker, a database server, an agency.

Each starts when the first test asks for it, once a session, and is gone at its end.
Where several workers share the tests, they share broker and database server too.
Available to the tests of every service and shared package:

- `broker`      AMQP address of a private RabbitMQ node (one for the session)
- `vhost`       AMQP address of a virtual host nobody else uses (one for the test)
- `broker_node` the node itself (`minqing_local.broker.Broker`); who wants to freeze
                or kill one starts an own one: others use this
- `postgres`    `FreshDatabases`: `.database("intake")` is a fresh migrated database
- `database`    the same as a function, dropping what it made after the test
- `agency`      a whole running agency (`minqing_local.agency.Agency`)
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from minqing_local.agency import Agency
from minqing_local.broker import Broker
from minqing_local.broker_desk import BrokerDesk
from minqing_local.fresh_databases import FreshDatabases
from minqing_local.postgres import Postgres
from minqing_local.shared_parts import SharedParts

OURS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", OURS, derandomize=True)
settings.register_profile("further", OURS, max_examples=1000)
settings.load_profile("house")
"""A change is judged by the same examples each time, however slow the machine is.

Who looks for others tries at random: `make properties`.
"""

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
AGENCY_USERS = (
    AGENCY_FIRST,
    "tests/e2e/",
    "tests/faults/",
    "deploy/prometheus/tests/test_series.py",
)


ONE_PROCESS = (
    "services/registry/tests/component/",
    "services/notify/tests/component/",
)
"""Folders whose files all talk to one running service: one worker starts it once."""

UNTRACED = ("architecture", "contracts", "e2e", "faults")
"""The kinds of tests that show what is promised of lines by no line of their own."""

NO_NAMES = ("EVENTLET_NO_GREENDNS", "yes")
"""`make run` is tested as it is shipped, with it (tests/environment/test_run.py)."""

NO_PROXY = ("no_proxy", "127.0.0.1")
"""Who asks this machine itself searches the whole environment for no proxy."""

PARTS = pytest.StashKey[SharedParts]()
AGENCY = pytest.StashKey[Agency]()
"""The session's agency, as long as it runs."""

MEASURED = Coverage.current()
"""What measures the lines that this process runs, if anything does."""


def pytest_configure(config: pytest.Config) -> None:
    """Let one worker of several measure what an import runs: all import the same."""
    shared = getattr(config, "workerinput", None) or config.getvalue("dist") != "no"
    if shared and _worker(config) != "gw0":
        _trace(False)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a worker where the broker and the database server of all workers are."""
    if PARTS not in node.config.stash:
        node.config.stash[PARTS] = SharedParts.in_new_folder()
        if node.config.option.markexpr != "unit":
            node.config.stash[PARTS].launch()
    node.workerinput["parts"] = node.config.stash[PARTS].where()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what all workers used."""
    if PARTS in config.stash:
        config.stash[PARTS].end()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among thousands of tests that all stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Mark every test with the kind its folder names, and put them in order.

    Alone, the quick kinds come first. Where several workers share the tests, the long
    ones do: nobody shall wait for one that was begun last.
    """
    for item in items:
        kind = _kind(item)
        if kind is not None:
            item.add_marker(kind)
    items.sort(key=_rank_if_shared if hasattr(config, "workerinput") else _rank)


def pytest_collection_finish() -> None:
    """Let no process that a test starts be traced: it would take twice the time.

    What is promised of the lines that run is kept by tests in this process. Nor does
    one load what looks names up, a quarter of its start: all talk to 127.0.0.1.
    """
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    os.environ.setdefault(*NO_NAMES)
    os.environ.setdefault(*NO_PROXY)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Trace the lines of no test that runs them again and again, or runs none.

    Where several workers share the tests, the one whose agency nobody needs any more
    ends it: it would idle beside all that is left.
    """
    _trace(_traced(item))
    try:
        return (yield)
    finally:
        if nextitem and not nextitem.nodeid.startswith(AGENCY_USERS):
            _end_agency(item.config)


def _end_agency(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") and AGENCY in config.stash:
        config.stash[AGENCY].stop()
        del config.stash[AGENCY]


def _traced(item: pytest.Item) -> bool:
    """Say whether a test's lines are shown by it.

    What is tried at random, a hundred times and more, runs lines that examples show.
    """
    at_random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    untraced = at_random or item.get_closest_marker("untraced")
    return _kind(item) not in UNTRACED and not untraced


def _trace(wanted: bool) -> None:
    if MEASURED is None or wanted == (sys.gettrace() is not None):
        return
    if wanted:
        MEASURED.start()
    else:
        MEASURED.stop()


def _worker(config: pytest.Config) -> str | None:
    return getattr(config, "workerinput", {}).get("workerid")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadScopeScheduling:
    """Where several workers share the tests, keep together what shares real parts."""
    return _Together(config, log)


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker a whole file, or all files that talk to what runs once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith(AGENCY_USERS):
            return "agency"
        return next((room for room in ONE_PROCESS if file.startswith(room)), file)


def _kind(item: pytest.Item) -> str | None:
    return next((part for part in item.path.parts[::-1] if part in ORDER), None)


def _rank(item: pytest.Item) -> int:
    kind = _kind(item)
    return len(ORDER) if kind is None else ORDER.index(kind)


def _rank_if_shared(item: pytest.Item) -> tuple[bool, int]:
    """Put the one running agency first: it is the longest work; then whole services."""
    if item.nodeid.startswith(AGENCY_USERS):
        first = item.nodeid.startswith(AGENCY_FIRST)
        return False, -1 if first else _rank(item)
    return True, -ORDER.index(_kind(item) or ORDER[0])


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="minqing-test-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_parts(request: pytest.FixtureRequest) -> SharedParts | None:
    """What the workers share; None where one process runs all tests."""
    told = getattr(request.config, "workerinput", None)
    return SharedParts(**told["parts"]) if told else None


@pytest.fixture(scope="session")
def broker_node(
    session_folder: Path, shared_parts: SharedParts | None
) -> Iterator[Broker]:
    if shared_parts:
        yield shared_parts.ready().broker
        return
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
def postgres(
    session_folder: Path, shared_parts: SharedParts | None
) -> Iterator[FreshDatabases]:
    if shared_parts:
        yield FreshDatabases(shared_parts.ready().postgres)
        return
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
def agency(session_folder: Path, pytestconfig: pytest.Config) -> Iterator[Agency]:
    folder = session_folder / "agency"
    rules = {"POLICY_FILE": str(RULES_OF_THE_TOWN)}
    whole = Agency(folder, clock_file=folder / "clock.json", extra_environ=rules)
    try:
        whole.start()
        pytestconfig.stash[AGENCY] = whole
        yield whole
    finally:
        whole.stop()
