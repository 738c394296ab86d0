"""A stand-in for the doors of registry and routing that administering goes through."""

import json

PEOPLE = {
    "wang.min": ("王敏", ["handler"]),
    "chen.zhu": ("陈主任", ["supervisor"]),
    "ops.one": ("运维一", ["ops"]),
    "liu-mei": ("刘梅", ["handler"]),
}
FAR = {"far-away": ("远处的人", ["handler"])}
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
        if parts[0] in {"organisation-tree", "organisations"} and (
            method == "PUT" or parts[0] != "organisations" or parts[1:]
        ):
            return self._admin_units(method, path, parts, body)
        if parts[0] in {"categories", "category-lists", "category-mappings"}:
            return self._admin_categories(method, path, parts, body)
        of_grids = parts[0] in {"grids", "grid-cover", "grid-claims"}
        if of_grids or parts == ["premises"]:
            return self._admin_grids(method, path, parts, body)
        return self._admin_sections(method, path, parts, body)

    def _admin_sections(self, method, path, parts, body):
        if method == "PUT" and parts[0] in {"duties", "jurisdiction-rules", "sections"}:
            return self._put(path, body)
        if parts[0] == "jurisdiction-rules":
            return 200, {"items": [rule()], "next": None}
        if parts == ["section-use"]:
            used = {"section": "wishes", "files": 1310, "households": 1204}
            return 200, {"items": [used]}
        if parts == ["sections", "wishes"]:
            return 200, {"items": [a_section()]}
        return None

    def _admin_staff(self, method, parts, body, query):
        if method == "PUT" or parts[2:] == ["hand-over"]:
            return self._put("/".join(parts), body)
        if parts[2:] == ["history"]:
            return 200, history()
        if parts[2:] == ["duties"] and parts[1] in {"liu-mei", "ops.one"}:
            return 200, {"items": [duty()]}
        if parts[1:] and not parts[2:]:
            known = parts[1] in PEOPLE | FAR
            return (200, self.admin_person(parts[1])) if known else None
        if parts[1:] or "active" not in query:
            return None
        of_ops = query.get("role") == "ops"
        names = [e for e in PEOPLE if not of_ops or "ops" in PEOPLE[e][1]]
        words = query.get("find", "")
        found = [self.admin_person(e) for e in names if words in PEOPLE[e][0]]
        return 200, {"items": found, "next": None}

    def admin_person(self, staff_id):
        name, roles = (PEOPLE | FAR)[staff_id]
        return {
            "staff_id": staff_id,
            "name": name,
            "organisation_id": "elsewhere" if staff_id in FAR else "jinkeyuan",
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

    def _admin_grids(self, method, path, parts, body):
        if method == "PUT":
            return self._put(path, body)
        if parts[2:] == ["cut-effect"]:
            wrong = {"gaps": 0, "overlaps": 0}
            told = {"households": 96, "joining": 40, "leaving": 12, "inside": 0}
            told |= {"before": wrong, "after": wrong | {"gaps": 12}}
            return 200, told | {"matters": [{"kind": "petition", "open": 3}]}
        if parts[2:] == ["cuts"]:
            return 200, {"items": [a_cut(), a_cut(2, ["yard", "9"], reason="并入")]}
        if parts[0] == "premises":
            yard = place("yard", "courtyard", "东院")
            return 200, {"items": [yard, place("9", "building", "9栋", "yard")]}
        if parts[0] == "grid-claims":
            return 200, {"items": [{"premises_id": "9", "grid_id": "g-1"}]}
        if parts[0] == "grid-cover":
            level = {"level": 3, "gaps": 7, "overlaps": 0}
            told = {"households": 120, "levels": [level], "headless": ["g-2"]}
            return 200, told | {"held": {"g-1": 113}, "whole": False}
        if not parts[1:]:
            ended = grid("g-0", active=False, name="旧网格")
            return 200, {"items": [ended, grid(), grid("g-2", head_id=None)]}
        return 200, grid(parts[1]) | {"duties": [duty() | {"staff_id": "liu-mei"}]}

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


def grid(grid_id="g-1", **more):
    """One grid as registry tells it."""
    told = {
        "grid_id": grid_id,
        "name": "东片网格",
        "level": 3,
        "parent_id": None,
        "organisation_id": "jinkeyuan",
        "active": True,
        "revision": 5,
        "head_id": "liu-mei",
        "head_since": "2026-01-05",
        "since": "2026-01-05",
    }
    return told | more


def a_cut(revision=1, premises_ids=("yard",), **more):
    """How the grid was cut."""
    told = {"revision": revision, "since": "2026-01-05", "by": "ops.one"}
    told |= {"name": "东片网格", "level": 3, "active": True}
    return told | {"premises_ids": list(premises_ids), **more}


def place(premises_id, kind, name, parent_id=None):
    """Premises."""
    told = {"premises_id": premises_id, "kind": kind, "name": name, "active": True}
    return told | {"parent_id": parent_id}


def a_section():
    """What residents wish, as registry tells it."""
    wish = {"code": "wish", "title": "心愿", "type": "text", "sensitivity": 2}
    kind = {"code": "kind", "title": "哪类", "type": "choice", "sensitivity": 3}
    return {
        "code": "wishes",
        "number": 2,
        "title": "群众心愿",
        "subject": "resident",
        "valid_from": "2026-01-05",
        "readers": ["clerk", "supervisor"],
        "writers": ["clerk"],
        "fields": [wish, kind | {"options": ["修缮", "就业"]}],
        "by": "ops.one",
        "reason": "区里统一",
    }


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
