"""What a petition is compared by with neighbours', told to routing alone (第19条)."""

import json

import pytest

from intake.bootstrap import assemble, settings_from
from services.intake.tests.integration.conftest import Door, tell_reference

pytestmark = pytest.mark.integration
FAR = "jinniu-district"
PHONE, IDENTITY = "138 0000 8000", "510106199001011234"
TOLD = """
select body::text as body from outbox
where body::text like '%looked%' order by seq
"""


def marked(parts):
    return [row["body"] for row in parts.database.rows(TOLD)]


def test_art19_a_petition_is_marked_when_it_comes_and_again_when_it_is_accepted(
    environ, steered, keys, tmp_path
):
    (tmp_path / f"{FAR}.2026.key").write_text("ab" * 32)
    told = environ | {"PAIR_KEYS_DIR": str(tmp_path)}
    parts = assemble(settings_from(told), clock=steered)
    tell_reference(parts)
    door = Door(parts, keys)
    contact = {"name": "周某某", "telephone": PHONE, "identity": IDENTITY}
    waits = door.submit(contact=contact, category=None, token=door.token()).json
    [fresh] = marked(parts)
    path = f"/v1/petitions/{waits['receipt']}/accept"
    done = door.call("POST", path, {"category": "general"}, token=door.token())
    assert done.status_code == 200, done.text
    [_, later] = marked(parts)
    personal = (PHONE, PHONE.replace(" ", ""), IDENTITY, "周某某", "general")
    for body in (fresh, later):
        assert not any(each in body for each in personal)
    before, after = (json.loads(each)["marks"][0] for each in (fresh, later))
    assert before["agency"] == after["agency"] == FAR
    assert [each[0] for each in before["told"]] == ["p", "p"]
    assert sorted(each[0] for each in after["told"]) == ["c", "c", "p", "p"]
    assert set(after["told"]) < set(after["looked"])
    parts.database.close()


def test_without_a_key_nothing_is_told(intake, door):
    assert door.submit(contact={"telephone": PHONE}).status_code == 201
    assert marked(intake) == []
