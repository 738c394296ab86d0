"""Every refusal can be read, in every language."""

import pytest

from minqing_chassis.http.texts import Texts
from minqing_kernel.errors import DomainError
from routing.domain import errors
from routing.entrypoints.http import problem_texts

pytestmark = pytest.mark.unit

CODES = {
    each.code
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, DomainError)
}


@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_refusal_has_a_text(code, language):
    assert Texts(problem_texts()).find(code, language)
