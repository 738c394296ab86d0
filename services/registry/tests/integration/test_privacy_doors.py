"""Rights, guardians, retention and one's own people, through the doors of a register.

Whatever a door is not meant to show, it does not: nor does a log line, a fact, a row.
"""

import json
import logging
from datetime import date
from uuid import uuid4

import pytest

from minqing_kernel.messages import SYSTEM
from registry.adapters.access_log import SqlAccessTrail
from registry.adapters.privacy.reader import SqlPrivacyReader
from registry.application.commands import RecordDeath
from registry.application.lives.commands import AppointHouseholdHead, RecordDeparture
from registry.application.moves.commands import MoveResidents, UndoMove
from registry.application.privacy.commands import ForgetFile, ForgetRequest
from registry.application.privacy.retention import due_of
from registry.application.rules import Rules
from registry.domain.archive.section import SubjectKind
from registry.domain.moves.move import MoveKind
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.profiles import DutyKind, ScopeKind
from registry.domain.sensitivity import Sensitivity
from services.registry.tests.archive_builders import CLERK, define, edit
from services.registry.tests.builders import (
    ADDRESS,
    AT_HOME,
    COMMUNITY,
    NAME,
    OTHER,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_identity,
    record_duty,
    record_grid,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.integration.test_the_register import everything_stored
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

DESK = ("clerk", STREET)
STATEMENT, RIGHT, WRONG = "病情写错了", "红斑狼疮", "糖尿病"
LONG_AGO = date(2019, 3, 1)


@pytest.fixture
def mine(say):
    home, person = uuid4(), uuid4()
    say(define())
    say(record_household(home, address=AT_HOME))
    say(record_resident(person, household_id=home))
    say(edit(person, illness=WRONG, condition="重病", carer="冯一二"))
    return person


def own(who) -> tuple:
    return ("resident", None, str(who))


def ask(call, who, **changes):
    said = {
        "kind": "correction",
        "section": "health",
        "statement": STATEMENT,
        "values": {"illness": RIGHT},
    } | changes
    one = uuid4()
    return one, call("PUT", f"/v1/own/requests/{one}", own(who), said)


def test_a_correction_goes_from_the_person_to_a_named_clerk_and_into_the_file(
    call, say, db, sealer, mine, caplog
):
    caplog.set_level(logging.DEBUG)
    one, asked = ask(call, mine)
    assert asked.json["request"]["due_on"] == "2026-03-23", asked.text
    place = f"/v1/rights-requests?organisation={STREET}&state=received"
    (listed,) = call("GET", place, DESK).json["items"]
    assert listed == asked.json["request"]
    assert call("GET", place + "&overdue=true", DESK).json["items"] == []
    assert call("GET", place, ("clerk", OTHER)).status_code == 403
    door = f"/v1/rights-requests/{one}"
    assert call("GET", f"{door}/full", DESK).json["values"] == {"illness": RIGHT}
    said = {"granted": True, "reason": "已核对病历"}
    decided = call("POST", f"{door}/decision", DESK, said)
    assert decided.json["request"]["decided_by"] == "li-na", decided.text
    edits = f"/v1/residents/{mine}/sections/health/edits"
    last = call("GET", edits, DESK).json["items"][-1]
    assert (last["request_id"], last["by"]) == (str(one), "li-na")
    (told,) = call("GET", "/v1/own/requests", own(mine)).json["items"]
    assert (told["reason"], told["request"]["state"]) == ("已核对病历", "granted")
    steps = db.rows(
        f"select step from timeline where subject = 'request:{one}' order by revision"
    )
    assert [row["step"] for row in steps] == ["request-received", "request-granted"]
    trail = SqlAccessTrail(db, sealer)
    assert (trail.head().no, trail.first_break(trail.head())) == (2, None)
    everything = everything_stored(db) + caplog.text
    for secret in (STATEMENT, RIGHT, WRONG, "已核对病历"):
        assert secret not in everything
        assert json.dumps(secret).strip('"') not in everything


def test_a_deleted_field_is_gone_from_the_history_too(call, say, mine):
    one, asked = ask(call, mine, kind="deletion", values={}, fields=["illness"])
    assert asked.status_code == 200, asked.text
    door = f"/v1/rights-requests/{one}/decision"
    bare = call("POST", door, DESK, {"granted": False, "reason": "不符"})
    assert bare.json["errors"] == [
        {
            "field": "law",
            "code": "required",
            "message": bare.json["errors"][0]["message"],
        }
    ]
    proposed = call("POST", door, DESK, {"granted": True, "reason": "同意"}).json
    assert proposed["request"]["state"] == "proposed"
    place = f"/v1/rights-requests?organisation={STREET}&waiting=true"
    (waits,) = call("GET", place, DESK).json["items"]
    assert waits["request_id"] == str(one)
    assert call("GET", f"{place}&after={one}", DESK).json["items"] == []
    shown = call("GET", f"/v1/rights-requests/{one}", DESK).json
    assert shown["resident"]["name"] != "冯一二"
    assert call("GET", f"/v1/rights-requests/{uuid4()}", DESK).status_code == 404
    settle = f"/v1/rights-requests/{one}/settlement"
    alone = call("POST", settle, DESK, {"agreed": True})
    assert alone.json["type"].endswith("second-eyes")
    second = (*DESK[:2], "zhou-2")
    agreed = call("POST", settle, second, {"agreed": True}).json["request"]
    assert (agreed["state"], agreed["agreed_by"]) == ("granted", "zhou-2")
    assert call("GET", place, DESK).json["items"] == []
    decided = call("GET", place.replace("true", "false"), DESK).json["items"]
    assert [each["request_id"] for each in decided] == [str(one)]
    file = f"/v1/residents/{mine}/sections"
    whole = call("GET", f"{file}/health/full?purpose=visit", DESK).json
    values = {each["code"]: each["value"] for each in whole["fields"]}
    assert values == {"condition": "重病", "carer": "冯一二"}
    edits = call("GET", f"{file}/health/edits", DESK).json["items"]
    assert [each["changed"] for each in edits] == [[], ["illness"]]


def test_no_door_shows_a_request_or_a_child_to_somebody_else(call, say, mine):
    child = uuid4()
    young = an_identity(born="20180301")
    say(record_resident(child, identity_number=young, name="白小小"))
    one, _ = ask(call, mine)
    guardian = {"since": "2026-01-01", "consented_on": "2026-01-01"}
    ties = f"/v1/residents/{child}/guardians"
    kept = call("PUT", f"{ties}/{mine}", DESK, guardian)
    assert [each["guardian_id"] for each in kept.json["items"]] == [str(mine)]
    assert call("GET", ties, DESK).json == kept.json
    copy = call("GET", f"/v1/own/children/{child}/file", own(mine)).json
    assert copy["resident"]["name"] == "白小小"
    mark = copy["watermark"]
    assert (mark["by"], mark["purpose"]) == (str(mine), "own-request")
    for who, path in (
        (own(child), "/v1/own/file"),
        (own(child), f"/v1/own/children/{child}/file"),
        (own(uuid4()), f"/v1/own/children/{child}/file"),
        (("handler", COMMUNITY), f"/v1/rights-requests/{one}/full"),
        (("clerk", OTHER), f"/v1/rights-requests/{one}/full"),
        (("ops", None), f"/v1/rights-requests/{one}/full"),
        (("clerk", OTHER), ties),
        (own(mine), ties),
    ):
        answer = call("GET", path, who)
        assert answer.status_code == 403, (who, path, answer.text)
        assert "白小小" not in answer.text
        assert STATEMENT not in answer.text
    edited = {"values": {"illness": "哮喘"}}
    path = f"/v1/residents/{child}/sections/health"
    assert call("GET", "/v1/own/requests", own(child)).json["items"] == []
    call("PUT", f"{ties}/{mine}", DESK, guardian | {"withdrawn_on": "2026-03-01"})
    refused = call("PATCH", path, DESK, edited)
    assert refused.json["type"].endswith(":consent-missing")


def test_every_copy_in_full_bears_who_had_it_made_and_why(call, say, mine):
    home = call("GET", f"/v1/residents/{mine}", DESK).json["household_id"]
    file = f"/v1/households/{home}/file"
    assert call("GET", file, DESK).json["watermark"] is None
    mark = call("GET", f"{file}/full?purpose=visit", DESK).json["watermark"]
    assert (mark["by"], mark["organisation_id"]) == ("li-na", STREET)
    assert mark["work_name"] is None
    assert mark["purpose"] == "visit"
    assert call("GET", "/v1/own/file", own(mine)).json["watermark"]["by"] == str(mine)


@pytest.mark.parametrize(
    ("duty", "scope", "count"),
    [
        (DutyKind.BUILDING_CAPTAIN, (ScopeKind.BUILDING, "65-9"), 1),
        (DutyKind.BUILDING_CAPTAIN, (ScopeKind.BUILDING, "65"), 2),
        (DutyKind.GRID_HEAD, (ScopeKind.GRID, "g-1"), 1),
        (DutyKind.SOCIAL_WORKER, (ScopeKind.HOUSEHOLD, None), 1),
        (DutyKind.LEADER, (ScopeKind.ORGANISATION, COMMUNITY), 0),
    ],
)
def test_a07_c04_somebody_in_charge_sees_the_own_people_and_nobody_else(
    call, say, duty, scope, count
):
    kind, scope_id = scope
    homes = [uuid4(), uuid4(), uuid4()]
    say(record_staff())
    say(record_grid("g-0", name="大网格", level=1))
    say(record_grid("g-1", level=2, parent_id="g-0"))
    say(record_household(homes[0], address=AT_HOME))
    say(record_household(homes[1], address="金科苑东街65号附2号"))
    say(record_household(homes[2], address="桃花巷9号", grid_id="g-1"))
    people = {}
    for at, home in enumerate(homes):
        people[home] = uuid4()
        name = f"白小{'甲乙丙'[at]}"
        only = {"household_id": home, "identity_number": None, "name": name}
        say(record_resident(people[home], **only))
    gone = uuid4()
    say(record_resident(gone, household_id=homes[0], identity_number=None))
    say(RecordDeath(actor=CLERK, resident_id=gone, died_on=TODAY))
    tied = {"scope_kind": kind, "scope_id": scope_id or str(homes[1])}
    say(record_duty(duty=duty, **tied))
    captain = ("handler", COMMUNITY, "wang-li")
    seen = call("GET", "/v1/my-people", captain).json
    assert (seen["people"], len(seen["items"])) == (count, count), seen
    assert seen["next"] is None
    for each in seen["items"]:
        assert each["name"] == "白**"
        assert each["telephone"] == "*********00"
        assert each["registered_address"] == "梨花巷***"
    if count == 2:
        page = call("GET", "/v1/my-people?limit=1", captain).json
        rest = call("GET", f"/v1/my-people?after={page['next']}", captain).json
        assert [*page["items"], *rest["items"]] == seen["items"]
    stranger = ("handler", OTHER, "wang-li")
    assert call("GET", "/v1/my-people", stranger).json["people"] == 0
    assert call("GET", "/v1/my-people", ("handler", None)).status_code == 403


def rule(section="*", sensitivity=3, since=Since.DEATH, years=5, **changes):
    return RetentionRule(
        section=section,
        sensitivity=Sensitivity(sensitivity),
        since=since,
        years=years,
        basis="[M]",
        **changes,
    )


def run(db, sealer, *rules) -> list[int]:
    """Do what the job does; return how many files each rule let go."""
    rules_now = Rules(policy_at=lambda _: PrivacyPolicy(retention=rules))
    bus, reader = a_bus(db, sealer, rules_now), SqlPrivacyReader(db)
    done = []
    for each in rules:
        forgets = ForgetFile if each.section != "requests" else ForgetRequest
        key = "resident_id" if forgets is ForgetFile else "request_id"
        gone = [
            bus.handle(forgets(actor=SYSTEM, **{key: one}), a_cause())
            for one in due_of(reader, each, TODAY)
        ]
        done.append(len([each for each in gone if each]))
    return done


def test_what_is_forgotten_is_gone_for_good_logged_and_still_counted(
    call, say, db, sealer, mine
):
    say(define("hardship", subject=SubjectKind.HOUSEHOLD))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=LONG_AGO))
    kept = rule(besides=frozenset({"health"}))
    assert run(db, sealer, kept, rule(years=20)) == [0, 0]
    assert run(db, sealer, rule()) == [1]
    file = f"/v1/residents/{mine}/sections"
    whole = call("GET", f"{file}/health/full?purpose=visit", DESK).json
    values = {each["code"]: each["value"] for each in whole["fields"]}
    assert values == {"condition": "重病", "illness": "***", "carer": "冯一二"}
    assert run(db, sealer, rule()) == [0]
    everything = (rule("*", 2), rule("particulars", 2))
    assert run(db, sealer, *everything) == [1, 0]
    assert run(db, sealer, *everything) == [0, 0]
    (left,) = call("GET", file, DESK).json["items"]
    assert (left["erased"], left["fields"]) == (True, [])
    gone = call("GET", f"{file}/health/full?purpose=visit", DESK)
    assert gone.json["type"].endswith(":file-erased")
    card = call("GET", f"/v1/residents/{mine}", DESK).json
    assert (card["name"], card["identity_number"]) == ("已*名", None)
    assert card["organisation_id"] == COMMUNITY
    found = {"telephone": TELEPHONE}
    assert call("POST", "/v1/residents/search", DESK, found).json["items"] == []
    found = {"text": NAME}
    assert call("POST", "/v1/residents/find", DESK, found).json["items"] == []
    assert db.rows("select count(*) as n from residents")[0]["n"] == 1
    assert db.rows("select count(*) as n from section_entries")[0]["n"] == 1
    rows = db.rows("select fields from access_log where purpose = 'retention'")
    assert [list(row["fields"]) for row in rows] == [
        ["health:sensitive"],
        ["health:common", "particulars:2"],
    ]
    trail = SqlAccessTrail(db, sealer)
    assert trail.first_break(trail.head()) is None
    stored = everything_stored(db)
    for secret in (NAME, TELEPHONE, WRONG, ADDRESS, an_identity()):
        assert secret not in stored


def test_where_somebody_lived_is_forgotten_too_and_mistakes_can_still_be_undone(
    call, say, db, sealer, mine
):
    old, home, other = uuid4(), uuid4(), uuid4()
    for key in (old, home):
        say(record_household(key))
    number = an_identity(order="456")
    say(record_resident(other, household_id=old, identity_number=number))
    say(record_resident(mine, household_id=old))
    move = MoveResidents(
        actor=CLERK,
        move_id=uuid4(),
        kind=MoveKind.MERGE,
        from_household=old,
        to_household=home,
    )
    assert say(move) == 2
    head = {"household_id": home, "resident_id": mine}
    say(AppointHouseholdHead(actor=CLERK, **head))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=LONG_AGO))
    assert run(db, sealer, rule("particulars", 2)) == [1]
    rows = "select row_to_json(m)::text as said from {} m"
    (life,) = db.rows(rows.format("life_changes"))
    assert str(home) not in life["said"]
    (moved,) = db.rows(rows.format("household_moves"))
    assert str(mine) not in moved["said"] and str(other) in moved["said"]
    door = f"/v1/residents/{mine}/death/undo"
    assert call("POST", door, DESK, {"ground": "wrong-fact"}).status_code == 200
    assert say(UndoMove(actor=CLERK, move_id=move.move_id)) == 1


def test_old_requests_are_forgotten_and_open_ones_keep_the_file(
    call, say, db, sealer, mine
):
    one, _ = ask(call, mine)
    left = RecordDeparture(actor=CLERK, resident_id=mine, left_on=LONG_AGO)
    say(left)
    departed = rule(since=Since.DEPARTURE)
    closed = rule("requests", 2, Since.CLOSING, 0)
    assert run(db, sealer, departed, closed) == [0, 0]
    refused = {"granted": False, "reason": "与病历相符"}
    call("POST", f"/v1/rights-requests/{one}/decision", DESK, refused)
    assert run(db, sealer, departed, closed) == [1, 1]
    assert run(db, sealer, departed, closed) == [0, 0]
    (told,) = call("GET", "/v1/own/requests", own(mine)).json["items"]
    assert (told["statement"], told["reason"], told["values"]) == (None, None, {})
    assert told["request"]["state"] == "refused"
