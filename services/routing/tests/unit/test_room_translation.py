"""What the rooms tell: every fact has its line, every contract its fact."""

import dataclasses
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID, uuid4

import pytest

from minqing_contracts.catalogue import dump, load
from minqing_contracts.routing_rooms import HazardFlaggedV1
from minqing_contracts.topology import ROOM_EVENTS
from routing.adapters.rooms.telling import ROOM_TELL
from routing.domain.events import CaseFact
from services.routing.tests.builders import NOON

pytestmark = pytest.mark.unit

SAMPLES: dict[Any, Any] = {
    datetime: NOON,
    date: NOON.date(),
    UUID: uuid4(),
    int: 3,
    bool: True,
    str: "某词",
    tuple[bool | None, ...]: (True, None),
}


def a_fact(kind):
    hints = get_type_hints(kind)
    values = {each.name: hints[each.name] for each in dataclasses.fields(kind)}
    return kind(**{name: SAMPLES.get(hint) for name, hint in values.items()})


@pytest.mark.parametrize("kind", ROOM_TELL, ids=lambda kind: kind.__name__)
def test_what_a_room_tells_names_its_matter_and_survives_the_wire(kind):
    fact = a_fact(kind)
    told = ROOM_TELL[kind](fact)
    assert (told.revision, told.at) == (3, NOON)
    if isinstance(fact, CaseFact):
        assert told.subject == str(fact.petition_id)
    if told.event is not None:
        key = told.event.routing_key()
        assert load(key, dump(told.event)) == told.event
        assert told.event.revision == fact.revision


def test_every_contract_of_the_rooms_is_told_by_some_fact():
    told = {type(ROOM_TELL[kind](a_fact(kind)).event) for kind in ROOM_TELL}
    assert told - {type(None)} == {*ROOM_EVENTS, HazardFlaggedV1}


def test_the_timeline_holds_no_words_of_anybody():
    for kind in ROOM_TELL:
        told = ROOM_TELL[kind](a_fact(kind))
        assert not {"reason", "opinion", "text", "minutes"} & told.detail.keys()


def test_subjects_fit_their_column():
    for kind in ROOM_TELL:
        assert len(ROOM_TELL[kind](a_fact(kind)).subject) <= 64
