"""A petition in a resident's file: its live state and its outcome, by events alone."""

from uuid import uuid4

import pytest

from tests.e2e.errands import at_work
from tests.e2e.test_ledgers import DONE, OUTCOME, Book
from tests.e2e.town import COMMUNITY, STREET

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


def filed(walker, matter) -> str:
    """Put a petition into the file of a new resident; return the file's address."""
    town, stage = walker.town, walker.stage
    note = {"code": "note", "title": "备注"}
    outcomes = {"code": "outcomes", "title": "办理结果", "type": "outcomes"}
    wishes = a_section("wishes", note, holds_petitions=True)
    for path, body in (wishes, a_section("helped", outcomes)):
        stage.ask("registry", "PUT", path, body=body)
    home = f"/v1/residents/{uuid4()}"
    person = {"organisation_id": COMMUNITY, "name": "冯小一"}
    stage.ask("registry", "PUT", home, by=town.clerk, body=person)
    under = {"section": "wishes"}
    path = f"{home}/petitions/{matter.petition_id}"
    stage.ask("registry", "PUT", path, by=town.clerk, body=under)
    return home


def test_a05_a28_a_file_shows_where_a_petition_stands_and_keeps_its_outcome(walker):
    town, stage = walker.town, walker.stage
    matter = at_work(walker)
    home = filed(walker, matter)

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


def test_a17_what_a_petitioner_agrees_to_no_more_leaves_the_public_list(walker):
    book, matter = Book(walker), at_work(walker)
    town, stage = walker.town, walker.stage

    def say(*, holds: bool) -> None:
        path = f"/v1/petitions/{matter.receipt}/consent"
        body = {"code": matter.code, "holds": holds}
        stage.ask("intake", "POST", path, by=None, body=body)

    say(holds=True)
    home = filed(walker, matter)
    path = f"{home}/petitions"
    known = lambda: stage.ask("registry", "GET", path, by=town.clerk)["items"]  # noqa: E731
    stage.wait(known, "the petition to be known")
    about = {"kind": "petition", "id": str(matter.petition_id)}
    item = book.enter(about=about)
    book.discuss(item)
    book.step(item, "report", to=STREET, number="测街报〔2026〕2号")
    told = f"/v1/publications/{uuid4()}"
    draft = {"item_id": item, "done": DONE, "result": OUTCOME, "personal": True}
    written = book.ask("PUT", told, body=draft)
    assert written["consent_ref"] == matter.receipt
    yes = {"approve": True, "revision": 1}
    book.ask("POST", f"{told}/decision", town.supervisor, body=yes)
    say(holds=False)

    def gone() -> bool:
        stands = book.ask("GET", told)["publication"]
        return (stands["state"], stands["reason"]) == ("withdrawn", "consent-withdrawn")

    stage.wait(gone, "the entry to leave the public list")
