"""A stand-in for registry's doors on captains: who they are, and their buildings."""

UNIT, ELSEWHERE = "jinkeyuan", "dabei"
CAPTAIN, STRANGER, PLAIN = "gao.ming", "shi.yan", "wang.min"
BUILDINGS = {"b-9": "9栋", "b-12": "12栋"}
PREMISES = {**BUILDINGS, "yard": "东街65号院"}
PEOPLE = {CAPTAIN: ("高明", UNIT), STRANGER: ("石岩", ELSEWHERE), PLAIN: ("王敏", UNIT)}


class LinksStandIn:
    """What registry says of captains; `ended` are duties that are over."""

    def fresh_links(self):
        self.ended = set()

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
