"""A citizen's first number and code open a matter where it went; guesses count."""

from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from routing.adapters.handovers import followed
from routing.adapters.handovers.followed import FollowedReader
from routing.domain.handover.errors import NotFollowed, TooManyGuesses
from services.routing.tests.handover_house import (
    CODE,
    FAR,
    HERE,
    call,
    environ,
    far,
    folder,
    parts,
    refused,
)

pytestmark = pytest.mark.integration

__all__ = ["call", "environ", "far", "folder", "parts"]

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
