"""A stand-in for intake and notify, and the portal's pages served beside it."""

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs
from uuid import UUID

from werkzeug.serving import WSGIRequestHandler, make_server

from portal.domain.numbers import read_code
from services.portal.tests.booking_stand_in import OWN, RECEPTIONS, BookingStandIn

RECEIPT, CODE = "MQ-2611-0000014", "7K3M-9Q2T"
NOTICE_CODE = "3." + "ab" * 16
NOON = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)
CATEGORIES = [
    ("lighting", "公共照明", "公共照明", "Public lighting"),
    ("noise", "噪声扰民", "噪音擾民", "Noise"),
]


def matter(state="received", **more):
    """What intake tells the holder of a code."""
    told = {
        "receipt": RECEIPT,
        "state": state,
        "words": "已收到。2026年12月4日 周五前告诉您是否受理。",
        "title": "9栋2单元楼道灯不亮",
        "category": None,
        "received_at": NOON.isoformat(),
        "accept_by": (NOON + timedelta(days=15)).isoformat(),
        "deadline": None,
        "unit": None,
        "reply": None,
        "refusal": None,
        "missing": None,
        "withdrawal": {"possible": True, "asked_at": None},
        "consent": {"holds": False, "given_at": None, "ended_at": None},
        "timeline": [
            {"at": NOON.isoformat(), "step": "received", "words": "已收到。"},
        ],
    }
    return told | more


class StandIn(BookingStandIn):
    """Answers as intake and notify do; `away` makes it answer 503, `said` keeps all."""

    def __init__(self):
        self.away = False
        self.data_away = False
        self.data_faults = None
        self.refusal = None
        self.told = matter()
        unknown = (404, {"type": "urn:minqing:problem:not-followed"})
        self.posted = {"/v1/followed": unknown}
        self.code = CODE
        self.desk_telephone = "02887001234"
        self.petitions = {}
        self.pictures, self.kinds = [], []
        self.papers = (200, {"items": []})
        self.published = [notice(number) for number in range(25, 0, -1)]
        self.calls = []
        self._lock = threading.Lock()

    def __call__(self, environ, start):
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        with self._lock:
            self.calls.append((method, path, body.decode(errors="replace")))
            status, told = self._answer(method, path, body, environ)
        start(f"{status} x", [("Content-Type", "application/json")])
        if isinstance(told, bytes):
            return [told]
        return [json.dumps(told).encode() if told is not None else b""]

    def _answer(self, method, path, body, environ):
        if self.away:
            return 503, {"type": "urn:minqing:problem:unavailable"}
        booked = self.booking_answer(method, path, body, environ)
        if booked is not None:
            return booked
        if method != "GET":
            return self._written(path, body, environ)
        if path == "/v1/public/grids":
            return 200, {"communities": [{"id": "jinkeyuan", "name": "金科苑社区"}]}
        if path.startswith("/v1/public/ledger"):
            return self._published(path, parse_qs(environ["QUERY_STRING"]))
        if path.startswith("/v1/petitions/"):
            asked = parse_qs(environ["QUERY_STRING"])
            given = read_code(asked.get("code", [""])[0])
            if given != read_code(self.code) or not path.endswith(RECEIPT):
                return 404, {"type": "urn:minqing:problem:petition-unknown"}
            return 200, self.told
        known = {"desk_telephone": self.desk_telephone, "categories": named()}
        return 200, CHANNELS if path == "/v1/channels" else known

    def _data_asked(self):
        if self.data_away:
            return 503, {"type": "urn:minqing:problem:unavailable"}
        if self.data_faults is None:
            return 201, OWN["requests"][0]
        told = {"type": "urn:minqing:problem:no", "title": "已有三个请求在等答复"}
        errors = [
            {"field": field, "code": "wrong", "message": message}
            for field, message in self.data_faults.items()
            if field
        ]
        return 422, told | {"errors": errors}

    def _attached(self, path, body, environ):
        place = environ["HTTP_KEEP_PLACE"]
        code = environ["HTTP_TRACKING_CODE"]
        self.pictures.append((path.split("/")[3], code, place, body))
        self.kinds.append(environ["CONTENT_TYPE"])
        return {"sha256": path.rpartition("/")[2]}

    def _published(self, path, asked):
        if path.endswith("/choices"):
            return 200, CHOICES
        known = {each["id"]: each for each in self.published}
        wanted = path.rpartition("/")[2]
        if wanted == "ledger":
            return 200, _page(self.published, asked)
        if wanted in known:
            return 200, {"notice": known[wanted], "withdrawn_on": None}
        if wanted == WITHDRAWN:
            return 200, {"notice": None, "withdrawn_on": "2026-11-18"}
        return 404, {"type": "urn:minqing:problem:publication-unknown"}

    def _written(self, path, body, environ):
        if "/pictures/" in path:
            return 200, self._attached(path, body, environ)
        if self.refusal:
            return self.refusal, {"type": "urn:minqing:problem:no", "title": "不行。"}
        if path == "/v1/public/grids/find":
            found = "东街" in json.loads(body)["address"]
            return 200, {"found": found, "grids": GRIDS[: 1 if found else 2]}
        if path.startswith("/v1/own-documents"):
            return self.papers
        if path in self.posted:
            return self.posted[path]
        if path.endswith(("/own-data", "/data-requests")):
            return (200, OWN) if path.endswith("/own-data") else self._data_asked()
        if path == "/v1/petitions":
            key = environ["HTTP_IDEMPOTENCY_KEY"]
            self.petitions.setdefault(key, body)
            return 201, {"receipt": RECEIPT, "tracking_code": self.code}
        return 200, {}


WITHDRAWN = str(UUID(int=99))
CHOICES = {
    "categories": ["公共照明", "环境卫生"],
    "places": ["金科苑社区"],
    "months": ["2026-11", "2026-10"],
}


GRIDS = [
    {"grid_id": "g1", "name": "第三网格", "level": 3, "head": "李晓岚",
     "covers": ["金科苑东街65号", "9栋"]},
    {"grid_id": "g2", "name": "第四网格", "level": 3, "head": None, "covers": []},
]  # fmt: skip


def notice(number):
    """One published entry, as registry tells it."""
    return {
        "id": str(UUID(int=number)),
        "category": CHOICES["categories"][number % 2],
        "place": "金科苑社区",
        "unit": "金科苑社区居委会",
        "done": f"第{number}件：楼道灯换成声控灯，三天内全部亮起来。",
        "result": "已经换好，居民代表看过现场。",
        "entered_on": "2026-11-02",
        "finished_on": "2026-11-05" if number % 3 else None,
        "published_at": "2026-11-06T02:00:00Z",
    }


def _page(published, asked):
    said = {name: values[0] for name, values in asked.items()}
    found = [
        each
        for each in published
        if said.get("category", each["category"]) == each["category"]
        and each["published_at"].startswith(said.get("month", "2026-11"))
        and ("before" not in said or each["id"] < said["before"])
    ]
    limit = int(said["limit"])
    rest = found[limit:]
    shown = found[:limit]
    return {"items": shown, "next": shown[-1]["id"] if rest else None}


def named():
    """The categories, as intake lists them."""
    languages = ("zh-CN", "zh-TW", "en")
    return [
        {"code": code, "names": dict(zip(languages, said, strict=True))}
        for code, *said in CATEGORIES
    ]


CHANNELS = {
    "papers": {"mib": 10, "pages": 30},
    "ways": [
        {"name": "窗口", "where": "金科苑东街65号", "hours": "周一至周六 9:00–18:00"},
        {"name": "热线", "where": "028-8700 1234", "hours": "全天"},
    ],
    "receptions": [
        {
            "day": "2026-11-25",
            "begins": "09:00",
            "ends": "11:30",
            "place": "街道一楼接待室",
            "host": "街道书记",
            "official": True,
        },
        *RECEPTIONS,
    ],
}


class _Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


@contextmanager
def served(app):
    """Serve an app in a thread; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
