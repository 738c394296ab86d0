"""The portal's runbook says what docs/operations.md says."""

import pytest

from minqing_docs.runbook import HOUSE, SOURCE, runbook

pytestmark = pytest.mark.unit

PAGE = "services/portal/src/portal/entrypoints/web/runbook.html"
TEXT = """# All
## Alerts

The rules.

### OneDown
See [Two](#twodown), [how](handover.md#x), [old](#gone). `a < {{ b }}`

### TwoDown
Wait.

## After
### NotAnAlert
"""


def test_each_alert_becomes_a_section_with_its_id_and_safe_words():
    told = runbook(TEXT)
    assert told.count("<h2 ") == 2
    assert '<h2 id="onedown">OneDown</h2>' in told
    assert '<a href="#twodown">Two</a>' in told
    assert "how (docs/handover.md#x), old (#gone)." in told
    assert "<code>a &lt; {{ b }}</code>" in told
    assert "NotAnAlert" not in told


def test_the_page_of_the_portal_is_made_from_the_document_as_it_is():
    made = (HOUSE / PAGE).read_text("utf-8")
    assert made == runbook(SOURCE.read_text("utf-8")), "run `make docs`"
