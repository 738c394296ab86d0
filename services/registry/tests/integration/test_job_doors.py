"""Jobs and the six ones over HTTP, on a real database."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from registry.adapters.unit_of_work import SqlRegistryWork
from registry.entrypoints.archive.loading import read_sections
from services.registry.tests.aid_builders import at_once, write
from services.registry.tests.builders import (
    COMMUNITY,
    DISTRICT,
    OTHER,
    STREET,
    TODAY,
    record_firm,
    record_resident,
)
from services.registry.tests.unit.test_privacy_policy import sections_file

pytestmark = pytest.mark.integration

WANG = ("handler", COMMUNITY, "wang-li")
CLERK = ("clerk", COMMUNITY, "zhao")
HEAD = ("supervisor", STREET, "sun")
STRANGER = ("supervisor", OTHER, "far-away")
PERSON = UUID(int=1000)
WHERE = f"organisation={COMMUNITY}"
LOOK = f"{WHERE}&purpose=benefit-check"
SOON = str(TODAY + timedelta(days=30))


@pytest.fixture
def town(say):
    """Somebody, and the sections of the model."""
    for command in [record_resident(PERSON), *read_sections(sections_file())]:
        say(command)
    return say


def ask(call, method, path, who, body=None, status=200):
    answer = call(method, path, who, body)
    assert answer.status_code == status, (path, answer.json)
    return answer.json


def test_d16_170_jobs_and_3_startups_are_counted_of_rows(town, call, db):
    firm, offer = uuid4(), uuid4()
    town(record_firm(firm))
    body = {"firm_id": str(firm), "post": "保洁", "posts": 171, "wage": "1050"}
    one = f"/v1/job-offers/{offer}"
    shown = ask(call, "PUT", one, CLERK, body | {"until": SOON})
    assert (shown["wage"], shown["hired"]) == ("1050.00", 0)
    town(write(PERSON, "employment", status="失业"))
    [found] = ask(call, "GET", f"{one}/candidates?{LOOK}", CLERK)["items"]
    assert found["facts"] == {"employment.status": "失业"}
    place = f"/v1/placements/{uuid4()}"
    job = {"kind": "job", "resident_id": str(PERSON), "offer_id": str(offer)}
    ask(call, "PUT", place, WANG, job | {"on": str(TODAY)})
    assert ask(call, "GET", f"{one}/candidates?{LOOK}", CLERK)["items"] == []
    db.rows(MANY, offer=offer, day=TODAY, place=COMMUNITY)
    counts = f"/v1/placement-counts?{WHERE}&since={TODAY}&until={TODAY}"
    told = ask(call, "GET", counts, HEAD)
    assert (told["jobs"], told["startups"], told["introduced"]) == (169, 3, 1)
    hired = {"step": "place", "on": str(TODAY)}
    ask(call, "POST", f"{place}/outcome", WANG, hired)
    ask(call, "POST", f"{place}/outcome", WANG, hired)
    told = ask(call, "GET", counts, HEAD)
    assert (told["jobs"], told["startups"], told["introduced"]) == (170, 3, 0)
    again = f"/v1/placements/{uuid4()}"
    ask(call, "PUT", again, WANG, job | {"on": str(TODAY)}, 409)
    more = str(uuid4())
    ask(call, "PUT", f"/v1/job-offers/{more}", CLERK, body | {"until": SOON})
    ask(call, "PUT", again, WANG, job | {"on": str(TODAY), "offer_id": more})
    ask(call, "POST", f"{again}/outcome", WANG, hired)
    assert ask(call, "GET", counts, HEAD)["jobs"] == 170
    left = ask(call, "GET", f"/v1/job-offers?{WHERE}&on={TODAY}", WANG)["items"]
    assert [(each["hired"], each["posts"]) for each in left] == [(1, 171)] * 2


MANY = """
with made as (
    insert into placements (placement_id, kind, offer_id, organisation_id,
        introduced_on, state, settled_on, revision)
    select cast(lpad(to_hex(n), 32, '0') as uuid),
        case when n <= 169 then 'job' else 'startup' end,
        case when n <= 169 then cast(:offer as uuid) end,
        :place, :day, 'placed', :day, 2
    from generate_series(1, 172) n returning 1
)
select count(*) as n from made
"""


def test_d16_the_last_post_is_given_once(town, call, db):
    firm, offer = uuid4(), uuid4()
    town(record_firm(firm))
    body = {"firm_id": str(firm), "post": "保洁", "posts": 1, "wage": "1050"}
    ask(call, "PUT", f"/v1/job-offers/{offer}", CLERK, body | {"until": SOON})
    places = [f"/v1/placements/{uuid4()}" for _ in range(3)]
    job = {"kind": "job", "offer_id": str(offer), "on": str(TODAY)}
    for at, each in enumerate(places):
        person = PERSON if at == 0 else UUID(int=2000 + at)
        if at:
            town(record_resident(person, identity_number=None))
        ask(call, "PUT", each, WANG, job | {"resident_id": str(person)})
    again = job | {"resident_id": str(PERSON)}
    ask(call, "PUT", f"/v1/placements/{uuid4()}", WANG, again, 409)
    hired = {"step": "place", "on": str(TODAY)}
    told = at_once(lambda each: call("POST", f"{each}/outcome", WANG, hired), places)
    assert sorted(told) == [200, 409, 409]


def test_b11_the_six_of_every_unit_are_listed_in_per_cent(town, call):
    one = f"/v1/six-ones/{COMMUNITY}"
    proof = {"name": "调研报告.pdf", "sha256": "a" * 64}
    said = {"year": 2026, "item": "research", "evidence": [proof]}
    shown = ask(call, "PUT", one, CLERK, said)
    assert (shown["done"], shown["percent"]) == (1, "16.67")
    assert shown["items"] == {"research": [proof]}
    path = f"/v1/six-ones?organisation={DISTRICT}&year=2026"
    told = ask(call, "GET", path, ("supervisor", DISTRICT))["items"]
    done = {each["organisation_id"]: each["percent"] for each in told}
    assert done[COMMUNITY] == "16.67" and done[STREET] == "0.00"
    ask(call, "PUT", one, STRANGER, said, 403)
    ask(call, "GET", path, CLERK, status=403)


def test_what_is_forgotten_of_somebody_leaves_the_job_counted(town, call, db, sealer):
    place = f"/v1/placements/{uuid4()}"
    own = {"kind": "startup", "resident_id": str(PERSON), "on": str(TODAY)}
    ask(call, "PUT", place, WANG, own)
    db.rows(DECLINED, key=uuid4(), person=PERSON)
    with SqlRegistryWork(db, sealer, source="test/registry") as work:
        work.records.forget_homes(PERSON)
        work.commit()
    [row] = db.rows("select resident_id from placements")
    assert row["resident_id"] is None and db.rows("select 1 from entitlements") == []
    hired = {"step": "place", "on": str(TODAY)}
    ask(call, "POST", f"{place}/outcome", WANG, hired)


DECLINED = """
with made as (
    insert into entitlements values (:key, :person, 'old@2014', 'declined', 'x', 1)
    returning 1
)
select count(*) as n from made
"""
