"""The directory of agencies: the shipped one, what is refused, and what it tells."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minqing_chassis.configuration import ConfigurationError
from routing.adapters.agencies.files import load_agencies
from routing.domain.agencies.checking import Fault, faults
from routing.domain.agencies.directory import (
    Agency,
    Directory,
    Grant,
    Key,
    Kind,
    Level,
    TakenOver,
)
from routing.domain.handover.forms import Form
from routing.entrypoints.main import main

pytestmark = pytest.mark.unit

SHIPPED = Path(__file__).parents[4] / "deploy/agencies"
DAY = date(2026, 11, 22)
STREET, DISTRICT, BUREAU = "jinquan-street", "jinniu-district", "jinniu-civil-affairs"


@pytest.fixture(scope="module")
def shipped():
    return load_agencies(SHIPPED, DAY)


def test_three_agencies_are_shipped_under_one_district(shipped):
    assert {each.agency_id for each in shipped} == {STREET, DISTRICT, BUREAU}
    assert shipped.above(STREET) == (DISTRICT,)


def test_art24_the_common_superior_settles_a_dispute(shipped):
    assert shipped.common_superior(STREET, BUREAU) == DISTRICT
    assert shipped.common_superior(STREET, DISTRICT) == DISTRICT
    assert shipped.common_superior(STREET, "nobody") is None


@pytest.mark.parametrize(
    ("receiver", "sender", "form", "taken"),
    [
        (DISTRICT, STREET, Form.RAISE, True),
        (DISTRICT, STREET, Form.ENTRUST, False),
        (STREET, DISTRICT, Form.ENTRUST, True),
        (STREET, DISTRICT, Form.RETURN, True),
        (BUREAU, "nobody", Form.ASSIST, False),
        ("nobody", STREET, Form.ASSIST, False),
        (BUREAU, STREET, Form.RETURN, True),
        (STREET, "nobody", Form.RETURN, False),
    ],
)
def test_what_one_takes_from_another_stands_in_the_directory(
    shipped, receiver, sender, form, taken
):
    assert shipped.takes(receiver, sender, form) is taken


@pytest.mark.parametrize(
    ("agency", "receipt", "issued"),
    [
        (STREET, "JQ-2603-0000018", True),
        (STREET, "JN-2603-0000018", False),
        (STREET, "XX-2603-0000018", False),
        ("nobody", "JN-2603-0000018", False),
        ("nobody", "XX-2603-0000018", True),
    ],
)
def test_whose_receipt_number_it_is_stands_in_the_directory(
    shipped, agency, receipt, issued
):
    assert shipped.issues(agency, receipt, DAY) is issued


def test_no_two_agencies_begin_their_receipts_alike(shipped):
    told = [
        replace(each, receipts=("JQ",)) if each.agency_id != BUREAU else each
        for each in shipped
    ]
    assert faults(told, DAY) == [
        Fault(DISTRICT, "receipts.0", "already-exists"),
        Fault(STREET, "receipts.0", "already-exists"),
    ]


BEFORE, MERGED = date(2026, 9, 30), date(2026, 10, 1)


def merged(shipped, **changes):
    """The bureau became part of the district; its keys ended, nobody deals with it."""
    ended = {"grants": (), "parent": DISTRICT} | changes
    part = TakenOver(agency_id=BUREAU, since=MERGED)
    found = {each.agency_id: each for each in shipped}
    keys = tuple(replace(e, valid_until=MERGED) for e in found[BUREAU].keys)
    found[BUREAU] = replace(found[BUREAU], **{"keys": keys} | ended)
    for other in (STREET, DISTRICT):
        grants = tuple(e for e in found[other].grants if e.sender != BUREAU)
        found[other] = replace(found[other], grants=grants, compares=())
    found[DISTRICT] = replace(found[DISTRICT], took_over=(part,))
    return list(found.values())


def test_who_took_another_over_speaks_of_its_numbers_from_that_day_on(shipped):
    directory = Directory(merged(shipped))
    assert not directory.issues(DISTRICT, "MZ-2603-0000018", BEFORE)
    assert directory.issues(DISTRICT, "MZ-2603-0000018", MERGED)
    assert directory.issues(BUREAU, "MZ-2603-0000018", MERGED)
    assert not directory.issues(STREET, "MZ-2603-0000018", MERGED)
    assert faults(merged(shipped), DAY) == []


def test_the_whole_beginning_of_a_number_counts_and_not_a_part_of_it(shipped):
    told = [
        replace(each, receipts=("J",)) if each.agency_id == BUREAU else each
        for each in shipped
    ]
    assert faults(told, DAY) == []
    assert not Directory(told).issues(BUREAU, "JQ-2603-0000018", DAY)


def test_who_was_taken_over_signs_nothing_and_is_dealt_with_no_more(shipped):
    found = {each.agency_id: each for each in shipped}
    theirs = found[BUREAU]
    assert faults(merged(shipped, keys=theirs.keys, grants=theirs.grants), DAY) == [
        Fault(BUREAU, "grants", "taken-over"),
        Fault(BUREAU, "keys.0.valid_until", "taken-over"),
    ]
    assert faults(merged(shipped, keys=theirs.keys), BEFORE) == []


@pytest.mark.parametrize(
    ("who", "why"), [(DISTRICT, "itself"), ("nobody", "not-known")]
)
def test_who_cannot_be_taken_over_is_named(shipped, who, why):
    part = TakenOver(agency_id=who, since=date(2027, 1, 1))
    told = [
        replace(each, took_over=(part,)) if each.agency_id == DISTRICT else each
        for each in shipped
    ]
    assert faults(told, DAY) == [Fault(DISTRICT, "took_over.0", why)]


def test_an_agency_becomes_part_of_one_other(shipped):
    part = TakenOver(agency_id=BUREAU, since=date(2027, 1, 1))
    told = [
        replace(each, took_over=(part,)) if each.agency_id != BUREAU else each
        for each in shipped
    ]
    assert {each.why for each in faults(told, DAY)} == {"already-exists"}


def test_who_took_over_whom_is_read_from_its_file_and_told(folder, capsys):
    path = folder / f"{DISTRICT}.yml"
    path.write_text(
        path.read_text() + f"took_over: [{{agency: {BUREAU}, since: 2099-01-01}}]\n"
    )
    main(["cli", "agency", "check", str(folder)])
    assert f"took over {BUREAU} on 2099-01-01" in capsys.readouterr().out


def test_a_return_comes_only_from_who_took_something(shipped):
    without = [
        replace(each, grants=()) if each.agency_id == STREET else each
        for each in shipped
    ]
    assert not Directory(without).takes(DISTRICT, STREET, Form.RETURN)


def test_a_key_is_found_by_its_name_on_its_days(shipped):
    key = shipped.key(STREET, "k2026-1")
    assert key.held_between(DAY, DAY)
    assert not key.held_between(date(2025, 12, 30), date(2025, 12, 31))
    assert not shipped.key(STREET, "another")
    assert not shipped.key("nobody", "k2026-1")


# -- what is refused -------------------------------------------------------------------


def a_key(key_id="k1", public="A" * 43, since=date(2026, 1, 1), until=None):
    return Key(key_id=key_id, public=public, valid_from=since, valid_until=until)


def an_agency(agency_id, level=Level.DISTRICT, parent=None, *, letter="A", **changed):
    about = {"kind": Kind.GOVERNMENT, "keys": (a_key(public=letter * 42 + "A"),)}
    return Agency(
        agency_id=agency_id,
        name=agency_id,
        level=level,
        parent=parent,
        **about | changed,
    )


def a_grant(sender, *forms):
    return Grant(sender=sender, forms=frozenset(forms))


TOP = an_agency("district")
LOW = an_agency("street", Level.STREET, "district", letter="B")
SIDE = an_agency("bureau", parent="district", kind=Kind.DEPARTMENT, letter="C")
FAR = an_agency("far", letter="D")


def test_a_right_directory_has_no_fault():
    low = replace(LOW, grants=(a_grant("bureau", Form.ENTRUST),))
    assert faults([TOP, low, SIDE, FAR], DAY) == []


@pytest.mark.parametrize(
    ("agency", "field", "why"),
    [
        (replace(LOW, parent=None, kind=Kind.DEPARTMENT), "parent", "missing"),
        (replace(LOW, parent="gone"), "parent", "not-known"),
        (replace(LOW, parent="bureau"), "parent", "wrong-level"),
        (replace(LOW, parent="street"), "parent", "wrong-level"),
        (replace(LOW, level=Level.PROVINCE), "parent", "wrong-level"),
        (replace(LOW, kind=Kind.DEPARTMENT), "parent", "wrong-level"),
        (replace(LOW, broker="amqp://b:5672"), "broker", "not-an-address"),
        (replace(LOW, keys=()), "keys", "none-in-force"),
        (
            replace(LOW, keys=(a_key(public="B" * 42 + "A", until=DAY),)),
            "keys",
            "none-in-force",
        ),
        (replace(LOW, keys=TOP.keys), "keys.0.public", "already-exists"),
        (replace(LOW, keys=LOW.keys * 2), "keys.1.id", "already-exists"),
        (replace(LOW, keys=(a_key(public="B" * 43),)), "keys.0.public", "not-a-key"),
        (replace(LOW, keys=(a_key(public="é"),)), "keys.0.public", "not-a-key"),
        (replace(LOW, keys=(a_key(public="B" * 40),)), "keys.0.public", "not-a-key"),
        (
            replace(LOW, keys=(a_key(public="B" * 42 + "A", until=date(2026, 1, 1)),)),
            "keys.0.valid_until",
            "out-of-time",
        ),
        (
            replace(LOW, grants=(a_grant("street", Form.ASSIST),)),
            "grants.0.from",
            "itself",
        ),
        (
            replace(LOW, grants=(a_grant("gone", Form.ASSIST),)),
            "grants.0.from",
            "not-known",
        ),
        (
            replace(LOW, grants=(a_grant("bureau", Form.ASSIST),) * 2),
            "grants.1.from",
            "already-exists",
        ),
        (replace(LOW, grants=(a_grant("bureau"),)), "grants.0.forms", "missing"),
        (
            replace(LOW, grants=(a_grant("bureau", Form.RETURN),)),
            "grants.0.forms",
            "needs-no-grant",
        ),
        (
            replace(LOW, grants=(a_grant("district", Form.REVIEW),)),
            "grants.0.forms",
            "not-from-below",
        ),
        (
            replace(LOW, grants=(a_grant("far", Form.ASSIST),)),
            "grants.0.from",
            "no-common-superior",
        ),
    ],
)
def test_every_fault_is_named_by_agency_and_field(agency, field, why):
    assert Fault("street", field, why) in faults([TOP, agency, SIDE, FAR], DAY)


def test_nobody_entrusts_somebody_above():
    top = replace(TOP, grants=(a_grant("street", Form.ENTRUST),))
    assert faults([top, LOW], DAY) == [
        Fault("district", "grants.0.forms", "not-from-above")
    ]


def test_an_id_stands_for_one_agency():
    found = faults([TOP, replace(TOP, keys=FAR.keys)], DAY)
    assert Fault("district", "id", "already-exists") in found


def test_a_circle_of_parents_ends():
    one = an_agency("one", parent="two")
    two = an_agency("two", parent="one", letter="B")
    assert Directory([one, two]).above("one") == ("two",)


# -- files -----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SHIPPED, tmp_path / "agencies"))


def test_the_shipped_directory_is_right_by_the_command(capsys):
    assert main(["cli", "agency", "check", str(SHIPPED)]) in (0, None)
    told = capsys.readouterr().out
    assert "jinquan-street < jinniu-district" in told
    assert told.endswith("is right\n")


def test_a_key_is_made_by_the_command(tmp_path, capsys):
    main(["cli", "agency", "key", str(tmp_path / "k.pem"), "--id", "k2026-2"])
    told = capsys.readouterr().out
    assert "id: k2026-2" in told
    assert "PRIVATE" in (tmp_path / "k.pem").read_text("ascii")
    assert "PRIVATE" not in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level: street", "level: village", "line 5: level"),
        ("id: jinquan-street", "id: jinquan", "id: must be the file's name"),
        (
            "parent: jinniu-district",
            "parent: nobody",
            "jinquan-street: parent: not-known",
        ),
        ("grants:", "grants: []\nmore:", "more"),
        ("[transfer, entrust, assist]", "[gift]", "forms"),
        ("valid_from: 2026-01-01", "valid_from: soon", "valid_from"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_or_field(folder, old, new, told):
    file = folder / "jinquan-street.yml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ConfigurationError, match=told.replace("[", r"\[")):
        load_agencies(folder, DAY)


def test_a_folder_without_agencies_is_refused(tmp_path):
    with pytest.raises(ConfigurationError):
        load_agencies(tmp_path, DAY)


def test_no_private_key_is_in_the_house():
    for file in SHIPPED.iterdir():
        assert "PRIVATE" not in file.read_text("utf-8")
