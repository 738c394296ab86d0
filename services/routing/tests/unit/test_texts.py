"""Every refusal can be read, in every language."""

import pytest

from minqing_chassis.http.texts import Texts
from minqing_kernel.errors import DomainError
from routing.domain import errors
from routing.domain.documents import errors as documents
from routing.domain.handover import errors as handover
from routing.domain.hazards import errors as hazards
from routing.domain.mediations import errors as mediations
from routing.domain.organs import errors as organs
from routing.domain.projects import errors as projects
from routing.domain.reviews import errors as reviews
from routing.domain.timeline import errors as timeline
from routing.entrypoints.http import problem_texts

pytestmark = pytest.mark.unit

CODES = {
    each.code
    for room in (
        errors,
        documents,
        handover,
        hazards,
        mediations,
        organs,
        projects,
        reviews,
        timeline,
    )
    for each in vars(room).values()
    if isinstance(each, type) and issubclass(each, DomainError)
}


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_refusal_has_a_text(code, language):
    assert Texts(problem_texts()).find(code, language)
