"""Tracking codes: made from a secret, never stored, read as they were meant."""

import hashlib
import re
from uuid import UUID, uuid4

import pytest

from intake.domain.tracking import (
    ALPHABET,
    PATTERN,
    TrackingCodes,
    check_of,
    read_code,
)
from services.intake.tests.builders import PETITION


def codes(secret: str = "s") -> TrackingCodes:

    return TrackingCodes(
        lambda text: hashlib.sha256((secret + text).encode()).hexdigest()
    )


def test_a_code_has_eight_characters_and_is_the_same_every_time():
    code = codes().of(PETITION)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert re.match(PATTERN, code)
    assert code == codes().of(UUID(str(PETITION)))


def test_another_secret_makes_another_code():
    assert codes("a").of(PETITION) != codes("b").of(PETITION)


def test_only_its_own_code_fits_a_petition():
    code = codes().of(PETITION)
    other = ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]
    assert codes().fits(PETITION, code)
    assert not codes().fits(PETITION, code[:-1] + other)
    assert not codes().fits(PETITION, code[:-1])
    assert not codes().fits(PETITION, code + "0")
    assert not codes().fits(PETITION, "")
    assert not codes().fits(PETITION, "路灯\ud800")


def test_every_one_of_the_forty_bits_counts():
    found = {TrackingCodes(lambda _, bit=bit: f"{1 << bit:016x}") for bit in range(40)}
    assert len({each.of(PETITION) for each in found}) == 40


@pytest.mark.parametrize(
    "said",
    [
        "01AB-CD1V",
        "oiab-cdlv",
        " O1ab cdLV ",
        "0IABCDIV",
        "０１ＡＢ－ＣＤ１Ｖ",
        "01AB–CD1V",
    ],
)
def test_a_code_is_read_as_it_was_meant(said):
    assert read_code(said) == "01ABCD1V"


def test_a_code_copied_by_hand_fits_its_petition():
    known = TrackingCodes(lambda _: f"{0x01_2345_6789:016x}")
    code = known.of(PETITION)
    assert "0" in code
    for said in (code.lower(), code.replace("-", " "), code.replace("0", "O")):
        assert known.fits(PETITION, said)


def test_codes_of_many_petitions_spread_over_the_whole_range():
    for place in (0, 8):
        assert {codes().of(uuid4())[place] for _ in range(800)} == set(ALPHABET)


def test_by_what_another_agency_knows_a_code_is_of_that_petition_alone():
    mine = check_of("K7QM-2R9D", PETITION)
    assert mine == check_of("k7qm2r9d", PETITION)
    assert mine != check_of("K7QM-2R9D", uuid4())
    assert "7QM" not in mine
