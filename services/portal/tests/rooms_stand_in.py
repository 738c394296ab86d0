"""A stand-in for routing's rooms: the mediation of a case, and a project."""

import json
from uuid import UUID

from services.portal.tests.stand_in import NOON

MEDIATION, PROJECT = str(UUID(int=81)), str(UUID(int=82))
HIDDEN = str(UUID(int=83))


def mediation(**more):
    """One mediation, begun and met once."""
    told = {
        "mediation_id": MEDIATION,
        "state": "open",
        "dispute": {"subject": "楼上漏水", "place": "9栋2单元", "since": "2026-11-01"},
        "parties": [
            {"label": "楼上住户", "division_code": "510106040019", "claim": "不是我家"},
            {"label": "楼下住户", "division_code": "510107050001", "claim": "赔墙面"},
        ],
        "sessions": [
            {"held_on": "2026-11-10", "mediators": "陈主任", "minutes": "各说各的。"}
        ],
        "expertises": [],
        "agreement": None,
        "satisfied": {},
        "checks": [],
        "referral": None,
        "performed_on": None,
        "ended_on": None,
        "days": 18,
    }
    return told | more


def project(**more):
    """One project, counted and reported on once."""
    told = {
        "project_id": PROJECT,
        "name": "路灯专项",
        "goal": "年底前修好所有不亮的路灯。",
        "category": "lighting",
        "division_code": "510106040019",
        "organisation_id": "jinkeyuan",
        "state": "open",
        "target": {"on": "2026-11-26", "festival": None, "year": None},
        "checked": 5100,
        "found": 800,
        "fixed": 200,
        "budget": [{"item": "灯具", "amount": "90000.00", "source": "保障资金"}],
        "budgeted": "90000.00",
        "spent": "20000.00",
        "entries": [
            {
                "on": "2026-11-18",
                "fixed": 200,
                "note": "换了东街。",
                "spent": "20000.00",
            }
        ],
        "petitions": [str(UUID(int=1)), HIDDEN],
        "opened_at": NOON.isoformat(),
        "opened_by": "chen.zhu",
        "revision": 3,
    }
    return told | more


class RoomsStandIn:
    """Answers as routing does in its rooms."""

    def fresh_rooms(self):
        """Begin anew: a mediation that goes on, a project that goes on."""
        self.mediations, self.project, self.room_refusal = (
            [mediation()],
            project(),
            None,
        )

    def rooms_answer(self, method, path, body, environ):
        """Return what is answered, or nothing where it is about no room."""
        if "/mediations" not in path and not path.startswith("/v1/project"):
            return None
        if method == "GET":
            return 200, self._read(path)
        if self.room_refusal:
            return self.room_refusal
        at_project = path.startswith("/v1/project")
        now, seen = f'"{self.project["revision"]}"', environ.get("HTTP_IF_MATCH")
        if at_project and seen not in {None, now}:
            return 409, {"type": "x:stale-revision", "title": "有人更新过"}
        told = json.loads(body) if body else None
        self.acts.append((path.rpartition("/")[2], told, ""))
        return 200, self.project if at_project else mediation()

    def _read(self, path):
        if path.endswith("/mediations"):
            return {"items": self.mediations}
        if path == "/v1/projects":
            return {"items": [self.project]}
        if path == "/v1/project-suggestions":
            gathers = {
                "category": "noise",
                "division_code": "510106040019",
                "cases": 12,
            }
            return {"items": [gathers | {"oldest_at": NOON.isoformat()}]}
        return self.project
