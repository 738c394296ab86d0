"""Every event says which matter it tells of."""

import pytest

from minqing_contracts.catalogue import catalogue, load
from minqing_docs.samples import read_samples

pytestmark = pytest.mark.unit

SUBJECTS = {
    "registry.organisation.recorded.v1": "organisation_id",
    "registry.staff.recorded.v1": "staff_id",
    "registry.picture.kept.v1": "project_id",
    "registry.finding.raised.v1": "finding_id",
    "intake.finding.answered.v1": "finding_id",
    "intake.informer.reported.v1": "enterprise_id",
    "intake.informer.reminded.v1": "reminder_id",
    "intake.booking.changed.v1": "booking_id",
    "intake.data-request.answered.v1": "request_id",
}


@pytest.mark.parametrize("key", [key for key, _event, _schema in catalogue()])
def test_the_subject_of_an_event_is_the_id_of_its_matter(key):
    body = read_samples()[key]["body"]
    assert load(key, body).subject() == body[SUBJECTS.get(key, "petition_id")]
