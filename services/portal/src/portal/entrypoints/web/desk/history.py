"""What was done to a case, newest first, and the clocks that run on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from portal.domain.clocks import Left, left
from portal.entrypoints.web.desk.steered import steered

CLOCKS: Final = (
    "handling",
    "sign",
    "first-contact",
    "co-handling",
    "supervision",
    "completion",
    "legacy-review",
    "dispute-arbitration",
    "urging",
)
"""The clocks that routing knows; their words are `owed.<kind>`."""
ONLY: Final = ("public", "inner")
"""Whose lines alone may be shown; their words are `case.<whose>`."""
BY_HAND: Final = "leader"
"""What routing calls a date that somebody set; its basis is who."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the history; `public` is what the resident reads too.

    Of a division (拆件): how many `parts` came of it, and the `numbers` of what came of
    this matter, or of the one that this came of.
    """

    at: datetime
    kind: str
    text: str
    by: str = ""
    public: bool = False
    parts: int = 0
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock: what is owed, until when, by which rule, and what is left.

    `leader` is who set the date by hand, a person or a unit; no rule stands there then.
    """

    kind: str
    due_at: datetime
    basis: str
    left: Left | None
    met: bool
    statutory: datetime | None = None
    provisional: bool = False
    leader: str = ""


def history_of(
    case: Mapping[str, Any], matter: dict[str, Any] | None, units: dict[str, str]
) -> list[Told]:
    """Return every line: what residents read, and what is for colleagues alone."""
    lines = [
        Told(at=step["at"], kind="public", text=step["words"], public=True)
        for step in (matter["timeline"] if matter else [])
    ]
    lines += divisions_of(matter) if matter else []
    lines += [_assignment(each, units) for each in case["assignments"]]
    lines += [
        Told(at=_at(each["at"]), kind="remark", text=each["text"], by=each["by"])
        for each in case["remarks"]
    ]
    lines += [
        Told(
            at=_at(each["resolved_at"]),
            kind="answer",
            text=each["reply"],
            by=each["resolved_by"],
            public=True,
        )
        for each in case["resolutions"]
    ]
    lines += _asked(case["dossier"])
    return sorted(lines, key=lambda line: line.at)[::-1]


def divisions_of(matter: dict[str, Any]) -> list[Told]:
    """Return how a matter was divided, and how it came of another, newest first."""
    told = [_division(each, matter["receipt"]) for each in matter["staff"]["divisions"]]
    return sorted(told, key=lambda line: line.at)[::-1]


def told_to(lines: list[Told], whom: str) -> list[Told]:
    """Return the lines that are for residents, or for colleagues alone, or all."""
    if whom not in ONLY:
        return lines
    return [each for each in lines if each.public is (whom == "public")]


def changes_since(case: dict[str, Any], seen: int, units: dict[str, str]) -> list[Told]:
    """Return what others did since a revision, newest first."""
    newer = {
        **case,
        "dossier": {},
        **{
            name: [each for each in case[name] if each["revision"] > seen]
            for name in ("assignments", "remarks", "resolutions")
        },
    }
    return history_of(newer, None, units)


def clocks_of(
    case: dict[str, Any], matter: dict[str, Any] | None, now: datetime, law: str = ""
) -> list[Clock]:
    """Return the clocks that were not replaced, the running ones first.

    `law` says by which article a matter is taken or refused in time.
    """
    found = [_clock(each, now) for each in case["deadlines"] if not each["replaced_at"]]
    accept_by = matter.get("accept_by") if matter else None
    if accept_by:
        found.append(
            Clock(
                kind="acceptance",
                due_at=accept_by,
                basis=law,
                left=None,
                met=True,
            )
        )
    return sorted(found, key=lambda clock: (clock.met, clock.due_at))


def _clock(row: dict[str, Any], now: datetime) -> Clock:
    due, met = _at(row["due_at"]), row["met_at"] is not None
    paused = row.get("paused_at") is not None
    statutory, basis = row.get("statutory_due_at"), row.get("basis") or ""
    by_hand = row.get("won") == BY_HAND
    return Clock(
        kind=row["kind"],
        due_at=due,
        basis="" if by_hand else basis,
        leader=basis if by_hand else "",
        left=None if met else left(due, now, paused=paused),
        met=met,
        statutory=_at(statutory) if statutory and _at(statutory) != due else None,
        provisional=bool(row.get("provisional")),
    )


def _division(row: dict[str, Any], own: str) -> Told:
    came_of_it = row["whole"] in {"", own}
    return Told(
        at=row["at"],
        kind="split" if came_of_it else "split-off",
        text=row["reason"],
        by=row["by"],
        parts=row["parts"],
        numbers=tuple(row["receipts"]) if came_of_it else (row["whole"],),
    )


def _assignment(row: dict[str, Any], units: dict[str, str]) -> Told:
    name = units.get(row["organisation_id"], row["organisation_id"])
    handler = row.get("handler_id") or ""
    return Told(at=_at(row["since"]), kind="assigned", text=name, by=handler)


def _asked(dossier: dict[str, Any]) -> list[Told]:
    lines = [
        Told(at=_at(each["at"]), kind="returned", text=each["reason"], by=each["by"])
        for each in dossier.get("returns") or []
    ]
    asked = dossier.get("extension")
    if asked:
        text = f"+{asked['days']} · {asked['reason']}"
        lines.append(
            Told(at=_at(asked["at"]), kind="extension", text=text, by=asked["by"])
        )
    lines += [
        Told(at=_at(at), kind=kind, text=text, by=by)
        for at, kind, text, by in steered(dossier)
    ]
    return lines


def _at(said: str | datetime) -> datetime:
    return datetime.fromisoformat(said) if isinstance(said, str) else said
