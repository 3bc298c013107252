"""The text of a PDF by its marks: which characters each piece of marked content shows.

ISO 32000-1, 14.6 (marked content), 14.9.4 (ActualText). Built on pdfminer's interpreter.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from convert import limits

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what character it is."""


def weigh(page: Any) -> None:
    """Raises LimitError where what draws a page of pdfminer's is too much."""
    streams = [one for one in map(resolve1, page.contents) if isinstance(one, PDFStream)]
    limits.check("pdf_page_mb", sum(len(one.get_data()) for one in streams) >> 20)


class Marks(PDFDevice):
    """Collects a document's text by page and mark while pdfminer draws it."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self.texts: dict[tuple[int, int], list[str]] = {}
        """Texts by page (number of its object) and mark."""
        self.loose = 0
        """Characters that belong to no mark and are no artifact."""
        self._drawn = 0
        self._page = 0
        self._open: list[tuple[int | None, bool, bool]] = []
        """For each open piece: its mark, whether it is an artifact, whether it says its text."""

    def begin_page(self, page: Any, ctm: Any) -> None:
        """A page begins."""
        self._page, self._open = page.pageid, []

    def begin_figure(self, *_: Any) -> None:
        """A form or a picture is drawn. Raises LimitError where too many are."""
        self._drawn += 1
        limits.check("pdf_drawings", self._drawn)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """A piece of marked content begins."""
        facts = props if isinstance(props, Mapping) else {}
        mark = facts.get("MCID")
        artifact = getattr(tag, "name", "") == "Artifact" or self._artifact
        spoken = facts.get("ActualText")
        said = self._said
        self._open.append(
            (mark if isinstance(mark, int) else self._mark, artifact, said or spoken is not None)
        )
        if spoken is not None and not said:
            self._put(decode_text(resolve1(spoken)))

    def end_tag(self) -> None:
        """It ends."""
        if self._open:
            self._open.pop()

    def render_string(
        self, textstate: Any, seq: Iterable[Any], ncs: Any, graphicstate: Any
    ) -> None:
        """Text is shown."""
        if self._said or textstate.font is None:
            return
        for part in seq:
            if isinstance(part, bytes):
                self._put(
                    "".join(_character(textstate.font, c) for c in textstate.font.decode(part))
                )

    def _put(self, text: str) -> None:
        if self._artifact:
            return
        if self._mark is None:
            self.loose += len(text)
        else:
            self.texts.setdefault((self._page, self._mark), []).append(text)

    @property
    def _mark(self) -> int | None:
        return self._open[-1][0] if self._open else None

    @property
    def _artifact(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def _said(self) -> bool:
        return bool(self._open) and self._open[-1][2]


def _character(font: Any, code: int) -> str:
    try:
        return str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return UNKNOWN
