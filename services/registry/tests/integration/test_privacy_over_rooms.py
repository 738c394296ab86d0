"""Privacy over every room on a real database: the dump, the keys, what goes."""

import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import SYSTEM
from registry.adapters.archive.rotation import SHELVES, Rotated, rotate
from registry.adapters.privacy.reader import SqlPrivacyReader
from registry.application.archive.commands import ReadOwnFile
from registry.application.commands import RecordDeath
from registry.application.lives.commands import RecordDeparture, UndoLife
from registry.application.privacy.commands import ForgetFile
from registry.application.privacy.retention import due_of
from registry.domain.ledgers.policy import AboutKind
from registry.domain.lives.change import LifeKind, UndoGround
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.sensitivity import Sensitivity
from registry.entrypoints.privacy.cli import _command
from services.registry.tests.aid_builders import CLERK, RULES, plan
from services.registry.tests.builders import (
    COMMUNITY,
    NAME,
    TODAY,
    a_cause,
    an_identity,
    record_grid,
    record_resident,
    the_tree,
)
from services.registry.tests.full_house import (
    HARDSHIP,
    HOME,
    ITEM,
    ME,
    MEETING,
    PAIR,
    PLAN,
    RESIDENT,
    SECRETS,
    WORDS,
    every_room,
    people,
)
from services.registry.tests.ledger_builders import about, enter
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

WITH_KEYS_OF_THEIR_OWN = {
    ("section_entries", "sealed"),
    ("section_entries", "sensitive"),
}
"""Sealed by keys that are themselves wrapped: rotation renews the wraps."""
GONE_WHEN_DONE = {("import_parts", "sealed")}
"""Kept until its rows are done; rotation waits for that."""
LONG_AGO = date(2020, 2, 29)


@pytest.fixture
def tell(db, sealer):
    bus = a_bus(db, sealer, RULES)
    for command in the_tree():
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def filled(tell):
    for command in every_room():
        tell(command)
    return tell


@pytest.fixture
def forget(db, sealer):
    """Do what `cli retention run` does by one rule; return what was forgotten."""

    def run(section, since, years=0, sensitivity=Sensitivity.PERSONAL):
        rule = RetentionRule(
            section=section,
            sensitivity=sensitivity,
            since=since,
            years=years,
            basis="[M]",
        )
        rules = replace(RULES, policy_at=lambda _: PrivacyPolicy(retention=(rule,)))
        bus, reader = a_bus(db, sealer, rules), SqlPrivacyReader(db)
        found = list(due_of(reader, rule, TODAY))
        return [bus.handle(_command(rule, each), a_cause()) for each in found]

    return run


def columns(db, named: str) -> set[tuple[str, str]]:
    rows = db.rows(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'public' and column_name ~ :named",
        named=named,
    )
    return {(row["table_name"], row["column_name"]) for row in rows}


def forms(secret: str) -> Iterator[str]:
    """Yield how a word could stand in a dump: as text, escaped, or as bytes."""
    yield secret
    yield json.dumps(secret).strip('"')
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        yield secret.encode(encoding).hex()
    yield b64encode(secret.encode()).decode().rstrip("=")[:-1]


def dump(db) -> dict[str, str]:
    """Return every row of every table, as plain SQL shows it, by table."""
    tables = db.rows(
        "select table_name as name from information_schema.tables"
        " where table_schema = 'public' order by 1"
    )
    rows = {
        each["name"]: db.rows(f'select t::text as r from "{each["name"]}" t')
        for each in tables
    }
    return {name: "\n".join(row["r"] for row in rows[name]) for name in rows}


def opened(db, sealer) -> str:
    """Return all that whoever has the keys can read of the shelves."""
    said = []
    for shelf in SHELVES:
        rows = db.rows(
            f"select {shelf.key} as key, {shelf.column} as token from {shelf.table}"
        )
        said += [
            sealer.open(row["token"], str(row["key"]))
            for row in rows
            if row["token"] and shelf.column == "sealed"
        ]
    return json.dumps(said, ensure_ascii=False)


def test_a_stolen_dump_of_every_room_gives_no_word_and_no_name(
    filled, call, parts, db, caplog
):
    caplog.set_level(logging.DEBUG)
    filled(record_grid())
    book = f"姓名,身份证号\n{NAME},{an_identity()}\n{WORDS['illness']},12\n"
    who = ("clerk", COMMUNITY, "li-na")
    path = "/v1/imports?kind=residents&name=b.csv"
    sent = call("POST", path, who, book.encode(), media_type="text/csv")
    assert sent.status_code == 202, sent.text
    waiting = dump(db)
    parts.runner.run_due()
    refused = {"organisation_id": COMMUNITY, "name": NAME, "telephone": "1"}
    assert call("PUT", f"/v1/residents/{uuid4()}", who, refused).status_code == 422
    assert call("GET", f"/v1/residents/{ME}/full?purpose=visit", who).json["name"]
    stored = dump(db)
    filled_rooms = {
        *("plans", "plan_editions", "pairings", "subsidy_payments", "entitlements"),
        *("placements", "ledger_items", "ledger_steps", "publications", "checks"),
        *("ledger_meetings", "ledger_sheets", "visits", "visit_editions"),
        *("section_entries", "rights_requests", "import_batches", "timeline"),
        *("access_log", "residents", "households", "check_draws", "outbox"),
    }
    assert {name for name in filled_rooms if not stored[name]} == set()
    for told in (waiting, stored, {"log": caplog.text}):
        for secret in SECRETS:
            found = [n for n in told for form in forms(secret) if form in told[n]]
            assert found == [], secret


def test_every_sealed_column_is_renewed_by_rotation(filled, db, sealer):
    sealed = columns(db, "^(sealed|wrapped|sensitive)")
    known = {(each.table, each.column) for each in SHELVES}
    assert sealed - known - WITH_KEYS_OF_THEIR_OWN - GONE_WHEN_DONE == set()
    assert {each.name for each in fields(Rotated)} == {each.table for each in SHELVES}
    both, newest = Sealer([bytes(32), bytes(range(32))]), Sealer([bytes(32)])
    rotate(db, both)
    said = opened(db, newest)
    left = set(WORDS) - {"illness", "carer", "condition"}
    assert [name for name in sorted(left) if WORDS[name] not in said] == []


def test_somebody_gets_all_that_the_rooms_hold_of_them_alone(filled, call, db):
    mine = call("GET", "/v1/own/file", ("resident", None, str(ME))).json
    rooms = mine["rooms"]
    assert [each["amount"] for each in rooms["payments"]] == ["189.00"]
    assert [each["partner_id"] for each in rooms["pairings"]] == ["wang-li"]
    assert [each["outcome"] for each in rooms["entitlements"]] == ["confirmed"]
    assert [each["state"] for each in rooms["placements"]] == ["placed"]
    (item,) = rooms["ledger_items"]
    assert (item["item_id"], item["ledger"]) == (str(ITEM), "petitions")
    words = [WORDS["older diary"], WORDS["diary"]]
    assert [each["diary"] for each in rooms["visits"]] == words
    assert [each["units"] for each in rooms["visits"]] == [[COMMUNITY]] * 2
    (own,) = rooms["plans"]
    assert own["measures"][0]["what"] == WORDS["measure"]
    assert [each["statement"] for each in mine["requests"]] == [WORDS["request"]]
    told = json.dumps(mine, ensure_ascii=False)
    for each in ("question", "quiet", "minutes", "decision", "hardship"):
        assert WORDS[each] not in told
    looks = db.rows("select fields from access_log where purpose = 'own-request'")
    assert {"plans.own", "visits.own"} <= set(looks[-1]["fields"])


def test_where_others_live_a_plan_tells_nobody_the_words(filled):
    filled(record_resident(household_id=HOME, identity_number=None))
    (own,) = filled(ReadOwnFile(actor=RESIDENT)).rooms.plans
    assert (own.classes, own.measures[0].what) == ((), None)
    filled(RecordDeparture(actor=CLERK, resident_id=ME, left_on=TODAY))
    gone = filled(ReadOwnFile(actor=RESIDENT)).rooms
    assert (gone.plans, gone.payments, gone.pairings) == ([], [], [])


def test_old_words_of_plans_and_ledgers_go_and_figures_stay(
    filled, forget, call, db, sealer
):
    head = ("supervisor", COMMUNITY, "boss")
    figures = f"/v1/ledger-figures?organisation={COMMUNITY}"
    before = call("GET", figures, head).json
    assert forget("plans", Since.CLOSING, 1) == []
    assert forget("plans", Since.CLOSING) == [["plans"]]
    assert forget("plans", Since.CLOSING) == []
    assert forget("ledger-meetings", Since.MADE) == [["ledger-meetings"]]
    assert forget("ledger-lists", Since.MADE) == [["ledger-lists"]]
    assert forget("ledgers", Since.CLOSING) == [["ledgers"]]
    for section in ("ledgers", "ledger-meetings", "ledger-lists"):
        since = Since.CLOSING if section == "ledgers" else Since.MADE
        assert forget(section, since) == []
    said = opened(db, sealer)
    gone = {"measure", "review", "closing", "question", "result", "minutes"}
    assert [name for name in sorted(gone | {"decision"}) if WORDS[name] in said] == []
    assert WORDS["hardship"] in said
    assert call("GET", figures, head).json == before
    clerk = ("clerk", COMMUNITY, "li-na")
    whole = call("GET", f"/v1/plans/{PLAN}/full?purpose=visit", clerk).json
    assert [each["step"] for each in whole["history"]][-2:] == ["close", "forget"]
    assert [each["note"] for each in whole["history"]] == [None] * 4
    item = call("GET", f"/v1/ledger-items/{ITEM}/full?purpose=visit", clerk)
    assert item.status_code == 200, item.json
    assert WORDS["question"] not in item.text
    minutes = call("GET", f"/v1/ledger-meetings/{MEETING}/full?purpose=visit", clerk)
    assert WORDS["minutes"] not in minutes.text
    rows = db.rows("select subject from access_log where purpose = 'retention'")
    assert {str(HOME), str(ME), str(MEETING)} < {row["subject"] for row in rows}


def test_whoever_is_forgotten_stands_beside_no_words(filled, forget, call, db, sealer):
    filled(
        enter(UUID(int=40), about=about(AboutKind.RESIDENT, ME), question="又来反映")
    )
    filled(RecordDeath(actor=CLERK, resident_id=ME, died_on=LONG_AGO))
    db.rows("update rights_requests set state = 'refused' returning 1")
    sensitive = Sensitivity.SENSITIVE
    assert forget("help", Since.DEATH, 9) == []
    assert forget("help", Since.DEATH, sensitivity=sensitive) == [["help"]]
    assert forget("help", Since.DEATH, sensitivity=sensitive) == []
    left = "select state, resident_id from placements"
    assert [tuple(row.values()) for row in db.rows(left)] == [("placed", None)]
    assert db.rows("select * from entitlements") == []
    assert forget("particulars", Since.DEATH) == [["particulars:2", "ledgers"]]
    worded = "select item_id from ledger_items where sealed is not null"
    assert [row["item_id"] for row in db.rows(worded)] == [HARDSHIP]
    words = opened(db, sealer)
    for name in ("question", "result", "quiet", "minutes", "decision"):
        assert WORDS[name] not in words
    rows = db.rows(
        "select item_id from ledger_steps where sealed is not null"
        " and item_id in (select item_id from ledger_items where resident_id = :me)",
        me=ME,
    )
    assert rows == []
    body = {
        "organisation_id": COMMUNITY,
        "name": NAME,
        "identity_number": an_identity(),
    }
    door, who = f"/v1/residents/{uuid4()}", ("clerk", COMMUNITY, "li-na")
    assert call("PUT", door, who, body).status_code == 409
    looks = "select fields from access_log where purpose = 'look-up'"
    assert [row["fields"] for row in db.rows(looks)] == [["identity_number"]]
    assert call("PUT", door, who, body | {"readmit": True}).status_code == 200
    lines = db.rows("select detail from timeline where detail ? 'readmitted'")
    assert [row["detail"]["readmitted"] for row in lines] == [True]


def test_an_emptied_household_ends_pairing_and_plan_and_undoes_both(tell, db):
    for command in [*people(), plan(HOME, PLAN)]:
        tell(command)
    db.rows(
        "insert into pairings values (:key, :home, 'staff', 'wang-li', :day, null,"
        " null, 1) returning 1",
        key=PAIR,
        home=HOME,
        day=LONG_AGO,
    )
    state = (
        "select until, state, closed_on, p.revision from plans p join pairings"
        " using (household_id)"
    )
    tell(RecordDeparture(actor=CLERK, resident_id=ME, left_on=TODAY))
    assert [tuple(row.values()) for row in db.rows(state)] == [
        (TODAY, "closed", TODAY, 2)
    ]
    undo = UndoLife(
        actor=CLERK,
        resident_id=ME,
        kind=LifeKind.DEPARTURE,
        ground=UndoGround.WRONG_FACT,
    )
    tell(undo)
    assert [tuple(row.values()) for row in db.rows(state)] == [
        (None, "in-force", None, 3)
    ]
    tell(RecordDeath(actor=CLERK, resident_id=ME, died_on=LONG_AGO))
    tell(ForgetFile(actor=SYSTEM, resident_id=ME))
