"""A stand-in for who comes to intake's door, and for the papers routing prints."""

import json
from uuid import UUID

from services.portal.tests.stand_in import CODE, NOON, RECEIPT

ARRIVAL = str(UUID(int=77))
PAPER = str(UUID(int=78))


def arrival(**more):
    """One arrival, as its desk sees it."""
    told = {
        "reception_id": ARRIVAL,
        "organisation_id": "jinkeyuan",
        "channel": "window",
        "people": 1,
        "arrived_at": NOON.isoformat(),
        "recorded_by": "li.xiao",
        "state": "arrived",
        "ground": None,
        "words": "",
        "petition_id": None,
        "settled_at": None,
        "matter": "养老金少了",
        "contact": {"name": "周*某", "telephone": "138****8000"},
        "receipt": None,
        "conduct": 0,
        "own": True,
    }
    return told | more


class WindowStandIn:
    """Answers as intake does to the window, and as routing to who wants a paper."""

    def fresh_window(self):
        """Begin anew: one arrival, settled as the tests ask."""
        self.arrival, self.entries, self.papers = arrival(), [], []
        self.visits, self.window_problem = [], None

    def window_answer(self, method, path, body, environ):
        """Return what is answered, or nothing where it is not about the window."""
        told = json.loads(body) if body[:1] == b"{" else {}
        if self.window_problem and method == "POST" and path in self.window_problem:
            return self.window_problem[path]
        if path == "/v1/window-visits":
            self.visits.append((told, environ["HTTP_IDEMPOTENCY_KEY"]))
            return 201, {"receipt": RECEIPT, "tracking_code": CODE, "similar": []}
        if path == "/v1/reports/arrivals":
            return 200, {"arrivals": [{"arrivals": 2, "people": 9}]}
        if path.endswith(f"/documents/{PAPER}"):
            return 200, "a print"
        if path.endswith("/documents"):
            return (200, {"items": self.papers}) if self.papers else (404, {})
        if not path.startswith("/v1/arrivals"):
            return None
        return self._settled(path, told) if method == "POST" else self._seen(path)

    def _seen(self, path):
        if path == "/v1/arrivals":
            return 200, {"arrivals": [self.arrival], "next_after": PAPER}
        if path.endswith("/visitor"):
            self.looks.append(path)
            whole = {"name": "周某某", "telephone": "13800008000"}
            return 200, {"reception_id": ARRIVAL, "contact": whole}
        if path.endswith("/conduct"):
            return 200, {"conduct": self.entries}
        return 200, self.arrival

    def _settled(self, path, told):
        verb = path.rpartition("/")[2]
        self.acts.append((verb, told, ""))
        if verb == "arrivals":
            return 201, self.arrival
        if verb == "conduct":
            by = {"recorded_by": "li.xiao", "at": NOON.isoformat()}
            self.entries.append(told | by)
            self.arrival["conduct"] += 1
            return 201, {"conduct": self.entries}
        if self.arrival["state"] != "arrived":
            return 409, {"type": "x:transition-refused", "title": "已经处理"}
        if verb == "register":
            self.arrival |= {"state": "registered", "receipt": told["receipt"]}
        else:
            self.arrival |= {"state": told["outcome"], "ground": told["ground"]}
        return 200, self.arrival
