"""A stand-in for registry's doors to help that is owed."""

from services.portal.tests.homes_stand_in import HOME, RESIDENT

RULE = {"code": "old-age", "title": "高龄津贴", "basis": "成都市高龄津贴办法"}
CLASS = {"code": "low-income", "title": "低保户", "basis": ""}
CLAIM = {
    "resident_id": RESIDENT,
    "household_id": HOME,
    "finding": "entitled",
    "facts": {"age": 86, "health.health-1": "***"},
    "missing": ["household-size"],
}
LACKS = {"household_id": HOME, "classes": ["low-income"], "not_known": ["other"]}


class BenefitStandIn:
    """Answers with one person and one household; keeps what was asked."""

    def benefit_answer(self, path, query):
        if path == "/v1/benefit-rules":
            return 200, {"items": [RULE], "programmes": []}
        if path == "/v1/plan-classes":
            return 200, {"items": [CLASS], "review_within_days": 90}
        shown = {"/v1/entitlements": CLAIM, "/v1/missing-plans": LACKS}.get(path)
        if shown is None:
            return None
        self.looks.append(query)
        counts = {"entitled": 1, "missing": 1, "unknown": 2}
        found = [shown] if query["standing"] != "unknown" else []
        told = {"looked_at": 25, "counts": counts, "items": found}
        return 200, told | {"next": None if "after" in query else HOME}
