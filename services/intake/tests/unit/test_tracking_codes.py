"""Tracking codes: made from a secret, never stored."""

import hashlib
from uuid import UUID, uuid4

from intake.domain.tracking import TrackingCodes
from services.intake.tests.builders import PETITION


def codes(secret: str = "s") -> TrackingCodes:

    return TrackingCodes(
        lambda text: hashlib.sha256((secret + text).encode()).hexdigest()
    )


def test_a_code_is_six_digits_and_the_same_every_time():
    code = codes().of(PETITION)
    assert len(code) == 6
    assert code.isdecimal()
    assert code == codes().of(UUID(str(PETITION)))


def test_another_secret_makes_another_code():
    assert codes("a").of(PETITION) != codes("b").of(PETITION)


def test_only_its_own_code_fits_a_petition():
    code = codes().of(PETITION)
    assert codes().fits(PETITION, code)
    assert not codes().fits(PETITION, f"{(int(code) + 1) % 10**6:06d}")
    assert not codes().fits(PETITION, "")
    assert not codes().fits(PETITION, "路灯\ud800")


def test_codes_of_many_petitions_spread_over_the_whole_range():
    firsts = {codes().of(uuid4())[0] for _ in range(400)}
    assert firsts == set("0123456789")
