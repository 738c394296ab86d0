"""A stand-in for the doors of registry and routing that administering goes through."""

import json

PEOPLE = {
    "wang.min": ("王敏", ["handler"]),
    "chen.zhu": ("陈主任", ["supervisor"]),
    "ops.one": ("运维一", ["ops"]),
    "liu-mei": ("刘梅", ["handler"]),
}
DUTY = "7d3c6f2e-0000-4000-8000-000000000001"
AT = "2026-01-05T01:00:00+00:00"
KEPT = ("area_m2", "population")


class AdminStandIn:
    """What registry and routing say; `said` keeps what was put there, and how often."""

    def fresh_admin(self):
        self.put, self.meanwhile, self.left = [], False, set()

    def admin_answer(self, method, path, body, query):
        parts = path.split("/")[2:]
        if parts == ["open-work"]:
            return 200, {"cases": 214, "overdue": 3, "tasks": 2, "rules": 5}
        if parts[0] == "staff":
            return self._admin_staff(method, parts, body, query)
        if parts[0] == "duties" and method == "PUT":
            return self._put(path, body)
        if parts[0] in {"organisation-tree", "organisations"} and (
            method == "PUT" or parts[0] != "organisations" or parts[1:]
        ):
            return self._admin_units(method, path, parts, body)
        if parts[0] in {"categories", "category-lists", "category-mappings"}:
            return self._admin_categories(method, path, parts, body)
        if parts[0] == "jurisdiction-rules":
            rules = {"items": [rule()], "next": None}
            return self._put(path, body) if method == "PUT" else (200, rules)
        if parts[0] == "grids":
            return 200, {"name": "东片网格"}
        return None

    def _admin_staff(self, method, parts, body, query):
        if method == "PUT" or parts[2:] == ["hand-over"]:
            return self._put("/".join(parts), body)
        if parts[2:] == ["history"]:
            return 200, history()
        if parts[2:] == ["duties"] and parts[1] in {"liu-mei", "ops.one"}:
            return 200, {"items": [duty()]}
        if parts[1:] and not parts[2:]:
            known = parts[1] in PEOPLE
            return (200, self.admin_person(parts[1])) if known else None
        if parts[1:] or "active" not in query:
            return None
        of_ops = query.get("role") == "ops"
        names = [e for e in PEOPLE if not of_ops or "ops" in PEOPLE[e][1]]
        words = query.get("find", "")
        found = [self.admin_person(e) for e in names if words in PEOPLE[e][0]]
        return 200, {"items": found, "next": None}

    def admin_person(self, staff_id):
        name, roles = PEOPLE[staff_id]
        return {
            "staff_id": staff_id,
            "name": name,
            "organisation_id": "jinkeyuan",
            "roles": roles,
            "active": staff_id not in self.left,
            "revision": 4,
        }

    def _put(self, path, body):
        if self.meanwhile:
            told = {"type": "urn:minqing:problem:changed-meanwhile", "title": "改过"}
            return 409, told
        self.put.append((path, json.loads(body)))
        return 200, {}

    def _admin_categories(self, method, path, parts, body):
        if method == "PUT":
            return self._put(path, body)
        if parts[0] == "category-lists":
            return 200, {"lists": [a_list()]}
        if parts[0] == "category-mappings":
            told = [{"code": "noise", "their_code": "n-1", "changed_by": "ops.one"}]
            return 200, {"mappings": told}
        return 200, {"categories": [category(), category("lighting", end="2026-11-01")]}

    def _admin_units(self, method, path, parts, body):
        if method == "PUT":
            return self._put(path, body)
        if parts[0] == "organisation-tree":
            gone = unit("dabei", active=False, parent_id="jinkeyuan")
            return 200, {"items": [gone, unit("jinkeyuan")], "next": None}
        if parts[2:] == ["editions"]:
            return 200, {"items": [unit(parts[1])], "succession": None}
        if parts[2:] == ["successors"]:
            return 200, {"items": [unit(parts[1])]}
        return 200, unit(parts[1])


def unit(unit_id, **more):
    """One unit as registry tells it."""
    told = {
        "organisation_id": unit_id,
        "since": "2026-01-05",
        "until": None,
        "name": "金科苑社区",
        "kind": "community",
        "parent_id": None,
        "division_code": "510106040019",
        "desk_address": None,
        "desk_telephone": None,
        "active": True,
        "revision": 7,
    }
    return told | more


def history():
    """All that was said of somebody."""
    return {
        "items": [],
        "roles": [
            {
                "role": "handler",
                "organisation_id": "jinkeyuan",
                "since": AT,
                "given_by": "chen.zhu",
                "given_for": "轮岗",
                "until": None,
            }
        ],
    }


def duty():
    """One open duty."""
    return {
        "duty_id": DUTY,
        "duty": "grid-head",
        "scope_kind": "grid",
        "scope_id": "g-1",
        "since": "2026-01-05",
        "until": None,
    }


def category(code="noise", end=None):
    """A category as intake tells it."""
    return {
        "code": code,
        "names": {"zh-CN": "噪声扰民", "zh-TW": "噪音擾民", "en": "Noise"},
        "valid_from": "2010-01-01",
        "valid_to": end,
    }


def a_list():
    """A list of the place."""
    return {
        "code": "b21",
        "title": "老城街道十类",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "entries": [{"code": "n-1", "name": "环境"}, {"code": "n-2", "name": "物业"}],
        "basis": "B-21",
    }


def rule():
    """A rule that sends noise to a unit."""
    return {
        "code": "noise-1",
        "revision": 3,
        "category": "noise",
        "division_prefix": "510106040",
        "organisation_id": "jinkeyuan",
        "handle_within_days": 15,
        "priority": 0,
        "valid_from": None,
        "valid_to": None,
        "note": "环境",
    }
