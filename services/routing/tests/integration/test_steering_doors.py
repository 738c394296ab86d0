"""The verbs of steering over HTTP, in this process, on a real database."""

from datetime import timedelta

import pytest

from minqing_kernel.messages import Role
from routing.domain.lifecycle import CaseState
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_matter,
    a_member,
    later,
)
from services.routing.tests.integration.test_doors import (
    call,
    environ,
    keys,
    open_case,
    parts,
    rules,
    run,
)

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("rules")]

__all__ = ["call", "environ", "keys", "parts", "rules", "run"]


A_LEADER = a_member("zhou", organisation_id=STREET, roles=frozenset({"supervisor"}))


@pytest.fixture
def case(parts):
    return f"/v1/cases/{open_case(parts)}"


@pytest.fixture
def act(call, case):
    """Does a verb as somebody; the unit's handler where nobody is named."""

    def do(verb, role=Role.HANDLER, unit=COMMUNITY, **told):
        return call("POST", f"{case}/{verb}", role, unit, json=told or None)

    return do


def test_articles_23_24_a_dispute_over_http(act, call, case):
    assert act("return", reason="不属本单位").json["state"] == "return-pending"
    own = act("return/decision", Role.CLERK, granted=True)
    assert own.json["type"] == "urn:minqing:problem:not-your-case"
    kept = act("return/decision", Role.CLERK, STREET, granted=False, reason="属于")
    assert kept.json["state"] == "signed"
    disputed = act("return", reason="仍不属").json
    assert (disputed["state"], disputed["organisation_id"]) == ("arbitration", None)
    named = act("designate", Role.CLERK, DISTRICT, organisation_id=COMMUNITY)
    assert named.json["organisation_id"] == COMMUNITY
    assert act("return", reason="?").json["type"].endswith(":already-designated")
    sheet = call("GET", case).json
    assert sheet["dossier"]["arbitration"]["arbiter_id"] == DISTRICT
    assert sheet["assignments"][-1]["mode"] == "designate"


def test_b04_helpers_over_http(act, call, case):
    told = {"organisation_id": STATION, "asks": "检测水质"}
    task = act("co-tasks", **told).json["revision"]
    listed = call("GET", "/v1/co-tasks", Role.HANDLER, STATION).json["items"]
    assert [(each["task"], each["lead_id"]) for each in listed] == [(task, COMMUNITY)]
    assert call("GET", "/v1/co-tasks", Role.OPS, None).json["items"] == listed
    assert call("GET", case, Role.HANDLER, STATION).status_code == 200
    answer = {"outcome": "resolved", "reply": "已修好"}
    assert act("resolve", **answer).json["type"].endswith(":co-handling-open")
    for number in ("99", "x", "٣"):
        missing = act(f"co-tasks/{number}/answer", unit=STATION, answer="合格")
        assert missing.status_code == 404
    act(f"co-tasks/{task}/answer", unit=STATION, answer="合格")
    assert call("GET", "/v1/co-tasks", Role.HANDLER, STATION).json["items"] == []
    assert act("resolve", **answer).json["state"] == "resolved"
    [resolution] = call("GET", case).json["resolutions"]
    assert resolution["reply"] == "已修好\n\n【协办】c-2：合格"
    assert resolution["parts"][0]["answer"] == "合格"


def test_the_list_of_helpers_tasks_goes_on_page_by_page(parts, call):
    cases = [open_case(parts) for _ in range(3)]
    for each in cases:
        told = {"organisation_id": STATION, "asks": "检测"}
        path = f"/v1/cases/{each}/co-tasks"
        call("POST", path, Role.HANDLER, COMMUNITY, json=told)
    seen, after = [], None
    while True:
        query = {"limit": "2"} | ({"after": after} if after else {})
        page = call("GET", "/v1/co-tasks", Role.HANDLER, STATION, params=query).json
        seen += [each["petition_id"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == sorted(map(str, cases))
    spoilt = call("GET", "/v1/co-tasks", params={"after": "WyJhIiwgImIiLCAiYyJd"})
    assert spoilt.json["type"].endswith(":bad-cursor")


def test_article_34_more_time_over_http(act, call, case):
    asked = act("extension", days=20, reason="需要检测")
    before = asked.json["due_at"]

    def waiting():
        told = call("GET", "/v1/cases", Role.SUPERVISOR, params={"asked": "extension"})
        return [each["petition_id"] for each in told.json["items"]]

    assert waiting() == [asked.json["petition_id"]]
    assert act("extension", days=31, reason="?").status_code == 422
    given = act("extension/decision", Role.SUPERVISOR, granted=True)
    assert given.json["due_at"] > before
    assert waiting() == []
    assert act("extension", days=1, reason="?").json["type"].endswith("extension-spent")
    clocks = call("GET", case).json["deadlines"]
    assert [each["won"] for each in clocks] == ["default", "extension"]


def test_b15_a_parked_case_owes_nothing_until_it_goes_on(parts, act, call, case):
    with parts.bus._new_unit_of_work() as work:
        work.staff.learn(A_LEADER)
        work.commit()
    told = {"ground": "legacy", "reason": "无档案", "leader_id": "zhou"}
    assert act("suspend", **told).status_code == 403
    parked = act("suspend", Role.SUPERVISOR, **told)
    assert (parked.json["state"], parked.json["due_at"]) == ("suspended", None)
    listed = call("GET", "/v1/cases", params={"state": "suspended"}).json["items"]
    assert [each["state"] for each in listed] == ["suspended"]
    assert act("periodic-review", Role.SUPERVISOR, note="仍在协调").status_code == 200
    assert act("resume").json["due_at"] is not None
    counted = call("GET", "/v1/reports/outcomes").json
    assert (counted["waiting"], counted["suspended"]) == (1, 0)


def test_those_above_press_over_http(parts, act, call, case):
    with parts.bus._new_unit_of_work() as work:
        work.staff.learn(A_LEADER)
        work.commit()
    above = Role.SUPERVISOR, STREET
    due = later(days=9).isoformat()
    told = [
        ("urge", {"reason": "快"}),
        ("supervise", {"measure": "supervise", "reason": "督", "due_at": due}),
        ("supervise", {"measure": "yellow-card", "reason": "督"}),
        ("sponsor", {"leader_id": "zhou"}),
        (
            "owners",
            {"leader_id": "zhou", "section_id": STATION, "community_id": COMMUNITY},
        ),
        ("parties", {"parties": ["r-1", "r-1"]}),
        ("date", {"due_at": due, "leader_id": "zhou"}),
        ("severity", {"severity": "urgent"}),
        ("remarks", {"text": "已过问"}),
    ]
    for verb, body in told:
        assert act(verb, *above, **body).status_code == 200, verb
    assert act("urge", *above, reason="", x=1).status_code == 422
    early = {"measure": "urge", "reason": "督"}
    assert act("supervise", *above, **early).status_code == 422
    sheet = call("GET", case).json
    assert sheet["dossier"]["severity"] == "urgent"
    assert sheet["dossier"]["parties"] == ["r-1"]
    assert sheet["remarks"][0]["text"] == "已过问"
    clock = [each for each in sheet["deadlines"] if each["won"] == "leader"]
    assert clock[-1]["basis"] == "zhou"
    assert clock[-1]["statutory_due_at"] is not None


def test_b39_who_decides_is_told_and_a_case_is_raised(act, call, case):
    assert call("GET", f"{case}/competence").json["local"] is True
    act("severity", Role.CLERK, severity="major")
    grave = call("GET", f"{case}/competence").json
    assert (grave["local"], grave["rule"]) == (False, "grave-goes-up")
    hidden = call("GET", f"{case}/competence", Role.HANDLER, STATION)
    assert hidden.status_code == 403


def test_a24_the_unit_that_raised_a_case_still_sees_it(act, call, case):
    raised = act("raise")
    assert raised.status_code == 200, raised.text
    assert raised.json["organisation_id"] == STREET
    assert call("GET", case, Role.HANDLER, COMMUNITY).status_code == 200


def test_article_28_interests_over_http(act, call, case):
    told = {"party": "r-1", "reason": "亲属"}
    for _ in range(2):
        kept = call("POST", "/v1/interests", Role.HANDLER, COMMUNITY, json=told)
        assert kept.json["staff_id"] == "handler"
    assert act("recuse").status_code == 200
    assert act("sign").json["type"].endswith(":conflict-of-interest")


def test_the_unit_signs_calls_and_judges_over_http(act):
    assert act("sign").json["state"] == "signed"
    assert act("contact").status_code == 200
    verdict = {"verdict": "infeasible", "explanation": "已有规划"}
    assert act("feasibility", **verdict).status_code == 200
    assert act("feasibility", verdict="feasible").json["type"].endswith("feasibility")
    given = {"organisation_id": STATION, "report_back": True}
    moved = act("transfer", Role.CLERK, STREET, **given)
    assert moved.json["organisation_id"] == STATION


def test_art27_what_was_found_and_whom_it_helped_is_kept_and_counted(parts, call):
    help_ = {"kind": "medical-aid", "note": "医疗救助已批准", "given": True}
    told = [
        ("resolved", {"finding": "supported"}),
        ("explained", {"finding": "explained", "reasons": "合理但缺乏法律依据"}),
        (
            "explained",
            {
                "finding": "not-supported",
                "reasons": "收入超过标准",
                "in_need": True,
                "aid": [help_],
            },
        ),
        ("referred", None),
    ]
    for outcome, judged in told:
        path = f"/v1/cases/{open_case(parts)}"
        said = {"outcome": outcome, "reply": "答复", "judged": judged}
        done = call("POST", f"{path}/resolve", Role.HANDLER, COMMUNITY, json=said)
        assert done.status_code == 200, done.text
        remark = call("POST", f"{path}/remarks", json={"text": "已电话告知"})
        assert remark.status_code == 200, remark.text
        kept = call("GET", path).json["resolutions"][0]["judged"]
        assert kept is None if judged is None else judged.items() <= kept.items()
    counted = call("GET", "/v1/reports/outcomes").json
    in_place = {
        "supported": 1,
        "supported_solved": 1,
        "lacking_basis": 1,
        "not_supported": 1,
        "in_need": 1,
        "aided": 1,
        "unjudged": 1,
    }
    assert {name: counted[name] for name in in_place} == in_place


def test_art27_an_answer_that_contradicts_its_finding_is_refused(act):
    judged = {"finding": "supported"}
    refused = act("resolve", outcome="explained", reply="不行", judged=judged)
    assert (refused.status_code, refused.json["type"]) == (
        422,
        "urn:minqing:problem:bad-judgement",
    )
    assert refused.json["errors"][0]["code"] == "must-be-solved"


def test_c23_outcomes_are_kept_apart_and_d32_approximate_figures_too(parts, call):
    exact = {"kind": "lamps", "unit": "盏", "amount": "38"}
    about = exact | {"qualifier": "approx", "said": "60多", "amount": "60"}
    words = {"kind": "lamps", "unit": "盏", "said": "一批"}
    for outcome, figures in (
        ("resolved", [exact, about]),
        ("resolved", [words]),
        ("explained", []),
        ("referred", []),
    ):
        path = f"/v1/cases/{open_case(parts)}/resolve"
        body = {"outcome": outcome, "reply": "好", "figures": figures}
        done = call("POST", path, Role.HANDLER, COMMUNITY, json=body)
        assert done.status_code == 200, done.text
    open_case(parts)
    counted = call("GET", "/v1/reports/outcomes").json
    assert {name: counted[name] for name in ("resolved", "explained", "referred")} == {
        "resolved": 2,
        "explained": 1,
        "referred": 1,
    }
    assert (counted["cases"], counted["waiting"]) == (5, 1)
    [lamps] = counted["figures"]
    assert (float(lamps["exact"]), float(lamps["approximate"]), lamps["words"]) == (
        38,
        60,
        1,
    )
    empty = [{"kind": "lamps", "unit": "盏"}]
    path = f"/v1/cases/{open_case(parts)}/resolve"
    body = {"outcome": "resolved", "reply": "好", "figures": empty}
    refused = call("POST", path, Role.HANDLER, COMMUNITY, json=body)
    assert refused.json["type"].endswith(":bad-figure")
    assert call("GET", "/v1/reports/outcomes", Role.HANDLER).status_code == 403


def test_article_30_the_accused_neither_see_nor_touch_the_case(parts, call):
    accused = open_case(parts, matter=a_matter(accused=(COMMUNITY,)))
    mine, theirs = (Role.CLERK, STATION), (Role.CLERK, COMMUNITY)
    path = f"/v1/cases/{accused}"
    assert call("GET", path, *mine).status_code == 403
    shown = call("GET", path, Role.CLERK, STREET)
    assert shown.json["organisation_id"] == STREET
    assert call("GET", path, *theirs).status_code == 404
    assert len(call("GET", "/v1/cases").json["items"]) == 1
    assert call("GET", "/v1/cases", *theirs).json["items"] == []
    told = {"organisation_id": STATION}
    assert call("POST", f"{path}/assign", *theirs, json=told).status_code == 404
    refused = call("POST", f"{path}/assign", json={"organisation_id": COMMUNITY})
    assert refused.json["type"].endswith(":accused-unit")
    assert call("GET", f"{path}/competence", *mine).status_code == 403


def test_every_state_can_be_asked_for(call):
    for state in CaseState:
        listed = call("GET", "/v1/cases", params={"state": state.value})
        assert listed.status_code == 200


def test_a_clock_beside_the_handling_one_is_swept_and_told(parts, act, call, case):
    due = later(days=2).isoformat()
    act(
        "supervise",
        Role.SUPERVISOR,
        STREET,
        measure="supervise",
        reason="督",
        due_at=due,
    )
    parts.clock.advance(timedelta(days=3))
    parts.overdue.run()
    measures = call("GET", case).json["dossier"]["measures"]
    assert [each["measure"] for each in measures] == ["supervise", "yellow-card"]
    line = parts.timeline.of(call("GET", case).json["petition_id"])[-1]
    assert (line["step"], line["detail"]["measure"]) == ("urged", "yellow-card")


def test_the_lists_of_a_desk_are_counted_for_who_asks(parts, call):
    open_case(parts)
    open_case(parts, matter=a_matter(accused=(COMMUNITY,)))
    told = call("GET", "/v1/case-tally", Role.CLERK, COMMUNITY).json
    assert (told["owing"], told["mine"], told["most"]) == (1, 0, 1000)
    assert call("GET", "/v1/case-tally", Role.CLERK, STREET).json["owing"] == 2
    ends = [f"until=2100-01-0{n}T00:00:00Z" for n in (1, 2)]
    days = call("GET", "/v1/case-tally", query_string="&".join(ends)).json["due"]
    assert days == [2, 0]
    for wrong in ("organisation=nowhere", "until=no", "&".join(ends[::-1])):
        told = call("GET", "/v1/case-tally", query_string=wrong)
        assert told.status_code == 422, wrong


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("owing=true", 1),
        ("due_within=24", 0),
        ("times_over=3", 0),
        ("category=sea", 0),
        ("silent=true&escalated=true&redo=true", 0),
        ("due_to=2000-01-01T00:00:00Z", 0),
    ],
)
def test_a_worklist_is_narrowed_at_the_door(parts, call, query, found):
    open_case(parts)
    listed = call("GET", "/v1/cases", query_string=query).json["items"]
    assert len(listed) == found
