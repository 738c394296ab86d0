"""One owner is away, and nothing was ever asked of it: what its pages show then."""

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from portal.adapters.services import ServiceStates
from portal.adapters.watching import Surroundings
from portal.bootstrap.doors import desk_of_staff
from portal.bootstrap.doors import owners as owners_of
from services.portal.tests.desk_stand_in import UNIT, WORDS
from services.portal.tests.handover_stand_in import handover
from services.portal.tests.homes_stand_in import PETITION
from services.portal.tests.rooms import pages
from services.portal.tests.staff_pages import SHOWN
from services.portal.tests.staff_rooms import CASE, Colleague
from services.portal.tests.stand_in import NOON, RECEIPT, matter

pytestmark = pytest.mark.integration

CLOSED = "http://127.0.0.1:9"
"""Nobody listens there, so nothing was told from there before either."""
LACKING = "这一页有些内容暂时看不到"
GONE = "现在看不到"
HIDDEN, ELSEWHERE = "MQ-2611-0000901", "MQ-2611-0000902"
HEARD = """
insert into matters
  (petition_id, receipt, stand, category, organisation_id, received_at, due_at)
values (:petition_id, :receipt, 'working', 'lighting', :unit, :at, :due)
"""
STAYS = (
    *("inbox", "case", "watch", "lead", "map", "decisions", "decide", "publish"),
    *("call", "callback", "policies", "account"),
)
"""What people open all day: it stands whoever is away."""
WHOLLY = {
    "registry": {
        *("household", "visits", "visit-new", "visit", "duties"),
        *("duties-unit", "missing", "sampling-one", "publish-one", "imports"),
        *("import", "benefits", "plans"),
    },
    "intake": {
        *("door", "door-one", "reception", "data-requests", "data-request"),
    },
    "routing": {
        *("handovers", "handover", "handing-over", "review", "calendar"),
        *("quarantine", "differences"),
    },
    "notify": {"rows", "trends", "reports"},
}
"""Owner -> the pages on which nothing would be left: these say so, with 503."""


@contextmanager
def portal_without(staff_site, *owners):
    """Serve the pages with a closed door where these owners were."""
    parts = staff_site[0]
    away = {f"{owner}_url": CLOSED for owner in owners}
    settings = replace(parts.settings, **away)
    less = replace(
        parts,
        settings=settings,
        desk=desk_of_staff(settings),
        services=ServiceStates(owners_of(settings)),
        surroundings=Surroundings(lambda _: {}, (), lambda: ()),
    )
    with pages(less) as address:
        yield address


@pytest.fixture
def without(colleague, staff_site):
    """Sign somebody in at a portal that some owners do not answer."""
    with ExitStack() as stack:

        def enter(account, *owners):
            url = stack.enter_context(portal_without(staff_site, *owners))
            return Colleague(url).sign_in(account)

        yield enter


@pytest.fixture
def heard(staff_site):
    parts = staff_site[0]
    units = {RECEIPT: UNIT, HIDDEN: UNIT, ELSEWHERE: "another-unit"}
    for n, (receipt, unit) in enumerate(units.items(), 1):
        when = {"at": NOON, "due": NOON + timedelta(days=n)}
        about = {"petition_id": UUID(int=n), "receipt": receipt, "unit": unit}
        parts.database.rows(f"{HEARD} returning receipt", **about, **when)
    yield
    parts.database.rows("truncate matters")


@pytest.mark.parametrize("owner", WHOLLY)
def test_every_page_stands_without_an_owner_or_says_that_nothing_is_left(
    without, staff_site, owner
):
    staff_site[1].handovers = [handover()]
    reader = without("chen", owner)
    reader.get("/desk/arrivals")
    assert reader.status == 200
    found = {name: reader.get(SHOWN[name]).status for name in STAYS}
    assert found == dict.fromkeys(STAYS, 200)
    for name in WHOLLY[owner]:
        reader.get(SHOWN[name])
        assert reader.status == 503, name
        for words in (GONE, "再试一次", "更多", "<h1>"):
            assert reader.says(words), (name, words)


def test_who_opens_the_desk_first_while_routing_is_away_is_told_what_was_heard(
    without, staff_site, heard
):
    doors, reader = staff_site[1], without("wang", "routing")
    ask = doors._told
    seen = [{"receipt": each, "title": "楼道灯不亮"} for each in (RECEIPT, ELSEWHERE)]
    doors._told = lambda path, query: (
        (200, {"titles": seen}) if path == "/v1/titles" else ask(path, query)
    )
    try:
        reader.get("/desk?late=1")
    finally:
        doors._told = ask
    assert (reader.status, reader.says(LACKING)) == (200, True)
    assert reader.says("楼道灯不亮")
    assert reader.says("门户自己记下的")
    assert not reader.says(HIDDEN)
    assert not reader.says(ELSEWHERE)


def test_nothing_that_was_heard_is_shown_while_nobody_says_who_may_see_it(
    without, heard
):
    reader = without("wang", "routing", "intake")
    assert reader.get("/desk").says("一件也不列")
    assert not reader.says(RECEIPT)
    assert reader.get(CASE).status == 503


def test_a_case_without_routing_is_its_matter_and_its_petitioner_for_a_reason(
    without, staff_site
):
    doors, reader = staff_site[1], without("wang", "routing")
    reader.get(CASE)
    assert (reader.status, reader.says(LACKING)) == (200, True)
    for words in (WORDS, "138****1234", "现在不能签收、答复或派单"):
        assert reader.says(words), words
    assert not reader.says("13800001234")
    assert reader.send(f"{CASE}/petitioner").status == 422
    assert reader.says(WORDS)
    reader.send(f"{CASE}/petitioner", purpose="case-handling")
    assert (reader.status, reader.says("13800001234")) == (200, True)
    assert doors.looks == ["case-handling"]


def test_an_answer_is_written_while_routing_is_away_and_stands_in_its_form_then(
    without, colleague, staff_site
):
    reader = without("wang", "routing").get(CASE)
    reader.send(f"{CASE}/draft", act="answer", reply="灯已换好。", note="问过物业")
    assert (reader.status, reader.path) == (200, f"{CASE}?draft=kept#next")
    for words in ("灯已换好。", 'name="note" value="问过物业"'):
        assert reader.says(words), words
    colleague.sign_in("wang").get(CASE)
    assert colleague.says("灯已换好。</textarea>")
    reader.send(f"{CASE}/draft", act="return", reason="不归我们管")
    assert reader.says('<p class="words quote">不归我们管</p>')
    assert not reader.says("存草稿")
    reader.send(f"{CASE}/draft/drop")
    staff_site[1].told = matter(reply={"text": "已答复", "at": NOON.isoformat()})
    assert not reader.get(CASE).says("存草稿")
    staff_site[1].told = matter(state="withdrawn")
    assert not reader.get(CASE).says("存草稿")


@pytest.mark.parametrize(("status", "code"), [(403, "outside-scope"), (404, "x")])
def test_no_right_to_a_case_is_won_by_an_outage(without, staff_site, status, code):
    reader = without("wang", "routing")
    staff_site[1].problem = (status, code)
    assert reader.get(CASE).status == status
    assert not reader.says(WORDS)
    assert reader.get("/ops").status == 403


def test_a_call_is_written_down_while_routing_is_away(without):
    reader = without("wang", "routing")
    reader.get(f"/desk/callback/question/{PETITION}")
    assert (reader.status, reader.says("给当事人的答复暂时看不到")) == (200, True)
    said = {"reached": "yes", "solved": "yes", "satisfied": "yes"}
    reader.send(f"/desk/callback/question/{PETITION}", **said)
    assert reader.path == "/desk/callback?of=question&done=yes"


def test_operators_see_the_running_whoever_is_away(without):
    reader = without("ops", *WHOLLY)
    assert (reader.path, reader.status) == ("/ops", 200)
    red, services = reader.page.text.split('<h2 id="services">')
    assert red.count("没有回应") == services.count("没有回应") == len(WHOLLY)
    assert red.count("/ops/runbook#servicedown") == len(WHOLLY)
    assert "先看它的日志最后几行" in red
