"""报送 by a personal link: given at the desk, one person's, kept, handed over once."""

import re

import pytest

from services.portal.tests.links_stand_in import CAPTAIN, PLAIN, STRANGER
from services.portal.tests.residents import Resident, rows_of
from services.portal.tests.stand_in import RECEIPT

pytestmark = pytest.mark.integration
DESK = "/desk/links"
SAID = {"text": "9栋2单元地下室进水了", "building": "b-9", "spot": "2单元"}
ADDRESS = re.compile(r'value="https?://[^/"]+(/m/[^"]+)"')
NONCE = re.compile(r'name="nonce" value="([^"]+)"')


@pytest.fixture
def desk(colleague, staff_site):
    staff_site[0].database.rows("truncate personal_links, kept_matters, tries")
    staff_site[1].petitions.clear()
    return colleague.sign_in("chen").get(DESK)


def given(desk, person=CAPTAIN):
    desk.send(DESK, unit="jinkeyuan", person=person, telephone="13800001234")
    return ADDRESS.search(desk.page.text).group(1)


@pytest.fixture
def captain(desk, staff_site):
    found = Resident(staff_site[3])
    found.link = given(desk)
    return found.get(found.link)


def send(captain, **said):
    nonce = NONCE.search(captain.page.text).group(1)
    return captain.send("/m", nonce=nonce, **SAID | said)


def test_a26_a_captain_tells_one_thing_in_one_step_and_gets_the_number(
    captain, staff_site
):
    assert captain.says("高明")
    send(captain)
    assert (captain.path, captain.says(RECEIPT)) == ("/receipt", True)
    (body,) = staff_site[1].petitions.values()
    assert '"place": "东街65号院 9栋 2单元"' in body.decode()
    assert '"organisation_id": "jinkeyuan"' in body.decode()
    assert "高明" in body.decode()


def test_the_same_form_twice_is_one_matter_and_the_next_form_another(
    captain, staff_site
):
    page = captain.page
    send(captain)
    captain.page = page
    assert send(captain).path == "/receipt"
    assert len(staff_site[1].petitions) == 1
    send(captain.get("/m"))
    assert len(staff_site[1].petitions) == 2


def test_a07_only_of_buildings_that_are_still_ones_own(captain, staff_site):
    assert send(captain, building="b-7").status == 422
    assert captain.says("请选是哪一栋")
    assert captain.says(SAID["text"])
    assert captain.get("/m").says("9栋</span>")
    staff_site[1].ended = {"b-9"}
    assert send(captain).status == 422
    assert not captain.get("/m").says("9栋</span>")
    staff_site[1].ended = {"b-9", "b-12"}
    assert captain.get(captain.link).status == 404


def test_while_intake_and_registry_are_away_it_is_kept_and_handed_over_once(
    captain, staff_site
):
    parts, others, registry, _ = staff_site
    others.away, registry.away = True, True
    send(captain)
    assert captain.says("已经替您存好，还没有正式编号")
    assert SAID["text"] not in str([dict(e) for e in rows_of(parts, "kept_matters")])
    others.away = False
    parts.database.rows("update kept_matters set next_at = now()")
    parts.carriers.matters.carry_due()
    assert captain.get("/receipt").says(RECEIPT)
    assert len(others.petitions) == 1


def test_what_is_unknown_ended_taken_back_or_nobodys_gets_one_answer(
    captain, desk, staff_site
):
    parts, _, registry, url = staff_site

    def answer(path):
        found = Resident(url).get(path)
        words = re.sub(r"[0-9a-f-]{36}|[\w-]{22}", "", found.page.text)
        return found.status, words

    unknown = answer("/m/" + "A" * 32)
    assert unknown[0] == 404
    registry.gone = {CAPTAIN}
    assert answer(captain.link) == unknown
    registry.gone = set()
    parts.database.rows("update personal_links set expires_at = now() - '9y'::interval")
    assert answer(captain.link) == unknown
    again = given(desk.get(DESK))
    link = rows_of(parts, "personal_links")
    (now,) = [each["link_id"] for each in link if each["state"] == "issued"]
    desk.get(DESK).send(f"{DESK}/{now}/revoke")
    assert desk.says("已收回，那个链接不能再用")
    assert answer(again) == unknown
    assert desk.send(f"{DESK}/{now}/revoke").status == 200


def test_taken_back_while_it_was_open_nothing_comes_by_it_and_the_words_are_shown(
    captain, staff_site
):
    staff_site[0].database.rows("update personal_links set state = 'revoked'")
    assert send(captain).status == 404
    assert captain.says(SAID["text"])
    assert staff_site[1].petitions == {}


def test_the_token_stands_in_no_table_no_log_and_on_no_page(
    captain, staff_site, caplog
):
    caplog.set_level("DEBUG")
    token = captain.link.rpartition("/")[2]
    assert len(token) >= 32
    captain.get(captain.link)
    assert token not in captain.page.text
    assert captain.page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in captain.page.headers["X-Robots-Tag"]
    assert captain.page.headers["Cache-Control"] == "private, no-store"
    send(captain)
    kept = [str(dict(row)) for row in rows_of(staff_site[0], "personal_links")]
    assert token not in "".join(kept)
    assert "高明" not in "".join(kept)
    ours = [e for e in caplog.records if not e.name.startswith("urllib3")]
    assert token not in "".join(each.getMessage() for each in ours)


def test_giving_using_and_taking_back_stand_in_the_timeline(captain, desk, staff_site):
    parts = staff_site[0]
    send(captain)
    assert not desk.get(DESK).says("还没有用过")
    (link,) = rows_of(parts, "personal_links")
    desk.send(f"{DESK}/{link['link_id']}/revoke")
    steps = parts.timeline.of(f"link:{link['link_id']}")
    assert [each["step"] for each in steps] == [
        "link-issued",
        "link-used",
        "link-revoked",
    ]


def test_a_desk_gives_links_to_captains_of_its_own_reach_alone(desk, staff_site):
    for person in (PLAIN, STRANGER, "nobody", ""):
        desk.get(DESK).send(DESK, person=person, telephone="13800001234")
        assert (desk.status, desk.says("请选一位本单位或下级的楼栋长")) == (422, True)
    desk.get(DESK).send(DESK, person=CAPTAIN, telephone="我没有")
    assert desk.status == 422
    assert rows_of(staff_site[0], "personal_links") == []


def test_a_desk_takes_back_no_link_of_another_unit(captain, desk, staff_site):
    parts = staff_site[0]
    parts.database.rows(
        "update personal_links set organisation_id = 'dabei', desk_id = 'dabei'"
    )
    (link,) = rows_of(parts, "personal_links")
    assert not desk.get(DESK).says("高明</th>")
    assert desk.send(f"{DESK}/{link['link_id']}/revoke").status == 404
    assert rows_of(parts, "personal_links")[0]["state"] == "issued"


def test_too_many_by_one_link_wait_and_what_was_typed_stays(captain):
    for _ in range(20):
        send(captain.get("/m"))
    assert send(captain.get("/m")).status == 422
    assert captain.says("一小时内送得太多了")
    assert captain.says(SAID["text"])


def test_a_form_that_is_too_old_keeps_what_was_typed(captain):
    captain.page = captain.session.post(
        f"{captain.url}/m", data=SAID | {"key": "old"}, timeout=10
    )
    assert (captain.status, captain.says(SAID["text"])) == (422, True)
    captain.session.cookies.clear()
    captain.page = captain.session.post(f"{captain.url}/m", data=SAID, timeout=60)
    assert (captain.status, captain.says(SAID["text"])) == (422, True)
    assert captain.says("这个链接打不开")


def test_what_intake_refuses_is_said_and_can_be_told_anew(captain, staff_site):
    staff_site[1].refusal = 422
    assert send(captain).status == 422
    assert captain.says("换个说法")
    staff_site[1].refusal = None
    assert send(captain).path == "/receipt"
