"""A stand-in for intake's seats at receptions: one booking, and the list of a day."""

import json

SESSION, OTHER = "20261125-0123456789ab", "20261202-0123456789ab"
NUMBER, BOOKING_CODE = "YY-2611-0000043", "8N4K-2WQX"
BOOKINGS = "/v1/reception-bookings"


def held(session, day, free):
    """A reception that can be booked."""
    return {
        "day": day,
        "begins": "09:00",
        "ends": "11:30",
        "place": "街道一楼接待室",
        "host": "街道主任",
        "official": True,
        "session": session,
        "seats": 8,
        "free": free,
    }


RECEPTIONS = [
    held(SESSION, "2026-11-25", 3),
    held(OTHER, "2026-12-02", 8),
    held("20261209-0123456789ab", "2026-12-09", 0),
]


def booking(**more):
    """A booking, as its holder sees it."""
    told = {
        "number": NUMBER,
        "session": SESSION,
        "state": "booked",
        "day": "2026-11-25",
        "begins": "09:00",
        "ends": "11:30",
        "place": "街道一楼接待室",
        "host": "街道主任",
        "seat": 6,
        "open": True,
    }
    return told | more


def expected(seat, state="booked", **more):
    """A line of the list of a day."""
    row = booking(seat=seat, state=state, number=f"YY-2611-000{seat:04}")
    masked = {"name": "张*三", "telephone": "138****8000"}
    told = {"matter": "楼道灯坏了三个月，没人修", "about": None, "receipt": None}
    return row | masked | told | more


class BookingStandIn:
    """Answers as intake does about seats."""

    refused = None
    booked = booking()

    def booking_answer(self, method, path, body, environ):
        """Return an answer about seats; None for any other path."""
        if not path.startswith(BOOKINGS):
            return None
        if self.refused:
            status, code = self.refused
            said = {
                "type": f"urn:minqing:problem:{code}",
                "title": "约满了，请换一场。",
            }
            return status, said
        told = json.loads(body) if body else {}
        if environ.get("HTTP_AUTHORIZATION"):
            return self._of_the_desk(method, path)
        if path == BOOKINGS:
            return 201, self.booked | {"code": BOOKING_CODE}
        if told["code"].replace(" ", "-").upper() != BOOKING_CODE:
            return 404, {"type": "urn:minqing:problem:unknown-booking"}
        verb = path.rpartition("/")[2]
        change = {"cancel": {"state": "cancelled", "open": False}}
        self.booked = self.booked | change.get(verb, {})
        if verb == "move":
            self.booked |= {"session": told["session"], "day": "2026-12-02"}
        return 200, self.booked

    @staticmethod
    def _of_the_desk(method, path):
        if method == "GET":
            came = {"receipt": "MQ-2611-0000014"}
            rows = [expected(1, "arrived", **came), expected(2), expected(3)]
            about = expected(4, "missed", matter="", about="MQ-2611-0000022")
            return 200, {"day": "2026-11-25", "bookings": [*rows, about]}
        came = path.endswith("/receive")
        return 200, {
            "number": NUMBER,
            "state": "arrived" if came else "missed",
            "receipt": "MQ-2611-0000014" if came else None,
            "tracking_code": "7K3M-9Q2T" if came else None,
        }


OWN = {
    "receipt": "MQ-2611-0000014",
    "channel": "web",
    "received_at": "2026-11-19T04:00:00Z",
    "title": "9栋2单元楼道灯不亮",
    "text": "9栋2单元楼道灯不亮，老人夜间摔倒。希望尽快修好。",
    "place": "金科苑东街65号9栋2单元",
    "contact": {"name": "张*三", "telephone": "138****8000"},
    "readings": [
        {
            "unit": "金科苑社区",
            "purpose": "case-handling",
            "times": 3,
            "first_at": "2026-11-19T05:00:00Z",
            "last_at": "2026-11-20T05:00:00Z",
        },
        {
            "unit": None,
            "purpose": "notice",
            "times": 2,
            "first_at": "2026-11-19T05:00:00Z",
            "last_at": "2026-11-19T05:10:00Z",
        },
    ],
    "requests": [
        {
            "number": "GX-2611-0000176",
            "kind": "deletion",
            "parts": ["telephone", "file"],
            "state": "received",
            "asked_at": "2026-11-18T04:00:00Z",
            "due_on": "2026-12-09",
            "provisional": True,
            "answered_at": None,
            "granted": [],
            "reason": "",
            "law": "",
        },
        {
            "number": "GX-2611-0000168",
            "kind": "correction",
            "parts": ["name"],
            "state": "refused",
            "asked_at": "2026-11-10T04:00:00Z",
            "due_on": "2026-12-01",
            "provisional": False,
            "answered_at": "2026-11-12T04:00:00Z",
            "granted": [],
            "reason": "身份证上的名字与现存一致。",
            "law": "",
        },
    ],
}
"""What intake keeps of somebody."""
