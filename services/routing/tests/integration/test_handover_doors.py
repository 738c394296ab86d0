"""The doors of hand-overs, in this process, with a neighbour at the other end."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import scrypt
from types import SimpleNamespace
from uuid import uuid4

import pytest
import yaml
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.post import Letter, Post, Suspect
from routing.adapters.agencies.signing import Signer, make_private_key
from routing.adapters.handovers import followed
from routing.adapters.handovers.followed import FollowedReader
from routing.application.commands import RecordOrganisation, SetRule
from routing.application.handovers.commands import AcceptOffer
from routing.bootstrap import assemble
from routing.domain.handover import receiving, sending
from routing.domain.handover.errors import (
    HandOverNotFound,
    NotFollowed,
    TooManyGuesses,
)
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.leg import Leg
from routing.domain.handover.protocol import obey
from routing.domain.handover.terms import Tenure, Terms
from routing.domain.statements.letters import Line, Standing, Statement
from routing.entrypoints import cli, main
from routing.entrypoints.http import build_door
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_matter,
    a_rule,
    an_operator,
    the_units,
    to_open,
)

pytestmark = pytest.mark.integration

HERE, FAR = "jinquan-street", "jinniu-district"
TOP = (Role.CLERK, DISTRICT)
CHIEF = (Role.SUPERVISOR, DISTRICT)
CODE = "ABCD-EFGH"
BELOW = (Role.CLERK, COMMUNITY)
LEAVES = "510106-petitions"
DESK = (Role.CLERK, LEAVES)
"""A unit that speaks for the agency, and stands above nobody."""
OPS = (Role.OPS, None)
OFFER = {
    "to": FAR,
    "form": "transfer",
    "reason": "超出街道职权",
    "file": {"summary": "路灯", "name": "秦某", "phone": "1380"},
}


TAKEN = {HERE: "all", FAR: ["road", "elderly-*"]}
DIVISIONS = {HERE: "510106040", FAR: "510106"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A directory of two agencies with keys of their own."""
    made = tmp_path_factory.mktemp("agencies")
    levels = {HERE: ("street", FAR), FAR: ("district", None)}
    for name, (level, parent) in levels.items():
        public = make_private_key(made / f"{name}.pem")
        other = FAR if name == HERE else HERE
        forms = ["transfer", "assist"]
        told = {
            "id": name,
            "name": name,
            "level": level,
            "parent": parent,
            "keys": [{"id": "k1", "public": public, "valid_from": "2026-01-01"}],
            "grants": [{"from": other, "forms": forms, "categories": TAKEN[name]}],
            "division": DIVISIONS[name],
        }
        text = yaml.safe_dump(told, allow_unicode=True)
        (made / f"{name}.yml").write_text(text, "utf-8")
    return made


class FarSide:
    """The neighbour: the pure protocol, and its own desk for letters."""

    def __init__(self, folder, parts):
        directory = load_agencies(folder, NOON.date())
        signer = Signer.among(folder / f"{FAR}.pem", FAR, directory)
        self.post, self.parts = Post(FAR, directory, signer), parts
        self.leg, self.heard, self.file = None, [], None

    def do(self, decision, file=None):
        self.leg = decision.leg
        letters = [
            self.post.seal(word, self.parts.clock.now(), file=file or CaseFile())
            for word in decision.words
        ]
        return [self.parts.agencies.desk.take(letter) for letter in letters]

    def settle(self):
        """Hear what was sent, and answer, until all is quiet."""
        sql = "delete from agency_outbox returning *"
        while rows := self.parts.database.rows(sql):
            for row in sorted(rows, key=lambda row: row["seq"]):
                letter = Letter(body=row["body"].encode(), signature=row["signature"])
                said = self.post.open(letter, self.parts.clock.now())
                self.heard.append(said)
                word = said.word
                known = self.leg and self.leg.matter_id == word.matter_id
                leg = (
                    self.leg
                    if known
                    else Leg(matter_id=word.matter_id, me=FAR, first=word.first)
                )
                self.do(obey(leg, word, at=self.parts.clock.now()), self.file)

    def accept(self):
        [row] = self.leg.received
        at = self.parts.clock.now()
        self.do(receiving.accept(self.leg, row.terms.handover_id, at=at))
        self.settle()

    def offer(self, receipt="JN-1", form=Form.TRANSFER, accused=()):
        matter, now = uuid4(), self.parts.clock.now()
        tenure = Tenure(owner=FAR, handover_id=None, since=now)
        leg = Leg(matter_id=matter, me=FAR, first=FAR, history=(tenure,))
        terms = Terms(
            handover_id=uuid4(),
            form=form,
            sender=FAR,
            to=HERE,
            epoch=2,
            until=now + timedelta(days=5),
        )
        file = CaseFile(
            petition_id=matter,
            receipt=receipt,
            category="road",
            division_code="510106040019",
            received_at=NOON,
            accepted_at=NOON,
            summary="路灯",
            accused=accused,
            code_check=scrypt(
                b"ABCDEFGH", salt=matter.bytes, n=2**14, r=8, p=1, dklen=32
            ).hex(),
        )
        self.file = file
        assert self.do(sending.offer(leg, terms, at=now), file) == ["obeyed"]
        return terms.handover_id


@pytest.fixture
def environ(database, tmp_path, folder):
    keys = keys_in(tmp_path / "keys")
    return {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_ROUTING": database("routing"),
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
        "AGENCY_ID": HERE,
        "AGENCIES_DIR": str(folder),
        "AGENCY_KEY_FILE": str(folder / f"{HERE}.pem"),
        "AGENCY_DESKS": LEAVES,
    }


@pytest.fixture
def parts(environ):
    made = assemble(environ, clock=FrozenClock(NOON))
    for unit in (DISTRICT, STREET, COMMUNITY):
        made.bus.handle(RecordOrganisation(unit=the_units().find(unit)), a_cause())
    made.bus.handle(SetRule(actor=an_operator(), rule=a_rule()), a_cause())
    yield made
    made.database.close()


@pytest.fixture
def call(parts, tmp_path):
    client = testing.TestClient(build_door(parts))
    keys = keys_in(tmp_path / "keys")
    issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def request(method, path, who=TOP, json=None, **options):
        actor = Actor(id="somebody", role=who[0], organisation_id=who[1])
        token = issuer.token(actor, timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token}"} | options.pop("headers", {})
        return client.simulate_request(
            method, path, headers=headers, json=json, **options
        )

    return request


@pytest.fixture
def far(folder, parts):
    return FarSide(folder, parts)


@pytest.fixture
def case(parts):
    command = to_open()
    parts.bus.handle(command, a_cause())
    return f"/v1/cases/{command.petition_id}"


def refused(answered):
    return answered.status_code, answered.json["type"].rpartition(":")[2]


def test_b04_a_case_is_offered_listed_accepted_there_and_followed(call, case, far):
    key = {"headers": {"Idempotency-Key": "one"}}
    made = call("POST", f"{case}/handovers", json=OFFER, **key)
    assert (made.status_code, made.json["state"]) == (201, "offered")
    again = call("POST", f"{case}/handovers", json=OFFER, **key)
    assert again.json["handover_id"] == made.json["handover_id"]
    other = OFFER | {"reason": "别的理由"}
    reused = call("POST", f"{case}/handovers", json=other, **key)
    assert refused(reused) == (409, "idempotency-key-reused")
    path = f"/v1/handovers/{made.json['handover_id']}"
    assert call("GET", path, BELOW).json["our_due_at"]
    second = call("POST", f"{case}/handovers", json=OFFER)
    assert refused(second) == (409, "handover-open")
    far.settle()
    assert {said.file.name for said in far.heard} == {""}
    far.accept()
    assert call("GET", case).json["state"] == "handed-over"
    listed = call("GET", "/v1/handovers", params={"direction": "out"}).json["items"]
    assert [(e["state"], e["owner"]) for e in listed] == [("handed-over", FAR)]
    assert refused(call("POST", f"{path}/recall")) == (409, "transition-refused")
    told = call("GET", "/v1/agency-disclosures", OPS).json["items"]
    assert {e["word"]: "phone" in e["fields"] for e in told} == {
        "confirm": True,
        "offer": False,
    }
    assert refused(
        call("GET", "/v1/agency-disclosures", (Role.SUPERVISOR, STREET))
    ) == (
        403,
        "not-your-case",
    )


def test_a24_an_offer_is_recalled_or_not_granted(call, case, far, parts):
    wrong = OFFER | {"form": "entrust", "due": "2026-12-01T00:00:00Z"}
    refusal = call("POST", f"{case}/handovers", json=wrong)
    assert refused(refusal) == (403, "not-granted")
    noise = to_open(matter=a_matter(category="noise"))
    parts.bus.handle(noise, a_cause())
    refusal = call("POST", f"/v1/cases/{noise.petition_id}/handovers", json=OFFER)
    assert refused(refusal) == (403, "category-not-granted")
    assert call("POST", f"{case}/handovers", json={"to": FAR}).status_code == 422
    made = call("POST", f"{case}/handovers", json=OFFER).json
    recalled = call("POST", f"/v1/handovers/{made['handover_id']}/recall")
    assert recalled.json["state"] == "recalled"
    assert call("GET", case).json["state"] == "assigned"


def test_what_each_takes_is_told_by_category_and_the_nearest_is_named(call):
    about = {"category": "noise", "division_code": "510106041001"}
    [told] = call("GET", "/v1/agencies", params=about).json["items"]
    assert (told["takes"], told["nearest"]) == (["return"], True)
    assert told["takes_categories"] == ["road", "elderly-*"]
    assert (told["sends_categories"], told["division_code"]) == (["*"], "510106")
    here = {"category": "elderly-care", "division_code": "510106040019"}
    [told] = call("GET", "/v1/agencies", params=here).json["items"]
    assert (told["takes"], told["nearest"]) == (["transfer", "return", "assist"], False)
    [told] = call("GET", "/v1/agencies").json["items"]
    assert (told["takes"], told["nearest"]) == (["transfer", "return", "assist"], False)
    wrong = {"division_code": "street"}
    assert call("GET", "/v1/agencies", params=wrong).status_code == 422


def test_an_offer_to_us_is_answered_by_who_speaks_for_the_agency(call, far):
    handover = far.offer()
    path = f"/v1/handovers/{handover}"
    assert call("GET", path, BELOW).status_code == 403
    assert call("GET", "/v1/handovers", BELOW).json["items"] == []
    for who in (BELOW, (Role.SUPERVISOR, STREET)):
        assert refused(call("POST", f"{path}/accept", who, json={})) == (
            403,
            "not-your-case",
        )
    accepted = call("POST", f"{path}/accept", json={"leader": "周某"})
    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")
    far.settle()
    opened = call("GET", "/v1/cases/JN-1").json
    assert (opened["state"], opened["organisation_id"]) == ("assigned", COMMUNITY)
    told = call("GET", f"{path}/file", BELOW, params={"purpose": "办理"})
    assert told.json["summary"] == "路灯"
    assert call("GET", f"{path}/file", BELOW).status_code in {400, 422}
    back = call("POST", f"{path}/return", json={"reason": "不属于本街道"})
    assert back.status_code == 200
    out = call("GET", "/v1/handovers", params={"direction": "out"}).json["items"]
    assert [each["form"] for each in out] == ["return"]


def test_c20_the_desk_that_the_agency_named_sees_and_answers_all(call, parts, far):
    desk = replace(the_units().find(COMMUNITY), organisation_id=LEAVES)
    parts.bus.handle(RecordOrganisation(unit=desk), a_cause())
    path = f"/v1/handovers/{far.offer()}"
    assert call("GET", "/v1/agencies", DESK).json["speaks"] is True
    assert call("GET", "/v1/agencies", BELOW).json["speaks"] is False
    [shown] = call("GET", "/v1/handovers", DESK).json["items"]
    assert (shown["may"], shown["agency_name"]) == (["accept", "refuse"], FAR)
    assert call("POST", f"{path}/accept", DESK, json={}).status_code == 200
    far.settle()
    [taken] = call("GET", "/v1/handovers", DESK).json["items"]
    assert (taken["state"], taken["case_state"]) == ("taken", "assigned")
    reason = {"json": {"reason": "裁定"}}
    for who, why in (
        (CHIEF, (409, "not-contested")),
        ((Role.SUPERVISOR, STREET), (403, "not-your-case")),
    ):
        assert refused(call("POST", f"{path}/concede", who, **reason)) == why
    assert call("POST", f"{path}/concede", DESK, **reason).status_code == 403


ANOTHER_ROUND = """
insert into agency_legs select later.* from agency_legs l, jsonb_populate_record(l,
    jsonb_build_object('matter_id', :matter_id, 'round', 2, 'theirs', '{}'::jsonb)
) later where l.receipt = 'JN-1' returning 1
"""


def test_a24_the_citizens_own_number_and_code_open_the_matter_where_it_went(
    call, parts, far
):
    """The first agency's receipt; wrong codes are counted, and tell nothing."""

    def look(code, receipt="JN-1"):
        said = {"receipt": receipt, "code": code}
        return call("POST", "/v1/followed", json=said)

    path = f"/v1/handovers/{far.offer()}"
    assert refused(look(CODE)) == (404, "not-followed")
    call("POST", f"{path}/accept", json={})
    far.settle()
    shown = look("abcdefgh")
    assert shown.status_code == 200
    assert (shown.json["agency"], shown.json["here"]) == (HERE, True)
    assert (shown.json["first_agency"], shown.json["state"]) == (FAR, "assigned")
    assert shown.json["due_at"] and shown.json["reply"] is None
    assert not {"秦某", "1380", "路灯"} & set(map(str, shown.json.values()))
    assert refused(look(CODE, "JN-2")) == (404, "not-followed")
    for _ in range(4):  # one came too early, and counts
        assert refused(look("0000-0000")) == (404, "not-followed")
    assert refused(look("0000-0000")) == (409, "too-many-guesses")
    assert look(CODE).status_code == 200, "nobody shuts out who opened it before"
    new_here = FollowedReader(parts.database, parts.clock)
    with pytest.raises(TooManyGuesses):
        new_here.open("JN-1", CODE)
    parts.clock.advance(timedelta(minutes=16))
    assert new_here.open("JN-1", CODE)["receipt"] == "JN-1"
    parts.database.rows(ANOTHER_ROUND, matter_id=str(uuid4()))
    another = FollowedReader(parts.database, parts.clock)
    assert another.open("JN-1", CODE), "an offer of a later round tells no code"


def test_a_number_that_nobody_has_is_answered_like_any_other(
    call, parts, far, monkeypatch
):
    far.offer()
    looks, waits = [], []
    monkeypatch.setattr(followed, "fits", lambda *a: looks.append(a))
    monkeypatch.setattr(followed, "time", SimpleNamespace(sleep=waits.append))

    def answers(receipt):
        said = {"receipt": receipt, "code": "00000000"}
        return [refused(call("POST", "/v1/followed", json=said)) for _ in range(6)]

    guesses = [(404, "not-followed")] * 5 + [(409, "too-many-guesses")]
    assert answers("JN-1") == answers("JN-404") == guesses
    assert (looks, waits) == ([], [followed.A_LOOK] * 10), "as long, at no cost"


def test_guesses_at_one_moment_are_counted_before_they_are_looked_at(
    call, parts, far, monkeypatch
):
    call("POST", f"/v1/handovers/{far.offer()}/accept", json={})
    far.settle()
    reader, looked = FollowedReader(parts.database, parts.clock), []

    def others_come_meanwhile(*_):
        looked.append(1)
        with suppress(NotFollowed, TooManyGuesses):
            reader.open("JN-1", "00000000")
        return False

    monkeypatch.setattr(followed, "fits", others_come_meanwhile)
    with pytest.raises(NotFollowed):
        reader.open("JN-1", "00000000")
    assert len(looked) == 5


def test_an_offer_to_us_is_refused_with_a_reason(call, parts, far):
    path = f"/v1/handovers/{far.offer()}"
    answer = call("POST", f"{path}/refuse", json={"reason": "不属于本街道"})
    assert answer.json["state"] == "refused"
    far.settle()
    [row] = far.leg.sent
    assert (row.state.value, row.said) == ("refused", "不属于本街道")
    parts.gauges.refresh()
    [shown] = re.findall(r"handovers_refused{.*} (.+)", parts.metrics.render().decode())
    assert float(shown) == 0, "counted where it was offered, not where it was refused"
    assert refused(call("GET", "/v1/cases/JN-1")) == (404, "case-not-found")


def test_a_letter_in_quarantine_is_shown_looked_at_again_and_left(call, parts, far):
    spoiled = Letter(body=b'{"sender": "jinniu-district", "name": "x"}', signature="x")
    assert parts.agencies.desk.take(spoiled) == "quarantined"
    assert parts.agencies.desk.take(spoiled) == "quarantined"
    [held] = call("GET", "/v1/agency-quarantine", OPS).json["items"]
    assert (held["claims"], held["times"]) == (FAR, 2)
    assert "body" not in held
    others = {"agency": "nobody"}
    assert call("GET", "/v1/agency-quarantine", OPS, params=others).json["items"] == []
    path = f"/v1/agency-quarantine/{held['letter_id']}"
    assert call("POST", f"{path}/admit", (Role.SUPERVISOR, STREET)).status_code == 403
    assert refused(call("POST", f"{path}/admit", CHIEF)) == (409, "still-suspect")
    said = {"reason": "电话核实，非该机关所发"}
    assert call("POST", f"{path}/dismiss", CHIEF, json=said).status_code == 204
    [held] = call("GET", "/v1/agency-quarantine", OPS).json["items"]
    assert (held["state"], held["decided_by"]) == ("dismissed", "somebody")


def test_a_revoked_key_undoes_nothing_and_what_was_not_readable_is_read_later(
    parts, far, monkeypatch
):
    sealed = []
    monkeypatch.setattr(far, "do", lambda decision, file: sealed.append(decision))
    with pytest.raises(AssertionError):
        far.offer()
    [word] = sealed[0].words
    letter = far.post.seal(word, parts.clock.now(), file=far.file)
    desk, post = parts.agencies.desk, parts.agencies.desk._post
    opened = post.open
    monkeypatch.setattr(post, "open", suspect("unreadable: wrong: word"))
    assert (desk.take(letter), desk.look_again()) == ("quarantined", 0)
    monkeypatch.setattr(post, "open", opened)
    assert (desk.look_again(), desk.look_again()) == (1, 0)
    monkeypatch.setattr(post, "open", suspect("signed by a revoked key"))
    assert desk.take(letter) == "known"
    other = Letter(body=letter.body + b" ", signature=letter.signature)
    assert desk.take(other) == "quarantined"


def suspect(why):
    def refuse(*_):
        raise Suspect(why)

    return refuse


def test_what_a_statement_differs_in_is_listed_and_settled_by_who_governs(
    call, parts, far
):
    line = Line(matter_id=uuid4(), standings=(standing("taken"),), receipt="JN-7")
    about = {"sender": FAR, "to": HERE, "incarnation": 0, "heard": 0}
    told = Statement(**about, after=None, upto=None, lines=(line,))
    letter = far.post.seal_account(told, parts.clock.now())
    assert parts.agencies.desk.take(letter) == "obeyed"
    assert parts.agencies.desk.take(letter) == "known"
    path = "/v1/agency-differences"
    assert call("GET", path, (Role.SUPERVISOR, STREET)).status_code == 403
    assert refused(call("GET", path, OPS, params={"after": "x"}))[0] == 422
    [row] = call("GET", path, OPS, params={"state": "open"}).json["items"]
    assert (row["kind"], row["receipt"], row["agency"]) == ("unknown-here", "JN-7", FAR)
    settle = f"{path}/{row['difference_id']}/settle"
    said = {"reason": "已电话核实"}
    assert call("POST", settle, BELOW, json=said).status_code == 403
    assert call("POST", settle, CHIEF, json=said).status_code == 204
    again = call("POST", settle, CHIEF, json=said)
    assert refused(again) == (404, "difference-not-found")
    [row] = call("GET", path, OPS).json["items"]
    assert (row["state"], row["note"]) == ("settled", "已电话核实")


def standing(state):
    return Standing(handover_id=uuid4(), sent=False, state=state)


def test_art30_the_accused_find_no_hand_over_of_their_case(call, parts):
    command = to_open(matter=a_matter(accused=(COMMUNITY,)))
    parts.bus.handle(command, a_cause())
    path = f"/v1/cases/{command.petition_id}/handovers"
    assert refused(call("POST", path, BELOW, OFFER)) == (404, "case-not-found")
    made = call("POST", path, json=OFFER).json
    one = f"/v1/handovers/{made['handover_id']}"
    assert refused(call("GET", one, BELOW)) == (404, "handover-not-found")
    assert refused(call("POST", f"{one}/recall", BELOW)) == (404, "handover-not-found")
    assert call("GET", "/v1/handovers", BELOW).json["items"] == []


def test_art30_a_desk_that_an_offer_accuses_finds_and_answers_none(call, parts, far):
    """Nobody here has the case yet: whom it accuses the other agency told."""
    desk = replace(the_units().find(COMMUNITY), organisation_id=LEAVES)
    parts.bus.handle(RecordOrganisation(unit=desk), a_cause())
    handover = far.offer(accused=(LEAVES,))
    path = f"/v1/handovers/{handover}"
    assert call("GET", "/v1/handovers", DESK).json["items"] == []
    asked = {"purpose": "办理"}
    assert call("GET", f"{path}/file", DESK, params=asked).status_code == 404
    for act, said in (("accept", {}), ("refuse", {"reason": "不属实"})):
        answer = call("POST", f"{path}/{act}", DESK, json=said)
        assert refused(answer) == (404, "handover-not-found")
    about = {"matter_id": far.leg.matter_id, "handover_id": handover, "leader": ""}
    actor = Actor(id="x", role=Role.CLERK, organisation_id=LEAVES)
    with pytest.raises(HandOverNotFound):
        parts.bus.handle(AcceptOffer(actor=actor, **about), a_cause())
    assert call("POST", f"{path}/accept", json={}).status_code == 200


def test_operators_verify_a_timeline_and_begin_again_after_a_restore(
    call, case, far, parts, monkeypatch, capsys
):
    call("POST", f"{case}/handovers", json=OFFER)
    far.settle()
    far.accept()
    monkeypatch.setattr(cli, "process_parts", lambda: parts)
    receipt = call("GET", case).json["receipt"]
    with pytest.raises(SystemExit):
        main.main(["cli", "history", "verify", "JQ-0"])
    parts.database.rows("update agency_entries set what = 'refused' where number = 2")
    with pytest.raises(SystemExit):
        main.main(["cli", "history", "verify", receipt])
    assert "broken at 2: changed" in capsys.readouterr().out
    main.main(["cli", "agency", "digest"])
    assert f"{FAR}: told of 1 matters" in capsys.readouterr().out
    brought_back = "update agency_home set born = born"  # written anew, as by a dump
    assert parts.agencies.home.is_settled
    parts.database.rows(brought_back + " returning one")
    home = parts.agencies.home
    home._settled = False
    assert parts.health.failures()["home"] == "being-restored"
    with pytest.raises(SystemExit, match="restored"):
        main.main(["cli", "agency", "digest"])
    main.main(["cli", "agency", "restored"])
    assert "home" not in parts.health.failures()
    assert "1 neighbours are asked" in capsys.readouterr().out
    [row] = call("GET", "/v1/handovers").json["items"]
    assert row["reconciling"]
    waived = {"reason": "对方停机检修"}
    path = f"/v1/agencies/{FAR}/waive"
    assert call("POST", path, CHIEF, json=waived).status_code == 204
    [row] = call("GET", "/v1/handovers").json["items"]
    assert not row["reconciling"]
    parts.gauges.refresh()


def test_an_agency_that_stands_alone_has_doors_without_neighbours(environ, tmp_path):
    alone = {
        k: v for k, v in environ.items() if not k.startswith(("AGENCY_", "AGENCIES"))
    }
    parts = assemble(alone, clock=FrozenClock(NOON))
    client = testing.TestClient(build_door(parts))
    keys = keys_in(tmp_path / "keys")
    actor = Actor(id="x", role=Role.SUPERVISOR, organisation_id=DISTRICT)
    token = Issuer(keys.jwt_private.read_bytes(), "test").token(
        actor, timedelta(hours=1)
    )
    headers = {"Authorization": f"Bearer {token}"}
    assert client.simulate_get("/v1/agencies", headers=headers).json == {
        "items": [],
        "me": None,
        "name": None,
        "speaks": False,
    }
    answer = client.simulate_post(
        f"/v1/cases/{uuid4()}/handovers", headers=headers, json=OFFER
    )
    assert refused(answer) == (409, "stands-alone")
    parts.database.close()
