"""A stand-in for what waits at intake's door, and for deciding it."""

from datetime import timedelta
from uuid import UUID

from services.portal.tests.stand_in import NOON, RECEIPT, StandIn

UNIT, OTHER_UNIT = "jinkeyuan", "jiedao"
DOOR_REVISION = 7
UNITS = [
    {
        "organisation_id": UNIT,
        "name": "金科苑社区",
        "kind": "community",
        "division_code": "510106040019",
    },
    {
        "organisation_id": OTHER_UNIT,
        "name": "金泉街道社会事务科",
        "kind": "section",
        "division_code": "510106040",
        "parent_id": UNIT,
    },
]


def waiting(at=0, **more):
    """A line of intake's list of what waits at the door."""
    came = NOON + timedelta(days=at - 16)
    told = {
        "petition_id": str(UUID(int=at + 1)),
        "receipt": RECEIPT if at == 0 else f"MQ-2611-{at:07d}",
        "channel": "hotline" if at % 2 == 0 else "web",
        "state": "received",
        "title": f"{at}号楼道灯不亮",
        "category": None,
        "division_code": "",
        "organisation_id": UNIT if at % 2 == 0 else None,
        "received_at": came.isoformat(),
        "accept_by": (came + timedelta(days=15)).isoformat(),
    }
    return told | more


def picture(number, **more):
    """One picture that came with a matter, as intake tells of it."""
    told = {
        "sha256": f"{number:064x}",
        "width": 2048,
        "height": 1536,
        "bytes": 500_000,
        "has_place": False,
        "own": True,
        "kept_at": NOON.isoformat(),
    }
    return told | more


class DoorStandIn(StandIn):
    """Answers as intake does to who decides."""

    pictures_away, drawn = False, None

    def _queue(self, query):
        self.looks.append(query["state"])
        first, limit = query.get("after", "0"), int(query["limit"])
        if not first.isdigit():
            return 422, {"type": "x:validation-failed"}
        last = int(first) + limit
        more = str(last) if len(self.waiting) > last else None
        return 200, {"petitions": self.waiting[int(first) : last], "next_after": more}

    def _pictured(self, path, query):
        if self.pictures_away:
            return 503, {}
        if path.endswith("/small-pictures"):
            self.looks.append(query["purpose"])
            return 200, {"items": [{"sha256": f"{1:064x}", "jpeg": "/9j/"}]}
        if path.endswith("/pictures"):
            return 200, {"items": self.pictures}
        self.looks.append(query["purpose"])
        return 200, self.drawn or {"drawn": path.rpartition("/")[2]}

    def _decided(self, verb, told, environ):
        if self.refusal:
            return self.refusal
        if told.get("revision", DOOR_REVISION) != DOOR_REVISION:
            return 409, {"type": "urn:minqing:problem:stale-revision", "title": "变了"}
        self.acts.append((verb, told, environ["HTTP_IDEMPOTENCY_KEY"]))
        if verb.endswith("split"):
            codes = [f"AAAA-000{at}" for at, _ in enumerate(told["parts"])]
            given = [
                {"receipt": f"MQ-2611-{e[-4:]}", "tracking_code": e if at else None}
                for at, e in enumerate(codes)
            ]
            return 201, {"receipt": RECEIPT, "parts": given}
        return 200, {"receipt": RECEIPT, "state": "x", "revision": DOOR_REVISION + 1}
