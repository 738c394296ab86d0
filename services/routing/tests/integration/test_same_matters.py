"""The same matter at two agencies, with real databases and signed letters (第19条)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.adapters.same.reading import SameMatterReader
from routing.application.commands import RecordOrganisation
from routing.application.same.commands import ForgetMarks, KeepMarks
from routing.application.taking_back import TakeCaseBack
from routing.bootstrap import assemble
from routing.domain.same.matters import OwnMark
from routing.entrypoints.http import build_door
from services.routing.tests.agencies_town import (
    DIRECTORY,
    DISTRICT_HALL,
    STREET_OFFICE,
    build_town,
)
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_matter,
    the_units,
)

pytestmark = pytest.mark.integration
FAR_HAS_IT = """
insert into far_marks (agency, mark_id, receipt, prints, accepted_at, said_at, gone)
values ('far', :id, 'F-1', :prints, :now, :now, false) returning mark_id
"""
LIGHTS, HERE = "c" + "1" * 32, "p" + "3" * 32


@pytest.fixture(scope="module")
def town(postgres):
    made = build_town(lambda service: postgres.database(service))
    yield made
    for each in made.agencies.values():
        each.store.close()


def mark(town, at, petition_id, receipt, revision=1, prints=(LIGHTS, HERE)):
    """Intake tells by what a petition is compared."""
    far = DISTRICT_HALL if at == STREET_OFFICE else STREET_OFFICE
    mine = OwnMark(
        petition_id=petition_id,
        agency=far,
        receipt=receipt,
        revision=revision,
        organisation_id=COMMUNITY,
        received_at=town.clock.now(),
        told=prints,
        looked=prints,
    )
    town[at].do(KeepMarks(petition_id=petition_id, marks=[mine]))


def brought(town, at, **changes):
    """A case with its fingerprints, under a number of its own."""
    petition = town.open(at, **changes)
    sql = "select receipt from cases where petition_id = :id"
    receipt = town[at].store.rows(sql, id=petition)[0]["receipt"]
    mark(town, at, petition, receipt)
    return petition, receipt


def exchange(town):
    for _ in range(3):
        for each in town.agencies.values():
            each.agencies.marks.run()
        town.wire.settle()


def shown(town, at, receipt, line=None):
    deployment = town[at]
    reader = SameMatterReader(deployment.store, town.clock, at, DIRECTORY)
    return [(e["receipt"], e["open"], e["advice"]) for e in reader.of(receipt, line)]


def disclosed(town, at, petition):
    sql = "select word from agency_disclosures where petition_id = :id order by word"
    return [each["word"] for each in town[at].store.rows(sql, id=petition)]


def count(town, at, table):
    return town[at].store.rows(f"select count(*) as n from {table}")[0]["n"]


def test_art19_what_is_brought_above_while_below_has_it_is_shown_to_both(town):
    below, low = brought(town, STREET_OFFICE)
    exchange(town)
    above, high = uuid4(), "QX-1"
    mark(town, DISTRICT_HALL, above, high)
    assert shown(town, DISTRICT_HALL, high) == [(low, True, "refuse")]
    exchange(town)
    assert shown(town, STREET_OFFICE, low) == []
    accepted, high = brought(town, DISTRICT_HALL)
    exchange(town)
    assert shown(town, STREET_OFFICE, low) == [(high, True, "look")]
    assert disclosed(town, STREET_OFFICE, below) == ["fingerprints"]
    assert disclosed(town, DISTRICT_HALL, accepted) == ["fingerprints", "same-matter"]
    # Said again, nothing is added; taken back below, nothing may be refused above.
    town.clock.advance(timedelta(days=1))
    before = count(town, DISTRICT_HALL, "same_matters")
    exchange(town)
    assert count(town, DISTRICT_HALL, "same_matters") == before
    town[STREET_OFFICE].do(TakeCaseBack(petition_id=below))
    exchange(town)
    assert shown(town, DISTRICT_HALL, high) == [(low, False, "look")]
    kept = town[DISTRICT_HALL].store.rows("select prints, gone from far_marks")
    assert [(list(e["prints"]), e["gone"]) for e in kept] == [([], True)]
    assert not town[STREET_OFFICE].quarantined() + town[DISTRICT_HALL].quarantined()


def test_what_a_neighbour_does_not_tell_again_and_what_ended_long_ago_is_forgotten(
    town,
):
    below, low = brought(town, STREET_OFFICE)
    exchange(town)
    town.clock.advance(timedelta(days=4))
    town[DISTRICT_HALL].do(ForgetMarks())
    assert count(town, DISTRICT_HALL, "far_marks") == 0
    exchange(town)
    assert count(town, DISTRICT_HALL, "far_marks") > 0
    town[STREET_OFFICE].do(TakeCaseBack(petition_id=below))
    exchange(town)
    town.clock.advance(timedelta(days=91))
    town[STREET_OFFICE].do(ForgetMarks())
    sql = "select petition_id from own_marks where petition_id = :id"
    assert town[STREET_OFFICE].store.rows(sql, id=below) == []
    assert shown(town, STREET_OFFICE, low) == []


def test_art30_what_accuses_somebody_is_told_to_no_neighbour_and_hidden(town):
    matter = a_matter(accused=(COMMUNITY,))
    petition, receipt = brought(town, STREET_OFFICE, matter=matter)
    exchange(town)
    sql = "select told_at from own_marks where petition_id = :id"
    assert town[STREET_OFFICE].store.rows(sql, id=petition)[0]["told_at"] is None
    line = frozenset({COMMUNITY})
    assert shown(town, STREET_OFFICE, receipt, line) == []


def test_a_later_mark_takes_the_earlier_ones_place_and_never_the_other_way(town):
    petition, receipt = brought(town, STREET_OFFICE)
    exchange(town)
    mark(town, STREET_OFFICE, petition, receipt, revision=3, prints=())
    mark(town, STREET_OFFICE, petition, receipt, revision=2)
    sql = "select revision, told from own_marks where petition_id = :id"
    [row] = town[STREET_OFFICE].store.rows(sql, id=petition)
    assert (row["revision"], list(row["told"])) == (3, [])
    exchange(town)
    sql = "select gone from far_marks where mark_id = :id"
    assert town[DISTRICT_HALL].store.rows(sql, id=petition)[0]["gone"]


@pytest.fixture
def parts(database, tmp_path):
    made = assemble(
        {
            "AGENCY": "test",
            "AMQP_URI": "amqp://127.0.0.1:1",
            "DATABASE_URL_ROUTING": database("routing"),
            "HTTP_ADDRESS": "127.0.0.1:0",
            "JWT_PUBLIC_KEY_FILE": str(keys_in(tmp_path / "keys").jwt_public),
        },
        clock=FrozenClock(NOON),
    )
    for unit in (DISTRICT, STREET, COMMUNITY):
        made.bus.handle(RecordOrganisation(unit=the_units().find(unit)), a_cause())
    yield made
    made.database.close()


def found_here(parts, receipt, unit):
    """Something came here that a neighbour has, too."""
    about = {"petition_id": uuid4(), "agency": "far", "receipt": receipt}
    prints = {"told": (HERE,), "looked": (HERE,)}
    mine = OwnMark(
        **about, **prints, revision=1, organisation_id=unit, received_at=NOON
    )
    parts.database.rows(FAR_HAS_IT, id=uuid4(), prints=[HERE], now=NOON)
    parts.bus.handle(KeepMarks(petition_id=mine.petition_id, marks=[mine]), a_cause())


def test_the_door_shows_it_to_whose_petition_it_is_and_to_nobody_else(parts, tmp_path):
    client = testing.TestClient(build_door(parts))
    keys = keys_in(tmp_path / "keys")
    issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def ask(receipt, role, unit):
        actor = Actor(id="somebody", role=role, organisation_id=unit)
        token = issuer.token(actor, timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token}"}
        query = {"receipt": receipt} if receipt else {}
        return client.simulate_get("/v1/same-matters", headers=headers, params=query)

    found_here(parts, "MQ-1", STREET)
    found_here(parts, "MQ-2", None)
    for unit in (STREET, DISTRICT):
        one = ask("MQ-1", Role.CLERK, unit).json["items"][0]
        assert (one["agency_name"], one["advice"], one["open"]) == ("far", "look", True)
        assert set(one) & {"prints", "unit", "petition_id", "mark_id"} == set()
    assert ask("MQ-1", Role.CLERK, COMMUNITY).status_code == 403
    assert ask("MQ-1", Role.OPS, None).status_code == 403
    assert ask("MQ-2", Role.CLERK, COMMUNITY).status_code == 200
    assert ask("MQ-2", Role.HANDLER, COMMUNITY).status_code == 403
    assert ask("MQ-3", Role.HANDLER, COMMUNITY).json == {"items": []}
    assert ask("", Role.CLERK, STREET).status_code in {400, 422}
