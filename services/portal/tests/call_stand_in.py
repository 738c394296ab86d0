"""A stand-in for what the owners tell who sits at the telephone."""

import json

from services.portal.tests.door_stand_in import UNIT
from services.portal.tests.stand_in import NOON, RECEIPT

CALLER = {
    "name": "张*三",
    "total": 2,
    "open": 1,
    "matters": [
        {
            "receipt": RECEIPT,
            "title": "9栋2单元楼道灯不亮",
            "category": "lighting",
            "state": "started",
            "words": "金科苑社区正在办。",
            "received_at": NOON.isoformat(),
            "deadline": None,
            "organisation_id": UNIT,
            "open": True,
        },
        {
            "receipt": "MQ-2611-0000098",
            "title": "老年证怎么办",
            "category": None,
            "state": "noted",
            "words": "您的问题当场答复了，答复见下。",
            "received_at": NOON.isoformat(),
            "deadline": None,
            "organisation_id": None,
            "open": False,
        },
    ],
}
NOBODY = {"name": "", "total": 0, "open": 0, "matters": []}
LIKELY = [
    {"category": "lighting", "matters": 9, "of": 11, "words": ["楼道灯"]},
    {"category": "noise", "matters": 2, "of": 11, "words": []},
]
GUIDE = {
    "category": "lighting",
    "answer": "路灯归城管，楼道灯归物业或社区；五个工作日内修。",
    "materials": ["灯杆编号", "现场照片"],
    "words": ["楼道灯"],
}
PLACE = {"organisation_id": UNIT, "label": "金科苑东街65号9栋", "kind": "building"}
COUNTS = {"no-answer": 3, "nuisance": 1, "police": 0, "fire": 0, "ambulance": 0}


class CallStandIn:
    """Answers beside a call; keeps what was asked of whom, and what was counted."""

    def fresh_calls(self):
        self.caller, self.likely, self.guides = NOBODY, [], []
        self.places, self.asked_of, self.mere = [], [], []
        self.wishes, self.wish_after, self.taken_more = [], 1, {}
        self.found, self.looked, self.finding_away = {}, [], False

    def call_answer(self, method, path, body, environ):
        if path.endswith("/wish"):
            self.wishes.append(json.loads(body))
            early = len(self.wishes) < self.wish_after
            return (404, {"type": "x:notice-unknown"}) if early else (204, {})
        if method == "PUT" and path.startswith("/v1/category-guides/"):
            code = path.rpartition("/")[2]
            self.guides = [{"category": code, **json.loads(body)}]
            return 200, self.guides[0]
        if method == "POST":
            return self._posted(path, body, environ)
        told = {
            "/v1/category-guides": {"guides": self.guides},
            "/v1/competence": {"organisation_id": UNIT, "within_days": 5},
            "/v1/premises-found": {"items": self.places},
            "/v1/reports/calls": {"outcomes": COUNTS},
        }
        return (200, told[path]) if path in told else None

    def _posted(self, path, body, environ):
        if path == "/v1/callers":
            self.asked_of.append(json.loads(body)["telephone"])
            return 200, self.caller
        if path == "/v1/found-petitions":
            return self._find(json.loads(body))
        if path == "/v1/category-suggestions":
            return 200, {"compared": 40, "suggestions": self.likely}
        if path == "/v1/mere-calls":
            key = environ["HTTP_IDEMPOTENCY_KEY"]
            self.mere.append((json.loads(body)["outcome"], key))
            return 204, {}
        return None

    def _find(self, asked):
        self.looked.append(asked)
        if self.finding_away:
            return 503, {}
        if asked["text"] == "，，":
            return 422, {"type": "x:invalid"}
        rows = self.found.get((asked["kind"], asked["text"]), [])
        if asked["before"] is None and len(rows) > 1:
            return 200, {"petitions": rows[:1], "before": 77}
        return 200, {"petitions": rows[-1:], "before": None}


def found_row(at=0, **more):
    """A matter that was found, as intake tells of it."""
    told = {
        "receipt": RECEIPT if at == 0 else f"MQ-2611-{at:07d}",
        "title": "9栋2单元楼道灯不亮",
        "place": "金科苑东街65号9栋",
        "name": "张*三",
        "category": "lighting",
        "state": "started",
        "received_at": NOON.isoformat(),
        "deadline": None,
        "organisation_id": UNIT,
        "open": True,
    }
    return told | more
