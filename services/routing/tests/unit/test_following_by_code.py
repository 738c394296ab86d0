"""A petitioner's code is known by its slow hash, as it was meant."""

from hashlib import scrypt
from uuid import UUID

import pytest

from routing.domain.handover.following_by_code import fits

pytestmark = pytest.mark.unit

PETITION = UUID(int=7)
CHECK = scrypt(b"ABCD0123", salt=PETITION.bytes, n=2**14, r=8, p=1, dklen=32).hex()


@pytest.mark.parametrize(
    ("said", "checks", "opens"),
    [
        ("abcd-o123", [CHECK], True),
        ("ＡＢＣＤ ０１２３", ["0" * 64, CHECK], True),
        ("ABCD-0124", [CHECK], False),
        ("ABCD-0123", ["", "0" * 64], False),
        ("ABCD-0123", [""], False),
    ],
)
def test_a24_a_code_opens_as_it_was_meant_and_no_other(said, checks, opens):
    assert fits(said, PETITION, checks) is opens


def test_a_check_that_is_none_opens_nothing_and_breaks_nothing():
    """Another agency may write any letters where a check should stand."""
    assert not fits("ABCD-EFGH", PETITION, ["路" * 20, "x"])
