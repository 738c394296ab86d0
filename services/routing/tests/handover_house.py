"""Routing's doors in a street's agency, and the district beyond the wire."""

from datetime import timedelta
from hashlib import scrypt
from uuid import uuid4

import pytest
import yaml
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.post import Letter, Post
from routing.adapters.agencies.signing import Signer, make_private_key
from routing.application.commands import RecordOrganisation, SetRule
from routing.bootstrap import assemble
from routing.domain.handover import receiving, sending
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.leg import Leg
from routing.domain.handover.protocol import obey
from routing.domain.handover.terms import Tenure, Terms
from routing.entrypoints.http import build_door
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_rule,
    an_operator,
    the_units,
    to_open,
)

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
