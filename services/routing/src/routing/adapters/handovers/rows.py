"""Between a matter and its rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from routing.adapters.plain import from_plain, to_plain
from routing.domain.handover import receiving, sending
from routing.domain.handover.dealing import Dealing, Head
from routing.domain.handover.file import EMPTY, CaseFile
from routing.domain.handover.leg import Leg
from routing.domain.handover.terms import Received, Sent
from routing.domain.timeline.chain import Entry, Seal, Shown

Row = dict[str, Any]
PLAIN = ("petition_id", "round", "receipt", "acted_by", "reminded", "compared")
MOMENTS = ("remind_at", "expire_at", "compare_at")
UNSALTED = ("matter_id", "number", "agency", "at", "what", "content_hash")


def leg_row(dealing: Dealing) -> Row:
    """Return the row of a matter."""
    leg, halves = dealing.leg, dealing.halves
    moments = [*(getattr(dealing, name) for name in MOMENTS), *halves.values()]
    return {name: getattr(dealing, name) for name in (*PLAIN, *MOMENTS)} | {
        "matter_id": leg.matter_id,
        "owner": leg.owner,
        "epoch": leg.epoch,
        "place": dealing.place.value,
        "leg": to_plain(leg),
        "file": to_plain(dealing.file),
        "theirs": {str(key): to_plain(e) for key, e in dealing.theirs.items()},
        "heads": {key: to_plain(e) for key, e in dealing.heads.items()},
        "halves": {str(key): half.isoformat() for key, half in halves.items()},
        "unheard": sorted(dealing.unheard),
        "look_at": min(filter(None, moments), default=None),
    }


def dealing_from(row: Mapping[str, Any], chain: Iterable[Entry]) -> Dealing:
    """Return the matter that a row and the rows of its timeline tell of."""
    theirs = {UUID(key): from_plain(CaseFile, e) for key, e in row["theirs"].items()}
    halves = {UUID(k): datetime.fromisoformat(e) for k, e in row["halves"].items()}
    heads = {key: from_plain(Head, e) for key, e in row["heads"].items()}
    return Dealing(
        **{name: row[name] for name in (*PLAIN, *MOMENTS)},
        leg=from_plain(Leg, row["leg"]),
        file=from_plain(CaseFile, row["file"]),
        theirs=theirs,
        heads=heads,
        halves=halves,
        unheard=set(row["unheard"]),
        chain=tuple(chain),
    )


def handover_rows(dealing: Dealing) -> Iterator[Row]:
    """Yield each hand-over as it stands, without its moments here."""
    for row in dealing.leg.rows:
        terms, ours = row.terms, isinstance(row, Sent)
        theirs = dealing.theirs.get(terms.handover_id, EMPTY)
        yield {
            "handover_id": terms.handover_id,
            "matter_id": dealing.matter_id,
            "petition_id": dealing.petition_id,
            "receipt": dealing.receipt or theirs.receipt,
            "direction": "out" if ours else "in",
            "agency": terms.to if ours else terms.sender,
            "form": terms.form.value,
            "state": row.state.value,
            "waits": "yes" if waits(row) else "no",
            "reason": terms.reason,
            "said": row.said,
            "until": terms.until,
            "due_at": terms.due,
            "our_due_at": dealing.file.due_at,
            "their_due_at": theirs.due_at,
        }


def waits(row: Sent | Received) -> bool:
    """Tell whether a word of the other agency's is waited for."""
    return sending.waits(row) if isinstance(row, Sent) else receiving.waits(row)


def entry_row(entry: Entry) -> Row:
    """Return the row of one entry of the timeline."""
    shown = entry.shown
    return {name: getattr(entry, name) for name in UNSALTED} | {
        "previous": entry.previous,
        "signers": list(entry.signers),
        "digest": entry.digest,
        "content": dict(shown.content) if shown else None,
        "salt": shown.salt if shown else None,
        "seals": to_plain(entry.seals),
    }


def entry_from(row: Mapping[str, Any]) -> Entry:
    """Return the entry that a row tells of."""
    content = row["content"]
    shown = None if content is None else Shown(content=content, salt=row["salt"])
    return Entry(
        **{name: row[name] for name in UNSALTED},
        previous=row["previous"],
        signers=tuple(row["signers"]),
        digest=row["digest"],
        shown=shown,
        seals=from_plain(tuple[Seal, ...], row["seals"]),
    )


def moments_of(row: Row, was: Row | None, at: datetime) -> Row:
    """Return when a hand-over began here, and when it last moved."""
    if was is None:
        return {"begun_at": at, "changed_at": at}
    moved = row["state"] != was["state"]
    return {"changed_at": at} if moved else {}
