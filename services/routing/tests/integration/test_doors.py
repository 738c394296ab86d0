"""The HTTP door and the command line, in this process, on a real database."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.bootstrap import assemble
from routing.entrypoints import cli, main
from routing.entrypoints.http import build_door
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_matter,
    later,
    the_units,
    to_open,
)

pytestmark = pytest.mark.integration

SWEPT = (
    "judged again 0, looked at as overdue {}, looked at for a reminder 0"
    ", as silent 0, dates counted anew 0\n"
)
RULES = f"""
rules:
  - {{code: all, category: "*", organisation_id: {COMMUNITY}}}
  - {{code: lamps, category: "lamp*", organisation_id: {STATION}, priority: 2}}
"""
MAPPING = """
answer:
  external_ref: {column: ref}
  resolved_at: {column: at}
  reply: {value: 已答复}
time_formats: ["%Y-%m-%d"]
"""


@pytest.fixture
def keys(tmp_path):
    return keys_in(tmp_path / "keys")


@pytest.fixture
def environ(database, keys):
    return {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_ROUTING": database("routing"),
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
    }


@pytest.fixture
def parts(environ):
    made = assemble(environ, clock=FrozenClock(NOON))
    with made.bus._new_unit_of_work() as work:
        for name in ("d-1", "s-1", "c-1", "c-2"):
            work.learn(the_units().find(name))
        work.commit()
    yield made
    made.database.close()


@pytest.fixture
def run(parts, monkeypatch, capsys):
    """Runs an operator command; returns what it wrote."""
    monkeypatch.setattr(cli, "process_parts", lambda: parts)

    def command(*arguments):
        main.main(["cli", *map(str, arguments)])
        return capsys.readouterr().out

    return command


@pytest.fixture
def rules(tmp_path, run):
    file = tmp_path / "rules.yml"
    file.write_text(RULES, "utf-8")
    run("rules", "load", file)
    return file


@pytest.fixture
def call(parts, keys):
    client = testing.TestClient(build_door(parts))
    issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def request(method, path, role=Role.SUPERVISOR, unit=STREET, **options):
        name = "somebody" if role is Role.SUPERVISOR else role.value
        actor = Actor(id=name, role=role, organisation_id=unit)
        token = issuer.token(actor, timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token}"} | options.pop("headers", {})
        return client.simulate_request(method, path, headers=headers, **options)

    return request


def open_case(parts, **changes):
    command = to_open(**changes)
    parts.bus.handle(command, a_cause())
    return command.petition_id


# -- HTTP ------------------------------------------------------------------------------


@pytest.mark.usefixtures("rules")
def test_a_case_goes_through_its_life_over_http(parts, call):
    case = f"/v1/cases/{open_case(parts)}"
    station = {"organisation_id": STATION, "due_at": "2026-11-16T20:00:00+08:00"}
    given = call("POST", f"{case}/assign", json=station)
    assert given.json["due_at"] == "2026-11-16T12:00:00+00:00"
    for verb, body in (
        ("start", None),
        ("return", {"reason": "不属本单位"}),
    ):
        done = call("POST", f"{case}/{verb}", Role.HANDLER, STATION, json=body)
        assert done.status_code == 200, done.text
    call("POST", f"{case}/assign", json={"organisation_id": COMMUNITY})
    answer = {"outcome": "explained", "reply": "解释说明"}
    done = call("POST", f"{case}/resolve", Role.HANDLER, COMMUNITY, json=answer)
    assert (done.json["state"], done.headers["ETag"]) == ("resolved", '"6"')
    sheet = call("GET", case)
    assert sheet.headers["ETag"] == '"6"'
    assert len(sheet.json["assignments"]) == 3


@pytest.mark.usefixtures("rules")
def test_an_operator_replays_an_old_answer_over_http(parts, call):
    case = open_case(parts, from_archive=True, received_at=later(days=-9))
    answer = {"outcome": "resolved", "reply": "好", "resolved_at": "2026-11-01T00:00Z"}
    done = call("POST", f"/v1/cases/{case}/resolve", Role.OPS, None, json=answer)
    assert done.status_code == 200, done.text


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("role", "unit", "query", "status", "number"),
    [
        (Role.SUPERVISOR, STREET, "", 200, 2),
        (Role.HANDLER, STATION, "", 200, 1),
        (Role.OPS, None, "", 200, 2),
        (Role.OPS, None, f"organisation={STATION}", 200, 1),
        (Role.OPS, None, "organisation=nobody", 422, None),
        (Role.HANDLER, STATION, f"organisation={COMMUNITY}", 403, None),
        (Role.HANDLER, None, "", 403, None),
        (Role.RESIDENT, None, "", 403, None),
        (Role.OPS, None, "after=x", 422, None),
        (Role.OPS, None, "overdue=true", 200, 0),
    ],
)
def test_a_worklist_is_for_those_it_concerns(
    parts, call, role, unit, query, status, number
):
    open_case(parts)
    open_case(parts, matter=a_matter(category="lamps"))
    answered = call("GET", "/v1/cases", role, unit, query_string=query)
    assert answered.status_code == status, answered.text
    assert number is None or len(answered.json["items"]) == number


@pytest.mark.usefixtures("rules")
def test_a_case_is_hidden_from_other_lines(parts, call):
    case = open_case(parts)
    hidden = call("GET", f"/v1/cases/{case}", Role.HANDLER, STATION)
    assert hidden.json["type"] == "urn:minqing:problem:not-your-case"
    assert call("GET", f"/v1/cases/{uuid4()}").status_code == 404


def test_a_rule_is_set_and_read_over_http(parts, call):
    place = "/v1/jurisdiction-rules/sea"
    sea = {
        "category": "sea",
        "organisation_id": STATION,
        "valid_from": "2026-11-02T08:00:00+08:00",
    }
    first, again = (call("PUT", place, unit=DISTRICT, json=sea) for _ in range(2))
    assert (first.status_code, first.json["revision"]) == (200, 1)
    assert again.json == first.json
    assert call("GET", place).json == first.json
    listed = call("GET", "/v1/jurisdiction-rules").json
    assert [rule["code"] for rule in listed["items"]] == ["sea"]
    foreign = call("PUT", place, unit=STATION, json=sea | {"organisation_id": "c-1"})
    assert foreign.status_code == 403
    wide = call("PUT", place, unit=STATION, json=sea | {"priority": 1000})
    assert wide.json["type"] == "urn:minqing:problem:rule-too-wide"
    who = call("GET", "/v1/competence?category=sea").json
    assert (who["organisation_id"], who["within_days"]) == (STATION, 60)
    nobody = call("GET", "/v1/competence?category=no-such").json
    assert nobody["organisation_id"] is None
    [line] = parts.timeline.of("rule:sea")
    assert (line["actor"], line["step"]) == ("supervisor:somebody", "rule-set")
    assert line["detail"]["organisation_id"] == STATION
    assert (line["detail"]["category"], line["detail"]["priority"]) == ("sea", 0)


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
)
def test_moments_at_the_ends_of_the_calendar_are_refused(parts, call, moment):
    case = f"/v1/cases/{open_case(parts, from_archive=True)}"
    rule = {"category": "sea", "organisation_id": STATION}
    ops = Role.OPS, None
    answers = [
        call(
            "POST",
            f"{case}/assign",
            json={"organisation_id": STATION, "due_at": moment},
        ),
        call(
            "POST",
            f"{case}/resolve",
            *ops,
            json={"outcome": "resolved", "reply": "好", "resolved_at": moment},
        ),
        *(
            call("PUT", "/v1/jurisdiction-rules/sea", *ops, json=rule | {name: moment})
            for name in ("valid_from", "valid_to")
        ),
        *(
            call("GET", "/v1/reports/answer-times", *ops, params={name: moment})
            for name in ("received_from", "received_to")
        ),
    ]
    assert [each.status_code for each in answers] == [422] * 6
    codes = {error["code"] for each in answers for error in each.json["errors"]}
    assert codes == {"moment-out-of-range"}


def test_answer_times_are_told_to_those_who_answer_for_them(call):
    times = call("GET", "/v1/reports/answer-times", query_string="within=15&within=60")
    assert [each["days"] for each in times.json["within"]] == [15, 60]
    assert call("GET", "/v1/reports/answer-times", Role.HANDLER).status_code == 403


def test_readiness_names_what_is_away(call):
    ready = call("GET", "/health/ready")
    assert [error["field"] for error in ready.json["errors"]] == ["broker"]


# -- the command line ------------------------------------------------------------------


def test_rules_are_loaded_and_loading_again_changes_nothing(parts, rules, run):
    edition = parts.directories.current().edition
    run("rules", "load", rules)
    parts.directories.forget()
    assert parts.directories.current().edition == edition
    assert parts.reader.rule("lamps").priority == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rules: [{code: a, category: '*'}]", "organisation_id"),
        ("rules: [{code: a, category: '**', organisation_id: c-1}]", "bad-rule"),
        ("rules: [{category: '*'}]", "does not hold rules"),
        ("[", "does not hold rules"),
        ("rules: [{code: a, category: '*', organisation_id: x}]", "a: unknown-org"),
    ],
)
def test_rules_that_mean_nothing_are_refused_in_words(tmp_path, run, content, words):
    file = tmp_path / "bad.yml"
    file.write_text(content, "utf-8")
    with pytest.raises(SystemExit, match=words):
        run("rules", "load", file, "--wait", "0.3")


@pytest.mark.usefixtures("rules")
def test_old_answers_are_replayed_and_counted(parts, run, tmp_path):
    old = datetime(2026, 9, 1, tzinfo=UTC)
    for ref in ("1", "2"):
        open_case(
            parts,
            external_ref=ref,
            from_archive=True,
            received_at=old,
            accepted_at=old,
        )
    mapping, file, report = (tmp_path / n for n in ("m.yml", "old.csv", "report.csv"))
    mapping.write_text(MAPPING, "utf-8")
    file.write_text("ref,at\n1,2026-09-11\n2,2026-10-31\n3,2026-09-11\n4,\n", "utf-8")
    arguments = ["replay-answers", file, "--mapping", mapping, "--report", report]
    assert run(*arguments) == "replayed 2, known 0, unanswered 1, faulty 1\n"
    assert report.read_text().splitlines()[1:] == ["3,3,,not-known"]
    again = run(*arguments[:-2], "--organisation", STREET)
    assert again == "replayed 0, known 2, unanswered 1, faulty 1\n"
    times = json.loads(run("answered", "--json", "--archive"))
    assert [each["answered"] for each in times["within"]] == [1, 2]
    words = run("answered", "--within", "15", "--organisation", STREET)
    assert "within 15 days: 1 of 2 (50.0%)" in words
    assert "median 35.0 days, longest 60.0" in words
    assert run("answered", "--live") == (
        "cases 0, answered 0\nwithin 15 days: 0 of 0 (0.0%)\n"
        "within 60 days: 0 of 0 (0.0%)\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["answered", "--within", "soon"],
        ["replay-answers", "none.csv", "--mapping", "none.yml"],
        ["trace", "MQ-0"],
        ["dead", "show", "1"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, arguments):
    with pytest.raises(SystemExit, match="routing: "):
        run(*arguments)


def test_a_mapping_or_a_file_of_another_kind_is_refused(run, tmp_path):
    mapping, file = tmp_path / "m.yml", tmp_path / "old.pdf"
    mapping.write_text("answer: 1", "utf-8")
    file.write_text("x")
    with pytest.raises(SystemExit, match=r"m\.yml"):
        run("replay-answers", file, "--mapping", mapping)
    mapping.write_text(MAPPING, "utf-8")
    with pytest.raises(SystemExit, match="jsonl, csv, xlsx"):
        run("replay-answers", file, "--mapping", mapping)


@pytest.mark.usefixtures("rules")
def test_what_is_due_can_be_looked_at_by_hand(parts, run):
    open_case(parts, accepted_at=later(days=-100))
    parts.clock.move_to(later(days=2))
    assert run("sweep") == SWEPT.format(1)
    assert run("sweep") == SWEPT.format(0)


def test_a_waiting_case_is_given_once_its_rule_begins(parts, call):
    place, ops = "/v1/jurisdiction-rules/sea", (Role.OPS, None)
    sea = {"category": "sea", "organisation_id": STATION}
    begins = sea | {"valid_from": later(days=1).isoformat()}
    assert call("PUT", place, *ops, json=begins).status_code == 200
    case = open_case(parts, matter=a_matter(category="sea"))
    parts.judge_waiting()
    assert parts.judge_waiting() == 0
    assert parts.reader.sheet(case).state == "unrouted"
    parts.clock.move_to(later(days=1))
    assert parts.judge_waiting() == 1
    assert parts.reader.sheet(case).organisation_id == STATION


def test_missing_settings_are_named(monkeypatch):
    monkeypatch.delenv("AMQP_URI", raising=False)
    cli.process_parts.cache_clear()
    with pytest.raises(SystemExit, match="AMQP_URI is missing"):
        main.main(["cli", "sweep"])
    with pytest.raises(SystemExit, match="DATABASE_URL_ROUTING"):
        main.main(["migrate"])
