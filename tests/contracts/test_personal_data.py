"""Events carry ids and facts, never who a person is or how to reach them."""

import json
import re

import pytest

from minqing_contracts.catalogue import catalogue
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_docs.samples import read_samples

pytestmark = pytest.mark.contracts

PERSONAL = re.compile(
    r"name|phone|mobile|tel$|telephone|wechat|e?mail|address|street|identity|id_?card"
    r"|passport|birth|age$|sex|gender|ethnic|contact|petitioner|resident|person"
    r"|household|caller|sender|photo|face|plate|account|bank|health|disab|title|text"
    r"|content|statement|location|latitude|longitude|tracking|code$"
)
"""Words in a field's name that tell of a person, or of what a person wrote."""

ALLOWED = {
    ("registry.organisation.recorded.v1", "name"): "an organisation's",
    ("registry.organisation.recorded.v1", "desk_address"): "an organisation's desk",
    (
        "registry.organisation.recorded.v1",
        "division_code",
    ): "an administrative division",
    ("routing.case.assigned.v1", "division_code"): "an administrative division",
    ("routing.case.unrouted.v1", "division_code"): "an administrative division",
    ("routing.case.located.v1", "agency_name"): "a government agency",
    ("routing.handover.moved.v1", "agency_name"): "a government agency",
    ("routing.document.issued.v1", "addressee"): "the word petitioner, unit or parties",
    ("routing.review.asked.v1", "stage"): "the word review or recheck",
    ("routing.review.asked.v1", "reviewer_name"): "a government agency",
    ("routing.review.declined.v1", "reviewer_name"): "a government agency",
    ("routing.review.answered.v1", "reviewer_name"): "a government agency",
    ("routing.review.answered.v1", "stage"): "the word review or recheck",
    ("routing.review.escalated.v1", "stage"): "the word review or recheck",
    ("intake.petition.received.v1", "division_code"): "an administrative division",
    ("intake.petition.accepted.v1", "division_code"): "an administrative division",
    ("intake.petition.refused.v1", "division_code"): "an administrative division",
    ("intake.petition.merged.v1", "division_code"): "an administrative division",
    ("intake.petition.separated.v1", "division_code"): "an administrative division",
    ("intake.petition.repeated.v1", "division_code"): "an administrative division",
    ("intake.petition.unrepeated.v1", "division_code"): "an administrative division",
    ("intake.acceptance.noticed.v1", "division_code"): "an administrative division",
    ("intake.acceptance.missed.v1", "division_code"): "an administrative division",
    ("intake.petition.referred.v1", "division_code"): "an administrative division",
    ("intake.petition.reclassified.v1", "division_code"): "an administrative division",
    ("intake.supplement.requested.v1", "division_code"): "an administrative division",
    ("intake.supplement.given.v1", "division_code"): "an administrative division",
    ("intake.supplement.reminded.v1", "division_code"): "an administrative division",
    ("intake.petition.lapsed.v1", "division_code"): "an administrative division",
    ("intake.petition.split.v1", "division_code"): "an administrative division",
    ("intake.petition.withdrawn.v1", "division_code"): "an administrative division",
    ("intake.review.requested.v1", "division_code"): "an administrative division",
    ("registry.staff.recorded.v1", "person"): "a keyed index: equal for one person",
}
"""What sounds personal and is not: why."""

SUSPECTS = [
    (key, name)
    for key, _event, schema in catalogue()
    for name in schema.fields
    if PERSONAL.search(name)
]

NUMBERS = re.compile(r"(?<![\d.-])(?:1[3-9]\d{9}|\d{17}[\dXx]|0\d{2,3}-?\d{7,8})(?!\d)")
"""Mobile, identity and landline numbers."""


def test_no_contract_has_a_field_that_tells_who_a_person_is():
    assert SUBSCRIPTIONS
    assert set(SUSPECTS) == set(ALLOWED)


@pytest.mark.parametrize(
    "name",
    ["petitioner_name", "contact_telephone", "resident_id", "id_card", "reply_text"],
)
def test_a_field_with_such_a_name_would_be_noticed(name):
    assert PERSONAL.search(name)


@pytest.mark.parametrize("key", sorted(read_samples()))
def test_no_sample_holds_a_number_of_a_person(key):
    assert NUMBERS.search(json.dumps(read_samples()[key])) is None
