"""ReportLab's classes of PDF objects, imported without what it would run from elsewhere.

At its import ReportLab runs `reportlab_mods` and `reportlab_settings`, from anywhere on the
path or from dot files in the user's home: outputs would depend on the machine, and a file that
is no part of this program would be run.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_OUTSIDE = ("reportlab_mods", "reportlab_settings")


@contextmanager
def _alone() -> Iterator[None]:
    """Empty modules stand under those names for the time of the import."""
    before = {name: sys.modules.get(name) for name in _OUTSIDE}
    sys.modules.update({name: ModuleType(name) for name in _OUTSIDE})
    try:
        yield
    finally:
        for name, module in before.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module


with _alone():
    from reportlab.pdfbase.pdfdoc import PDFArray as PDFArray
    from reportlab.pdfbase.pdfdoc import PDFCatalog as PDFCatalog
    from reportlab.pdfbase.pdfdoc import PDFDocument as PDFDocument
    from reportlab.pdfbase.pdfdoc import PDFIndirectObject as PDFIndirectObject
    from reportlab.pdfbase.pdfdoc import PDFObject as PDFObject
    from reportlab.pdfbase.pdfdoc import PDFPage as PDFPage
    from reportlab.pdfbase.pdfdoc import PDFString as PDFString
