"""C-16: the demo's round of scores is opened once, and each form counts once."""

import pytest

from minqing_demo.scoring import TITLE, score

pytestmark = pytest.mark.unit

ITEMS = [{"code": "attitude"}, {"code": "speed"}]
OPEN = {
    "appraisal_id": "a",
    "title": TITLE,
    "sheets": [
        {"raters": raters, "items": ITEMS}
        for raters in ("public", "mutual", "performance")
    ],
}


class Stage:
    def __init__(self):
        self.said, self.open = [], []

    def move(self, at):
        self.at = at

    def ask(self, service, method, path, *, by, body=None):
        if method == "GET":
            return {"items": self.open}
        self.said.append((path, by.id, body))
        if path == "/v1/appraisals":
            self.open = [OPEN]
            return OPEN
        return None


def test_c16_the_round_is_opened_once_and_the_same_forms_come_again():
    stage = Stage()
    assert score(stage) == 10
    first, stage.said = stage.said, []
    assert score(stage) == 10
    assert stage.said == first[1:]
    [forms] = [body["forms"] for path, _, body in first if path.endswith("/forms")]
    assert len({each["form_id"] for each in forms}) == len(forms)
    assert forms[0]["scores"] == [
        {"code": "attitude", "score": 92},
        {"code": "speed", "score": 90},
    ]
    mutual = [b["scores"] for p, _, b in first if b.get("raters") == "mutual"]
    assert len(mutual) == 2
