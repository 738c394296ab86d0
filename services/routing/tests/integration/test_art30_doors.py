"""条例第30条: no door of routing shows an accusation to the accused, or below them."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from routing.application.commands import HearAnswer, RecordOrganisation
from routing.application.projects.commands import SuggestProjects
from routing.application.resettling import ResettleCase
from routing.domain.dossier import Settled, Severity
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Answer, Verdict
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_cause,
    a_matter,
    a_unit,
    later,
    to_open,
)
from services.routing.tests.integration.test_doors import (  # noqa: F401
    call,
    environ,
    keys,
    parts,
    rules,
    run,
)

pytestmark = [
    pytest.mark.integration,
    pytest.mark.untraced,
    pytest.mark.usefixtures("rules"),
]

SHOWS_NO_CASE = "says nothing of any case"
DOORS = {
    "/v1/competence": SHOWS_NO_CASE,
    "/v1/cases": "lists",
    "/v1/case-tally": "counts",
    "/v1/cases/{case}": "shows one",
    "/v1/cases/{case}/competence": "shows one",
    "/v1/cases/{case}/documents": "shows one",
    "/v1/cases/{case}/documents/{document}": "shows one",
    "/v1/cases/{case}/hazards": "shows one",
    "/v1/cases/{case}/mediations": "shows one",
    "/v1/cases/{case}/review": "shows one",
    "/v1/co-tasks": "lists what helpers owe",
    "/v1/projects": "lists what cases were joined to",
    "/v1/projects/{project}": "shows what cases were joined to",
    "/v1/project-suggestions": "counts",
    "/v1/reports/answer-times": "counts",
    "/v1/reports/outcomes": "counts",
    "/v1/petitions/{petition}/documents": "shows one at the door",
    "/v1/petitions/{petition}/documents/{document}": "shows one at the door",
    "/v1/handovers": "lists what went to other agencies",
    "/v1/handovers/{handover}": "shows what went to another agency",
    "/v1/handovers/{handover}/file": "shows what another agency told",
    "/v1/agencies": SHOWS_NO_CASE,
    "/v1/agency-disclosures": "lists what was told of whom",
    "/v1/agency-quarantine": SHOWS_NO_CASE,
    "/v1/agency-differences": "lists what neighbours tell otherwise (test_statements)",
    "/v1/same-matters": "shows what may be the same elsewhere",
    "/v1/reviews": "lists what is to be reviewed",
    "/v1/open-work": "counts",
    "/v1/policy": SHOWS_NO_CASE,
    "/v1/calendar": SHOWS_NO_CASE,
    "/v1/organs/{organisation}": SHOWS_NO_CASE,
    "/v1/jurisdiction-rules": SHOWS_NO_CASE,
    "/v1/jurisdiction-rules/{code}": SHOWS_NO_CASE,
}
"""Every door that reads. A new one is entered here with what it shows, and proved."""

LETTERS = "/v1/handovers"
ACCUSED = [(STREET, STREET), (STREET, STATION), (COMMUNITY, COMMUNITY)]
"""Who is accused, and whose staff ask: the accused's own, and those below."""
ROLES = [Role.CLERK, Role.HANDLER, Role.SUPERVISOR]


@pytest.fixture
def accuse(parts):  # noqa: F811
    def open_accusation(*accused):
        command = to_open(matter=a_matter(accused=accused))
        parts.bus.handle(command, a_cause())
        return command

    return open_accusation


def test_art30_every_door_that_reads_is_in_the_table(call):  # noqa: F811
    paths = call("GET", "/openapi.json").json["paths"]
    reading = {path for path, acts in paths.items() if "get" in acts}
    own = {path for path in reading if path.startswith("/v1/")}
    assert own == set(DOORS)


def held(call, role, unit, query=""):  # noqa: F811
    told = call("GET", "/v1/open-work", role, unit, query_string=query).json
    return told["cases"], told["overdue"], told["tasks"], told["rules"]


def test_what_is_open_is_counted_by_unit_person_and_category(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    case = to_open()
    parts.bus.handle(case, a_cause())
    sheet = call("GET", f"/v1/cases/{case.petition_id}", Role.OPS, None).json
    unit, kind = sheet["organisation_id"], sheet["category"]
    assert held(call, Role.SUPERVISOR, STREET, f"organisation={unit}")[0] == 1
    assert held(call, Role.SUPERVISOR, STREET, f"organisation={unit}")[3] > 0
    assert held(call, Role.SUPERVISOR, STREET, f"category={kind}") == (1, 0, 0, 0)
    assert held(call, Role.SUPERVISOR, STREET, "category=none") == (0, 0, 0, 0)
    assert held(call, Role.SUPERVISOR, STREET, "handler=nobody") == (0, 0, 0, 0)
    parts.clock.move_to(later(days=400))
    assert held(call, Role.OPS, None)[:2] == (1, 1)
    path = f"/v1/open-work?organisation={DISTRICT}"
    assert call("GET", path, Role.SUPERVISOR, STREET).status_code == 403


@pytest.mark.parametrize(("accused", "unit"), ACCUSED)
@pytest.mark.parametrize("role", ROLES)
def test_art30_the_accused_and_those_below_find_it_at_no_door(
    call,  # noqa: F811
    accuse,
    accused,
    unit,
    role,
):
    case = accuse(accused)
    soon = ("due_within=744", f"category={case.matter.category}")
    for query in ("", "state=assigned", "overdue=false", f"organisation={unit}", *soon):
        listed = call("GET", "/v1/cases", role, unit, query_string=query)
        assert listed.json["items"] == [], query
    for name in (case.petition_id, case.receipt):
        for door in (door for door in DOORS if "{case}" in door):
            path = door.format(case=name, document=uuid4())
            if role is Role.HANDLER and "document}" in door:
                continue
            one = call("GET", path, role, unit)
            assert one.json["type"] == "urn:minqing:problem:case-not-found", path
    same = f"/v1/same-matters?receipt={case.receipt}"
    lists = ("/v1/co-tasks", "/v1/projects", "/v1/project-suggestions", LETTERS)
    for path in (*lists, "/v1/reviews", same):
        assert call("GET", path, role, unit).json["items"] == []
    assert held(call, role, unit)[0] == 0
    tally = call("GET", "/v1/case-tally", role, unit).json
    assert {n for n in tally.values() if n != []} == {0, tally["most"]}
    if role is not Role.HANDLER:
        for path in ("/v1/reports/answer-times", "/v1/reports/outcomes"):
            assert call("GET", path, role, unit).json["cases"] == 0


@pytest.mark.parametrize("accused", [STREET, COMMUNITY])
@pytest.mark.parametrize(
    ("role", "unit"), [(Role.SUPERVISOR, DISTRICT), (Role.OPS, None)]
)
def test_art30_who_stands_above_the_accused_and_the_operator_find_it(
    call,  # noqa: F811
    accuse,
    accused,
    role,
    unit,
):
    case = accuse(accused)
    [row] = call("GET", "/v1/cases", role, unit).json["items"]
    assert row["petition_id"] == str(case.petition_id)
    one = call("GET", f"/v1/cases/{case.receipt}", role, unit)
    assert one.json["accused"] == [accused]
    for path in ("/v1/reports/answer-times", "/v1/reports/outcomes"):
        assert call("GET", path, role, unit).json["cases"] == 1


def test_art30_many_accusations_are_no_suggestion_of_a_project(
    parts,  # noqa: F811
    call,  # noqa: F811
    accuse,
):
    suggest = SuggestProjects()
    for _ in range(parts.rules.policy.gathered.count):
        accuse(COMMUNITY)
    parts.bus.handle(suggest, a_cause())
    asked = ("GET", "/v1/project-suggestions", Role.OPS, None)
    assert call(*asked).json["items"] == []
    for _ in range(parts.rules.policy.gathered.count):
        parts.bus.handle(to_open(), a_cause())
    parts.bus.handle(suggest, a_cause())
    [place] = call(*asked).json["items"]
    assert place["cases"] == parts.rules.policy.gathered.count


def test_art30_a_case_that_waits_is_hidden_from_the_accuseds_dispatchers(
    call,  # noqa: F811
    accuse,
):
    case = accuse(DISTRICT)
    assert call("GET", "/v1/cases", Role.CLERK, STATION).json["items"] == []
    assert call("GET", f"/v1/cases/{case.receipt}", unit=DISTRICT).status_code == 404
    [row] = call("GET", "/v1/cases", Role.OPS, None).json["items"]
    assert row["state"] == "unrouted"


PROJECT = {
    "name": "路灯",
    "goal": "修好",
    "category": "road",
    "division_code": "510106",
    "organisation_id": STREET,
}


def test_art30_no_project_of_the_accused_takes_it_in(call, accuse):  # noqa: F811
    case = accuse(STREET)
    for leader in (STREET, STATION):
        body = PROJECT | {"organisation_id": leader}
        body["petitions"] = [str(case.petition_id)]
        above = call("POST", "/v1/projects", unit=DISTRICT, json=body)
        assert above.json["type"] == "urn:minqing:problem:accused-unit"
        theirs = call("POST", "/v1/projects", unit=STREET, json=body)
        assert theirs.json["type"] == "urn:minqing:problem:case-not-found"
    led = PROJECT | {"organisation_id": DISTRICT, "petitions": [str(case.petition_id)]}
    assert call("POST", "/v1/projects", unit=DISTRICT, json=led).status_code == 201
    assert call("GET", "/v1/projects", unit=STREET).json["items"] == []


@pytest.mark.parametrize("verb", ["assign", "start", "return", "resolve"])
def test_art30_to_the_accused_no_act_finds_the_case(call, accuse, verb):  # noqa: F811
    case = accuse(STREET)
    bodies = {
        "assign": {"organisation_id": DISTRICT},
        "return": {"reason": "不属本单位"},
        "resolve": {"outcome": "resolved", "reply": "好"},
    }
    path = f"/v1/cases/{case.receipt}/{verb}"
    done = call("POST", path, unit=STREET, json=bodies.get(verb))
    assert done.json["type"] == "urn:minqing:problem:case-not-found"


def test_art30_assigning_it_to_the_accused_is_refused_by_name(call, accuse):  # noqa: F811
    case = accuse(STREET)
    body = {"organisation_id": COMMUNITY}
    path = f"/v1/cases/{case.receipt}/assign"
    done = call("POST", path, unit=DISTRICT, json=body)
    assert (done.status_code, done.json["type"]) == (
        409,
        "urn:minqing:problem:accused-unit",
    )


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(("accused", "unit"), ACCUSED)
def test_art30_what_the_accused_answered_before_vanishes_from_their_doors(
    call,  # noqa: F811
    parts,  # noqa: F811
    accused,
    unit,
    closed,
):
    """The accusation comes once they have answered: nobody can take it from them."""
    case = answered(parts, call, closed=closed)
    said = Resettlement(
        revision=9,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=(accused,),
    )
    parts.bus.handle(ResettleCase(petition_id=case.petition_id, said=said), a_cause())
    for role in ROLES:
        shown = [call("GET", f"/v1/cases{query}", role, unit) for query in ASKED]
        assert [each.json["items"] for each in shown] == [[]] * len(ASKED)
        assert call("GET", "/v1/co-tasks", role, unit).json["items"] == []
        for name in (case.petition_id, case.receipt):
            for door in (door for door in DOORS if "{case}" in door):
                if role is Role.HANDLER and "document}" in door:
                    continue
                one = call("GET", door.format(case=name, document=uuid4()), role, unit)
                assert one.json["type"] == "urn:minqing:problem:case-not-found", door
        if role is not Role.HANDLER:
            for path in ("/v1/reports/answer-times", "/v1/reports/outcomes"):
                assert call("GET", path, role, unit).json["cases"] == 0
    [row] = call("GET", "/v1/cases", Role.SUPERVISOR, DISTRICT).json["items"]
    assert row["receipt"] == case.receipt


ASKED = ("", "?state=resolved", "?state=closed", "?overdue=false", "?handler=handler-1")


def answered(parts, call, *, closed):  # noqa: F811
    """Open a case, let the community answer it, and the petitioner agree."""
    case = to_open()
    parts.bus.handle(case, a_cause())
    path = f"/v1/cases/{case.petition_id}/resolve"
    said = {"outcome": "resolved", "reply": "好"}
    done = call("POST", path, Role.HANDLER, COMMUNITY, json=said).json
    answer = Answer(
        case_revision=done["revision"],
        verdict=Verdict.CLOSE,
        reason="",
        answered_at=later(hours=1),
    )
    if closed:
        heard = HearAnswer(petition_id=case.petition_id, answer=answer)
        parts.bus.handle(heard, a_cause())
    return case


def test_art30_a_unit_that_comes_under_the_accused_keeps_no_case_of_it(
    parts,  # noqa: F811
    call,  # noqa: F811
    accuse,
):
    case = accuse(STATION)
    path = f"/v1/cases/{case.receipt}"
    assert parts.accusing.run() == 1
    shown = call("GET", path, Role.CLERK, COMMUNITY).json
    assert shown["organisation_id"] == COMMUNITY
    moved = RecordOrganisation(unit=a_unit(COMMUNITY, STATION, revision=2))
    parts.bus.handle(moved, a_cause())
    assert parts.accusing.run() == 1
    assert call("GET", path, Role.CLERK, COMMUNITY).status_code == 404
    assert call("GET", path, Role.OPS, None).json["organisation_id"] is None
    assert parts.accusing.run() == 0
