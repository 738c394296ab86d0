"""A stand-in for intake's requests about data: asked by code, answered at the desk."""

import json

DATA_NUMBER = "GX-2611-0000176"
REQUESTS = "/v1/data-requests"


def data_request(**more):
    """One request, as the desk sees it."""
    told = {
        "number": DATA_NUMBER,
        "receipt": "MQ-2611-0000014",
        "title": "9栋2单元楼道灯不亮",
        "kind": "deletion",
        "parts": ["telephone", "file"],
        "state": "received",
        "asked_at": "2026-11-18T04:00:00Z",
        "due_on": "2026-12-09",
        "provisional": False,
        "late": False,
        "answered_at": None,
        "contact": {"name": "张*三", "telephone": "138****8000"},
        "verdict": None,
        "agreed_by": None,
        "kept_by": "个人信息保护法第47条第2款",
        "mine": False,
        "revision": 2,
    }
    return told | more


def proposed(by="li.xiao"):
    """One that waits for a second pair of eyes."""
    verdict = {
        "by": by,
        "at": "2026-11-19T03:00:00Z",
        "granted": ["telephone"],
        "reason": "已打电话核对",
        "checked": "called-back",
        "law": "个人信息保护法第47条第2款",
    }
    return data_request(state="proposed", verdict=verdict, mine=by == "chen.zhu")


RIGHT = "7d3c6f2e-0000-4000-8000-0000000000a1"


def a_right(state="received", **more):
    """A request about a file, as registry tells it."""
    told = {
        "request_id": RIGHT,
        "resident_id": RIGHT,
        "kind": "deletion",
        "section": "health",
        "fields": ["health-0"],
        "asked_at": "2026-11-18T04:00:00Z",
        "due_on": "2026-11-10",
        "state": state,
        "decided_by": None if state == "received" else "li.xiao",
    }
    return told | more


class DataStandIn:
    """Answers as intake does about requests."""

    def fresh_data(self):
        self.data_requests = [data_request(), data_request(late=True, number="GX-1")]
        self.data_no, self.right, self.data_seen = None, a_right(), None

    def data_answer(self, method, path, body):
        """Return an answer about requests; None for any other path."""
        if path.startswith("/v1/rights-requests"):
            return self._rights_answer(method, path, body)
        if not path.startswith(REQUESTS):
            return None
        if self.data_no and method == "POST":
            problem = {"type": "urn:minqing:problem:no", "title": self.data_no}
            return 409, problem
        if path == REQUESTS:
            late = sum(each["late"] for each in self.data_requests)
            return 200, {"late": late, "requests": self.data_requests}
        one = self.data_requests[0]
        if path.endswith("/full"):
            words = {"statement": "别再打电话了", "values": {}}
            contact = {"name": "张小三", "telephone": "13800138000"}
            return 200, {"number": DATA_NUMBER, "contact": contact, **words}
        if method == "POST":
            told = json.loads(body)
            one = self._moved(path.rpartition("/")[2], told)
            self.data_requests[0] = one
        return 200, one

    def _rights_answer(self, method, path, body):
        if self.data_no and method == "POST":
            problem = {"type": "urn:minqing:problem:no", "title": self.data_no}
            return 409, problem
        if path.endswith("/decision"):
            granted = json.loads(body)["granted"]
            state = "proposed" if granted else "refused"
            self.right = a_right(state, decided_by="chen.zhu")
        if path.endswith("/settlement"):
            agreed = json.loads(body)["agreed"]
            self.right = (
                a_right("granted", agreed_by="chen.zhu") if agreed else a_right()
            )
        if path.endswith("rights-requests"):
            return 200, {"items": [self.right], "next": RIGHT}
        words = {
            "statement": "病历不必留",
            "values": {"health-0": "无"},
            "reason": None,
        }
        if method == "GET" and not path.endswith("/full"):
            somebody = {"resident_id": RIGHT, "household_id": RIGHT, "name": "张**"}
            return 200, {"request": self.right, "resident": somebody}
        return 200, {"request": self.right, **words}

    def _moved(self, verb, told):
        if verb == "settle":
            self.data_seen = told.get("revision")
            settled = {"agreed_by": "chen.zhu", "answered_at": "2026-11-19T04:00:00Z"}
            there = proposed() | settled | {"state": "partly", "mine": False}
            return there if told["agreed"] else data_request()
        if told["granted"]:
            return proposed("chen.zhu")
        verdict = proposed()["verdict"] | told
        at = "2026-11-19T04:00:00Z"
        return data_request(state="refused", verdict=verdict, answered_at=at)
