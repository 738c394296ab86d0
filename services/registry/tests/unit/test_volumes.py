"""A volume: what every file of a place says in one section."""

from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.archive.volumes import Leaf, volume_of
from registry.domain.archive.errors import SectionNotYours, SectionUnknown
from registry.domain.errors import OutOfReach
from services.registry.tests.archive_builders import CARER, CONDITION, define, edit
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    a_cause,
    an_actor,
    record_duty,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

CLERK = an_actor(Role.CLERK)


class Reader(InMemoryReader):
    """A reader whose volumes hold what one file says; it remembers the bounds."""

    bounds = None

    def leaves(self, section, subject, organisation_id, buildings, after, limit):
        self.bounds = buildings
        people = sorted(self._store.residents)
        return len(people), [
            Leaf(subject_id=key, household_id=None, child=True, entry=entry)
            for key in people
            for entry in self.entries(key)
            if key > after
        ][:limit]


@pytest.fixture
def reader():
    store = Store()
    bus = in_memory(store)
    for command in [*the_tree(), record_staff(), define("health", CONDITION, CARER)]:
        bus.handle(command, a_cause())
    for _ in range(2):
        person = uuid4()
        bus.handle(record_resident(person, identity_number=None), a_cause())
        bus.handle(edit(person, condition="良好", carer="白小梨"), a_cause())
    bus.handle(record_duty(), a_cause())
    return Reader(store)


def read(reader, actor=CLERK, section="health", place=COMMUNITY, limit=9):
    return volume_of(reader, section, place, actor, UUID(int=0), limit)


def test_b22_a_volume_tells_how_many_files_it_has_and_masks_as_files_do(reader):
    volume = read(reader)
    assert (volume.files, len(volume.items), volume.next) == (2, 2, None)
    for leaf in volume.items:
        assert leaf.subject == "resident"
        assert [each.value for each in leaf.entry.fields] == ["***", "白**"]
    page = read(reader, limit=1)
    assert page.next == page.items[0].subject_id


def test_b22_a_captains_volume_is_of_the_own_buildings(reader):
    read(reader)
    assert reader.bounds is None
    read(reader, an_actor(Role.HANDLER, COMMUNITY))
    assert "65-9" in reader.bounds


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"section": "nothing"}, SectionUnknown),
        ({"actor": an_actor(Role.OPS, None)}, SectionNotYours),
        ({"actor": an_actor(Role.CLERK, OTHER)}, OutOfReach),
        ({"place": "nowhere"}, Invalid),
    ],
)
def test_b22_a_volume_stays_with_those_who_may_read_its_files(reader, changes, refusal):
    with pytest.raises(refusal):
        read(reader, **changes)
