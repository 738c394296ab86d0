"""D-09 and 12345 并单 over a real database, as the messages come."""

import pytest

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_repeats import (
    PetitionMergedV1,
    PetitionRepeatedV1,
    PetitionSeparatedV1,
    PetitionUnrepeatedV1,
)
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause, Incoming, Role
from routing.adapters.hearing import COMMANDS
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    a_matter,
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

POLICY = """
code: here
title: 首访督办
editions: [{valid_from: 2022-05-01, routing: {first_receiver_supervises: true}}]
"""

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("rules")]


@pytest.fixture
def environ(environ_of_doors, tmp_path):  # noqa: F811
    file = tmp_path / "policy.yml"
    file.write_text(POLICY, "utf-8")
    return environ_of_doors | {"POLICY_FILE": str(file)}


def tell(parts, kind, petition_id, **said):  # noqa: F811
    event = kind(
        petition_id=petition_id,
        receipt="DEMO-2611-0000017",
        channel="web",
        division_code="510106040019",
        organisation_id=None,
        reachable=True,
        **{"revision": 2} | said,
    )
    cause = Cause(correlation_id=new_id())
    envelope = Envelope(
        message_id=new_id(),
        source="test/intake",
        type=event.routing_key(),
        occurred_at=NOON,
        subject=event.subject(),
        cause=cause,
    )
    incoming = Incoming(
        command=COMMANDS[kind](envelope, event),
        cause=cause,
        message_id=envelope.message_id,
    )
    parts.bus.handle_group([incoming])


def merge(parts, petition_id, lead, **said):  # noqa: F811
    usual = {"lead_petition_id": lead, "lead_receipt": "X", "merged_at": NOON}
    tell(parts, PetitionMergedV1, petition_id, **usual | said)


def separate(parts, petition_id, lead):  # noqa: F811
    tell(
        parts,
        PetitionSeparatedV1,
        petition_id,
        lead_petition_id=lead,
        merge_revision=2,
        revision=3,
        separated_at=later(days=1),
    )


def sheet(call, petition_id):  # noqa: F811
    found = call("GET", f"/v1/cases/{petition_id}")
    assert found.status_code == 200, found.text
    return found.json


def test_12345_merging_and_undoing_leaves_both_as_they_were(parts, call):  # noqa: F811
    lead = open_case(parts)
    other = open_case(parts, accepted_at=later(days=-20))
    before = sheet(call, other), sheet(call, lead)
    merge(parts, other, lead)
    resting, leading = sheet(call, other), sheet(call, lead)
    assert (resting["state"], resting["merged_into"]) == ("merged", str(lead))
    assert (resting["due_at"], resting["overdue"]) == (None, False)
    assert leading["due_at"] == before[0]["due_at"]
    merged = call("GET", "/v1/cases", query_string="state=merged").json["items"]
    assert [row["petition_id"] for row in merged] == [str(other)]
    refused = call("POST", f"/v1/cases/{other}/start", Role.HANDLER, COMMUNITY)
    assert refused.json["type"] == "urn:minqing:problem:transition-refused"
    separate(parts, other, lead)
    for number, petition in enumerate((other, lead)):
        now, then = sheet(call, petition), before[number]
        same = ("state", "due_at", "organisation_id", "overdue", "merged_into")
        assert {key: now[key] for key in same} == {key: then[key] for key in same}


def test_12345_the_word_of_a_merging_waits_for_the_cases(parts, call):  # noqa: F811
    lead, other = new_id(), new_id()
    merge(parts, other, lead)
    open_case(parts, petition_id=other)
    assert parts.merging.run() == 0
    open_case(parts, petition_id=lead)
    assert parts.merging.run() == 1
    assert parts.merging.run() == 0
    assert sheet(call, other)["state"] == "merged"


def test_12345_told_twice_and_separated_first_it_goes_on(parts, call):  # noqa: F811
    lead, other = open_case(parts), open_case(parts)
    separate(parts, other, lead)
    merge(parts, other, lead)
    merge(parts, other, lead)
    assert sheet(call, other)["state"] == "assigned"


def test_12345_a_merged_case_is_swept_by_nobody(parts, call):  # noqa: F811
    lead = open_case(parts, accepted_at=later(days=-90))
    other = open_case(parts, accepted_at=later(days=-90))
    merge(parts, other, lead)
    parts.clock.advance(later(days=3) - NOON)
    assert parts.overdue.run() == 1
    assert parts.judge_waiting() == 0
    assert sheet(call, other)["escalation_level"] == 0


def repeat(parts, petition_id, first):  # noqa: F811
    tell(
        parts,
        PetitionRepeatedV1,
        petition_id,
        first_petition_id=first,
        first_receipt="X",
        visit=2,
        repeated_at=NOON,
    )


def test_d09_a_repeat_visit_goes_to_the_first_receiver_who_supervises(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    first = open_case(parts, matter=a_matter(organisation_id=STATION))
    again = new_id()
    repeat(parts, again, first)
    open_case(parts, petition_id=again)
    assert parts.visiting.run() == 1
    assert parts.visiting.run() == 0
    shown = sheet(call, again)
    assert shown["organisation_id"] == shown["first_receiver_id"] == STATION
    assert (shown["repeat_of"], shown["visit"]) == (str(first), 2)
    assert shown["assignments"][-1]["rule"] == "first-visit"
    undone = {"first_petition_id": first, "first_receipt": "X", "repeated_at": NOON}
    tell(parts, PetitionUnrepeatedV1, again, unrepeated_at=later(days=1), **undone)
    shown = sheet(call, again)
    assert (shown["repeat_of"], shown["visit"]) == (None, 1)
    shown = sheet(call, first)
    assert (shown["organisation_id"], shown["first_receiver_id"]) == (
        COMMUNITY,
        STATION,
    )
    assert (shown["repeat_of"], shown["visit"]) == (None, 1)


def test_d09_the_first_receiver_sees_the_case_until_closing_whoever_handles_it(
    parts,  # noqa: F811
    call,  # noqa: F811
):
    first = open_case(parts, matter=a_matter(organisation_id=STATION))
    seen = call("GET", f"/v1/cases/{first}", Role.SUPERVISOR, STATION)
    assert seen.json["organisation_id"] == COMMUNITY
    other = open_case(parts)
    hidden = call("GET", f"/v1/cases/{other}", Role.SUPERVISOR, STATION)
    assert hidden.status_code == 403
