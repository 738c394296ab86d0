"""The quarter of visits of 金科苑's captains: invented, the same every time."""

from collections import Counter, defaultdict

import pytest

from minqing_demo.community import plan_of
from minqing_demo.street.making import make_street
from minqing_demo.walking import EVENINGS, rounds, walk

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def street():
    return make_street(plan_of(2_000))


def test_a10_some_captains_see_every_home_and_some_see_none(street):
    made = list(rounds(street))
    assert made == list(rounds(street))
    evenings = Counter(each.captain for each in made)
    assert max(evenings.values()) == len(EVENINGS)
    assert set(evenings) < {each.staff_id for each in street.captains}
    seen = defaultdict(list)
    for each in made:
        seen[each.captain] += each.homes
    assert all(len(homes) == len(set(homes)) for homes in seen.values())
    assert all(len(each.homes) <= 200 for each in made)


def test_a10_rounds_are_recorded_on_their_evening_by_who_went(street):
    told = []

    class Stage:
        def move(self, at):
            told.append(at)

        def ask(self, service, method, path, *, by, body):
            told.append((service, method, path, by.id, body["visitors"]))

        def send(self, service, method, path, *, by, body):
            assert (service, method, by.id) == ("registry", "POST", told[-1][3])
            assert (path, body) == (f"{told[-1][2]}/close", {"family": "confirmed"})

    number = walk(Stage(), street, "510106040019")
    assert len(told) == 2 * number > 0
    first = next(rounds(street))
    assert told[1] == (
        "registry",
        "PUT",
        f"/v1/visits/{first.visit_id}",
        first.captain,
        [first.captain],
    )
    assert told[0].date() == first.day
