"""The receipt: the number if intake gave one, and the plain truth if not yet."""

import io
from typing import Any
from uuid import UUID

import segno
from flask import Response, request
from markupsafe import Markup

from portal.application.ports import Away, Refused
from portal.application.views import KeptView
from portal.bootstrap import Parts
from portal.entrypoints.web.page import Page, draw, go, visitor, words
from portal.entrypoints.web.pages.link_held import LINK


class ReceiptPages:
    """What a resident takes home."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path="/receipt", view=self.show, name="receipt"),
            Page(path="/leave", view=self.leave, name="leave", method="POST"),
        ]

    def show(self) -> Response:
        """Show the last matter that was handed in from this device."""
        matter_id = visitor().matter_id
        kept = self._parts.kept.view(matter_id) if matter_id else None
        if kept is None:
            return go("/track")
        if kept.receipt is not None:
            visitor().open(kept.receipt.receipt, kept.receipt.code)
        waiting = len(self._parts.pictures.of(kept.matter_id))
        again = LINK if visitor().link else "/tell"
        qr = self._qr(kept)
        return draw(
            "receipt.html",
            kept=kept,
            matter=self._matter(kept),
            qr=qr,
            pictures=waiting,
            again=again,
        )

    def leave(self) -> Response:
        """Forget on a shared device everything that was told and opened here."""
        here = visitor()
        if here.draft:
            told = self._parts.drafts.read(here.draft).get("matter")
            self._parts.drafts.forget(here.draft)
            if told:
                self._parts.pictures.forget(UUID(told))
        here.draft, here.matter, here.opened, here.answers = "", "", {}, {}
        here.link = ""
        here.csrf = ""  # who comes next at a shared device is somebody else
        return draw("done.html", key="left")

    def _matter(self, kept: KeptView) -> dict[str, Any] | None:
        """Return what intake says of it by now: its dates; the page stands without."""
        if kept.receipt is None:
            return None
        number, code = kept.receipt.receipt, kept.receipt.code
        try:
            return self._parts.intake.matter(number, code, words().language)
        except (Away, Refused):
            return None

    def _qr(self, kept: KeptView) -> Markup | None:
        """Return the drawing of the address that tracks it; the code is not in it."""
        if kept.receipt is None:
            return None
        root = self._parts.settings.public_url or request.url_root
        address = f"{root.rstrip('/')}/track/{kept.receipt.receipt}"
        return drawing_of(address)


def drawing_of(address: str) -> Markup:
    """Return the QR code of an address, as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, scale=4, border=4, light="#fff"
    )
    return Markup(drawn.getvalue().decode())
