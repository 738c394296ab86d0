"""A stand-in for homes, visits, duties and call-backs as staff see them."""

import json
from datetime import timedelta
from uuid import UUID

from services.portal.tests.stand_in import NOON, RECEIPT

HOME = "00000000-0000-0000-0000-00000000ab01"
RESIDENT = "00000000-0000-0000-0000-00000000ab02"
VISIT = "00000000-0000-0000-0000-00000000ab03"
FIRM = "00000000-0000-0000-0000-00000000ab04"
PETITION = str(UUID(int=1))
SECRET = "513021196001011234"
UNIT = "jinkeyuan"


def at(days=0):
    """A moment so many days from noon."""
    return (NOON + timedelta(days=days)).isoformat()


def resident(**more):
    """Somebody, masked."""
    told = {
        "resident_id": RESIDENT,
        "organisation_id": UNIT,
        "household_id": HOME,
        "state": "living",
        "name": "冯**",
        "identity_number": "513***********1234",
        "telephone": "138****8000",
        "registered_address": None,
        "home_address": "金科苑9栋2-4",
    }
    return told | more


def section(code, title, *rows):
    """One section of a file."""
    return {
        "section": code,
        "title": title,
        "revision": 3,
        "at": at(-40),
        "by": "wang.min",
        "erased": False,
        "fields": [
            {
                "code": f"{code}-{number}",
                "title": name,
                "type": "text",
                "value": value,
                "masked": masked,
            }
            for number, (name, value, masked) in enumerate(rows)
        ],
    }


def edition(code, title, subject, *asked, writers=("clerk", "handler")):
    """One edition of a section."""
    return {
        "code": code,
        "title": title,
        "subject": subject,
        "valid_from": "2026-01-01",
        "number": 1,
        "writers": list(writers),
        "fields": [
            {"code": f"{code}-{number}", "title": name, "type": kind, **more}
            for number, (name, kind, more) in enumerate(asked)
        ],
    }


EDITIONS = {
    "health": edition(
        "health",
        "健康状况",
        "resident",
        ("慢性病", "text", {"longest": 400}),
        ("独居", "yes-no", {}),
        ("人数", "number", {}),
        ("帮扶", "choices", {"options": ["送餐", "陪诊"]}),
        ("等级", "choice", {"options": ["一", "二"]}),
        ("起", "day", {}),
        ("办结", "outcomes", {}),
    ),
    "home": edition(
        "home", "住房情况", "household", ("面积", "number", {}), writers=("supervisor",)
    ),
    "help": edition("help", "帮扶计划", "household", ("目标", "text", {})),
}
HEALTH = section("health", "健康状况", ("慢性病", "***", True), ("独居", True, False))


def file(mark=None):
    """A household's file."""
    return {
        "household": {
            "household_id": HOME,
            "organisation_id": UNIT,
            "grid_id": "jky-3",
            "building_id": None,
            "address": "金科苑东街65号9栋2单元",
        },
        "sections": [section("home", "住房情况", ("面积", 68, False))],
        "closed": ["稳定情况"],
        "members": [
            {
                "resident": resident(),
                "sections": [HEALTH],
                "petitions": [{"receipt": RECEIPT, "state": "started"}],
            }
        ],
        "watermark": mark,
    }


def visit(**more):
    """A visit, masked."""
    told = {
        "visit_id": VISIT,
        "kind": "home",
        "held_at": at(-3),
        "recorded_at": at(-1),
        "recorded_by": "wang.min",
        "late_days": 1,
        "closed_at": None,
        "family": None,
        "outcome": None,
        "attendance": None,
        "topic": None,
        "diary": "***",
        "subjects": [{"kind": "household", "id": HOME}],
        "named": [{"kind": "household", "id": HOME, "name": "金科苑9栋***"}],
        "place": None,
        "units": {"wang.min": UNIT},
    }
    return told | more


def finding(state="registered", **more):
    """What a visit found."""
    told = {
        "finding_id": str(UUID(int=9)),
        "visit_id": VISIT,
        "recorded_at": at(-1),
        "outcome": "taken-back",
        "state": state,
        "receipt": RECEIPT if state == "registered" else None,
        "standing": "started" if state == "registered" else None,
        "refused": {},
    }
    return told | more


def standing(state="behind", **more):
    """Where somebody stands."""
    told = {
        "cursor": "00001.c03-households.wang.min",
        "rule": "c03-households",
        "title": "每季度走访五十户",
        "basis": "C-03",
        "bearer": "staff",
        "bearer_id": "wang.min",
        "name": "王敏",
        "organisation_id": UNIT,
        "first": "2026-10-01",
        "last": "2026-12-31",
        "planned": "2026-12-31",
        "due": "2027-01-04",
        "moved": True,
        "provisional": False,
        "done": 38,
        "required": 50,
        "missing": 12,
        "percent": "76",
        "projected": 47,
        "shortfall": 3,
        "state": state,
    }
    return told | more


def closed(**more):
    """A case that was closed in the week."""
    told = {
        "petition_id": PETITION,
        "receipt": RECEIPT,
        "organisation_id": UNIT,
        "closed_at": at(-2),
        "state": "due",
        "attempts": 1,
        "satisfied": None,
    }
    return told | more


QUESTION = {
    "petition_id": PETITION,
    "receipt": RECEIPT,
    "state": "open",
    "asked_at": at(-4),
    "lapses_at": at(26),
}
WEEK = {
    "held_on": "2026-11-20",
    "tally": {"to_call": 4, "reached": 3, "satisfied": 2, "dissatisfied": 1},
    "items": [closed(), closed(satisfied=True, state="done")],
    "next_after": None,
}
KINDS = [
    {
        "code": "home",
        "title": "入户走访",
        "subjects": ["household"],
        "requires": ["household", "diary"],
    },
    {
        "code": "courtyard",
        "title": "院坝交流",
        "subjects": ["household"],
        "requires": ["place", "topic"],
    },
    {
        "code": "patrol",
        "title": "定期巡查",
        "subjects": ["firm"],
        "requires": ["firm", "outcome"],
        "checklist": [
            {"code": "exits", "title": "疏散通道畅通"},
            {"code": "wiring", "title": "用电线路规范"},
        ],
    },
]
CLASSES = [{"code": "minimum-living", "title": "低保户", "basis": "C-08"}]
SHOP = {"firm_id": FIRM, "name": "佳美超市", "address": "金科路3号"}
PAGES = {
    "/v1/follow-ups": {"follow_ups": [QUESTION], "next_after": None},
    f"/v1/follow-ups/{PETITION}": QUESTION,
    "/v1/call-backs/weekly": WEEK,
    f"/v1/households/{HOME}/file": file(),
    f"/v1/households/{HOME}/visits": {
        "items": [{"visit": visit(), "findings": [finding(), finding("open")]}]
    },
    "/v1/visit-kinds": {"items": KINDS, "classes": CLASSES},
    "/v1/firms": {"items": [SHOP], "next": None},
    f"/v1/firms/{FIRM}": SHOP,
    "/v1/my-visits": {"items": [visit(), visit(closed_at=at(-1))], "next": None},
    "/v1/visit-gaps": {
        "findings": [finding("open")],
        "visits": [visit() | {"days": 9}],
    },
    f"/v1/visits/{VISIT}": visit(),
    f"/v1/visits/{VISIT}/findings": {"items": [finding(), finding("due")]},
    "/v1/my-obligations": {"items": [standing(), standing("met")]},
    "/v1/my-tasks": {"items": [standing()]},
    "/v1/obligations/standings": {"items": [standing()], "next": None},
    "/v1/obligations/rules": {
        "items": [{"code": "c03-households", "title": "每季度走访五十户", "says": "x"}]
    },
    "/v1/obligations/history": {
        "items": [
            {
                "rule": "c03-households",
                "title": "每季度走访五十户",
                "first": "2026-07-01",
                "last": "2026-09-30",
                "owing": 12,
                "met": 9,
                "done": 560,
                "required": 600,
                "percent": "93",
            }
        ]
    },
    "/v1/obligations/missing": {
        "standing": standing(),
        "number": 12,
        "items": [
            {
                "id": HOME,
                "kind": "household",
                "organisation_id": UNIT,
                "name": "金科苑9栋**",
            }
        ],
        "next": None,
    },
}
MARK = {"by": "wang.min", "work_name": "王敏", "at": at(), "purpose": "visit"}
WHOLE = {
    f"/v1/households/{HOME}/file/full": file(MARK),
    f"/v1/residents/{RESIDENT}/sections/health/full": section(
        "health", "健康状况", ("慢性病", "糖尿病", False)
    ),
    f"/v1/visits/{VISIT}/full": {
        "visit": visit(diary="灯坏三天"),
        "findings": [{"finding": finding(), "text": "老人怕黑", "how": None}],
    },
}


PHOTO = "a" * 64
FIELD = ("/v1/my-homes", "/v1/visit-batches", f"/v1/visits/{VISIT}/photos/")
LISTED = {
    "household_id": HOME,
    "address": "金科苑东街65号9栋2单元",
    "name": "冯**",
    "planned_on": "2026-11-21",
    "visited_on": None,
}


class HomesStandIn:
    """Answers as registry and notify do about homes, visits, duties, call-backs."""

    homes_away = False
    verdict = "taken"
    homes_problem = None

    def _of_homes(self, method, path, body, query):
        if path.startswith(FIELD):
            return self._of_field(path, body)
        mine = path in PAGES or path in WHOLE or path.startswith(PREFIXES)
        if not mine:
            return None
        if self.homes_away:
            return 503, {}
        if method != "GET":
            return self._homes_told(method, path, json.loads(body) if body else None)
        if path.startswith("/v1/sections"):
            return self._sections(path.removeprefix("/v1/sections").strip("/"))
        if path in WHOLE:
            self.looks.append(query["purpose"])
            return 200, WHOLE[path]
        if path.endswith("/sheet"):
            self.looks.append(query.get("purpose", "masked"))
            return 200, {"pdf": "%PDF"}
        return (200, PAGES[path]) if path in PAGES else (404, {"type": "x:unknown"})

    def _sections(self, code):
        if not code:
            return 200, {"items": list(EDITIONS.values())}
        known = EDITIONS.get(code)
        return (200, {"items": [known]}) if known else (404, {"type": "x:unknown"})

    def _of_field(self, path, body):
        """What devices take along, and what they bring."""
        if self.homes_away:
            return 503, {}
        if self.homes_problem:
            status, code = self.homes_problem
            return status, {"type": f"x:{code}", "title": "有规定，不行。"}
        if path == "/v1/my-homes":
            return 200, {"items": [LISTED]}
        if path.endswith(PHOTO):
            self.acts.append((path, body, ""))
            return 200, {}
        said = json.loads(body)
        self.acts.append((path, said, ""))
        told = [
            {"record_id": each["record_id"], "status": self.verdict, "code": None}
            for each in said["records"]
        ]
        return 200, {
            "items": [each | {"fields": {"held_at": "not-yet"}} for each in told]
        }

    def _homes_told(self, method, path, said):
        if self.homes_problem:
            status, code = self.homes_problem
            fault = {"field": "values.health-2", "message": "要填整数"}
            problem = {"type": f"x:{code}", "title": "有规定，不行。"}
            return status, problem | {"errors": [fault] if status == 422 else []}
        self.acts.append((f"{method} {path}", said, ""))
        if path == "/v1/residents/find":
            return 200, {
                "items": [resident(), resident(telephone=None)],
                "more": True,
            }
        return 200, {}


PREFIXES = ("/v1/households/", "/v1/residents/", "/v1/visits/", "/v1/closings/")
PREFIXES = (*PREFIXES, "/v1/follow-ups/", "/v1/sections")
