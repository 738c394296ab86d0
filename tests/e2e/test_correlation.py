"""One correlation id from the HTTP request to the last notice."""

from uuid import uuid4

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_the_callers_correlation_id_reaches_the_last_notice(walker):
    story = str(uuid4())
    answer = walker.stage.send(
        "intake",
        "POST",
        "/v1/petitions",
        by=None,
        body={
            "text": "垃圾没有人收。",
            "category": "e2e-lamps",
            "division_code": "990101001001",
            "contact": {"email": "lin@example.org"},
        },
        headers={"X-Correlation-Id": story},
    )
    assert answer.status == 201
    assert answer.headers["X-Correlation-Id"] == story
    told = [("assigned", "owner"), ("assigned", "petitioner")]
    matter = walker.matter(answer.body)
    for notice in walker.wait_until_told(matter, told):
        assert walker.letter(notice)["correlation_id"] == story


def test_one_command_traces_a_petition_across_the_services(walker, agency):
    matter = walker.submit()
    walker.wait_for(matter, "assigned")
    walker.resolve(matter)
    walker.call_back(matter, solved=True, satisfied=True)
    told = [("assigned", "owner"), ("assigned", "petitioner")]
    told += [("resolved", "petitioner"), ("closed", "owner")]
    walker.wait_until_told(matter, told)
    trace = agency.run_cli("intake", "trace", matter.receipt)
    steps = [tuple(line.split()[1:3]) for line in trace.splitlines()]
    for expected in (
        ("intake", "accepted"),
        ("routing", "assigned"),
        ("routing", "started"),
        ("routing", "resolved"),
        ("notify", "follow-up-answered"),
        ("routing", "closed"),
        ("notify", "notice-sent"),
    ):
        assert expected in steps
    assert steps.count(("notify", "notice-sent")) == len(told)
    first = next(line for line in trace.splitlines() if " assigned " in line)
    accepted = next(line for line in trace.splitlines() if " accepted " in line)
    assert accepted.split()[4] == first.split()[4]
