"""A stand-in for the doors as staff see them, and for registry, which vouches."""

import json
from datetime import timedelta
from urllib.parse import parse_qs
from uuid import UUID

from minqing_kernel.messages import Role
from portal.application.ports import Away
from portal.domain.staff import Pass
from services.portal.tests.admin_stand_in import AdminStandIn
from services.portal.tests.benefit_stand_in import BenefitStandIn
from services.portal.tests.calendar_stand_in import CalendarStandIn
from services.portal.tests.call_stand_in import CallStandIn
from services.portal.tests.data_stand_in import DataStandIn
from services.portal.tests.door_stand_in import (
    DOOR_REVISION,
    UNIT,
    UNITS,
    DoorStandIn,
    waiting,
)
from services.portal.tests.handover_stand_in import HandOverStandIn
from services.portal.tests.homes_stand_in import HomesStandIn
from services.portal.tests.lead_stand_in import LeadStandIn
from services.portal.tests.links_stand_in import CAPTAIN, LinksStandIn
from services.portal.tests.rooms_stand_in import RoomsStandIn
from services.portal.tests.stand_in import CODE, NOON, RECEIPT, matter
from services.portal.tests.window_stand_in import WindowStandIn

WORDS = "9栋2单元楼道灯不亮，老人夜间摔倒。希望尽快修好。"
WHOLE = {"name": "张三", "telephone": "13800001234"}
MASKED = {"name": "张*", "telephone": "138****1234"}
ROLES = {
    "wang.min": [Role.HANDLER],
    "li.xiao": [Role.CLERK, Role.HANDLER],
    "chen.zhu": [Role.SUPERVISOR],
    "ops.one": [Role.OPS],
    CAPTAIN: [Role.HANDLER],
}
NAMES = {"wang.min": "王敏", "li.xiao": "李晓岚", "chen.zhu": "陈主任"}
AGENCY_DOORS = ("/v1/handovers", "/v1/agencies", "/v1/agency-", "/v1/same-matters")
MAY = [
    *("sign", "start", "resolve", "return"),
    *("ask-extension", "mediate", "comment"),
]


TALLY = {
    "most": 1000,
    "owing": 1000,
    "mine": 7,
    "overdue": 3,
    "soon": 5,
    "returned": 1,
    "escalated": 2,
    "redo": 4,
    "silent": 6,
    "asked": 1,
    "due": [9, 14, 17],
}


class Registry:
    """Vouches for those who serve."""

    def __init__(self):
        self.away = False
        self.gone = set()
        self.seconds = 900
        self.asked = 0

    def pass_for(self, staff_id, role=""):
        self.asked += 1
        if self.away:
            raise Away("away")
        if staff_id in self.gone or staff_id not in ROLES:
            return None
        roles = ROLES[staff_id]
        return Pass(
            token=f"token-of-{staff_id}",
            seconds=self.seconds,
            staff_id=staff_id,
            name=NAMES.get(staff_id, staff_id),
            role=Role(role) if role in roles else roles[-1],
            roles=tuple(roles),
            organisation_id=UNIT,
        )


def case(at=0, **more):
    """A line of routing's worklist."""
    due = NOON + timedelta(hours=31 * at - 48)
    told = {
        "petition_id": str(UUID(int=at + 1)),
        "receipt": RECEIPT if at == 0 else f"MQ-2611-{at:07d}",
        "state": "assigned",
        "revision": 3,
        "organisation_id": UNIT,
        "handler_id": "wang.min" if at % 2 == 0 else None,
        "due_at": due.isoformat(),
        "escalation_level": 1 if at == 0 else 0,
        "category": "lighting" if at % 2 == 0 else "noise",
        "division_code": "510106040019",
        "accepted_at": NOON.isoformat(),
        "overdue": due < NOON,
    }
    return told | more


def sheet(**more):
    """One case whole."""
    told = case() | {
        "received_at": (NOON - timedelta(days=7)).isoformat(),
        "channel": "hotline",
        "visit": 2,
        "assignments": [
            {
                "revision": 1,
                "organisation_id": UNIT,
                "handler_id": "wang.min",
                "since": (NOON - timedelta(days=6)).isoformat(),
                "until": None,
            }
        ],
        "deadlines": [
            clock("handling", -2, statutory_due_at=due(53)),
            clock("sign", -5, met_at=due(-6)),
        ],
        "resolutions": [],
        "remarks": [
            {
                "revision": 2,
                "text": "灯具已下单，物业说周三到货。",
                "by": "wang.min",
                "organisation_id": UNIT,
                "at": due(-1),
            }
        ],
        "dossier": {
            "returns": [],
            "measures": [
                {"reason": "请今天联系", "by": "chen.zhu", "at": due(-1)},
            ],
        },
        "may": MAY,
    }
    return told | more


def co_task(**more):
    """What a unit owes to another's case."""
    told = {
        "petition_id": str(UUID(int=1)),
        "receipt": RECEIPT,
        "category": "lighting",
        "lead_id": UNITS[-1]["organisation_id"],
        "organisation_id": UNIT,
        "task": 4,
        "due_at": due(3),
        "overdue": False,
    }
    return told | more


def due(days):
    """A moment so many days from noon."""
    return (NOON + timedelta(days=days)).isoformat()


def clock(kind, days, **more):
    """A deadline of a case."""
    told = {
        "revision": 1,
        "kind": kind,
        "due_at": due(days),
        "basis": "信访工作条例第34条",
        "statutory_due_at": None,
        "paused_at": None,
        "met_at": None,
        "replaced_at": None,
        "provisional": False,
    }
    return told | more


def line(name, cases, **rates):
    """The figures of one unit."""
    shown = {
        name: {"n": str(n), "of": of, "percent": f"{100 * n / of:.1f}" if of else None}
        for name, (n, of) in rates.items()
    }
    return {"key": name, "name": name, "counts": {"cases": cases}, "rates": shown}


def figures(query):
    """A month's figures."""
    one = line(
        "金科苑社区",
        44,
        response=(40, 44),
        solution=(30, 33),
        satisfaction=(31, 33),
        punctuality=(41, 44),
    )
    none = line(
        "金泉街道社会事务科",
        3,
        response=(1, 3),
        solution=(0, 0),
        satisfaction=(0, 0),
        punctuality=(0, 0),
    )
    told = {"from": query["from"], "to": query["to"], "as_of": NOON.isoformat()}
    return told | {"total": one | {"name": "", "key": ""}, "lines": [one, none]}


def figure_row():
    """One matter behind a figure."""
    return {
        "receipt": RECEIPT,
        "organisation_id": UNIT,
        "category": "lighting",
        "state": "resolved",
        "due_at": due(3),
        "accepted_at": NOON.isoformat(),
        "names": {
            "organisation": "金科苑社区",
            "category": "公共照明",
            "state": "已答复",
        },
    }


class DeskStandIn(
    CallStandIn,
    CalendarStandIn,
    DataStandIn,
    AdminStandIn,
    LinksStandIn,
    BenefitStandIn,
    RoomsStandIn,
    WindowStandIn,
    LeadStandIn,
    HomesStandIn,
    HandOverStandIn,
    DoorStandIn,
):
    """Answers as the four services do to staff; keeps who asked, and every act."""

    def __init__(self):
        super().__init__()
        self.fresh()

    def fresh(self):
        self.away, self.refusal, self.told = False, None, matter()
        self.rows = [case(at) for at in range(30)]
        self.sheet = sheet()
        self.helping = [co_task()]
        self.acts, self.looks, self.tokens, self.problem = [], [], set(), None
        self.lists = []
        self.homes_away, self.homes_problem = False, None
        self.leads_away, self.leads_problem = (), None
        self.draft_author, self.owed = "li.xiao", False
        self.matters_away, self.tally = False, TALLY
        self.similar, self.lead, self.divisions = [], None, []
        self.door = {"nature": {"kind": None}, "group_id": None}
        self.waiting = [waiting(at) for at in range(30)]
        self.calls.clear()
        self.neighbours = {"me": None, "name": None, "speaks": False, "items": []}
        self.handovers, self.refusing, self.aside = [], False, {}
        self.fresh_calls()
        self.fresh_window()
        self.fresh_rooms()
        self.fresh_links()
        self.fresh_data()
        self.fresh_admin()

    def _answer(self, method, path, body, environ):
        token = environ.get("HTTP_AUTHORIZATION", "")
        if not token:
            return super()._answer(method, path, body, environ)
        self.tokens.add(token)
        if self.away:
            return 503, {"type": "urn:minqing:problem:unavailable"}
        if self.problem:
            status, code = self.problem
            said = {"type": f"urn:minqing:problem:{code}", "title": "有规定，不行。"}
            return status, said
        booked = self.booking_answer(method, path, body, environ)
        query = {k: v[0] for k, v in parse_qs(environ["QUERY_STRING"]).items()}
        came = self.admin_answer(method, path, body, query)
        came = came or self.call_answer(method, path, body, environ)
        came = came or self.window_answer(method, path, body, environ)
        came = came or self.rooms_answer(method, path, body, environ)
        came = came or self.links_answer(method, path)
        came = came or self.informers_answer(method, path, body, environ)
        came = came or self.data_answer(method, path, body)
        came = came or self.calendar_answer(path, body, environ["QUERY_STRING"])
        if booked is not None or came is not None:
            return booked or came
        told = (
            self.benefit_answer(path, query)
            or self._of_leads(method, path, body, query)
            or self._of_homes(method, path, body, query)
        )
        if told is not None:
            return told
        between = path.startswith(AGENCY_DOORS) or path.endswith("/handovers")
        if method == "POST":
            done = self._agreed if between else self._done
            return done(path, body, environ)
        if between:
            return self._agencies(path, query)
        return self._asked(path, query)

    def _asked(self, path, query):
        if path == "/v1/cases":
            bad = not query.get("after", "0").isdigit()
            return (
                (422, {"type": "x:bad-cursor"}) if bad else (200, self._worklist(query))
            )
        if path == "/v1/co-tasks":
            bad = "after" in query
            told = {"items": self.helping, "next": None}
            return (422, {"type": "x:bad-cursor"}) if bad else (200, told)
        if path == "/v1/case-tally":
            return (200, self.tally) if self.tally else (503, {})
        if path.startswith("/v1/cases/"):
            known = path.endswith((self.sheet["receipt"], self.sheet["petition_id"]))
            return (200, self.sheet) if known else (404, {"type": "x:case-not-found"})
        return self._told(path, query)

    def _told(self, path, query):
        if path == "/v1/titles":
            titles = [
                {"receipt": each, "title": f"{each[-2:]}号楼道灯不亮，老人夜间摔倒"}
                for each in query["receipts"].split(",")
            ]
            return (503, {}) if self.matters_away else (200, {"titles": titles})
        if path == "/v1/figures":
            return 200, figures(query)
        if path == "/v1/figures/rows":
            self.looks.append(query)
            return 200, {"rows": [figure_row()], "next_after": None}
        if path == "/v1/organisations":
            return 200, {"items": UNITS, "next": None}
        return (503, {}) if self.matters_away else self._at_the_door(path, query)

    def _at_the_door(self, path, query):
        if path == "/v1/petitions":
            return self._queue(query)
        if RECEIPT not in path:
            return 404, {"type": "x:unknown-petition"}
        if path.endswith("/similar"):
            return 200, {"similar": self.similar}
        if path.endswith("/code-check"):
            return 200, {"check": "a" * 64}
        if "pictures" in path:
            return self._pictured(path, query)
        if path.endswith("/petitioner"):
            self.looks.append(query["purpose"])
            return 200, {"petition_id": "x", "anonymous": False, "contact": WHOLE}
        return 200, self.told | {
            "accept_by": due(15),
            "staff": {
                "channel": "hotline",
                "text": WORDS,
                "place": "金科苑东街65号9栋2单元",
                "revision": DOOR_REVISION,
                "division_code": "",
                "organisation_id": None,
                "lead": self.lead,
                "divisions": self.divisions,
                "door": self.door,
                "contact": MASKED,
            },
        }

    def _worklist(self, query):
        rows = self.rows
        self.lists.append(query)
        if "state" in query:
            rows = [each for each in rows if each["state"] == query["state"]]
        if "handler" in query:
            rows = [each for each in rows if each["handler_id"] == query["handler"]]
        if "overdue" in query:
            rows = [each for each in rows if each["overdue"]]
        if "category" in query:
            rows = [each for each in rows if each["category"] == query["category"]]
        if "due_within" in query:
            soon = NOON + timedelta(hours=int(query["due_within"]))
            rows = [each for each in rows if NOON.isoformat() <= each["due_at"]]
            rows = [each for each in rows if each["due_at"] < soon.isoformat()]
        first, limit = int(query.get("after", 0)), int(query["limit"])
        page, more = rows[first : first + limit], len(rows) > first + limit
        return {"items": page, "next": str(first + limit) if more else None}

    def _done(self, path, body, environ):
        if path == "/v1/similar-petitions":
            self.looks.append(json.loads(body))
            return 200, {"similar": self.similar}
        if path == "/v1/hotline-calls":
            self.acts.append(
                ("call", json.loads(body), environ["HTTP_IDEMPOTENCY_KEY"])
            )
            similar = [{"receipt": "MQ-2611-0000001", "title": "8栋灯不亮"}]
            told = {"receipt": RECEIPT, "tracking_code": CODE, "similar": similar}
            return 201, told | self.taken_more
        verb = path.split("/", 4)[-1]
        if path.startswith("/v1/petitions/"):
            return self._decided(verb, json.loads(body), environ)
        seen = environ.get("HTTP_IF_MATCH", "").strip('"')
        if seen and int(seen) != self.sheet["revision"]:
            return 409, {"type": "urn:minqing:problem:stale-revision", "title": "变了"}
        told = json.loads(body) if body else None
        self.acts.append((verb, told, environ["HTTP_IDEMPOTENCY_KEY"]))
        return 200, {}
