"""Visits, findings and obligations where two meet, or somebody sends nonsense."""

from threading import Thread
from time import sleep
from uuid import UUID, uuid4

import pytest

from registry.application.visits.commands import ReadFindings
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Outcome
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.integration.conftest import knocking
from services.registry.tests.visit_builders import (
    LEAK,
    a_home,
    a_visitor,
    an_account,
    close_visit,
    hear_answer,
    of,
    record_finding,
    record_visit,
)

pytestmark = pytest.mark.integration

VISITOR = ("handler", COMMUNITY, "wang-li")
HEAD = ("supervisor", STREET)
HOME, PERSON, VISIT, FINDING = UUID(int=7), UUID(int=8), uuid4(), uuid4()


@pytest.fixture
def due(say):
    """A visit of somebody whose finding waits for intake to ask for its words."""
    about = of(SubjectKind.RESIDENT, PERSON)
    account = an_account(subjects=[about, a_home(HOME)])
    raised = record_finding(VISIT, FINDING, about=about, outcome=Outcome.RAISED)
    for command in [
        record_staff(),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_visit(account, VISIT),
        raised,
        close_visit(VISIT),
    ]:
        say(command)
    return {"kind": "resident", "id": str(PERSON)}


@pytest.mark.parametrize(
    "path",
    [f"/findings/{FINDING}", f"/findings/{uuid4()}", ""],
    ids=["the same finding", "another finding", "the visit"],
)
def test_b26_what_is_said_while_intake_asks_for_words_waits_and_is_taken(
    due, db, call, path
):
    """Intake's question holds findings, then people; nobody may hold them crosswise."""
    body = {"text": LEAK, "outcome": "raised", "about": due}
    if not path:
        account = an_account()
        body = {
            "kind": "home",
            "held_at": account.held_at.isoformat(),
            "visitors": ["wang-li"],
            "diary": "又说了一遍",
            "subjects": [due, {"kind": "household", "id": str(HOME)}],
        }
    told = []
    question = db.begin()
    question.read(
        "select 1 from visit_findings where finding_id = :id for update",
        {"id": FINDING},
    )
    say = lambda: told.append(call("PUT", f"/v1/visits/{VISIT}{path}", VISITOR, body))  # noqa: E731
    saying = Thread(target=say)
    saying.start()
    sleep(0.3)
    question.read(
        "select 1 from residents where resident_id = :id for update", {"id": PERSON}
    )
    question.close()
    saying.join()
    assert told[0].status_code == 200, told[0].json


def test_b26_the_words_of_many_findings_are_asked_in_one_order_of_people(due, say):
    told = say(ReadFindings(actor=a_visitor("rpc:intake"), finding_ids=(FINDING,)))
    assert told[FINDING].text == LEAK


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_b24_a_day_of_another_age_is_no_day_to_excuse(knock, day):
    path = f"/v1/my-excuses/b24-tuesday/{day}"
    told = knock("PUT", path, VISITOR, {"reason": "leave"})
    assert told.status_code in (404, 422), told.json
    rules = knock("GET", f"/v1/obligations/rules?on={day}", VISITOR)
    assert rules.status_code in (200, 422)


def test_a_tag_that_cannot_be_one_is_refused(knock):
    for tag in ("%00", "A%20b"):
        path = f"/v1/obligation-tags/{tag}?organisation={STREET}"
        assert knock("GET", path, HEAD).status_code in (404, 422)


@pytest.fixture
def knock(place, keys):
    return knocking(place.parts, keys)


def test_d06_of_a_matter_whose_first_finding_was_refused_one_other_leads(say, db):
    home = a_home(HOME)
    for command in [
        record_staff(),
        record_household(HOME),
        record_visit(an_account(subjects=[home]), VISIT),
    ]:
        say(command)
    first, second, third = ids = [UUID(int=each) for each in (21, 22, 23)]
    matter = {"outcome": Outcome.TAKEN_BACK, "matter": "B02", "about": home}
    say(record_finding(VISIT, first, **matter))
    say(record_finding(VISIT, second, **matter))
    say(hear_answer(first, refused={"text": "unreadable"}))
    say(record_finding(VISIT, third, **matter))
    say(record_finding(VISIT, first, **matter | {"text": "还在漏"}))
    rows = db.rows("select finding_id, joins from visit_findings")
    joins = {row["finding_id"]: row["joins"] for row in rows}
    assert [joins[each] for each in ids] == [None, first, second]
