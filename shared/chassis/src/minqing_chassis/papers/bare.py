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
import resource
import sys
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

MEMORY: Final = 512 * 1024 * 1024
SECONDS: Final = 15
POLITE: Final = 5
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
NAMING: Final = (pikepdf.Dictionary, pikepdf.Stream)
SEGMENT: Final = 0xFF
SCAN: Final = 0xDA
NEEDED: Final = frozenset({0xE0, 0xE2, 0xEE})
"""Of a JPEG's own segments: what pixels (JFIF, Adobe) and colours (ICC) need."""


class RefusedPaper(Exception):
    """It is not taken; the message is the reason's code."""


def main() -> None:
    """Write standard input anew on standard output: pages, a line's end, the paper."""
    os.nice(POLITE)
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
    if is_stream and thing.get("/Subtype") == "/PS":
        thing.write(b"")
    if is_stream and _filter(thing) == "/DCTDecode":
        told = thing.get("/DecodeParms")
        thing.write(
            bare_jpeg(thing.read_raw_bytes()),
            filter=pikepdf.Name.DCTDecode,
            decode_parms=told,
        )


def _filter(stream: Any) -> str:  # noqa: ANN401
    """Return the one filter of a stream; nothing where it has more or none."""
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        named = named[0] if len(named) == 1 else None
    return "" if named is None else str(named)


def bare_jpeg(raw: bytes) -> bytes:
    """Return a JPEG without what a camera writes into it: place, hour, device."""
    at, kept = 2, [raw[:2]]
    while at + 4 <= len(raw) and raw[at] == SEGMENT and raw[at + 1] != SCAN:
        marker, ends = raw[at + 1], at + 2 + int.from_bytes(raw[at + 2 : at + 4])
        is_said = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_said or marker in NEEDED:
            kept.append(raw[at:ends])
        at = ends
    return b"".join([*kept, raw[at:]])


if __name__ == "__main__":
    main()
