"""Campaigns, indicators and regulations over HTTP, on a real database."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import HearPetition
from registry.domain.archive.petitions import PetitionState, Standing, Told
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    record_household,
    record_staff,
)
from services.registry.tests.check_builders import HOME
from services.registry.tests.visit_builders import (
    a_home,
    a_meeting,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.integration

HEAD = ("supervisor", STREET)
CLERK = ("clerk", COMMUNITY)
FAR = ("supervisor", OTHER)
PLACE = f"organisation={STREET}"
SYSTEM = Actor(id="system", role=Role.SYSTEM)


def heard(**changes):
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    said = Standing(petition_id=uuid4(), receipt="R", intake=told, **changes)
    return HearPetition(actor=SYSTEM, standing=said)


def test_b12_a_campaign_groups_visits_and_petitions_and_counts_them_anew(say, call):
    petition, accusing = heard(), heard(accused=(COMMUNITY,))
    for command in [record_staff(), record_household(HOME), petition, accusing]:
        say(command)
    home = {"subjects": [a_home(HOME)]}
    early = NOON - timedelta(days=40)
    for account in [
        an_account(**home),
        an_account(**home, held_at=early),
        a_meeting(23),
    ]:
        say(record_visit(account))
    one = f"/v1/campaigns/{uuid4()}"
    body = {
        "name": "大走访",
        "theme": "visiting",
        "organisation_id": STREET,
        "since": (TODAY - timedelta(days=30)).isoformat(),
        "until": TODAY.isoformat(),
        "visit_kinds": ["home"],
    }
    assert call("PUT", one, HEAD, body).json["revision"] == 1
    totals = call("GET", f"{one}/totals", HEAD).json
    assert (totals["visits"], totals["households"], totals["untold"]) == (1, 1, 1)
    every = body | {"visit_kinds": []}
    for each in (petition, accusing):
        path = f"{one}/petitions/{each.standing.petition_id}"
        assert call("PUT", path, HEAD).status_code == 200
    assert call("PUT", one, HEAD, every).json["petitions"] == 2
    totals = call("GET", f"{one}/totals", HEAD).json
    assert (totals["visits"], totals["attendance"], totals["visitors"]) == (2, 23, 1)
    assert totals["petitions"] == {"accepted": 2}
    gone = f"{one}/petitions/{petition.standing.petition_id}"
    assert call("DELETE", gone, HEAD).json["petitions"] == 1
    listed = call("GET", f"/v1/campaigns?{PLACE}&on={TODAY}", HEAD).json["items"]
    assert [each["name"] for each in listed] == ["大走访"]
    for refused in (
        call("GET", f"{one}/totals", FAR),
        call("GET", f"/v1/campaigns?{PLACE}", FAR),
        call("PUT", one, FAR, body),
        call("PUT", gone, FAR),
    ):
        assert refused.status_code == 403
    lost = call("GET", f"/v1/campaigns/{uuid4()}/totals", HEAD)
    assert lost.status_code == 404


def test_art30_b12_what_accuses_those_who_ask_is_not_counted_for_them(say, call):
    accusing = heard(accused=(COMMUNITY,))
    say(accusing)
    one = f"/v1/campaigns/{uuid4()}"
    body = {
        "name": "大化解",
        "theme": "resolution",
        "organisation_id": COMMUNITY,
        "since": TODAY.isoformat(),
        "until": TODAY.isoformat(),
    }
    call("PUT", one, HEAD, body)
    path = f"{one}/petitions/{accusing.standing.petition_id}"
    assert call("PUT", path, HEAD).status_code == 200
    assert call("GET", f"{one}/totals", HEAD).json["petitions"] == {"accepted": 1}
    assert call("GET", f"{one}/totals", CLERK).json["petitions"] == {}
    ours = f"/v1/campaigns?organisation={COMMUNITY}"
    for who, grouped in ((HEAD, 1), (CLERK, 0)):
        assert (
            call("GET", f"{one}/totals", who).json["campaign"]["petitions"] == grouped
        )
        [listed] = call("GET", ours, who).json["items"]
        assert listed["petitions"] == grouped
    mine = ("supervisor", COMMUNITY)
    assert call("PUT", one, mine, body | {"name": "大排查"}).json["petitions"] == 0


def test_d27_an_indicator_stands_by_its_values_with_their_source(say, call):
    one = f"/v1/indicators/{uuid4()}"
    body = {
        "name": "入住率",
        "unit": "%",
        "organisation_id": COMMUNITY,
        "target": "84.8",
        "target_on": TODAY.isoformat(),
    }
    assert call("PUT", one, HEAD, body).json["state"] == "no-value"
    value = {"on": TODAY.isoformat(), "source": "安置办", "part": 847, "whole": 1000}
    told = call("POST", f"{one}/values", CLERK, value)
    assert (told.status_code, told.json["state"]) == (200, "on-the-way"), told.json
    told = call("POST", f"{one}/values", CLERK, value | {"part": 848}).json
    assert (told["state"], told["told"][-1]["value"]) == ("reached", "84.80")
    [shown] = call("GET", f"/v1/indicators?{PLACE}", HEAD).json["items"]
    assert (shown["target"], len(shown["told"])) == ("84.8", 2)
    tomorrow = TODAY + timedelta(days=1)
    rough = {"on": TODAY.isoformat(), "source": "简报", "value": "84.8"}
    rough |= {"qualifier": "about"}
    assert call("POST", f"{one}/values", CLERK, rough).json["approximate"]
    late = f"/v1/indicators?{PLACE}&on={tomorrow}"
    assert call("GET", late, HEAD).json["items"][0]["state"] == "missed"
    assert call("POST", f"{one}/values", FAR, value).status_code == 403
    assert call("POST", f"{one}/values", CLERK, rough | value).status_code == 422
    huge = rough | {"value": "1E+99999"}
    assert call("POST", f"{one}/values", CLERK, huge).status_code == 422


def test_d24_regulations_hold_from_their_day_until_they_are_superseded(say, call):
    old, new = uuid4(), uuid4()
    body = {
        "title": "劳动信息员管理暂行办法",
        "number": "3号",
        "organisation_id": STREET,
        "since": "2015-03-01",
        "file": {"name": "办法.pdf", "sha256": "ab" * 32, "size": 9},
    }
    newer = body | {"number": "4号", "since": "2018-01-01", "supersedes": str(old)}
    assert call("PUT", f"/v1/regulations/{old}", HEAD, body).status_code == 204
    assert call("PUT", f"/v1/regulations/{new}", HEAD, newer).status_code == 204
    place = f"/v1/regulations?organisation={COMMUNITY}"
    for day, numbers in (
        ("2015-02-28", []),
        ("2017-12-31", ["3号"]),
        ("2018-01-01", ["4号"]),
    ):
        listed = call("GET", f"{place}&on={day}", CLERK).json["items"]
        assert [each["number"] for each in listed] == numbers
    every = call("GET", place, CLERK).json["items"]
    assert [each["superseded_by"] for each in every] == [None, str(new)]
    third = f"/v1/regulations/{uuid4()}"
    again = call("PUT", third, HEAD, newer | {"number": "5号"})
    assert again.json["type"].endswith("superseded-already")
    same = call("PUT", third, HEAD, body)
    assert same.json["type"].endswith("number-taken")
    backwards = body | {"since": "2019-01-01"}
    assert call("PUT", f"/v1/regulations/{old}", HEAD, backwards).status_code == 422
    assert call("PUT", third, CLERK, body).status_code == 403


def test_d24_the_file_of_a_regulation_is_the_recorded_one(say, call, parts):
    pdf, one = b"%PDF-1.7 of the measures", f"/v1/regulations/{uuid4()}"
    body = {
        "title": "劳动信息员管理暂行办法",
        "number": "3号",
        "organisation_id": STREET,
        "since": "2015-03-01",
        "file": {"name": "办法", "sha256": sha256(pdf).hexdigest(), "size": len(pdf)},
    }
    file, sent = f"{one}/file", {"body": pdf, "media_type": "application/pdf"}
    for lost in (call("PUT", file, HEAD, **sent), call("GET", file, CLERK)):
        assert lost.json["type"].endswith("regulation-unknown")
    assert call("PUT", one, HEAD, body).status_code == 204
    listing = f"/v1/regulations?organisation={COMMUNITY}"

    def listed():
        [found] = call("GET", listing, CLERK).json["items"]
        return found["file_kept"], found["sent_by"], bool(found["sent_at"])

    assert listed() == (False, None, False)
    missing = call("GET", file, CLERK)
    assert missing.json["type"].endswith("regulation-file-missing")
    for who in (CLERK, FAR):
        assert call("PUT", file, who, **sent).status_code == 403
    for wrong, status in (
        (sent | {"body": pdf + b"!"}, 422),
        (sent | {"body": b"<html>"}, 422),
        (sent | {"media_type": "text/html"}, 415),
        (sent | {"body": pdf + bytes(20 * 1024 * 1024)}, 413),
    ):
        assert call("PUT", file, HEAD, **wrong).status_code == status
    assert list(parts.settings.pictures_dir.rglob("*.sealed")) == []
    for _ in range(2):
        assert call("PUT", file, HEAD, **sent).status_code == 204
    [kept] = parts.settings.pictures_dir.rglob("*.sealed")
    assert listed() == (True, "li-na", True)
    assert pdf not in kept.read_bytes()
    given = call("GET", file, CLERK)
    assert (given.content, given.headers["content-type"]) == (pdf, "application/pdf")
    said = given.headers["content-disposition"]
    assert said.startswith("attachment;")
    assert said.endswith(".pdf")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in given.headers["content-security-policy"]
    assert call("GET", file).status_code == 401
    other = body | {"file": body["file"] | {"sha256": "ab" * 32}}
    assert call("PUT", one, HEAD, other).status_code == 204
    assert listed() == (False, None, False)
    assert call("GET", file, CLERK).status_code == 404
