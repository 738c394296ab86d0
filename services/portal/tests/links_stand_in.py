"""A stand-in for captains (registry) and informers (intake): who, and what for."""

import json

UNIT, ELSEWHERE = "jinkeyuan", "dabei"
CAPTAIN, STRANGER, PLAIN = "gao.ming", "shi.yan", "wang.min"
BUILDINGS = {"b-9": "9栋", "b-12": "12栋"}
PREMISES = {**BUILDINGS, "yard": "东街65号院"}
INFORMER, FIRM, OTHER_FIRM, ALERT = "li.xiao", "91A", "91B", "MQ-2611-0000022"
FIRMS = {FIRM: "金科电子厂", OTHER_FIRM: "东街服装厂"}
STRANGE_FIRM = "91440300MA5EXAMPL9"
FIRMS[STRANGE_FIRM] = "别处的厂"
CLOSES = {
    "2026-10": {"closes_on": "2026-11-10", "open": False},
    "2026-11": {"closes_on": "2026-12-10", "open": True},
}
PEOPLE = {CAPTAIN: ("高明", UNIT), STRANGER: ("石岩", ELSEWHERE), PLAIN: ("王敏", UNIT)}
PEOPLE[INFORMER] = ("李晓岚", UNIT)


class LinksStandIn:
    """What registry says of captains; `ended` are duties that are over."""

    def fresh_links(self):
        self.ended = set()
        self.reports, self.informer_problem = {}, None
        self.informers, self.reminders = {INFORMER: {FIRM, OTHER_FIRM}}, []
        self.contacts = {}

    def informers_answer(self, method, path, body, environ):
        """Answer as intake does of enterprises and their months."""
        parts = path.split("/")[2:]
        told = json.loads(body) if body[:1] == b"{" else {}
        if parts[0] == "enterprises":
            self.added = (parts[1], told)
            FIRMS[parts[1]] = told["name"]
            return 200, {}
        if parts[0] not in {"informers", "informer-reports"}:
            return None
        if self.informer_problem and method != "GET":
            status, code = self.informer_problem
            said = {"type": f"urn:minqing:problem:{code}", "title": "有规定，不行。"}
            return status, said
        if parts[0] == "informers":
            return self._informer(method, parts, told)
        if parts[1:] == ["reminders"]:
            self.reminders.append(told["month"])
            return 200, {"reminded": 1, "before": 0, "unreachable": [PLAIN]}
        if parts[1:] == ["mine"]:
            return 200, self._own(environ["HTTP_AUTHORIZATION"].rpartition("-of-")[2])
        if not parts[1:]:
            return 200, self._board(environ["QUERY_STRING"])
        by = environ["HTTP_AUTHORIZATION"].rpartition("-of-")[2]
        return self._report(method, parts[1], parts[2], told, by)

    def _informer(self, method, parts, told):
        who = parts[1]
        if method == "PUT":
            self.informers[who] = self.informers.get(who, set()) | {parts[3]}
            self.contacts[who] = told.get("contact")
        if who not in self.informers:
            return 404, {"type": "urn:minqing:problem:unknown-informer"}
        if method == "DELETE":
            self.informers[who] = self.informers[who] - {parts[3]}
        firms = [firm(each) for each in sorted(self.informers[who])]
        about = {"informer_id": who, "organisation_id": UNIT, "reachable": True}
        return 200, about | {"enterprises": firms}

    def _own(self, who):
        firms = [
            firm(each)
            | {"months": [{"month": m, "report": self._last(each, m)} for m in CLOSES]}
            for each in sorted(self.informers.get(who, ()))
        ]
        months = [{"month": m, **about} for m, about in CLOSES.items()]
        return {"months": months, "enterprises": firms}

    def _last(self, enterprise, month):
        told = self.reports.get((enterprise, month))
        return told[-1] if told else None

    def _report(self, method, enterprise, month, told, by):
        if enterprise not in FIRMS:
            return 404, {"type": "urn:minqing:problem:unknown-enterprise"}
        if enterprise == STRANGE_FIRM:
            return 403, {"type": "urn:minqing:problem:outside-scope"}
        known = self.reports.setdefault((enterprise, month), [])
        if method == "PUT":
            seen = told.pop("revision")
            about = {"revision": seen + 1, "reported_by": by, "mine": True}
            at = {"reported_at": "2026-11-19T04:00:00+00:00", "alert": ALERT}
            known.append(told | about | at)
            alert = {"receipt": ALERT, "tracking_code": "x"}
            return 200, {"alert": None if told["wages_paid"] else alert}
        of = [who for who, theirs in self.informers.items() if enterprise in theirs]
        about = {"month": month, **CLOSES[month], "informers": of}
        return 200, firm(enterprise) | about | {"revisions": known}

    def _board(self, query):
        self.board_query = query
        rows = [
            firm(each)
            | {
                "informers": [INFORMER],
                "months": {m: self._state(each, m) for m in CLOSES},
            }
            for each in (FIRM, OTHER_FIRM)
        ]
        counts = [
            {"month": m, "enterprises": 2, "reported": 1, "adverse": 1} for m in CLOSES
        ]
        return {"counts": counts, "enterprises": rows, "next_after": OTHER_FIRM}

    def _state(self, enterprise, month):
        told = self._last(enterprise, month)
        if told is None:
            return "missing"
        return "reported" if told["wages_paid"] else "adverse"

    def links_answer(self, method, path):
        parts = path.split("/")[2:]
        if method != "GET":
            return None
        if parts == ["staff"]:
            return 200, {"items": [person(each) for each in PEOPLE], "next": None}
        if parts[0] == "premises":
            name = PREMISES.get(parts[1])
            told = {"name": name, "parent_id": "yard" if parts[1] == "b-9" else None}
            return (200, told) if name else (404, {"type": "x:premises-unknown"})
        if parts[0] == "staff" and parts[1] in PEOPLE:
            return 200, self._duties(parts[1]) if parts[2:] else person(parts[1])
        return None

    def _duties(self, staff_id):
        held = [] if staff_id == PLAIN else [duty(each) for each in BUILDINGS]
        over = [duty("b-7", until="2026-11-01"), duty("g-1", scope_kind="grid")]
        return {"items": [e for e in held if e["scope_id"] not in self.ended] + over}


def firm(enterprise):
    """An enterprise that is reported on."""
    name = FIRMS[enterprise]
    return {"enterprise_id": enterprise, "name": name, "organisation_id": UNIT}


def person(staff_id):
    """Somebody who serves."""
    name, unit = PEOPLE[staff_id]
    return {"staff_id": staff_id, "name": name, "organisation_id": unit}


def duty(scope_id, scope_kind="building", until=None):
    """A captain's duty, as registry tells it."""
    return {
        "duty": "building-captain",
        "scope_kind": scope_kind,
        "scope_id": scope_id,
        "since": "2026-01-01",
        "until": until,
    }
