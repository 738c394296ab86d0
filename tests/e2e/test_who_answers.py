"""Who has to answer, in whose name, and what came of it: on the running agency."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from minqing_demo.cast import clerk, leader
from tests.e2e.errands import at_work, decide, refused_on_case, sheet, told
from tests.e2e.town import CATEGORY, COMMUNITY, PLACE, SECTION, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HEAD = leader("e2e-head", COMMUNITY)
STREET_HEAD = leader("e2e-street-head", STREET)
STREET_CLERK = clerk("e2e-street-clerk", STREET)
ANSWER = {"outcome": "resolved", "reply": "已办好。"}


@pytest.fixture
def matter(walker):
    """A petition in the community's hands."""
    return at_work(walker)


def test_b13_a_major_matter_waits_for_a_leader(walker, matter):
    town = walker.town
    walker.act(matter, "severity", town.clerk, severity="major")
    needed = (409, "leader-needed")
    assert refused_on_case(walker, matter, "start", town.handler) == needed
    assert refused_on_case(walker, matter, "resolve", town.handler, **ANSWER) == needed
    given = {"organisation_id": SECTION, "handler_id": town.section_handler.id}
    low = refused_on_case(walker, matter, "assign", STREET_CLERK, **given)
    assert low[1] == "leader-needed"
    walker.act(matter, "sponsor", town.supervisor, leader_id=town.supervisor.id)
    walker.act(matter, "start", town.handler)
    walker.wait_for(matter, "started")


def test_c20_c21_art29_a_proposal_has_three_owners_and_a_verdict(walker):
    town = walker.town
    matter = walker.submit(category=None, organisation_id=COMMUNITY)
    decide(walker, matter, "accept", category=CATEGORY, nature={"kind": "suggestion"})
    walker.wait_for(matter, "assigned")
    owners = {
        "leader_id": town.supervisor.id,
        "section_id": SECTION,
        "community_id": COMMUNITY,
    }
    walker.act(matter, "owners", town.supervisor, **owners)
    vague = refused_on_case(
        walker, matter, "feasibility", town.handler, verdict="feasible"
    )
    assert vague[1] == "bad-feasibility"
    silent = refused_on_case(
        walker, matter, "feasibility", town.handler, verdict="infeasible"
    )
    assert silent[1] == "bad-feasibility"
    due_at = (datetime.now(UTC) + timedelta(days=20)).replace(microsecond=0)
    walker.act(
        matter,
        "feasibility",
        town.handler,
        verdict="feasible",
        owner_id=town.handler.id,
        due_at=due_at.isoformat(),
    )
    found = sheet(walker, matter)
    assert found["dossier"]["owners"] == owners
    assert found["dossier"]["feasibility"]["verdict"] == "feasible"
    [clock] = [each for each in found["deadlines"] if each["kind"] == "completion"]
    assert datetime.fromisoformat(clock["due_at"]) == due_at
    assert found["dossier"]["settled"]["kind"] == "suggestion"


NUMBER = "陕人社发〔2012〕145号"


def written_answer_owed(walker, **known):
    """Submit what is accepted as a 答复件, and wait until the community has it."""
    matter = walker.submit(category=None, organisation_id=COMMUNITY)
    handling = {"case_kind": "reply"} | known
    decide(walker, matter, "accept", category=CATEGORY, handling=handling)
    walker.wait_for(matter, "assigned")
    return matter


def test_b16_a_written_answer_cites_its_document_or_is_refused(walker):
    handler = walker.town.handler
    known = written_answer_owed(walker, policy_ref=NUMBER)
    walker.act(known, "resolve", handler, **ANSWER)
    unknown = written_answer_owed(walker)
    bare = refused_on_case(walker, unknown, "resolve", handler, **ANSWER)
    assert bare == (422, "reference-needed")
    walker.act(unknown, "resolve", handler, policy_ref=NUMBER, **ANSWER)
    for each in (known, unknown):
        seen = walker.wait_for(each, "resolved")
        assert seen["reply"]["text"] == f"已办好。\n\n【依据】{NUMBER}"


def home_visit(walker, *texts):
    """Write down a visit; return its petitions, each a case."""
    body = {
        "kind": "home-visit",
        "held_at": (datetime.now(UTC) - timedelta(hours=2)).isoformat(),
        "place": "3栋2单元",
        "division_code": PLACE,
        "organisation_id": COMMUNITY,
        "participants": 1,
        "matters": [{"text": each, "category": CATEGORY} for each in texts],
    }
    found = walker.stage.ask(
        "intake", "POST", "/v1/courtyard-meetings", by=walker.town.handler, body=body
    )
    matters = [walker.matter(each) for each in found["petitions"]]
    for each in matters:
        walker.wait_for(each, "assigned")
    return matters


def test_b25_b26_each_finding_of_a_visit_is_solved_taken_back_or_reported_up(walker):
    spot, back, above = home_visit(walker, "灯泡松了。", "电线老化。", "要改造配电房。")
    town = walker.town
    walker.act(spot, "resolve", town.handler, outcome="resolved", reply="当场拧紧。")
    walker.act(back, "sign", town.handler)
    walker.act(back, "contact", town.handler)
    walker.act(back, "start", town.handler)
    walker.act(back, "resolve", town.handler, **ANSWER)
    walker.act(above, "raise", town.handler)
    walker.act(above, "resolve", STREET_HEAD, **ANSWER)
    for each in (spot, back, above):
        seen = walker.wait_for(each, "resolved")
        steps = [step["step"] for step in seen["timeline"]]
        assert steps[:2] == ["received", "accepted"]
        found = sheet(walker, each)
        assert len(found["resolutions"]) == 1
        handling = [c for c in found["deadlines"] if c["kind"] == "handling"]
        assert handling[-1]["met_at"] is not None
    modes = [each["mode"] for each in sheet(walker, above)["assignments"]]
    assert modes == ["rule", "raise"]


def test_d07_d16_d32_what_was_passed_on_comes_back_with_its_figures(walker):
    [matter] = home_visit(walker, "企业招工难，居民就业难。")
    town = walker.town
    walker.act(
        matter,
        "transfer",
        town.supervisor,
        organisation_id=SECTION,
        handler_id=town.section_handler.id,
        report_back=True,
    )
    kind = f"e2e-{uuid4().hex[:8]}"
    exact = {"kind": kind, "unit": "人", "amount": "170"}
    several = {"kind": f"{kind}-own", "unit": "人", "amount": "3"}
    about = exact | {"amount": "130", "qualifier": "approx", "said": "130多名"}
    reply = "170人就业，3人创业。"
    figures = [exact, several, about]
    walker.act(
        matter,
        "resolve",
        town.section_handler,
        outcome="resolved",
        reply=reply,
        figures=figures,
    )
    assert told(walker, matter, "resolved", "superior")["recipient"] == STREET
    found = sheet(walker, matter)
    assert (found["organisation_id"], found["handler_id"], found["category"]) == (
        SECTION,
        town.section_handler.id,
        CATEGORY,
    )
    [answer] = found["resolutions"]
    assert (answer["reply"], answer["resolved_by"]) == (reply, town.section_handler.id)
    assert [each.get("said") for each in answer["figures"]] == [None, None, "130多名"]
    counted = walker.stage.ask("routing", "GET", "/v1/reports/outcomes")["figures"]
    sums = {each["kind"]: each for each in counted if each["kind"].startswith(kind)}
    assert float(sums[kind]["exact"]) == 170
    assert float(sums[kind]["approximate"]) == 130
    assert float(sums[f"{kind}-own"]["exact"]) == 3


def test_art28_whoever_has_an_interest_in_it_handles_nothing_of_it(walker, matter):
    town = walker.town
    party = f"e2e-{uuid4().hex[:8]}"
    body = {"party": party, "reason": "亲属"}
    walker.stage.ask(
        "routing", "POST", "/v1/interests", by=town.section_handler, body=body
    )
    walker.act(matter, "parties", town.clerk, parties=[party])
    given = {"organisation_id": SECTION, "handler_id": town.section_handler.id}
    bound = refused_on_case(walker, matter, "assign", STREET_CLERK, **given)
    assert bound == (409, "conflict-of-interest")
    walker.act(matter, "recuse", town.handler)
    stood_back = refused_on_case(walker, matter, "sign", town.handler)
    assert stood_back[1] == "conflict-of-interest"
    walker.act(matter, "sign", HEAD)
    assert sheet(walker, matter)["organisation_id"] == COMMUNITY


def test_art27_what_was_found_stands_with_the_answer_and_binds_it(walker, matter):
    hand = walker.town.handler
    walker.act(matter, "start", hand)
    said = {"outcome": "explained", "reply": "不予补助。"}
    wrong = refused_on_case(
        walker, matter, "resolve", hand, **said, judged={"finding": "supported"}
    )
    assert wrong == (422, "bad-judgement")
    help_ = {"kind": "medical-aid", "note": "医疗救助已批准", "given": True}
    judged = {
        "finding": "not-supported",
        "reasons": "收入超过标准",
        "in_need": True,
        "aid": [help_],
    }
    walker.act(matter, "resolve", hand, **said, judged=judged)
    [answer] = sheet(walker, matter)["resolutions"]
    assert judged.items() <= answer["judged"].items()
    walker.wait_for(matter, "resolved")
