"""Where somebody lives is corrected or deleted with what hangs on it."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.application.lives.commands import AppointHouseholdHead
from registry.domain.errors import HouseholdUnknown
from services.registry.tests.archive_builders import CLERK
from services.registry.tests.builders import (
    AT_HOME,
    OTHER,
    an_actor,
    record_household,
    record_resident,
    the_courtyard,
)
from services.registry.tests.rights_asked import (
    MINE,
    agree,
    correct,
    decide,
    delete,
    say,
    store,
)

pytestmark = pytest.mark.unit

__all__ = ["say", "store"]
ELSEWHERE = "金科苑东街66号9栋2单元4号"


@pytest.fixture
def home(say):
    home = uuid4()
    for command in (*the_courtyard(), record_household(home, address=ELSEWHERE)):
        say(command)
    say(record_resident(MINE, household_id=home))
    return home


def told_fields(store):
    return [each.changed for each in store.facts if getattr(each, "changed", ())]


def test_where_somebody_lives_is_corrected_with_its_door(say, store, home):
    asked = correct("particulars", home_address=AT_HOME)
    say(asked)
    with pytest.raises(Forbidden):
        say(decide(asked, actor=an_actor(Role.CLERK, OTHER)))
    say(decide(asked))
    profile = store.households[home].profile
    assert (profile.address, profile.building_id) == (AT_HOME, "65-9")
    assert "b:东街" in store.words[MINE]
    assert told_fields(store)[-1] == ["address", "building_id", "premises_id"]


def test_where_somebody_lives_is_deleted_with_what_hangs_on_it(say, store, home):
    say(AppointHouseholdHead(actor=CLERK, household_id=home, resident_id=MINE))
    asked = delete("home_address", "telephone", section="particulars")
    say(asked)
    agree(say, asked)
    assert store.residents[MINE].profile.household_id is None
    assert store.households[home].head_id is None
    assert store.homes_forgotten == [MINE]
    assert told_fields(store)[-1] == ["household_id", "telephone"]
    with pytest.raises(Invalid):
        say(delete("home_address", section="particulars"))
    late = correct("particulars", home_address=AT_HOME)
    with pytest.raises(Invalid):
        say(late)


def test_a_household_that_is_left_meanwhile_is_not_rewritten(say, store, home):
    asked = correct("particulars", home_address=AT_HOME)
    say(asked)
    gone = delete("home_address", section="particulars")
    say(gone)
    agree(say, gone)
    with pytest.raises(HouseholdUnknown):
        say(decide(asked))


@pytest.mark.parametrize("address", ["", " ", 7, "街" * 300])
def test_an_address_that_is_none_is_refused(say, home, address):
    with pytest.raises(Invalid):
        say(correct("particulars", home_address=address))
