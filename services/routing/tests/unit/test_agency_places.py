"""Where agencies are, and of which categories one takes matters from another."""

import json
from dataclasses import replace

import pytest

from minqing_chassis.configuration import ConfigurationError
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.post import Post, Suspect
from routing.adapters.agencies.signing import Signer
from routing.application.handovers.commands import BeginAgain
from routing.domain.agencies.checking import Fault, faults
from routing.domain.agencies.directory import Directory, Grant, Kind, Level
from routing.domain.agencies.division import area_of, lies_in
from routing.domain.handover.errors import CategoryNotGranted
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.words import Confirm, Offer
from routing.entrypoints.main import main
from services.routing.tests.agencies_town import (
    BUREAU,
    DIRECTORY,
    DISTRICT_HALL,
    KEYS,
    STREET_OFFICE,
)
from services.routing.tests.builders import NOON, a_matter
from services.routing.tests.fakes_handovers import A_FILE, a_duty, a_town, a_word
from services.routing.tests.unit.test_agencies import (
    DAY,
    LOW,
    SHIPPED,
    SIDE,
    TOP,
    a_grant,
    an_agency,
)

pytestmark = pytest.mark.unit

HERE = replace(TOP, division="510106")
CITY = an_agency("city", Level.CITY, letter="E", division="510100")


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("510000", "51"),
        ("510100000000", "5101"),
        ("510106", "510106"),
        ("510106040", "510106040"),
        ("510106040000", "510106040"),
        ("510106040019", "510106040019"),
        ("110100", "1101"),
    ],
)
def test_what_a_division_code_does_not_say_are_zeros(code, area):
    assert area_of(code) == area


def test_a_place_lies_in_the_area_whose_digits_it_begins_with():
    assert lies_in("510106040019", "510106040")
    assert lies_in("510106", "510100")
    assert not lies_in("510107001001", "510106")
    assert not lies_in("51", "510100")


@pytest.mark.parametrize(
    ("agency", "why"),
    [
        (replace(LOW, division="51010604"), "not-a-code"),
        (replace(LOW, division="010106040"), "not-a-code"),
        (replace(LOW, division="510107"), "wrong-level"),
        (replace(LOW, division="510106040019"), "wrong-level"),
        (replace(LOW, division="510107040"), "outside-its-parent"),
    ],
)
def test_every_fault_of_a_division_code_is_named(agency, why):
    assert faults([HERE, agency], DAY) == [Fault("street", "division", why)]


def test_an_area_is_one_governments_and_its_departments_share_it():
    side = replace(SIDE, division="510106000000")
    low = replace(LOW, division="510106040000")
    assert faults([HERE, side, low], DAY) == []
    assert faults([TOP, side, low], DAY) == []
    other = replace(side, division="510107")
    assert faults([HERE, other], DAY) == [
        Fault("bureau", "division", "not-of-its-government")
    ]
    twin = an_agency("twin", Level.STREET, "district", division="510106040", letter="D")
    assert {(e.agency_id, e.why) for e in faults([HERE, low, twin], DAY)} == {
        ("street", "already-exists"),
        ("twin", "already-exists"),
    }


def test_a_department_has_the_code_of_its_government():
    found = Directory([HERE, SIDE, LOW])
    assert found.division_of("bureau") == found.division_of("district") == "510106"
    assert found.division_of("street") is None
    assert found.division_of("nobody") is None
    lost = replace(SIDE, parent="nobody")
    assert Directory([lost]).division_of("bureau") is None


def test_the_nearest_area_around_a_place_answers_for_it():
    low = replace(LOW, division="510106040")
    side = replace(SIDE, division="510106")
    found = Directory([CITY, HERE, side, low, replace(LOW, agency_id="unplaced")])
    assert found.answers_for("510106040019") == "street"
    assert found.answers_for("510106041001") == "district"
    assert found.answers_for("510107041001") == "city"
    assert found.answers_for("610107041001") is None


# -- categories ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("categories", "why"),
    [
        ((), "missing"),
        (("elderly-care", "elderly-care"), "already-exists"),
        (("elderly care",), "not-a-category"),
        (("*-care",), "not-a-category"),
    ],
)
def test_every_fault_of_a_grants_categories_is_named(categories, why):
    grant = replace(a_grant("bureau", Form.ASSIST), categories=categories)
    assert faults([TOP, replace(LOW, grants=(grant,)), SIDE], DAY) == [
        Fault("street", "grants.0.categories", why)
    ]


@pytest.mark.parametrize(
    ("form", "category", "let_through"),
    [
        (Form.TRANSFER, "minimum-living", True),
        (Form.TRANSFER, "elderly-care", True),
        (Form.TRANSFER, "lighting", False),
        (Form.TRANSFER, "", False),
        (Form.RAISE, "minimum-living", False),
        (Form.REVIEW, "lighting", True),
    ],
)
def test_a_grant_lets_through_its_forms_of_its_categories(form, category, let_through):
    grant = Grant(
        sender=STREET_OFFICE,
        forms=frozenset({Form.TRANSFER, Form.REVIEW}),
        categories=("minimum-living", "elderly-*"),
    )
    assert grant.lets(form, category) is let_through


def test_what_was_handed_over_is_taken_back_whatever_it_is_about():
    narrow = narrowed(BUREAU, "elderly-care")
    assert narrow.lets(STREET_OFFICE, BUREAU, Form.RETURN, "lighting")
    assert narrow.lets(BUREAU, STREET_OFFICE, Form.TRANSFER, "elderly-care")
    assert not narrow.lets(BUREAU, STREET_OFFICE, Form.TRANSFER, "lighting")
    assert not narrow.lets(BUREAU, "nobody", Form.TRANSFER, "elderly-care")


def narrowed(agency_id, *categories):
    """Return the directory in which that agency takes these categories alone."""
    return Directory(
        each
        if each.agency_id != agency_id
        else replace(
            each,
            grants=tuple(replace(e, categories=categories) for e in each.grants),
        )
        for each in DIRECTORY
    )


def read_by(town, name, directory):
    """Let an agency go by another directory from now on."""
    agency = town[name]
    agency._house = replace(agency._house, directory=directory)
    agency.bus = agency.new_bus()


def test_a_category_that_is_not_taken_there_is_refused_at_our_own_door():
    town = a_town()
    read_by(town, STREET_OFFICE, narrowed(BUREAU, "elderly-care"))
    lamp = town.open()
    with pytest.raises(CategoryNotGranted) as refusal:
        town.offer(lamp, to=BUREAU)
    assert refusal.value.fields == {"to": "category-not-granted"}
    care = town.open(matter=a_matter(category="elderly-care"))
    assert town.offer(care, to=BUREAU)


@pytest.mark.parametrize(
    ("category", "why"), [("elderly-care", "not-accepted"), ("lighting", "")]
)
def test_a_neighbours_offer_of_another_category_is_put_aside_by_its_name(category, why):
    """Its sender stays responsible: its own directory says no at once, or is old."""
    street = Post(STREET_OFFICE, DIRECTORY, Signer(KEYS[STREET_OFFICE], "k1"))
    desk = Post(BUREAU, narrowed(BUREAU, "elderly-*"), Signer(KEYS[BUREAU], "k1"))
    terms = a_duty(STREET_OFFICE, BUREAU, Form.ASSIST)
    offer = a_word(Offer, terms.handover_id, STREET_OFFICE, BUREAU, terms=terms)
    letter = street.seal(offer, NOON, file=CaseFile(category=category))
    if why:
        assert desk.open(letter, NOON).file.category == category
    else:
        with pytest.raises(Suspect) as refusal:
            desk.open(letter, NOON)
        assert refusal.value.why == "no grant for assist of category 'lighting'"


def test_the_category_goes_with_the_offer_itself():
    street = Post(STREET_OFFICE, DIRECTORY, Signer(KEYS[STREET_OFFICE], "k1"))
    terms = a_duty(STREET_OFFICE, BUREAU, Form.ASSIST)
    offer = a_word(Offer, terms.handover_id, STREET_OFFICE, BUREAU, terms=terms)
    letter = street.seal(offer, NOON, file=CaseFile(category="lighting"))
    assert json.loads(letter.body)["file"]["category"] == "lighting"


def test_who_was_restored_takes_no_other_category_by_a_confirmation_either():
    town = a_town()
    district = town[DISTRICT_HALL]
    read_by(town, DISTRICT_HALL, narrowed(DISTRICT_HALL, "elderly-care"))
    district.do(BeginAgain(incarnation=1))
    town.wire.settle()
    terms = a_duty(STREET_OFFICE, DISTRICT_HALL, Form.ASSIST)
    word = a_word(
        Confirm, terms.handover_id, STREET_OFFICE, DISTRICT_HALL, terms=terms, heard=1
    )
    file = replace(A_FILE, petition_id=word.matter_id, receipt="JQ-1")
    assert district.take((word, file, None, None)) == "category-not-granted"
    other = replace(file, category="elderly-care")
    assert district.take((word, other, None, None)) == "obeyed"


# -- files -----------------------------------------------------------------------------


def test_the_shipped_areas_lie_in_each_other():
    shipped = load_agencies(SHIPPED, DAY)
    assert shipped.answers_for("510106040019") == "jinquan-street"
    assert shipped.division_of("jinniu-civil-affairs") == "510106"
    assert {e.kind for e in shipped if e.division} == {Kind.GOVERNMENT}


@pytest.mark.parametrize(
    ("told", "categories"),
    [
        ("all", ("*",)),
        ("[minimum-living, elderly-*]", ("minimum-living", "elderly-*")),
    ],
)
def test_categories_are_read_from_the_file_and_told(told, categories, tmp_path, capsys):
    folder = in_folder(tmp_path, f"    categories: {told}\n")
    grant = load_agencies(folder, DAY).grant("jinniu-civil-affairs", "jinquan-street")
    assert grant.categories == categories
    main(["cli", "agency", "check", str(folder)])
    line = capsys.readouterr().out.splitlines()[0]
    about = "" if told == "all" else " of minimum-living, elderly-*"
    assert f"assist, transfer{about} from jinquan-street" in line
    assert "(成都市金牛区民政局, 510106)" in line


@pytest.mark.parametrize("told", ["lighting", "[3]", "{}"])
def test_categories_that_are_no_list_are_refused(told, tmp_path):
    with pytest.raises(ConfigurationError, match="categories"):
        load_agencies(in_folder(tmp_path, f"    categories: {told}\n"), DAY)


def in_folder(tmp_path, more):
    """Return the shipped directory with more said of the bureau's last grant."""
    for each in SHIPPED.glob("*.yml"):
        text = each.read_text("utf-8")
        ends = text + more if each.stem == "jinniu-civil-affairs" else text
        (tmp_path / each.name).write_text(ends, "utf-8")
    return tmp_path
