"""就是这件，算我一个 on the wire: shown without a word of anybody's, joined once."""

from pathlib import Path

import pytest

from intake.application.signing import sign_all
from intake.bootstrap import assemble, settings_from
from minqing_kernel.messages import Role
from services.intake.tests.builders import COMMUNITY, NOON, STORY, STREET
from services.intake.tests.integration.conftest import Door, tell_reference

pytestmark = pytest.mark.integration
PLACE = "金科苑东街65号9栋2单元"
LAMP = "9栋2单元的楼道灯坏了三天了，冯家老人上下楼很不方便。"
MINE = {"text": "我们9栋楼道灯坏了好几天没人修", "place": "金科苑东街65号9栋"}
POLICY = """
code: here
title: 本地
editions:
  - valid_from: 2020-01-01
    note: 本地
    intake:
      joinable: [street-lighting]
      nearby_tries: 5
      bases: {joinable: 本地规定, nearby_tries: 本地规定}
"""


@pytest.fixture
def parts(environ, steered, tmp_path: Path):
    policy = tmp_path / "policy.yml"
    policy.write_text(POLICY, "utf-8")
    parts = assemble(
        settings_from(environ | {"POLICY_FILE": str(policy)}), clock=steered
    )
    tell_reference(parts)
    yield parts
    parts.database.close()


@pytest.fixture
def here(parts, keys):
    return Door(parts, keys)


@pytest.fixture
def lead(parts, here):
    contact = {"name": "冯某", "telephone": "13800138000"}
    said = {"text": LAMP, "place": PLACE, "organisation_id": COMMUNITY}
    told = here.submit(contact=contact, **said).json
    sign_all(lambda command: parts.bus.handle(command, STORY))
    return told


def nearby(here, **said):
    answer = here.call("POST", "/v1/nearby-matters", {**MINE, **said})
    assert answer.status_code == 200, answer.text
    return answer


def tell(here, parts, joins, telephone):
    contact = {"name": "秦某", "telephone": telephone}
    body = {"channel": "web", **MINE, "contact": contact, "joins": joins}
    told = here.call("POST", "/v1/petitions", body)
    assert told.status_code == 201, told.text
    sign_all(lambda command: parts.bus.handle(command, STORY))
    return told.json


def page(here, told):
    path = f"/v1/petitions/{told['receipt']}?code={told['tracking_code']}"
    return here.call("GET", path).json


def test_it_is_shown_without_words_number_or_door_and_joined(parts, here, lead):
    answer = nearby(here)
    [shown] = answer.json["matters"]
    assert (shown["category"], shown["people"]) == ("street-lighting", 1)
    assert shown["place"] == "金科苑东街65号9栋"
    for secret in ("冯", "老人", lead["receipt"], "2单元", "138"):
        assert secret not in answer.text
    again = nearby(here).json["matters"][0]
    assert (again["mark"], again["ref"] != shown["ref"]) == (shown["mark"], True)
    first = tell(here, parts, shown["ref"], "13900139000")
    assert first["receipt"] != lead["receipt"]
    steps = [each["step"] for each in page(here, first)["timeline"]]
    assert "merged" in steps
    assert page(here, lead)["others"] == page(here, first)["others"] == 1
    tell(here, parts, shown["ref"], "13900139000")
    tell(here, parts, shown["ref"], "13800138000")
    assert page(here, lead)["others"] == 1
    assert nearby(here).json["matters"][0]["people"] == 2
    token = here.token(Role.SUPERVISOR, STREET)
    path = f"/v1/petitions/{lead['receipt']}"
    assert here.call("GET", path, token=token).json["others"] == 1


def test_what_is_no_ref_of_ours_turns_nobody_away(parts, here, lead):
    told = tell(here, parts, "shoe", "13900139000")
    assert told["state"] == "received"
    assert page(here, lead)["others"] == 0


def test_elsewhere_or_long_ago_nothing_is_shown(here, lead, steered):
    assert nearby(here, place="人民路65号9栋").json["matters"] == []
    assert nearby(here, text="楼下烧烤店夜里太吵").json["matters"] == []
    steered.move_to(NOON.replace(year=2027, month=7))
    assert nearby(here).json["matters"] == []


def test_a_place_that_names_no_category_lets_nobody_join(door):
    door.submit(text=LAMP, place=PLACE, contact={"name": "冯某"})
    assert nearby(door).json["matters"] == []


def test_who_asks_too_often_what_is_near_is_told_to_wait(here, lead):
    for _ in range(5):
        assert nearby(here, asker="one").json["matters"]
    asked = here.call("POST", "/v1/nearby-matters", {**MINE, "asker": "one"})
    assert asked.status_code == 429
    assert asked.headers["Content-Type"] == "application/problem+json"
    assert asked.json["type"].endswith("too-many-tries")
    assert nearby(here, asker="two").json["matters"]
