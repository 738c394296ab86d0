"""An agency that is not the real one says so: its name is one of few."""

import pytest

from portal.settings import PRODUCTION, Settings, environment

pytestmark = pytest.mark.unit


def test_an_agency_is_the_real_one_unless_it_says_otherwise():
    assert Settings.__dataclass_fields__["environment"].default == PRODUCTION
    assert environment("training") == "training"


@pytest.mark.parametrize("said", ["prod", "Demo", "金泉"])
def test_what_no_page_has_words_for_is_refused_at_the_start(said):
    with pytest.raises(ValueError, match="must be production, demo, test, training"):
        environment(said)
