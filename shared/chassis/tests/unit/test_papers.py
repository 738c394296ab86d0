"""Papers (PDF): what is seen is written anew; what acts or tells of people goes."""

import base64
import io
import signal
import sys
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from minqing_chassis.papers import bare, clean_paper, cleaning, is_paper
from minqing_chassis.papers.bare import RefusedPaper, bare_jpeg, bared
from minqing_kernel.pictures import LARGEST_FILE, PaperRefused

pytestmark = pytest.mark.unit

HERE = b"30.6899N104.0410E"
EVIL = "app.alert"


def written(paper, **how) -> bytes:
    told = io.BytesIO()
    paper.save(told, compress_streams=False, fix_metadata_version=False, **how)
    return told.getvalue()


def a_photograph() -> bytes:
    exif, told = Image.Exif(), io.BytesIO()
    exif[0x010F] = HERE.decode()
    seen = Image.new("RGB", (8, 6), (9, 99, 9))
    seen.save(told, "JPEG", exif=exif.tobytes(), comment=HERE)
    return told.getvalue()


def a_paper(pages=1) -> Pdf:
    paper = Pdf.new()
    for number in range(pages):
        page = paper.add_blank_page(page_size=(200, 100)).obj
        page.Contents = Stream(paper, b"BT (page %d) Tj ET" % number)
    return paper


def act(paper, kind, **more):
    return paper.make_indirect(Dictionary(S=Name("/" + kind), **more))


def a_hostile_paper() -> bytes:
    """One that acts when it is opened, turned, printed or filled in; and tells."""
    paper = a_paper()
    script = act(paper, "JavaScript", JS=String(EVIL))
    hidden = Stream(paper, b"EMBEDDED-FILE")
    named = Dictionary(F=String("x.exe"), EF=Dictionary(F=hidden))
    paper.Root.OpenAction = script
    paper.Root.AA = Dictionary(WC=script)
    paper.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("x"), named])),
    )
    paper.Root.AF = Array([paper.make_indirect(named)])
    paper.Root.Metadata = Stream(paper, b"<x>XMP-AUTHOR</x>")
    paper.trailer.Info = paper.make_indirect(Dictionary(Author=String("INFO-AUTHOR")))
    page = paper.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Editor=String("PIECE-INFO"))
    seen = Stream(paper, b"0 0 9 9 re (FILLED-IN) Tj")
    seen.stream_dict.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    )
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("name"),
        Rect=[10, 10, 60, 30],
        F=4,
        AP=Dictionary(N=seen),
        A=act(paper, "Launch", F=String("LAUNCHED.exe")),
        AA=Dictionary(K=script),
    )
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 9, 9],
        A=act(paper, "URI", URI=String("https://elsewhere.example")),
    )
    page.Annots = Array([paper.make_indirect(each) for each in (field, link)])
    paper.Root.AcroForm = Dictionary(
        Fields=Array([page.Annots[0]]), XFA=Stream(paper, b"XFA-FORM"), DA=String("")
    )
    photo = Stream(paper, a_photograph())
    photo.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=6,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
            Metadata=Stream(paper, b"PHOTO-XMP"),
        )
    )
    script_of_printers = Stream(paper, b"POSTSCRIPT")
    script_of_printers.stream_dict.update(
        Dictionary(Type=Name.XObject, Subtype=Name.PS)
    )
    outside = Stream(paper, b"")
    outside.stream_dict.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, F=String("OUTSIDE-FILE"))
    )
    page.Resources = Dictionary(
        XObject=Dictionary(AF=photo, P=script_of_printers, O=outside)
    )
    return written(paper, object_stream_mode=pikepdf.ObjectStreamMode.disable)


GONE = (
    *(b"JavaScript", EVIL.encode(), b"OpenAction", b"/AA", b"Launch", b"LAUNCHED"),
    *(b"EMBEDDED-FILE", b"EmbeddedFile", b"x.exe", b"XFA", b"XMP-AUTHOR"),
    *(b"INFO-AUTHOR", b"PIECE-INFO", b"AcroForm", b"Annots", b"elsewhere"),
    *(b"PHOTO-XMP", b"POSTSCRIPT", b"OUTSIDE-FILE", HERE),
)


def plain(raw: bytes) -> bytes:
    """Return a paper with nothing packed, so that all that it says can be read."""
    with pikepdf.open(io.BytesIO(raw)) as paper:
        told = io.BytesIO()
        paper.save(
            told,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return told.getvalue()


def test_what_acts_what_is_another_file_and_who_made_it_does_not_come_along():
    raw = a_hostile_paper()
    assert [each for each in GONE if each not in raw] == []
    pages, content = bared(raw, 1)
    told = plain(content)
    assert [each for each in GONE if each in told] == []
    assert (pages, b"page 0" in told, b"FILLED-IN" in told) == (1, True, True)


def test_a_photograph_in_it_is_seen_as_before_though_it_is_named_like_a_fault():
    with pikepdf.open(io.BytesIO(bared(a_hostile_paper(), 1)[1])) as paper:
        photo = paper.pages[0].obj.Resources.XObject.AF
        seen = Image.open(io.BytesIO(photo.read_raw_bytes()))
        assert (seen.size, seen.getpixel((1, 1))[1] > 90) == ((8, 6), True)
        assert not seen.getexif()


def test_the_same_paper_twice_is_one_and_cleaning_changes_nothing_more():
    first = bared(a_hostile_paper(), 9)[1]
    assert bared(a_hostile_paper(), 9)[1] == first
    again = plain(bared(first, 9)[1])
    assert again.partition(b"/ID")[0] == plain(first).partition(b"/ID")[0]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"%PDF-1.7 and nothing else", "not-a-paper"),
        (written(a_paper())[:-30], "not-a-paper"),
        (written(a_paper()).replace(b"/Pages", b"/Pigs_"), "not-a-paper"),
        (written(Pdf.new()), "not-a-paper"),
        (written(a_paper(3)), "too-many-pages"),
        (
            written(a_paper(), encryption=pikepdf.Encryption(owner="o", user="u")),
            "encrypted-file",
        ),
        (
            written(a_paper(), encryption=pikepdf.Encryption(owner="o", user="")),
            "encrypted-file",
        ),
    ],
)
def test_what_is_broken_locked_or_too_long_is_refused_by_name(raw, why):
    with pytest.raises(RefusedPaper, match=why):
        bared(raw, 2)


WRAPPED = {
    "/FlateDecode": zlib.compress,
    "/ASCII85Decode": lambda raw: base64.a85encode(raw) + b"~>",
    "/ASCIIHexDecode": lambda raw: raw.hex().encode() + b">",
}


@pytest.mark.parametrize("wrap", WRAPPED)
def test_a_photograph_tells_nothing_of_itself_however_it_is_wrapped(wrap):
    paper = a_paper()
    photo = paper.make_stream(b"")
    photo.write(
        WRAPPED[wrap](a_photograph() + HERE),
        filter=Array([Name(wrap), Name.DCTDecode]),
        decode_parms=Array([Dictionary(), Dictionary(ColorTransform=1)]),
    )
    photo.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=6,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
    )
    paper.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=photo))
    _, told = bared(written(paper), 1)
    with pikepdf.open(io.BytesIO(told)) as read:
        found = read.pages[0].Resources.XObject.I
        assert found.Filter == Name.DCTDecode
        assert HERE not in found.read_raw_bytes()
        assert pikepdf.PdfImage(found).as_pil_image().getpixel((0, 0)) == (9, 99, 9)


def test_what_a_property_of_a_drawing_tells_is_emptied():
    paper = a_paper()
    said = paper.make_stream(b"<x>LINKED-AUTHOR</x>", Type=Name.Metadata)
    paper.pages[0].obj.Resources = Dictionary(
        Properties=Dictionary(MC0=Dictionary(Metadata=said))
    )
    assert b"LINKED-AUTHOR" not in plain(bared(written(paper), 1)[1])


def test_what_follows_the_end_of_a_photograph_does_not_come_along():
    raw = a_photograph()
    assert bare_jpeg(raw + b"MOTION-FILM") == bare_jpeg(raw)
    filled = raw[:2] + b"\xff" + raw[2:]
    assert HERE not in bare_jpeg(filled)


def test_a_jpeg_that_is_cut_off_anywhere_ends_the_look_at_it():
    raw = a_photograph()
    for at in range(len(raw)):
        bare_jpeg(raw[:at])
    assert bare_jpeg(raw)[-200:] == raw[-200:]


def test_a_process_apart_does_it_and_says_why_it_refuses():
    assert is_paper(b"\n" + written(a_paper()))
    assert not is_paper(a_photograph())
    kept = clean_paper(a_hostile_paper())
    assert (kept.pages, kept.width, kept.media_type) == (1, 0, "application/pdf")
    assert kept.content == bared(a_hostile_paper(), 1)[1]
    with pytest.raises(PaperRefused) as no:
        clean_paper(written(a_paper(3)), most_pages=2)
    assert no.value.fields == {"file": "too-many-pages"}


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, 101])
def test_one_that_is_too_large_is_refused_unread(size):
    with pytest.raises(PaperRefused) as no:
        clean_paper(b"%PDF-" * size, most_bytes=100)
    assert no.value.fields == {"file": "too-large"}


BREAKS = {
    "it takes too long": "import time; time.sleep(60)",
    "it ends by a signal": f"import os; os.kill(os.getpid(), {signal.SIGXCPU:d})",
    "it ends of memory": "raise MemoryError",
    "it says nothing": "pass",
    "it says something else": "import sys; sys.stdout.write('html'); sys.exit(3)",
}


@pytest.mark.parametrize("program", BREAKS.values(), ids=BREAKS)
def test_whatever_becomes_of_that_process_is_a_refusal(program, monkeypatch):
    monkeypatch.setattr(cleaning, "COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(cleaning, "SECONDS", 0.3 if "sleep" in program else 20)
    with pytest.raises(PaperRefused) as no:
        clean_paper(written(a_paper()))
    assert no.value.fields == {"file": "too-much-work"}


def test_that_process_learns_no_secret_and_is_held_to_its_bounds(monkeypatch):
    monkeypatch.setenv("DATABASE_URL_INTAKE", "postgresql://me:secret@db/intake")
    program = f"""
import os, resource, sys
from minqing_chassis.papers import bare
def told(raw, pages):
    told = [resource.getrlimit(each)[1] for each in (
        resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    bound = told == [{bare.MEMORY}, {bare.SECONDS}, 0]
    first = bare.FIRST_TO_GO.read_text().strip() == "1000"
    good = bound and first and "secret" not in str(os.environ)
    raise bare.RefusedPaper("not-a-paper" if good else "bad")
bare.bared = told
bare.main()
"""
    monkeypatch.setattr(cleaning, "COMMAND", (sys.executable, "-c", program))
    with pytest.raises(PaperRefused) as no:
        clean_paper(written(a_paper()))
    assert no.value.fields == {"file": "not-a-paper"}
