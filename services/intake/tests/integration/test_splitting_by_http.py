"""拆件 by HTTP: one coming becomes several matters, in one transaction and once."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Event
from uuid import UUID

import pytest

from intake.adapters.unit_of_work import SqlIntakeWork
from intake.application.commands import NoteCaseFact
from intake.application.signing import sign_all
from intake.domain.progress import Agency, CaseFact, CaseStep
from minqing_local.waiting import wait_until
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
)
from services.intake.tests.integration.test_pictures_by_http import SENT, look, send

WHO = {"name": "周某某", "telephone": "13800008000"}
LIFT = {"text": "电梯停了三天。"}
LID = {"text": "井盖松了，晚上响。", "category": "general", "place": "2栋"}


@pytest.fixture
def first(door):
    words = "路灯不亮；电梯停了；井盖松了。"
    return door.submit(organisation_id=COMMUNITY, contact=WHO, text=words).json


def split(door, petition, *parts, key=None, token=None, revision=1, reason="几件事"):
    body = {"parts": list(parts), "reason": reason, "revision": revision}
    path = f"/v1/petitions/{petition['receipt']}/split"
    headers = {"Idempotency-Key": key} if key else {}
    return door.call("POST", path, body, token=token or door.token(), headers=headers)


def code_of(intake, petition):
    return intake.codes.of(UUID(petition["petition_id"]))


def page(intake, door, petition):
    code = code_of(intake, petition)
    return door.call("GET", f"/v1/petitions/{petition['receipt']}?code={code}").json


def problem(answer):
    return answer.json["type"].rpartition(":")[2], answer.json.get("errors")


def test_each_part_has_a_number_a_code_and_the_moment_of_the_first(
    intake, door, first, steered
):
    steered.advance(2 * DAY)
    done = split(door, first, LIFT, LID)
    assert done.status_code == 201, done.text
    lift, lid = done.json["parts"]
    assert done.json["receipt"] == first["receipt"]
    assert lift["received_at"] == first["received_at"]
    shown = page(intake, door, lid)
    assert (shown["split_from"], shown["received_at"]) == (
        first["receipt"],
        first["received_at"],
    )
    assert shown["siblings"] == [first["receipt"], lift["receipt"]]
    assert "电梯" not in str(shown)
    assert code_of(intake, lift) not in str(shown)
    assert page(intake, door, first)["siblings"] == [lift["receipt"], lid["receipt"]]
    token = door.token()
    seen = door.call("GET", f"/v1/petitions/{lid['receipt']}", token=token).json
    assert (seen["staff"]["place"], seen["category"]) == ("2栋", "general")
    assert seen["staff"]["contact"]["telephone"].startswith("138")
    path = f"/v1/petitions/{first['receipt']}"
    whole = door.call("GET", path, token=token).json
    assert whole["staff"]["text"] == "路灯不亮；电梯停了；井盖松了。"
    [division] = whole["staff"]["divisions"]
    assert seen["staff"]["divisions"] == [division]
    assert (division["by"], division["reason"], division["parts"]) == (
        "li-na",
        "几件事",
        2,
    )
    told = (division["whole"], division["receipts"])
    assert told == (first["receipt"], [lift["receipt"], lid["receipt"]])
    [change] = door.call("GET", f"{path}/changes", token=token).json["changes"]
    assert (change["field"], change["after"], change["reason"]) == (
        "split",
        "2",
        "几件事",
    )


def test_a_code_is_told_to_its_petitioner_and_to_a_clerk_where_no_letter_goes(
    intake, door, first
):
    [lift] = split(door, first, LIFT).json["parts"]
    assert lift["tracking_code"] is None
    nobody = door.submit(organisation_id=COMMUNITY, text="路灯不亮；电梯停了。").json
    [lift] = split(door, nobody, LIFT).json["parts"]
    assert lift["tracking_code"] == code_of(intake, lift)


def test_what_is_told_names_the_parts_and_no_person(intake, door, first):
    lift, lid = split(door, first, LIFT, LID).json["parts"]
    rows = intake.database.rows("select routing_key, body from outbox order by seq")
    keys = [row["routing_key"].removeprefix("intake.petition.") for row in rows]
    assert keys == ["accepted.v1", "split.v1", "accepted.v1", "accepted.v1"]
    bodies = [row["body"] for row in rows]
    told = json.loads(bodies[1])
    assert told["part_receipts"] == [lift["receipt"], lid["receipt"]]
    assert [json.loads(each)["split_from"] for each in bodies[2:]] == [
        first["receipt"]
    ] * 2
    assert not any(word in str(bodies) for word in ("电梯", *WHO.values()))


def test_the_same_request_again_divides_nothing_more(intake, door, first):
    given = split(door, first, LIFT, LID, key="split-1")
    again = split(door, first, LIFT, LID, key="split-1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == given.json
    other = door.submit(organisation_id=COMMUNITY).json
    assert problem(split(door, other, LIFT, LID, key="split-1"))[0] == (
        "idempotency-key-reused"
    )
    assert problem(split(door, first, LIFT))[0] == "stale-revision"
    rows = intake.database.rows("select count(*) as n from petition_parts")
    assert rows[0]["n"] == 2


def test_of_two_who_divide_at_the_same_moment_one_reads_again(door, intake, first):
    with ThreadPoolExecutor(2) as both:
        said = [both.submit(split, door, first, LIFT, key=f"at-once-{n}") for n in "ab"]
        done = sorted(each.result().status_code for each in said)
    assert done == [201, 409]
    rows = intake.database.rows("select count(*) as n from petition_parts")
    assert rows[0]["n"] == 1


def test_a_part_shows_those_of_the_firsts_pictures_that_the_clerk_chose(
    door, intake, first
):
    send(door, first)
    sha = sha256(SENT).hexdigest()
    said = (LIFT, LID | {"pictures": [sha, sha]})
    unknown = split(door, first, LIFT | {"pictures": ["0" * 64]})
    assert problem(unknown)[0] == "broken-petition"
    for _ in "ab":
        lift, lid = split(door, first, *said, key="with-pictures").json["parts"]
    token = door.token()

    def shown(petition):
        path = f"/v1/petitions/{petition['receipt']}/pictures"
        items = door.call("GET", path, token=token).json["items"]
        return [(each["sha256"], each["own"]) for each in items]

    assert (shown(first), shown(lift)) == ([(sha, True)], [])
    assert shown(lid) == [(sha, True)]
    assert look(door, lid, token).content == look(door, first, token).content
    rows = intake.database.rows("select digest from petition_pictures")
    assert len({row["digest"] for row in rows}) == len(rows) == 2


WAITING = """
select count(*) as n from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())
"""


def test_of_one_coming_ten_come_at_most_though_two_of_it_are_divided_at_once(
    door, intake, first, monkeypatch
):
    """Each alone would stay below; the second waits for the first, then sees it."""
    lift = split(door, first, *[LIFT] * 5).json["parts"][0]
    assert split(door, first, LIFT, LID, revision=2).status_code == 201
    commit, counted = SqlIntakeWork.commit, Event()

    def held(work):
        if not counted.is_set():
            counted.set()
            wait_until(lambda: intake.database.rows(WAITING)[0]["n"], "the second", 60)
        commit(work)

    monkeypatch.setattr(SqlIntakeWork, "commit", held)
    with ThreadPoolExecutor(2) as both:
        one = both.submit(split, door, first, LIFT, LID, revision=3)
        assert counted.wait(60)
        other = both.submit(split, door, lift, LIFT, LID)
        assert one.result().status_code == 201
    code, errors = problem(other.result())
    assert (code, errors[0]["code"]) == ("split-refused", "split-too-many")


def test_what_cannot_be_divided_is_refused_by_name(intake, door, first):
    fact = CaseFact(
        revision=1,
        step=CaseStep.HANDED_OVER,
        at=NOON,
        organisation_id=COMMUNITY,
        agency=Agency(agency_id="district", name="区信访局"),
    )
    own = UUID(first["petition_id"])
    intake.bus.handle(NoteCaseFact(petition_id=own, fact=fact), STORY)
    code, errors = problem(split(door, first, LIFT))
    assert (code, errors[0]["code"]) == ("split-refused", "split-elsewhere")
    far = door.token(organisation=OTHER_COMMUNITY)
    assert split(door, first, LIFT, token=far).status_code == 403
    handler = door.token("handler")
    assert split(door, first, LIFT, token=handler).status_code == 403
    assert split(door, first, *[LIFT] * 6).status_code == 422
    assert split(door, first).status_code == 422


def test_a_part_that_turns_out_to_accuse_is_beside_nothing_of_the_accuseds(
    intake, door, first
):
    lift, lid = split(door, first, LIFT, LID).json["parts"]
    accuse = "update petitions set accused = :a where receipt = :r returning receipt"
    intake.database.rows(accuse, a=[COMMUNITY], r=lid["receipt"])
    path = f"/v1/petitions/{first['receipt']}"
    theirs = door.call("GET", path, token=door.token()).json
    above = door.call("GET", path, token=door.token(organisation=STREET)).json
    assert theirs["siblings"] == [lift["receipt"]]
    assert theirs["staff"]["divisions"] == []
    assert len(above["staff"]["divisions"]) == 1
    changes = door.call("GET", f"{path}/changes", token=door.token()).json["changes"]
    assert changes == []
    intake.database.rows(accuse, a=[COMMUNITY], r=first["receipt"])
    path = f"/v1/petitions/{lift['receipt']}"
    theirs = door.call("GET", path, token=door.token()).json
    assert (theirs["siblings"], theirs["split_from"]) == ([], None)
    assert above["siblings"] == [lift["receipt"], lid["receipt"]]


def test_each_division_names_what_was_divided_and_what_came_of_it(door, first, steered):
    [lift] = split(door, first, LIFT).json["parts"]
    steered.advance(DAY)
    [lid] = split(door, lift, LID).json["parts"]
    [lamp] = split(door, first, LIFT, revision=2).json["parts"]

    def told(petition):
        path = f"/v1/petitions/{petition['receipt']}"
        staff = door.call("GET", path, token=door.token()).json["staff"]
        return [(each["whole"], each["receipts"]) for each in staff["divisions"]]

    f, a, b, c = (each["receipt"] for each in (first, lift, lid, lamp))
    assert told(first) == [(f, [a]), (f, [c])]
    assert told(lift) == [(f, [a]), (a, [b])]
    assert told(lid) == [(a, [b])]


def test_parts_are_not_suggested_as_the_same_matter(intake, door, first):
    lift, lid = split(door, first, LIFT, LID).json["parts"]
    third = door.submit(organisation_id=COMMUNITY, contact=WHO).json
    sign_all(lambda command: intake.bus.handle(command, STORY))
    for each in (first, lift, lid):
        path = f"/v1/petitions/{each['receipt']}/similar"
        found = door.call("GET", path, token=door.token()).json["similar"]
        assert [one["receipt"] for one in found] == [third["receipt"]]
