"""A stand-in for routing's doors to other agencies."""

import json
from datetime import timedelta
from uuid import UUID

from services.portal.tests.stand_in import NOON, RECEIPT

NEIGHBOURS = {
    "me": "jinquan-street",
    "name": "成都市金牛区金泉街道办事处",
    "speaks": True,
    "items": [
        {
            "agency": "jinniu-district",
            "name": "成都市金牛区人民政府",
            "level": "district",
            "takes": ["raise", "lead", "transfer", "review"],
            "sends": ["entrust"],
        },
        {
            "agency": "jinniu-civil-affairs",
            "name": "成都市金牛区民政局",
            "level": "district",
            "takes": ["transfer", "assist"],
            "sends": [],
        },
    ],
}
FILE = {
    "summary": "楼道灯不亮",
    "content": "9栋2单元楼道灯不亮",
    "place": "金科苑东街65号",
    "name": "",
    "phone": "",
    "due_at": None,
    "reply": "",
}


def handover(at=0, **more):
    """One hand-over as routing shows it."""
    told = {
        "handover_id": str(UUID(int=900 + at)),
        "receipt": RECEIPT,
        "direction": "in",
        "agency": "jinniu-civil-affairs",
        "agency_name": "成都市金牛区民政局",
        "owner_name": "成都市金牛区民政局",
        "form": "transfer",
        "state": "offered",
        "reason": "属于街道职责",
        "said": "",
        "until": (NOON + timedelta(days=3)).isoformat(),
        "due_at": None,
        "our_due_at": (NOON + timedelta(days=40)).isoformat(),
        "their_due_at": (NOON + timedelta(days=55)).isoformat(),
        "begun_at": (NOON - timedelta(days=1)).isoformat(),
        "changed_at": NOON.isoformat(),
        "case_state": None,
        "may": ["accept", "refuse"],
        "reconciling": False,
        "contested": False,
    }
    return told | more


def set_aside():
    """What waits for a person: letters, and what differs."""
    settled = {"times": 2, "decided_by": None, "note": None, "state": "open"}
    letter = {"word": "offer", "received_at": NOON.isoformat(), **settled}
    seen = {"first_at": NOON.isoformat(), "last_at": NOON.isoformat(), "number": 4}
    letters = [
        ("jinniu-district", "not signed by its sender"),
        ("x-county", "says it is from y: no neighbour"),
        ("jinniu-civil-affairs", "no grant for transfer of category 'noise'"),
    ]
    kinds = ["hole-here", "forked", "out-of-step", "one-of-tomorrow"]
    return {
        "/v1/agency-quarantine": [
            letter | {"letter_id": str(UUID(int=at)), "claims": who, "reason": why}
            for at, (who, why) in enumerate(letters, 800)
        ],
        "/v1/agency-differences": [
            {"difference_id": str(UUID(int=at)), "agency": "jinniu-district"}
            | {"receipt": RECEIPT, "kind": kind, **seen, **settled}
            for at, kind in enumerate(kinds, 850)
        ],
    }


class HandOverStandIn:
    """Answers as routing does; by itself an agency that deals with nobody."""

    def between_agencies(self):
        """Let there be neighbours, and hand-overs."""
        self.neighbours, self.refusing, self.asked_of = NEIGHBOURS, False, {}
        self.aside = set_aside()
        gone = {"direction": "out", "state": "offered", "may": ["recall"]}
        self.handovers = [
            handover(),
            handover(1, form="lead"),
            handover(2, **gone, case_state="assigned"),
        ]

    def had_elsewhere(self, advice="refuse", **more):
        """Let a neighbour have what may be the same matter."""
        due = (NOON + timedelta(days=40)).isoformat()
        told = {"agency": "jinniu-district", "agency_name": "成都市金牛区人民政府"}
        told |= {"receipt": "JN-2603-0000007", "grade": "category", "open": True}
        basis = "信访工作条例第19条第3款" if advice == "refuse" else ""
        self.same = [told | {"due_at": due, "advice": advice, "basis": basis} | more]

    def _agencies(self, path, query):
        if path == "/v1/same-matters":
            return 200, {"items": getattr(self, "same", [])}
        if path == "/v1/agencies":
            self.asked_of = dict(query)
            return 200, self.neighbours
        if path.startswith("/v1/agency-"):
            return self._set_aside(path, query)
        if path == "/v1/handovers":
            if query.get("after", "0") != "0":
                return 422, {"type": "x:bad-cursor"}
            side = query.get("direction", "")
            found = [e for e in self.handovers if e["direction"] == side or not side]
            return 200, {"items": found, "next": None}
        wanted, _, rest = path.removeprefix("/v1/handovers/").partition("/")
        one = next((e for e in self.handovers if e["handover_id"] == wanted), None)
        if one is None:
            return 404, {"type": "x:handover-not-found"}
        if rest == "file":
            self.looks.append(query["purpose"])
            return 200, FILE
        return 200, one

    def _set_aside(self, path, query):
        if "after" in query:
            return 422, {"type": "x:bad-cursor"}
        self.looks.append(query)
        found = [e for e in self.aside.get(path, []) if e["state"] == query["state"]]
        return 200, {"items": found, "next": "later" if found else None}

    def _agreed(self, path, body, environ):
        verb = path.rpartition("/")[2]
        if self.refusing:
            return 409, {"type": "x:handover-open", "title": "有规定，不行。"}
        told = json.loads(body) if body else None
        self.acts.append((verb, told, environ.get("HTTP_IDEMPOTENCY_KEY", "")))
        return 200, {}
