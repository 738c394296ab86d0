"""Where a matter stands: by number and code; what was missing is given here too."""

from typing import Any, Final

from flask import Response, request
from marshmallow import Schema, ValidationError

from portal.adapters.limits import Kind
from portal.application.ports import Away, Refused
from portal.application.views import Receipt
from portal.bootstrap import Parts
from portal.domain.dates import days_left
from portal.domain.numbers import is_ours, read_number
from portal.entrypoints.schemas import SupplementForm, TrackForm
from portal.entrypoints.web.keeping import print_of
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    go,
    visitor,
    words,
)
from portal.entrypoints.web.pages.opened import too_old
from portal.entrypoints.web.uploads import (
    FIELD,
    LARGEST,
    MOST,
    USUAL,
    paper_limits,
    sent_pictures,
)

OVER: Final = frozenset(
    {"closed", "refused", "referred", "noted", "merged", "withdrawn"}
)
CHIPS: Final = {
    "received": "new",
    "resolved": "done",
    "closed": "closed",
    "reopened": "redo",
    "escalated": "escalated",
    "suspended": "paused",
    "lapsed": "paused",
    "refused": "paused",
    "referred": "paused",
    "withdrawn": "paused",
    "awaiting-petitioner": "waiting",
}
"""State -> look of its chip; any other state is being worked on."""


class TrackingPages:
    """Looking and supplementing, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = "/track/<number>"
        return [
            Page(path="/track", view=self.ask, name="track"),
            Page(path="/track", view=self.open, name="track-open", method="POST"),
            Page(path=one, view=self.show, name="matter"),
            Page(
                path=f"{one}/supplement",
                view=self.supplement,
                name="supplement",
                method="POST",
                largest=LARGEST,
                again=self.supplement_again,
            ),
        ]

    def ask(self) -> Response:
        """Ask for number and code."""
        return draw("track.html", said={})

    def open(self) -> Response:
        """Open a matter; whether number or code was wrong is never told."""
        told, faults = loaded(TrackForm, form())
        if faults:
            return draw_faults("track.html", faults, said=form())
        number, code = told["number"], told["code"]
        if is_ours(number):
            return self._open_kept(number, code)
        try:
            self._parts.intake.matter(number, code, words().language)
        except Away:
            return draw("track.html", 503, said=form(), away=True)
        except Refused:
            if followed(self._parts, number, code) is None:
                return self._wrong(number)
        visitor().open(number, code)
        return go(f"/track/{number}")

    def show(self, number: str) -> Response:
        """Show where it stands, to who opened it not long ago."""
        plain = read_number(number)
        code = visitor().code_of(plain)
        if code is None:
            return draw("track.html", said={"number": plain})
        return self._shown(plain, code)

    def supplement(self, number: str) -> Response:
        """Give what was missing, to the service that asked for it."""
        plain = read_number(number)
        code = visitor().code_of(plain)
        if code is None:
            kept = {"number": plain, "text": form().get("text", "")}
            return draw("track.html", said=kept)
        told, faults = loaded(SupplementForm, form())
        sent = sent_pictures(self._parts)
        if sent.fault:
            faults = faults | {FIELD: sent.fault}
        if faults:
            return self._shown(plain, code, faults=faults, said=form())
        try:
            self._parts.intake.supplement(plain, code, told["text"], words().language)
        except Away:
            said = {"text": told["text"]}
            faults = {"text": "fault.supplement.away"}
            return self._shown(plain, code, faults=faults, said=said)
        except Refused as no:
            return draw("refused.html", no.status, said=no.said, back=f"/track/{plain}")
        for each in sent.pictures:
            whose = Receipt(receipt=plain, code=code)
            self._parts.pictures.add_to(whose, each)
        return draw("done.html", key="supplemented", number=plain)

    def supplement_again(self, number: str) -> Response:
        """Show what was typed on a page that was too old; the code is asked anew."""
        return too_old(number, form().get("text", ""))

    def _wrong(self, number: str) -> Response:
        """Say that it does not fit; after five tries in 15 minutes, to wait.

        A number that nobody has counts like any other: neither tells that it is there.
        """
        few = self._parts.limits.allows(Kind.TRACK, number)
        wrong = "fault.track.wrong" if few else "fault.track.many"
        return draw_faults("track.html", {"number": wrong}, said=form())

    def _open_kept(self, number: str, code: str) -> Response:
        kept = self._parts.kept.find(number, print_of(self._parts, number, code))
        if kept is None:
            return self._wrong(number)
        visitor().matter = str(kept.matter_id)
        return go("/receipt")

    def _shown(
        self,
        number: str,
        code: str,
        faults: dict[str, str] | None = None,
        said: dict[str, str] | None = None,
    ) -> Response:
        try:
            matter = self._parts.intake.matter(number, code, words().language)
        except Away:
            kept = {"number": number, "text": (said or {}).get("text", "")}
            return draw("track.html", 503, said=kept, away=True)
        except Refused:
            return self._followed(number, code)
        shown = {"matter": matter, "said": said or {}, **self._look(matter)}
        if faults:
            return draw_faults("matter.html", faults, **shown)
        return draw("matter.html", **shown)

    def _followed(self, number: str, code: str) -> Response:
        """Show what another agency received first, and that came here."""
        found = followed(self._parts, number, code)
        if found is None:
            return draw("track.html", said={"number": number})
        return draw("followed.html", matter=found)

    def _look(self, matter: dict[str, Any]) -> dict[str, Any]:
        now, zone = self._parts.clock.now(), self._parts.settings.time_zone
        due, state = matter["deadline"], matter["state"]
        missing, taken = matter["missing"], matter["withdrawal"]
        left = days_left(due, now, zone) if due and state not in OVER else None
        undone, quiet = state not in OVER | {"resolved"}, matter["silence"]
        asked = missing is not None and missing["answered_at"] is None
        return {
            "most_pictures": MOST,
            "papers": paper_limits(self._parts) or USUAL,
            "consent_said": request.args.get("said") in {"yes", "no"},
            "desk_telephone": desk_telephone(self._parts, matter),
            "chip": CHIPS.get(state, "working"),
            "left": None if state == "resolved" else left,
            "asked": missing
            if asked and state in {"awaiting-petitioner", "lapsed"}
            else None,
            "rateable": state == "resolved",
            "undone": undone,
            "silent_days": (now - quiet["since"]).days if undone and quiet else 0,
            "withdrawable": bool(taken and taken["possible"]),
            "remedy": _remedy(matter["review"]),
            "undecided": state in {"received", "awaiting-petitioner"},
        }


def desk_telephone(parts: Parts, matter: dict[str, Any]) -> str | None:
    """Return the work telephone of who has it; None for none, or not to be had now."""
    unit = None if matter["agency"] else matter["unit"]
    told = parts.desks.get(unit["organisation_id"]) if unit else None
    return told.answer["desk_telephone"] if told else None


def _remedy(told: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what review may be asked for or was; None where there is none to tell."""
    return told if told and told["stage"] and told["last_day"] else None


def followed(parts: Parts, number: str, code: str) -> dict[str, Any] | None:
    """Return what of that number came here from another agency; None: nothing."""
    try:
        return parts.followed.matter(number, code, words().language)
    except (Away, Refused):
        return None


def loaded(kind: type[Schema], said: dict[str, str]) -> tuple[Any, dict[str, str]]:
    """Return what a form says, and its faults: field -> key of a text."""
    try:
        return kind().load(said), {}
    except ValidationError as error:
        known: dict[str, list[str]] = error.messages_dict
        return {}, {name: keys[0] for name, keys in known.items()}
