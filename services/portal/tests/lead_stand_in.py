"""A stand-in for decisions, reports, publishing, files and rules as heads see them."""

import json
from uuid import UUID

from services.portal.tests.check_stand_in import CHECKS
from services.portal.tests.homes_stand_in import PETITION, UNIT, at
from services.portal.tests.stand_in import RECEIPT

OBJECTION = str(UUID(int=21))
PUBLICATION, ITEM = str(UUID(int=22)), str(UUID(int=23))
OLD_ITEM = str(UUID(int=26))
BATCH = str(UUID(int=24))


def publication(state="draft", author="li.xiao"):
    """A draft, or what became of it."""
    return {
        "publication_id": PUBLICATION,
        "item_id": OLD_ITEM,
        "organisation_id": UNIT,
        "state": state,
        "author": author,
        "drafted_at": at(-1),
        "revision": 4,
    }


def done_item(item):
    """An item of a ledger that was struck off, solved."""
    return {
        "item_id": item,
        "ledger": "people",
        "category": "lighting",
        "organisation_id": UNIT,
        "state": "reported",
        "presence": "exited",
        "solved": True,
        "entered_on": "2026-10-01",
        "exited_on": "2026-11-01",
    }


def batch(**more):
    """An import that is done."""
    told = {
        "batch_id": BATCH,
        "kind": "residents",
        "file_name": "记录本.xlsx",
        "state": "done",
        "started_by": "li.xiao",
        "total": 120,
        "rows_done": 120,
        "percent": 100,
        "counts": {"created": 110, "changed": 7, "faulty": 3},
        "started_at": at(-1),
    }
    return told | more


def compared(name, cases, before, change):
    """A line beside the one before."""
    rate = {"n": str(cases - 1), "of": cases, "percent": "90.0"} if cases else None
    none = {"n": "0", "of": 0, "percent": None}
    return {
        "key": name,
        "name": name,
        "counts": {"cases": cases},
        "rates": {"punctuality": rate or none, "satisfaction": none},
        "before": {"counts": {"cases": before}},
        "change": change,
    }


def trend(query):
    """Figures held against another period."""
    return {
        "as_of": at(),
        "from": query["from"],
        "to": query["to"],
        "compared_from": "2026-10-01",
        "compared_to": "2026-10-19",
        "total": compared("", 20, 14, "42.9"),
        "lines": [
            compared("噪声扰民", 12, 4, "200.0"),
            compared("公共照明", 3, 1, "200.0"),
            compared("邻里纠纷", 5, 9, "-44.4"),
            compared("新出现的", 2, 0, None),
        ],
    }


def owed(query):
    """What is open, or overdue, or came in: of one unit, or of grids."""
    late = query["to"] < "2026-11-30"
    many = 44 if query.get("cohort") != "due" else 3 if late else 17
    key = UNIT if query["by"] == "organisation" else "510106040019003"
    lines = [(key, many), ("gone", 1)] if many > 3 else [(key, many)]
    told = {"from": query["from"], "to": query["to"], "as_of": at()}
    return told | {
        "total": {"key": "", "name": "", "counts": {"cases": many}, "rates": {}},
        "lines": [
            {"key": k, "name": NAMES.get(k, ""), "counts": {"cases": n}, "rates": {}}
            for k, n in lines
        ],
    }


NEAR = {
    "petition_id": "x",
    "receipt": "MQ-2611-0000099",
    "state": "started",
    "title": "8栋楼道灯也不亮",
    "category": "lighting",
    "received_at": at(),
    "organisation_id": "jinkeyuan",
    "score": 83.4,
    "reasons": ["same-text", "same-place"],
    "advice": "merge",
    "article": "国办函〔2025〕66号",
    "yours": True,
}
REVIEW = {
    "petition_id": PETITION,
    "state": "reviewing",
    "final": False,
    "rounds": [
        {
            "stage": "review",
            "reviewer_id": UNIT,
            "answer_received_on": "2026-11-02",
            "reason": "没有解决",
            "asked_at": at(-9),
            "due_at": at(21),
            "outcome": None,
            "opinion": "",
        }
    ],
    "turned_away": [],
}
RULES = {
    "code": "wenxin",
    "title": "文新街道",
    "valid_from": "2022-05-01",
    "lines": ["term sign: 1 working-days — 文新街道 C-20 [M]", "extensions: 1"],
    "default": ["term sign: 2 working-days — 本系统默认", "extensions: 1"],
}
OWED = {
    "receipt": RECEIPT,
    "state": "reviewing",
    "stage": "review",
    "asked_at": at(-9),
    "due_at": at(21),
}
UNHAPPY = {
    "objection_id": OBJECTION,
    "receipt": RECEIPT,
    "organisation_id": UNIT,
    "reason": "灯还是不亮",
    "decide_by": at(2),
    "state": "explained",
    "explanation": "等配件",
}
NAMES = {UNIT: "金科苑社区"}
ASK = {
    "cohort": "closed",
    "from": "2026-11-16",
    "to": "2026-11-22",
    "measure": "cases",
    "organisation": "jinkeyuan",
    "alone": "true",
}
REPORT = {
    "title": "社区例会通报（周）",
    "first": "2026-11-16",
    "last": "2026-11-22",
    "as_of": at(),
    "tables": [
        {
            "title": "各单位",
            "head": ["单位", "件", "办结率"],
            "rows": [["金科苑社区", 44, "0.0% (0/44)"], ["没有的", 0, "—"]],
            "asks": [[None, ASK, ASK | {"measure": "done"}], [None, ASK, None]],
        },
        {"title": "办结", "head": ["受理编号", "单位"], "rows": [[RECEIPT, "金科苑"]]},
    ],
    "notes": ["按受理日归期"],
}
LANGUAGES = ("zh-CN", "zh-TW", "en")
TEMPLATE = "assigned.petitioner"
TEXT_DRAFT = str(UUID(int=27))


def wording(language, body="自带的", edition=2):
    """An edition of a text."""
    return {
        "template": TEMPLATE,
        "means": "any",
        "language": language,
        "edition": edition,
        "subject": "受理告知：{receipt}",
        "body": body,
        "title": "受理告知：MQ-0000-0000000",
        "edited_by": "ops:ops.one" if edition else "packed",
        "approved_by": "supervisor:chen.zhu" if edition else None,
        "valid_from": at(-3) if edition else None,
    }


def text_draft(author="ops:ops.one"):
    """A draft that waits."""
    return {
        "draft_id": TEXT_DRAFT,
        "template": TEMPLATE,
        "means": "any",
        "valid_from": at(2),
        "note": "更好懂",
        "author": author,
        "written_at": at(-1),
        "state": "proposed",
    }


FILLED = {
    "texts": [
        {
            "language": language,
            "subject": "{receipt}",
            "body": "{due_on} 前",
            "filled_subject": "MQ-0000-0000000",
            "filled_body": f"{language} 5月1日前",
        }
        for language in LANGUAGES
    ],
    "effect": {"days": 30, "told": 214, "waiting": 3},
}
LEADS = {
    "/v1/reviews": {"items": [OWED]},
    f"/v1/cases/{RECEIPT}/review": REVIEW,
    "/v1/objections": {"items": [UNHAPPY]},
    "/v1/reports/weekly": REPORT,
    "/v1/reports/monthly": REPORT | {"title": "月报"},
    "/v1/publications": {"items": [publication()], "next": None},
    f"/v1/publications/{PUBLICATION}": {
        "publication": publication(),
        "done": "换了灯",
        "result": "楼道亮了",
    },
    "/v1/ledger-items": {"items": [done_item(ITEM), done_item(OLD_ITEM)]},
    "/v1/ledgers": {"items": [{"code": "people", "title": "民情台账"}]},
    "/v1/import-templates": {"items": [{"kind": "residents", "title": "居民"}]},
    "/v1/imports": {"items": [batch(), batch(state="waiting", total=None)]},
    f"/v1/imports/{BATCH}": batch(),
    f"/v1/imports/{BATCH}/faults": {
        "items": [
            {"row": 17, "column": "门牌", "value": "***", "message": "没有这栋楼"}
        ],
        "next": 17,
    },
    "/v1/policy": RULES,
    "/v1/texts": {"texts": [wording("zh-CN", "您的事已受理。")]},
    "/v1/text-drafts": {"drafts": [text_draft()]},
    f"/v1/text-drafts/{TEXT_DRAFT}": FILLED | {"draft": text_draft()},
    **{
        f"/v1/texts/{TEMPLATE}/any/{language}": {
            "texts": [
                wording(language, f"{language} 已受理"),
                wording(language, edition=0),
            ],
            "allowed": ["name", "receipt"],
        }
        for language in LANGUAGES
    },
    **{
        f"/v1/texts/{TEMPLATE}/sms/{language}": {"texts": [], "allowed": ["receipt"]}
        for language in LANGUAGES
    },
}
LEADS |= CHECKS
FILES = (
    *(f"/v1/reports/weekly/{form}" for form in ("pdf", "xlsx")),
    f"/v1/imports/{BATCH}/faults.csv",
    "/v1/import-templates/residents.xlsx",
)


STAFF_NAMES = {"wang.min": "王敏", "li.xiao": "李晓岚", "chen.zhu": "陈主任"}
EFFECT = {
    "was": {"amount": 5, "unit": "working-days", "basis": "热线规定"},
    "running": 214,
    "exact": True,
    "earlier": 200,
    "later": 0,
    "file_name": "wenxin.yml",
    "text": "code: wenxin\n",
    "added": ["  - valid_from: 2027-01-01"],
}


class LeadStandIn:
    """Answers as the owners do to who decides, publishes, imports, asks."""

    leads_away = ()
    leads_problem = None
    draft_author = "li.xiao"
    text_author = "ops:ops.one"
    is_reviewed = True
    owed = False

    def _of_leads(self, method, path, body, query):
        if path in self.leads_away:
            return 503, {}
        if path == "/v1/figures" and self.owed and "compare" not in query:
            return 200, owed(query)
        if path == "/v1/figures" and "compare" in query:
            return 200, trend(query)
        if method != "GET":
            return self._leads_told(method, path, body, query)
        if path.endswith("/review") and not self.is_reviewed:
            return 404, {"type": "x:review-not-found", "title": "没有复查。"}
        if path in FILES:
            self.looks.append((path, query))
            return 200, {"file": path}
        return self._kept(path)

    def _kept(self, path):
        if path.startswith("/v1/staff/"):
            name = STAFF_NAMES.get(path.rpartition("/")[2])
            told = {"staff_id": "x", "name": name}
            return (200, told) if name else (404, {"type": "x:staff-unknown"})
        if path == f"/v1/text-drafts/{TEXT_DRAFT}":
            return 200, FILLED | {"draft": text_draft(self.text_author)}
        if path == f"/v1/publications/{PUBLICATION}":
            told = LEADS[path] | {"publication": publication(author=self.draft_author)}
            return 200, told
        return (200, LEADS[path]) if path in LEADS else None

    def _leads_told(self, method, path, body, query):
        if path == "/v1/policy/preview":
            self.looks.append((path, json.loads(body)))
            status, code = self.leads_problem or (200, "")
            problem = {"type": f"x:{code}", "title": "规则只能从以后的某一天起执行"}
            return status, problem if code else EFFECT
        if path == "/v1/text-drafts/preview" and not self.leads_problem:
            return 200, FILLED
        mine = (
            *("/v1/objections", "/v1/publications", "/v1/imports"),
            *("/v1/text-drafts", "/v1/check-draws"),
        )
        if not (path.startswith(mine) or "/review" in path):
            return None
        if self.leads_problem:
            status, code = self.leads_problem
            fault = {"field": "en.body", "message": "写了不能填的空：{secret}"}
            problem = {"type": f"x:{code}", "title": "有规定，不行。"}
            return status, problem | {"errors": [fault] if code == "text-unfit" else []}
        if path == "/v1/imports":
            self.acts.append((path, query, body))
            return 202, batch(state="waiting", rows_done=0)
        said = json.loads(body) if body else None
        self.acts.append((f"{method} {path}", said, ""))
        return 200, {}
