"""The pages over a real database, and somebody who reads them."""

from datetime import UTC, datetime

import pytest

from minqing_chassis.clock import steer
from services.portal.tests.desk_stand_in import Registry
from services.portal.tests.residents import Resident
from services.portal.tests.rooms import house, pages
from services.portal.tests.staff_rooms import Colleague, forget_answers, staffed
from services.portal.tests.stand_in import matter


@pytest.fixture(scope="module")
def site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("pages")
    clock = folder / "clock.json"
    steer(clock, datetime(2026, 11, 21, 4, tzinfo=UTC))
    url = postgres.database("portal")
    with (
        house(folder, url, MINQING_CLOCK_FILE=str(clock)) as (parts, others),
        pages(parts) as address,
    ):
        yield parts, others, address


@pytest.fixture
def resident(site):
    parts, others, url = site
    others.away, others.refusal, others.told = False, None, matter()
    others.petitions.clear()
    others.calls.clear()
    parts.database.rows("truncate kept_matters, drafts, tries")
    return Resident(url)


@pytest.fixture(scope="session")
def staff_site(tmp_path_factory, postgres):
    folder = tmp_path_factory.mktemp("staff")
    with (
        staffed(folder, postgres.database("portal")) as (parts, others, registry),
        pages(parts) as address,
    ):
        yield parts, others, registry, address


@pytest.fixture
def colleague(staff_site):
    parts, others, registry, url = staff_site
    others.fresh()
    forget_answers(parts)
    registry.__dict__.update(Registry().__dict__)
    parts.database.rows("truncate sign_in_steps, staff_sessions")
    return Colleague(url)
