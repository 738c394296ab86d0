"""The cleaner's own process: a PDF comes in, what is seen of it goes out.

Nothing else is read, and it is told nothing else: no key, no address. It ends by a
signal, or of memory, where a paper asks for more than is given.

What comes out is a new document with the pages of the old one, each with the few
entries that drawing it needs (ISO 32000-2, table 31). So nothing comes along that acts
(JavaScript, OpenAction, AA, Launch, forms, XFA), that is another file (embedded,
attached, multimedia), or that says who made it, when and by what (Info, XMP). What was
filled in or stamped on a page is drawn into it first.
"""

import io
import os
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pikepdf

MEMORY: Final = 512 * 1024 * 1024
SECONDS: Final = 15
POLITE: Final = 5
FIRST_TO_GO: Final = Path("/proc/self/oom_score_adj")
"""Where memory ends, it is this process that the kernel ends, not its service."""
REFUSED: Final = 3
"""How the process ends where it refuses; the reason stands where the paper would."""
OF_A_PAGE: Final = frozenset(
    {
        *("/Type", "/Parent", "/Contents", "/Resources", "/Rotate", "/UserUnit"),
        *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Group"),
    }
)
UNSEEN: Final = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/Ref", "/Alternates"),
    *("/Measure", "/PtData", "/StructParent", "/StructParents"),
)
"""Entries that tell of a thing and are not drawn (of XObjects, fonts, images)."""
ELSEWHERE: Final = ("/F", "/FFilter", "/FDecodeParms")
"""Entries by which a stream lies in another file."""
OF_NO_PAGE: Final = frozenset({"/Metadata", "/EmbeddedFile"})
"""Streams that are no part of what is drawn, whatever names them; emptied."""
JPEG: Final = frozenset({"/DCTDecode", "/DCT"})
NAMING: Final = (pikepdf.Dictionary, pikepdf.Stream)
SEGMENT: Final = 0xFF
SCAN: Final = 0xDA
END: Final = 0xD9
NEXT: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""What is no pixel: in a scan 0xFF stands before 0x00, or before a mark to go on."""
NEEDED: Final = frozenset({0xE0, 0xE2, 0xEE})
"""Of a JPEG's own segments: what pixels (JFIF, Adobe) and colours (ICC) need."""


class RefusedPaper(Exception):
    """It is not taken; the message is the reason's code."""


def main() -> None:
    """Write standard input anew on standard output: pages, a line's end, the paper."""
    os.nice(POLITE)
    with suppress(OSError):
        FIRST_TO_GO.write_text("1000", "ascii")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        pages, content = bared(sys.stdin.buffer.read(), int(sys.argv[1]))
    except RefusedPaper as no:
        sys.stdout.write(str(no))
        sys.exit(REFUSED)
    sys.stdout.buffer.write(b"%d\n" % pages + content)


def bared(raw: bytes, most_pages: int) -> tuple[int, bytes]:
    """Return how many pages there are, and the paper; raise RefusedPaper."""
    try:
        with pikepdf.open(io.BytesIO(raw), attempt_recovery=False) as sent:
            return _written(sent, most_pages)
    except pikepdf.PasswordError:
        raise RefusedPaper("encrypted-file") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError):
        raise RefusedPaper("not-a-paper") from None


def _written(sent: Any, most_pages: int) -> tuple[int, bytes]:  # noqa: ANN401
    if sent.is_encrypted:
        raise RefusedPaper("encrypted-file")
    count = len(sent.pages)
    if count > most_pages:
        raise RefusedPaper("too-many-pages")
    if count == 0:
        raise RefusedPaper("not-a-paper")
    sent.flatten_annotations("screen")
    paper, made = io.BytesIO(), pikepdf.Pdf.new()
    made.pages.extend(sent.pages)
    for page in made.pages:
        for name in set(page.obj.keys()) - OF_A_PAGE:
            del page.obj[name]
    for thing in _reached(made.Root):
        _bare(thing)
    made.save(
        paper,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return count, paper.getvalue()


def _reached(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield every dictionary and stream that a document holds, each once."""
    waiting, seen = [root], set()
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, NAMING):
            yield thing
        waiting.extend(_parts(thing))


def _parts(thing: Any) -> list[Any]:  # noqa: ANN401
    held: list[Any] = list(thing) if isinstance(thing, pikepdf.Array) else []
    if isinstance(thing, NAMING):
        held = [each for _, each in thing.items()]
    return [each for each in held if isinstance(each, pikepdf.Object)]


def _bare(thing: Any) -> None:  # noqa: ANN401
    """Take off what is not seen of a thing that has a kind of its own.

    A dictionary without one names things: by any name, also by one of these.
    """
    is_stream = isinstance(thing, pikepdf.Stream)
    if not (is_stream or "/Type" in thing):
        return
    for name in UNSEEN + (ELSEWHERE if is_stream else ()):
        if name in thing:
            del thing[name]
    if not is_stream:
        return
    if thing.get("/Subtype") == "/PS" or thing.get("/Type") in OF_NO_PAGE:
        thing.write(b"")
    _bare_photograph(thing)


def _bare_photograph(stream: Any) -> None:  # noqa: ANN401
    """Take off what a JPEG says of itself, however it is wrapped."""
    filters = _listed(stream.get("/Filter"))
    if not filters or filters[-1] not in JPEG:
        return
    told = _listed(stream.get("/DecodeParms"))
    kept = told[-1] if len(told) == len(filters) else None
    jpeg = _unwrapped(stream.read_raw_bytes(), filters[:-1], told[: len(filters) - 1])
    stream.write(
        bare_jpeg(jpeg),
        filter=pikepdf.Name.DCTDecode,
        decode_parms=kept if isinstance(kept, pikepdf.Dictionary) else None,
    )


def _unwrapped(raw: bytes, filters: list[Any], told: list[Any]) -> bytes:
    if not filters:
        return raw
    apart = pikepdf.Pdf.new()
    outer = pikepdf.Stream(apart, b"")
    outer.write(
        raw,
        filter=pikepdf.Array([pikepdf.Name(str(each)) for each in filters]),
        decode_parms=pikepdf.Array([_own(each) for each in told]) if told else None,
    )
    return bytes(outer.read_bytes(pikepdf.StreamDecodeLevel.generalized))


def _own(said: Any) -> Any:  # noqa: ANN401
    """Return an entry as one that belongs to no document; None for an empty one."""
    held = dict(said.items()) if isinstance(said, pikepdf.Dictionary) else {}
    return pikepdf.Dictionary(held) if held else None


def _listed(said: Any) -> list[Any]:  # noqa: ANN401
    """Return one or several of an entry as a list."""
    if said is None:
        return []
    return list(said) if isinstance(said, pikepdf.Array) else [said]


def bare_jpeg(raw: bytes) -> bytes:
    """Return a JPEG without what a camera writes into it: place, hour, device.

    What follows its end, a second picture or a film, is left out as well.
    """
    at, kept = 2, [raw[:2]]
    while at + 4 <= len(raw) and raw[at] == SEGMENT and raw[at + 1] != END:
        marker, ends = raw[at + 1], at + 2 + int.from_bytes(raw[at + 2 : at + 4])
        if marker == SEGMENT:
            at += 1
            continue
        if marker == SCAN:
            ends = _scanned(raw, ends)
        is_said = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_said or marker in NEEDED:
            kept.append(raw[at:ends])
        at = ends
    is_whole = raw[at : at + 2] == bytes((SEGMENT, END))
    return b"".join([*kept, raw[at : at + 2] if is_whole else raw[at:]])


def _scanned(raw: bytes, at: int) -> int:
    """Return where the next segment begins after the pixels of a scan."""
    found = NEXT.search(raw, at)
    return found.start() if found else len(raw)


if __name__ == "__main__":
    main()
