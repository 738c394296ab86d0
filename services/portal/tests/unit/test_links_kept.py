"""What is kept of who holds a personal link can be read by the version before."""

from uuid import UUID

import pytest

from minqing_chassis.sealing import Sealer
from portal.adapters.links import Holder, LinkReader

pytestmark = pytest.mark.unit

LINK = UUID(int=7)


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        ({"buildings": {"65-9": "9栋"}}, {"name", "telephone", "buildings"}),
        (
            {"enterprises": {"91": "金科"}},
            {"name", "telephone", "buildings", "enterprises"},
        ),
    ],
)
def test_a_captains_link_names_no_more_than_it_did_before_informers_had_any(what, kept):
    sealer = Sealer([bytes(32)])
    holder = Holder(name="秦某", telephone="13800008000", **what)
    told = sealer.open(LinkReader(None, sealer).seal(LINK, holder), str(LINK))
    assert set(told) == kept
    assert Holder(**told) == holder
