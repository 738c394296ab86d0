"""By what another agency knows a petitioner's code without being told it."""

from uuid import UUID

import pytest

from intake.domain.tracking import check_of
from routing.domain.handover.following_by_code import fits

pytestmark = pytest.mark.contracts

ONE, OTHER = UUID(int=1), UUID(int=2)
CODE = "ABCD-0123"


def test_a24_a_code_as_typed_fits_its_own_petition_alone():
    check = check_of(CODE, ONE)
    assert CODE not in check
    assert fits("abcd o123", ONE, [check])
    assert not fits(CODE, OTHER, [check])
    assert not fits("ABCD-0124", ONE, [check])
    assert not fits(CODE, ONE, [])
