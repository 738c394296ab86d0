"""What the demo leaves on the desks: told from today, through the doors, once."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import yaml

from minqing_demo.community import plan_of
from minqing_demo.doors import Answer, Refused
from minqing_demo.loading import CATEGORIES, SITES
from minqing_demo.memory import today_of
from minqing_demo.story import CHINA
from minqing_demo.street.making import make_street
from minqing_demo.street.papers import sections_of, whole_files
from minqing_demo.today import homes, matters, turns
from minqing_demo.today.laying import lay
from minqing_demo.today.moments import day, moment
from minqing_kernel.messages import Role

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
OPEN = matters.open_matters()
VERBS = turns.PLAIN | turns.REASONED | turns.VERBS.keys()
CASE = {
    "category": "housing",
    "division_code": "510106040019",
    "resolutions": [{"revision": 2}],
}


class Stage:
    """Doors that take everything, or refuse one thing; they remember what was said."""

    def __init__(self, refuse=None, status=409, state="assigned"):
        self.told, self.moved, self.asked = [], [], []
        self.refuse, self.status, self.state = refuse, status, state

    def move(self, at):
        self.moved.append(at)

    def wait(self, fact, what):
        assert fact(), what

    def send(self, service, method, path, *, by=None):
        kept = 404 if path.endswith("/review") else 200
        return Answer(kept, {"case_revision": 2})

    def ask(self, service, method, path, *, by=None, key=None, body=None, query=None):
        if method != "GET":
            self.told.append((path, by, key, body))
        if self.refuse is not None and path.endswith(self.refuse):
            raise Refused(path, self.status, {})
        if path.endswith("/data-requests") and method == "POST":
            told = {"receipt": path.split("/")[3], "state": "received"}
            self.asked.append(told | {"number": key, "parts": body["parts"]})
        if path == "/v1/petitions":
            known = {"receipt": body["title"], "petition_id": key, "state": self.state}
            return known | {"tracking_code": "AB"}
        return self._read(path)

    def _read(self, path):
        if path.startswith("/v1/petitions/"):
            return {"state": "received"}
        if path.startswith("/v1/cases/") and path.endswith("/mediations"):
            return {"items": [{"mediation_id": "m", "sessions": []}]}
        if path == "/v1/data-requests":
            return {"requests": self.asked}
        if path == "/v1/projects":
            kept = {"project_id": "p", "entries": [], "organisation_id": "510106040"}
            return {"items": [kept]}
        if path.endswith(("/findings", "plan-classes")):
            return {"items": []}
        return CASE | {"ledgers": [], "items": [], "categories": [], "attendees": []}

    def verbs(self):
        return Counter(path.rsplit("/", 1)[1] for path, *_ in self.told)


def moments(matter):
    told = [matter.at, *(each["at"] for each in matter.steps)]
    return [moment(each, NOW) for each in told]


def test_moments_are_told_from_today_as_clocks_in_china_show_it():
    assert moment("-3 09:20", NOW) == datetime(2026, 11, 20, 9, 20, tzinfo=CHINA)
    assert moment("2", NOW).hour == 12
    assert moment("40m", NOW) == NOW - timedelta(minutes=40)
    assert day("-1", NOW) == date(2026, 11, 22)
    with pytest.raises(ValueError, match="names no moment"):
        moment("yesterday", NOW)


@pytest.mark.parametrize("matter", OPEN, ids=lambda each: each.key)
def test_an_open_matter_goes_forward_in_time_and_not_beyond_today(matter):
    told = moments(matter)
    assert told == sorted(told)
    assert told[-1] < NOW
    for step in matter.steps:
        assert step["do"] in VERBS
        if "due" in step:
            assert moment(step["due"], NOW) > moment(step["at"], NOW)


def test_titles_keys_and_telephones_are_all_different_and_nobodys():
    for each in ("title", "telephone"):
        told = [(e.form | e.form["contact"])[each] for e in OPEN]
        assert len(set(told)) == len(OPEN)
    assert len({each.once for each in OPEN}) == len(OPEN)
    numbers = [each.form["contact"]["telephone"] for each in OPEN]
    assert all(len(each) == 11 and each.startswith("128") for each in numbers)


def test_who_acts_and_what_it_is_about_stand_in_the_sites_own_files():
    units = set()
    for file in SITES.glob("*.yml"):
        said = yaml.safe_load(file.read_text("utf-8"))
        units |= {each["id"] for each in said["organisations"]}
    kinds = [CATEGORIES, *(SITES / "categories").glob("*.yml")]
    known = {
        code
        for file in kinds
        for code in yaml.safe_load(file.read_text("utf-8"))["categories"]
    }
    for each in OPEN:
        assert each.door in units
        assert each.form.get("category") in known | {None}
        assert {step["by"] for step in each.steps} <= matters.staff().keys()
        assert {step.get("to", each.door) for step in each.steps} <= units
        assert each.by is not None or each.form["channel"] == "web"


def test_every_state_that_a_desk_shows_lies_there_and_many_kinds_of_matters():
    done = Counter(step["do"] for each in OPEN for step in each.steps)
    assert done.keys() == VERBS
    waiting = [each for each in OPEN if not each.is_for_a_case]
    assert len(waiting) >= 6
    last = Counter(each.steps[-1]["do"] for each in OPEN if each.steps)
    assert min(last[name] for name in ("return", "extension", "resolve")) >= 2
    due = [
        moment(step["due"], NOW)
        for each in OPEN
        for step in each.steps
        if step["do"] == "assign"
        and "due" in step
        and each.steps[-1]["do"] != "resolve"
    ]
    assert sum(each < NOW for each in due) >= 6
    assert sum(NOW < each < NOW + timedelta(hours=24) for each in due) >= 2
    assert len({each.form["category"] for each in OPEN if each.is_for_a_case}) >= 14
    assert len({each.door for each in OPEN}) >= 6


def test_the_same_is_said_under_the_same_keys_whenever_it_is_laid():
    first, again, codes = Stage(), Stage(), []
    assert lay(first, NOW, print, codes.append) == len(OPEN) == len(codes)
    lay(again, NOW, print, codes.append)
    assert first.told == again.told
    assert first.moved == sorted(first.moved)
    keys = [key for path, _, key, _ in first.told if key is not None]
    assert len(set(keys)) == len(keys)
    assert first.verbs()["petitions"] == len(OPEN)


def test_what_the_rules_of_a_place_refuse_ends_that_matter_alone_and_is_said():
    stage, whole, said = Stage(refuse="/extension"), Stage(), []
    lay(stage, NOW, said.append, lambda _: None)
    lay(whole, NOW, print, lambda _: None)
    assert len(said) == stage.verbs()["extension"] == 2
    assert stage.verbs()["resolve"] == whole.verbs()["resolve"]
    with pytest.raises(Refused):
        lay(Stage(refuse="/extension", status=500), NOW, print, lambda _: None)


def test_a_matter_of_which_the_place_asks_more_stays_at_its_door():
    stage = Stage(state="received")
    lay(stage, NOW, print, lambda _: None)
    assert set(stage.verbs()) == {"petitions", "ask"}


def test_today_is_that_of_the_first_try(tmp_path):
    assert today_of(tmp_path, NOW) == NOW
    assert today_of(tmp_path, NOW + timedelta(days=2)) == NOW


@pytest.fixture(scope="module")
def street():
    return make_street(plan_of(4_000))


def test_c07_c12_files_tell_of_the_three_classes_and_of_some_without_a_benefit(street):
    told, severe_without = Counter(), 0
    for home in whole_files(iter(street.households)):
        for person in home.people:
            said = dict(sections_of(person))
            kinds = said["civil-affairs"]["kinds"]
            told.update(kinds)
            severe = said["health"].get("disability_level") in {"一级", "二级"}
            severe_without += severe and "残疾人补贴" not in kinds
    assert min(told[each] for each in homes.CLASSES) >= 3
    assert 3 <= severe_without <= 60


def test_a02_a_person_is_told_the_same_at_every_start(street):
    person = street.households[0].people[0]
    assert list(sections_of(person)) == list(sections_of(person))


def test_c07_c25_homes_have_plans_payments_and_visits_and_villages_plans(street):
    stage, again = Stage(), Stage()
    for each in (stage, again):
        homes.tend(each, street, NOW, print)
        homes.plan_villages(each, NOW, print)
    assert stage.told == again.told
    rooms = Counter(path.split("/")[2] for path, *_ in stage.told)
    assert rooms["plans"] == len(homes.REVIEWS) + len(homes.VILLAGES)
    assert rooms["visit-plans"] == 5
    assert rooms["subsidy-payments"] == 3
    proposed, approved = (
        [by.id for path, by, *_ in stage.told if path.endswith(end)]
        for end in ("/subsidy-payments", "/decision")
    )
    assert not set(proposed) & set(approved)
    assert {by.role for _, by, *_ in stage.told} <= {
        Role.CLERK,
        Role.HANDLER,
        Role.SUPERVISOR,
    }


def test_what_is_not_of_the_place_is_said_and_left_out(street):
    said = []
    homes.tend(Stage(refuse="subsidy-payments"), street, NOW, said.append)
    assert len(said) == 2
    with pytest.raises(Refused):
        failing = Stage(refuse="subsidy-payments", status=500)
        homes.tend(failing, street, NOW, said.append)
    assert not homes.are_known(Knowing(404))
    assert homes.are_known(Knowing(200))


class Knowing:
    def __init__(self, status):
        self.status = status

    def send(self, *_, **__):
        return Answer(self.status, {})
