"""What is forgotten on a real database: households' files, visits' words, people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest

from minqing_kernel.messages import SYSTEM
from registry.adapters.privacy.reader import SqlPrivacyReader
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.adapters.visits.reader import SqlVisitReader
from registry.application.archive.commands import EditSection
from registry.application.commands import RecordDeath
from registry.application.lives.commands import RecordDeparture
from registry.application.privacy.commands import NoteEmptyHouseholds
from registry.application.privacy.retention import due_of
from registry.application.rules import Rules
from registry.domain.archive.section import SubjectKind
from registry.domain.privacy.errors import PersonForgotten
from registry.domain.privacy.forgotten import Forgotten, Ground
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.sensitivity import Sensitivity
from registry.entrypoints.privacy.cli import _command
from services.registry.tests.archive_builders import CLERK, define
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    NAME,
    STREET,
    TODAY,
    a_cause,
    an_identity,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.integration.test_the_register import everything_stored
from services.registry.tests.real import a_bus
from services.registry.tests.visit_builders import (
    DIARY,
    a_home,
    an_account,
    days_ago,
    record_visit,
)

pytestmark = pytest.mark.integration

DESK = ("clerk", STREET)
HOME, MINE, VISIT = uuid4(), uuid4(), uuid4()
LONG_AGO = date(2020, 2, 29)


def rule(section, since, years=0):
    return RetentionRule(
        section=section,
        sensitivity=Sensitivity.PERSONAL,
        since=since,
        years=years,
        basis="[M]",
    )


@pytest.fixture
def run(db, sealer):
    """Do what `cli retention run` does by one rule; return what was forgotten."""

    def run(one):
        rules = Rules(policy_at=lambda _: PrivacyPolicy(retention=(one,)))
        bus, reader = a_bus(db, sealer, rules), SqlPrivacyReader(db)
        bus.handle(NoteEmptyHouseholds(actor=SYSTEM), a_cause())
        found = list(due_of(reader, one, TODAY))
        return [bus.handle(_command(one, each), a_cause()) for each in found]

    return run


@pytest.fixture
def home(say):
    for command in (
        define("hardship", subject=SubjectKind.HOUSEHOLD),
        record_household(HOME, address=AT_HOME),
        record_resident(MINE, household_id=HOME),
        EditSection(
            actor=CLERK,
            subject=SubjectKind.HOUSEHOLD,
            subject_id=HOME,
            section="hardship",
            values={"illness": "家有重病人", "condition": "困难"},
            seen=0,
        ),
    ):
        say(command)


def test_the_file_of_a_household_goes_when_nobody_lived_there_long_enough(
    say, db, run, home
):
    emptied = rule("*", Since.EMPTIED)
    assert run(emptied) == []
    say(RecordDeparture(actor=CLERK, resident_id=MINE, left_on=LONG_AGO))
    assert run(rule("*", Since.EMPTIED, 1)) == []
    assert [row["since"] for row in db.rows("select since from empty_households")] == [
        TODAY
    ]
    assert run(emptied) == [["hardship:common", "hardship:sensitive"]]
    assert run(emptied) == []
    rows = db.rows("select subject from access_log where purpose = 'retention'")
    assert [row["subject"] for row in rows] == [str(HOME)]
    assert db.rows("select count(*) as n from section_entries")[0]["n"] == 1


def test_an_open_request_of_who_lived_there_keeps_the_file(call, say, db, run, home):
    asked = {
        "kind": "deletion",
        "section": "particulars",
        "statement": "不必再留",
        "fields": ["telephone"],
    }
    door = f"/v1/own/requests/{uuid4()}"
    assert call("PUT", door, ("resident", None, str(MINE)), asked).status_code == 200
    say(RecordDeath(actor=CLERK, resident_id=MINE, died_on=LONG_AGO))
    assert run(rule("*", Since.EMPTIED)) == []
    assert db.rows("select * from empty_households") == []


def test_words_of_old_visits_go_and_are_still_counted(call, say, db, run, home):
    say(record_staff())
    for diary in (DIARY, "又去看了一次"):
        said = an_account(held_at=days_ago(400), subjects=[a_home(HOME)], diary=diary)
        say(record_visit(said, VISIT))
    counted = SqlVisitReader(db).coverage(COMMUNITY, TODAY, TODAY)
    assert run(rule("visits", Since.VISIT, 2)) == []
    assert run(rule("visits", Since.VISIT, 1)) == [["visits"]]
    assert run(rule("visits", Since.VISIT, 1)) == []
    assert SqlVisitReader(db).coverage(COMMUNITY, TODAY, TODAY) == counted
    who = ("handler", COMMUNITY, "wang-li")
    whole = call("GET", f"/v1/visits/{VISIT}/full?purpose=visit", who).json
    assert (whole["visit"]["diary"], whole["before"][0]["diary"]) == (None, None)
    assert whole["visit"]["subjects"] == [{"kind": "household", "id": str(HOME)}]
    left = "select sealed from visits union all select sealed from visit_editions"
    assert [row["sealed"] for row in db.rows(left)] == [None, None]
    body = {"kind": "home", "held_at": "2025-01-26T04:00:00Z", "visitors": ["wang-li"]}
    body |= {"subjects": [{"kind": "household", "id": str(HOME)}], "diary": DIARY}
    again = call("PUT", f"/v1/visits/{VISIT}", who, body)
    assert (again.status_code, again.json["type"]) == (
        409,
        "urn:minqing:problem:visit-forgotten",
    )


def test_a_forgotten_person_comes_back_on_purpose_alone(call, say, db, run):
    say(record_resident(MINE))
    say(RecordDeath(actor=CLERK, resident_id=MINE, died_on=LONG_AGO))
    assert run(rule("particulars", Since.DEATH)) == [["particulars:2"]]
    stored = everything_stored(db)
    assert an_identity() not in stored
    assert NAME not in stored
    door, body = (
        f"/v1/residents/{uuid4()}",
        {
            "organisation_id": COMMUNITY,
            "name": NAME,
            "identity_number": an_identity().lower(),
        },
    )
    refused = call("PUT", door, DESK, body)
    assert refused.status_code == 409
    assert refused.json["type"].endswith(":person-forgotten")
    taken = call("PUT", door, DESK, body | {"readmit": True})
    assert taken.status_code == 200, taken.text
    assert call("PUT", door, DESK, body).status_code == 200


def test_nobody_slips_in_while_they_are_being_forgotten(say, bus, db, sealer):
    gone = Forgotten(
        identity_number=an_identity(), ground=Ground.RETENTION, at=days_ago(1)
    )
    command = record_resident()
    with ThreadPoolExecutor(1) as pool:
        with SqlRegistryWork(db, sealer, source="test") as work:
            work.forgotten.lock()
            late = pool.submit(bus.handle, command, a_cause())
            with pytest.raises(TimeoutError):
                late.result(timeout=0.3)
            work.forgotten.note(gone)
            work.commit()
        with pytest.raises(PersonForgotten):
            late.result(timeout=60)
