"""企业月报 at the desk: enterprises and months, and who reports on them (D-22)."""

import re
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.monthly import LONGEST_WORDS, QUESTIONS, Answers
from portal.domain.staff import DECIDING
from portal.domain.telling import TELEPHONE, plain_number
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.links import below, colleague
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.guard import missing, staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go

LIST: Final = "/desk/informers"
FIRM: Final = f"{LIST}/<enterprise>/<month>"
MONTHS: Final = 3
LOOKS: Final = {
    "missing": "due",
    "reported": "done",
    "adverse": "overdue",
    "not-owed": "paused",
}
NARROWED: Final = ("missing", "adverse")
DONE: Final = ("add", "report", "told", "give", "take")
CODE: Final = re.compile(r"[A-Z0-9]{18}")
"""统一社会信用代码: eighteen signs."""
LONGEST_NAME: Final = 200
MONTH: Final = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


class InformerPages:
    """What a clerk sees of the months, and does about them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        acts = {
            "report": self.report,
            "give": self.give,
            "take": self.take,
        }
        return [
            Page(path=LIST, view=self.show, name="informers", roles=DECIDING),
            Page(
                path=f"{LIST}/add",
                view=self.add,
                name="informers-add",
                method="POST",
                roles=DECIDING,
            ),
            Page(
                path=f"{LIST}/remind",
                view=self.remind,
                name="informers-remind",
                method="POST",
                roles=DECIDING,
            ),
            Page(path=FIRM, view=self.show_one, name="informer", roles=DECIDING),
            *(
                Page(
                    path=f"{FIRM}/{act}",
                    view=view,
                    name=f"informer-{act}",
                    method="POST",
                    roles=DECIDING,
                )
                for act, view in acts.items()
            ),
        ]

    def show(self) -> Response:
        """Show enterprises and months: n/N, what is missing, what is adverse."""
        return draw("desk/informers.html", **self._board())

    def remind(self) -> Response:
        """Remind whoever is behind with a month, once a day."""
        month = self._month(form().get("month", ""))
        told = self._parts.desk.informers.remind(asker(), month)
        names = [self._parts.desk.people.name(asker(), e) for e in told["unreachable"]]
        shown = self._board(month) | {"told": told, "unreached": names}
        return draw("desk/informers.html", **shown)

    def add(self) -> Response:
        """Let an enterprise of one's own unit be reported on, from this month."""
        said, month = form(), self._month("")
        code = said.get("code", "").strip().upper()
        name = said.get("name", "").strip()[:LONGEST_NAME]
        division = self._division()
        faults = {} if name else {"name": "fault.informers.name"}
        if not CODE.fullmatch(code):
            faults["code"] = "fault.informers.code"
        elif self._parts.desk.informers.is_listed(asker(), code, month):
            faults["code"] = "fault.informers.known"
        elif not division:
            faults["name"] = "fault.informers.place"
        if faults:
            shown = self._board(month) | {"said": said}
            return draw_faults("desk/informers.html", faults, **shown)
        about = {"name": name, "organisation_id": staff().organisation_id}
        about |= {"division_code": division, "reported_from": month}
        self._parts.desk.informers.add(asker(), code, about)
        return go(f"{_path(code, month)}?done=add")

    def show_one(self, enterprise: str, month: str) -> Response:
        """Show what was reported of an enterprise for a month, and who reports."""
        return self._drawn(enterprise, month)

    def report(self, enterprise: str, month: str) -> Response:
        """Report for an informer who has no such telephone."""
        said = form()
        answers = Answers.told(said)
        if answers.faults:
            return self._drawn(enterprise, month, faults=answers.faults, typed=answers)
        body = answers.body(revision_of(said) or 0)
        try:
            told = self._parts.desk.informers.send(asker(), enterprise, month, body)
        except Refused as no:
            return self._refused(no, enterprise, month, answers)
        return go(f"{_path(enterprise, month)}?done={'told' if told else 'report'}")

    def give(self, enterprise: str, month: str) -> Response:
        """Let somebody report on this enterprise as well."""
        said = form()
        telephone = plain_number(said.get("telephone", ""))
        person = colleague(self._parts, said.get("person", "")[:60], self._mine())
        faults = {} if person else {"person": "fault.informers.person"}
        if telephone and not TELEPHONE.fullmatch(telephone):
            faults["telephone"] = "fault.telephone.wrong"
        if person is None or faults:
            return self._drawn(enterprise, month, faults=faults, said=said)
        contact = (
            {"name": person["name"], "telephone": telephone} if telephone else None
        )
        unit, staff_id = person["organisation_id"], person["staff_id"]
        self._parts.desk.informers.give(asker(), staff_id, unit, enterprise, contact)
        return go(f"{_path(enterprise, month)}?done=give")

    def take(self, enterprise: str, month: str) -> Response:
        """Let somebody report on this enterprise no more; twice is once."""
        staff_id = form().get("person", "")[:60]
        if not staff_id:
            return missing("")
        self._parts.desk.informers.take(asker(), staff_id, enterprise)
        return go(f"{_path(enterprise, month)}?done=take")

    def _refused(
        self, no: Refused, enterprise: str, month: str, answers: Answers
    ) -> Response:
        if no.status in {401, 403, 404}:
            raise no
        faults = {"text": no.said}
        return self._drawn(enterprise, month, faults=faults, typed=answers)

    def _board(self, until: str = "") -> dict[str, Any]:
        month = until or self._month(request.args.get("until", ""))
        state = request.args.get("state", "")
        after = request.args.get("after", "")[:32]
        query: dict[str, str | int] = {"until": month, "months": MONTHS}
        if state in NARROWED:
            query["state"] = state
        if after:
            query["after"] = after
        found = self._parts.desk.informers.board(asker(), **query)
        counts = list(reversed(found["counts"]))
        return {
            "counts": counts,
            "firms": found["enterprises"],
            "more": found["next_after"],
            "months": [each["month"] for each in counts],
            "month": month,
            "state": state if state in NARROWED else "",
            "states": list(NARROWED),
            "looks": LOOKS,
            "units": unit_names(self._parts),
            "own": staff().organisation_id,
            "told": None,
            "unreached": [],
            "said": {},
        }

    def _drawn(
        self,
        enterprise: str,
        month: str,
        *,
        faults: dict[str, str] | None = None,
        typed: Answers | None = None,
        said: dict[str, str] | None = None,
    ) -> Response:
        if not MONTH.fullmatch(month):
            return missing("")
        found = self._parts.desk.informers.report(asker(), enterprise, month)
        last = found["revisions"][-1] if found["revisions"] else None
        people = self._parts.desk.captains.people(asker(), found["organisation_id"])
        done = request.args.get("done", "")
        shown: dict[str, Any] = {
            "firm": found,
            "last": last,
            "told": [(e, Answers.of(e)) for e in reversed(found["revisions"])],
            "answers": typed or (Answers.of(last) if last else Answers()),
            "questions": QUESTIONS,
            "people": [each for each in people["items"] if each["active"]],
            "said": said or {},
            "done": done if done in DONE else "",
            "most": LONGEST_WORDS,
            "path": _path(found["enterprise_id"], month),
        }
        if faults:
            return draw_faults("desk/informer.html", faults, **shown)
        return draw("desk/informer.html", **shown)

    def _mine(self) -> frozenset[str]:
        tree = self._parts.desk.units.tree(asker())
        return below({u.unit_id: u.parent_id for u in tree}, staff().organisation_id)

    def _division(self) -> str:
        return self._parts.desk.units.divisions(asker())[1]

    def _month(self, said: str) -> str:
        if MONTH.fullmatch(said):
            return said
        now: datetime = self._parts.clock.now()
        return f"{now.astimezone(self._parts.settings.time_zone):%Y-%m}"


def _path(enterprise: str, month: str) -> str:
    return f"{LIST}/{enterprise}/{month}"
