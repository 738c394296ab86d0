"""What operators see of neighbours: suspect letters, differences, a restore."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from routing.adapters.agencies.post import Letter, Suspect
from routing.domain.statements.letters import Line, Standing, Statement
from routing.entrypoints import cli, main
from services.routing.tests.builders import STREET
from services.routing.tests.handover_house import (
    BELOW,
    CHIEF,
    FAR,
    HERE,
    OFFER,
    OPS,
    call,
    case,
    environ,
    far,
    folder,
    parts,
    refused,
)

pytestmark = pytest.mark.integration

__all__ = ["call", "case", "environ", "far", "folder", "parts"]


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
    forgotten = []
    for days in (59, 2, 1):
        parts.clock.advance(timedelta(days=days))
        forgotten.append(parts.agencies.desk.quarantine.forget())
    assert forgotten == [0, 1, 0]
    [kept] = parts.database.rows("select claims, reason, body from agency_quarantine")
    assert (kept["claims"], kept["body"]) == (FAR, "")


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
