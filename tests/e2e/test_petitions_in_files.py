"""A petition in a resident's file: its live state and its outcome, by events alone."""

from uuid import uuid4

import pytest

from tests.e2e.errands import at_work
from tests.e2e.town import COMMUNITY

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def a_section(code: str, *fields: dict, **more) -> tuple[str, dict]:
    body = {
        "title": "诉求",
        "subject": "resident",
        "valid_from": "2014-01-01",
        "readers": ["clerk"],
        "writers": ["clerk"],
        "fields": list(fields),
    }
    return f"/v1/sections/{code}", body | more


def test_a05_a28_a_file_shows_where_a_petition_stands_and_keeps_its_outcome(walker):
    town, stage = walker.town, walker.stage
    note = {"code": "note", "title": "备注"}
    outcomes = {"code": "outcomes", "title": "办理结果", "type": "outcomes"}
    wishes = a_section("wishes", note, holds_petitions=True)
    for path, body in (wishes, a_section("helped", outcomes)):
        stage.ask("registry", "PUT", path, body=body)
    home = f"/v1/residents/{uuid4()}"
    person = {"organisation_id": COMMUNITY, "name": "冯小一"}
    stage.ask("registry", "PUT", home, by=town.clerk, body=person)
    matter = at_work(walker)
    filed = f"{home}/petitions/{matter.petition_id}"
    under = {"section": "wishes"}
    stage.ask("registry", "PUT", filed, by=town.clerk, body=under)

    def state() -> str:
        found = stage.ask("registry", "GET", f"{home}/petitions", by=town.clerk)
        return next((each["state"] for each in found["items"]), "")

    stage.wait(lambda: state() == "assigned", "the petition to be shown")
    walker.resolve(matter)
    stage.wait(lambda: state() == "resolved", "the answer to be shown")
    entries = stage.ask("registry", "GET", f"{home}/sections", by=town.clerk)["items"]
    (helped,) = [each for each in entries if each["section"] == "helped"]
    assert helped["fields"][0]["value"][0]["receipt"] == matter.receipt
    walker.call_back(matter, solved=True, satisfied=True)
    stage.wait(lambda: state() == "closed", "the end to be shown")
