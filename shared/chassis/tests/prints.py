"""What every print of ours must be: on A4, by name, with its language and letters."""

import io

from pypdf import PdfReader

A4 = {595, 842}
FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def faults_of(pdf: bytes) -> list[str]:
    """Return what a reader, a printer or a screen reader would miss."""
    paper = PdfReader(io.BytesIO(pdf))
    root, faults = paper.trailer["/Root"], []
    for number, page in enumerate(paper.pages, 1):
        if {round(float(side)) for side in page.mediabox[2:]} != A4:
            faults.append(f"page {number} is not A4")
        if not page.extract_text().strip():
            faults.append(f"page {number} has no words")
        faults += [f"{name} is not embedded" for name in _strangers(page)]
    if not (paper.metadata and paper.metadata.title):
        faults.append("no title")
    if not root.get("/Lang"):
        faults.append("no language")
    if not root.get("/MarkInfo", {}).get("/Marked"):
        faults.append("not tagged")
    return faults


def _strangers(page) -> list[str]:
    fonts = page["/Resources"].get("/Font", {})
    return [str(each) for each in fonts.values() if not _has_letters(each.get_object())]


def _has_letters(font) -> bool:
    for each in font.get("/DescendantFonts", [font]):
        about = each.get_object().get("/FontDescriptor", {})
        if any(name in about.get_object() for name in FILES):
            return True
    return font.get("/Subtype") == "/Type3"
