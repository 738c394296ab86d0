"""A place's policy at work on a real database: reminders, rates, consent and dates."""

import pytest

from minqing_kernel.messages import Role
from routing.application.commands import RecordStaff
from routing.application.projects.commands import SuggestProjects
from routing.domain.dossier import Settled
from routing.domain.merging import rest_for
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_matter,
    a_member,
    end,
    later,
)
from services.routing.tests.integration.test_doors import (  # noqa: F401
    call,
    keys,
    open_case,
    parts,
    rules,
    run,
)
from services.routing.tests.integration.test_doors import (
    environ as environ_of_doors,  # noqa: F401
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("rules")]

POLICY = """
code: here
title: 本处
editions:
  - valid_from: 2022-05-01
    routing:
      terms:
        - {clock: handling, working_days: 5, basis: "12345", when: {channel: hotline}}
      reminders:
        - {clock: handling, before: {days: 3}}
      excluded: [legacy, merged]
      gathered_cases: {count: 2, within_days: 30, category: road*}
"""


@pytest.fixture
def environ(environ_of_doors, tmp_path):  # noqa: F811
    file = tmp_path / "policy.yml"
    file.write_text(POLICY, "utf-8")
    return environ_of_doors | {"POLICY_FILE": str(file)}


@pytest.fixture
def leader(parts):  # noqa: F811
    roles = frozenset({"supervisor"})
    member = a_member("zhou", organisation_id=STREET, roles=roles)
    parts.bus.handle(RecordStaff(member=member), a_cause())
    return member


def outcome(answered):
    return answered.status_code, answered.json.get("type", "").rpartition(":")[2]


def told(parts, petition_id, step):  # noqa: F811
    lines = parts.timeline.of(str(petition_id))
    return [each["detail"] for each in lines if each["step"] == step]


def test_a_unit_is_reminded_once_and_the_overdue_sweep_minds_no_reminder(
    parts,  # noqa: F811
    run,  # noqa: F811
):
    case, answered = open_case(parts), open_case(parts)
    with parts.bus._new_unit_of_work() as work:
        rest_for(work.cases.get(answered), case, at=NOON)
        work.commit()
    parts.clock.move_to(later(days=58))
    assert parts.overdue.run() == 0
    assert parts.reminding.run() == 1
    assert parts.reminding.run() == 0
    [detail] = told(parts, case, "urged")
    assert (detail["rule"], detail["clock"]) == (
        "here@2022-05-01:before-3-days",
        "handling",
    )
    [clock] = parts.reader.sheet(case).deadlines
    assert clock["reminded"] == ["before-3-days"]
    assert told(parts, answered, "urged") == []


def test_a_cases_channel_is_kept_and_chooses_its_term(parts, call):  # noqa: F811
    case = open_case(parts, channel="hotline")
    shown = call("GET", f"/v1/cases/{case}").json
    assert (shown["channel"], shown["due_at"]) == ("hotline", _said(end(days=7)))
    assert shown["deadlines"][0]["basis"] == "12345"


def test_b15_what_the_place_leaves_out_of_the_rates_is_counted_for_itself(
    parts,  # noqa: F811
    call,  # noqa: F811
    leader,
):
    parked, merged, _ = (open_case(parts) for _ in range(3))
    told_why = {"ground": "legacy", "reason": "无档案", "leader_id": "zhou"}
    stopped = call("POST", f"/v1/cases/{parked}/suspend", json=told_why)
    assert stopped.status_code == 200, stopped.text
    with parts.bus._new_unit_of_work() as work:
        rest_for(work.cases.get(merged), parked, at=NOON)
        work.commit()
    excluded = [
        {"reason": "legacy", "cases": 1},
        {"reason": "merged", "cases": 1},
    ]
    for report in ("outcomes", "answer-times"):
        counted = call("GET", f"/v1/reports/{report}").json
        assert (counted["cases"], counted["excluded"]) == (1, excluded)


def test_a13_problems_gather_by_the_policys_number_days_and_category(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    for category, days in (("road-hole", 0), ("road-hole", -9), ("lamp", 0)):
        matter = a_matter(category=category)
        open_case(parts, matter=matter, received_at=later(days=days))
    for category in ("lamp", "road-sign", "road-sign"):
        matter = a_matter(category=category)
        open_case(parts, matter=matter, received_at=later(days=-40))
    parts.bus.handle(SuggestProjects(), a_cause())
    found = call("GET", "/v1/project-suggestions", Role.OPS, None).json["items"]
    assert [(each["category"], each["cases"]) for each in found] == [("road-hole", 2)]


def test_b04_a_declared_matter_goes_up_with_consent_alone(parts, call):  # noqa: F811
    case = f"/v1/cases/{open_case(parts, settled=Settled(mode='declared'))}"
    raised = call("POST", f"{case}/raise", Role.HANDLER, COMMUNITY)
    assert raised.json["organisation_id"] == COMMUNITY
    again = call("POST", f"{case}/raise", Role.HANDLER, COMMUNITY)
    assert outcome(again) == (409, "raise-waits")
    decision = {"granted": True}
    below = call("POST", f"{case}/raise/decision", unit=STATION, json=decision)
    assert below.status_code == 403
    taken = call("POST", f"{case}/raise/decision", json=decision)
    assert taken.json["organisation_id"] == STREET
    late = call("POST", f"{case}/raise/decision", json=decision)
    assert outcome(late) == (409, "no-raise-asked")


def test_d14_art34_a_date_beyond_the_statutes_is_refused_by_name(
    parts,  # noqa: F811
    call,  # noqa: F811
    leader,
):
    case = f"/v1/cases/{open_case(parts)}"

    def asked(day, leader_id="zhou"):
        said = {"due_at": _said(end(days=day)), "leader_id": leader_id}
        return outcome(call("POST", f"{case}/date", json=said))

    assert asked(61) == (422, "beyond-statute")
    assert asked(14, "nobody") == (422, "unknown-handler")
    assert asked(14) == (200, "")
    given = {"organisation_id": STATION, "due_at": _said(end(days=70))}
    assigned = call("POST", f"{case}/assign", json=given)
    assert outcome(assigned) == (422, "beyond-statute")


def test_d09_without_the_rule_the_first_receiver_has_no_eye_on_the_case(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    case = open_case(parts, matter=a_matter(organisation_id=STATION))
    assert call("GET", f"/v1/cases/{case}").json["first_receiver_id"] is None
    seen = call("GET", f"/v1/cases/{case}", Role.SUPERVISOR, STATION)
    assert seen.status_code == 403


def _said(moment):
    return moment.isoformat()


CHANGE = {
    "valid_from": "2027-01-01",
    "clock": "handling",
    "amount": 3,
    "unit": "working-days",
    "basis": "新规",
    "when": {"channel": "hotline"},
}


def test_a_changed_term_is_tried_out_on_open_cases_and_changes_none(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    case = open_case(parts, channel="hotline")
    open_case(parts)
    before = call("GET", f"/v1/cases/{case}").json["due_at"]
    told = call("POST", "/v1/policy/preview", json=CHANGE)
    assert told.status_code == 200, told.text
    said = told.json
    assert said["was"] == {"amount": 5, "unit": "working-days", "basis": "12345"}
    assert (said["running"], said["earlier"], said["exact"]) == (1, 1, True)
    assert any("新规" in line for line in said["added"])
    assert said["text"].startswith(POLICY.rstrip())
    assert call("GET", f"/v1/cases/{case}").json["due_at"] == before
    for wrong, why in (
        ({"valid_from": "2022-05-02"}, "change-not-ahead"),
        ({"amount": 61, "unit": "days"}, "term-too-long"),
        ({"basis": "12345", "amount": 5}, "nothing-changes"),
    ):
        answered = call("POST", "/v1/policy/preview", json=CHANGE | wrong)
        assert outcome(answered) == (422, why)
    for blank in ("  ", " x"):
        answered = call("POST", "/v1/policy/preview", json=CHANGE | {"basis": blank})
        assert outcome(answered) == (422, "validation-failed")
    handler = call("POST", "/v1/policy/preview", role=Role.HANDLER, json=CHANGE)
    assert handler.status_code == 403
