"""A town at a running agency: organisations, staff, categories, rules, all its own."""

from collections.abc import Iterator

import pytest

from minqing_demo.cast import Passes
from minqing_demo.doors import Doors
from minqing_demo.stage import Stage
from minqing_local.agency import Agency
from tests.e2e.town import Town, build_town
from tests.e2e.walker import Walker


@pytest.fixture(scope="session")
def stage(agency: Agency) -> Iterator[Stage]:
    doors = Doors({name: agency.url(name) for name in agency.services})
    passes = Passes(agency.keys.jwt_private, "demo")
    clock = agency.folder / "clock.json"
    yield Stage(doors, passes, clock, agency.mail_folder)
    clock.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def town(stage: Stage) -> Town:
    return build_town(stage)


@pytest.fixture
def walker(stage: Stage, town: Town) -> Iterator[Walker]:
    """Walks petitions; afterwards the clock tells real time again."""
    yield Walker(stage, town)
    stage.leave()
