"""A call is written down on one page, from the first field to the number, by keys."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.call_forms import (
    MERE,
    TYPED,
    URGENCY,
    WISHES,
    CallForm,
    body_of,
)
from portal.entrypoints.web.desk.call_help import NOTHING, CallHelp, division_of
from portal.entrypoints.web.desk.joining import join
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.resembling import resembling
from portal.entrypoints.web.desk.same_call import began, numbers_of, with_its_call
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, words
from portal.entrypoints.web.pages.tracking import loaded

CALL: Final = "/desk/intake/call"
UNSURE: Final = frozenset({400, 413, 415, 422})
"""Answers by which intake says that a field is wrong."""
REASONS: Final = ("same-person", "same-text", "same-place")
TOLD_SO: Final = "来电询问，已告知进展。"
CALLER_SAYS: Final = "来电人说："
DONE: Final = ("mere", "told", "draft", "forgotten", "wish")
ASKS: Final = ("look", "pick", "where", "more")
"""Buttons that fill the form or what stands beside it, and write nothing down."""


class CallPages:
    """What who sits at the telephone fills in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._help = CallHelp(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=CALL, view=self.ask, name="call", roles=STAFF),
            Page(
                path=CALL,
                view=self.take,
                name="call-take",
                method="POST",
                roles=STAFF,
            ),
            Page(
                path=f"{CALL}/beside",
                view=self.beside,
                name="call-beside",
                method="POST",
                roles=STAFF,
            ),
        ]

    def ask(self) -> Response:
        """Show the form: empty, or as a draft of one's own left it."""
        wanted = request.args.get("draft", "")
        drafts = self._parts.own.calls.of(staff().staff_id)
        found = next((e.said for e in drafts if str(e.draft_id) == wanted), {})
        said = found | {"draft": wanted} if found else {}
        done = request.args.get("done", "")
        return self._drawn(said, done=done if done in DONE else "")

    def beside(self) -> Response:
        """Answer with what stands beside the form, for what was typed so far."""
        said = form()
        told = self._shown(said) | self._help.beside(said)
        return draw("desk/call-beside.html", **told)

    def take(self) -> Response:
        """Do what the button says; without one, write the call down, once.

        What resembles it is shown first, once: a key joins it, another goes on.
        """
        said = form()
        if "mere" in said:
            return self._mere(said["mere"])
        if "again" in said:
            return self._wish_again(said)
        if "told" in said:
            return self._progress_told(said)
        if "aside" in said or "forget" in said:
            return self._put_aside(said)
        if any(name in said for name in ASKS) or _only_who(said):
            return self._drawn(_filled(said), looked=True)
        return self._write_down(said)

    def _write_down(self, said: dict[str, str]) -> Response:
        told, faults = loaded(CallForm, said)
        if "advice" in said and not told.get("answer"):
            faults = {**faults, "answer": "fault.call.answer"}
        if faults:
            return self._drawn(said, 422, faults=faults)
        seen = "looked" in said or "advice" in said
        similar = [] if seen else self._resembling(told, said)
        if similar:
            return self._drawn(said, looked=True, similar=similar)
        try:
            return self._taken(told, said)
        except Refused as no:
            if no.status not in UNSURE:
                raise
            return self._drawn(said, 422, refusal=no.said)

    def _resembling(
        self, told: dict[str, Any], said: dict[str, str]
    ) -> list[dict[str, Any]]:
        """Return what resembles it, but for what the same call brought before."""
        known = set(numbers_of(said))
        found = resembling(self._parts, told)
        return [each for each in found if each["receipt"] not in known]

    def _taken(self, told: dict[str, Any], said: dict[str, str]) -> Response:
        lead = said.get("join", "")[:64]
        division = division_of(self._parts, said)
        if lead:
            division = division or self._parts.desk.units.divisions(asker())[1]
        now = self._parts.clock.now()
        body = with_its_call(body_of(told, division), said, now)
        if "advice" in said:
            body |= {"answered": told["answer"]}
            body.pop("nature", None)
        key = f"desk-{nonce_of(said)}"
        taken = self._parts.desk.matters.take_call(asker(), body, key)
        joined = join(self._parts, taken["receipt"], lead, told) if lead else None
        self._forget(said)
        guides = self._parts.desk.telephone.guides(asker())
        return draw(
            "desk/call-taken.html",
            taken=taken,
            dangers=calls_for(told["text"]),
            lead=lead,
            joined=joined,
            earlier=numbers_of(said),
            since=(began(said, now) or taken["received_at"] or now).isoformat(),
            said=said,
            advice="advice" in said,
            wish=self._wish_left(taken["petition_id"], told["wish"]),
            asks=taken["state"] == "received" and staff().role in DECIDING,
            nonce=str(uuid4()),
            guide=guides.get(told["category"]),
        )

    def _wish_left(self, petition: UUID | None, wish: str) -> str:
        """Say how the caller wants to be answered; return what is still to be said."""
        if wish == "any" or petition is None:
            return ""
        try:
            self._parts.desk.telephone.say_wish(asker(), petition, wish)
        except (Away, Refused):
            return wish
        return ""

    def _wish_again(self, said: dict[str, str]) -> Response:
        """Say it once more: notify hears of a matter a moment after it has a number."""
        petition, wish = _id_of(said["again"]), said.get("wish", "")
        if wish in WISHES and self._wish_left(petition, wish):
            again = {"petition": petition, "wish": wish}
            return self._drawn({}, 422, refusal=words()("call.wish-not"), again=again)
        return go(f"{CALL}?done=wish")

    def _mere(self, outcome: str) -> Response:
        """Count a call of which no matter came."""
        if outcome in MERE:
            unit, key = staff().organisation_id, f"desk-{nonce_of(form())}-mere"
            self._parts.desk.telephone.count(asker(), outcome, unit, key)
        return go(f"{CALL}?done=mere")

    def _progress_told(self, said: dict[str, str]) -> Response:
        """Write down beside the matter that its petitioner was told how it stands."""
        number = read_number(said["told"])
        note = said.get("text", "").strip()
        line = f"{TOLD_SO}{CALLER_SAYS}{note}" if note else TOLD_SO
        body = {"channel": "hotline", "text": line[:2_000]}
        key = f"desk-{nonce_of(said)}-told"
        try:
            self._parts.desk.matters.decide(asker(), number, "contacts", body, key)
        except Refused as no:
            if no.status == 401:
                raise
            return self._drawn(said, 422, looked=True, refusal=no.said)
        self._forget(said)
        return go(f"{CALL}?done=told")

    def _put_aside(self, said: dict[str, str]) -> Response:
        """Keep what was typed for a day, or throw a draft away; go on."""
        if "forget" in said:
            self._forget({"draft": said["forget"]})
            if any(said.get(name, "").strip() for name in TYPED):
                return self._drawn(said, done="forgotten")
            return go(f"{CALL}?done=forgotten")
        kept = {n: said[n][:10_000] for n in TYPED if said.get(n, "").strip()}
        if kept:
            draft = _id_of(said.get("draft", "")) or uuid4()
            self._parts.own.calls.keep(staff().staff_id, draft, kept)
        return go(f"{CALL}?done=draft" if kept else CALL)

    def _forget(self, said: dict[str, str]) -> None:
        draft = _id_of(said.get("draft", ""))
        if draft:
            self._parts.own.calls.forget(staff().staff_id, draft)

    def _drawn(
        self,
        said: dict[str, str],
        status: int = 200,
        *,
        looked: bool = False,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        shown = self._shown(said)
        typed = looked or bool(said)
        shown |= self._help.beside(said) if typed else NOTHING
        similar = shown["near"] if "look" in said else None
        shown |= {"earlier": numbers_of(said)}
        shown |= {"looked": looked, "similar": similar} | more
        return draw("desk/call.html", status, **shown)

    def _shown(self, said: dict[str, str]) -> dict[str, Any]:
        names = category_names(self._parts)
        mine = self._parts.own.calls.of(staff().staff_id)
        return {
            "said": said,
            "categories": sorted(names.items(), key=lambda pair: pair[1]),
            "names": names,
            "units": unit_names(self._parts),
            "nonce": nonce_of(said) if said else str(uuid4()),
            "faults": {},
            "refusal": "",
            "again": None,
            "done": "",
            "urgencies": URGENCY,
            "mere": MERE,
            "wishes": WISHES,
            "drafts": [e for e in mine if str(e.draft_id) != said.get("draft")],
            "today": self._today() if not said else None,
            "may_join": staff().role in DECIDING,
        }

    def _today(self) -> dict[str, int] | None:
        """Return how many calls came to nothing today; None while intake is away."""
        zone = self._parts.settings.time_zone
        day = self._parts.clock.now().astimezone(zone).date()
        after, door = day + timedelta(days=1), self._parts.desk.telephone
        period = (day.isoformat(), after.isoformat())
        return told_or_none(lambda: door.counted(asker(), *period))


def _only_who(said: dict[str, str]) -> bool:
    """Tell whether nothing but who calls was typed: then who it is is looked up."""
    typed = any(said.get(name, "").strip() for name in ("text", "place", "category"))
    return bool(said.get("telephone", "").strip()) and not typed


def _filled(said: dict[str, str]) -> dict[str, str]:
    """Return the form as a button fills it: a category, or a place of the list."""
    filled = dict(said)
    if "pick" in said:
        filled["category"] = said["pick"][:64]
    if "where" in said:
        community, _, label = said["where"].partition("|")
        filled |= {"place": label[:200], "community": community[:32]}
    return filled


def _id_of(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
