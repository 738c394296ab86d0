"""A picture that is known already is never exchanged for another."""

from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Role
from registry.application.pictures.commands import KeepPicture
from registry.application.pictures.handlers import keep_picture
from registry.domain.errors import Taken
from registry.domain.pictures.picture import PictureKind, PictureProfile
from services.registry.tests.builders import NOON, STREET, an_actor

pytestmark = pytest.mark.unit

PROFILE = PictureProfile(
    project_id=uuid4(),
    kind=PictureKind.COMPLETION,
    organisation_id=STREET,
    digest="d" * 64,
    width=1,
    height=1,
    bytes=10,
)


def test_c22_the_same_again_changes_nothing_and_another_under_its_id_is_refused():
    kept = []
    work = SimpleNamespace(
        organisations=SimpleNamespace(
            lineage=lambda _: (STREET,), seat_of=lambda _: STREET
        ),
        pictures=SimpleNamespace(
            find=lambda _: kept[0] if kept else None, add=kept.append
        ),
    )
    clerk = an_actor(Role.CLERK, STREET)
    said = KeepPicture(actor=clerk, picture_id=uuid4(), profile=PROFILE)
    for _ in range(2):
        keep_picture(said, work, clock=FrozenClock(NOON))
    assert [each.profile for each in kept] == [PROFILE]
    other = replace(said, profile=replace(PROFILE, digest="e" * 64))
    with pytest.raises(Taken):
        keep_picture(other, work, clock=FrozenClock(NOON))
