"""Prints a page as a tagged PDF (PDF/UA-1) with WeasyPrint, and says in one line what is missing where it cannot."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import Any

from route_advisor.errors import FormNotInstalled
from route_advisor.messages import Message
from route_advisor.writers.pdf import fonts

INSTALL = "pip install 'route-advisor[pdf]'"
_HOUR = "SOURCE_DATE_EPOCH"
_ONE_AT_A_TIME = Lock()
SYSTEM = "on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def ready() -> None:
    """Raises `FormNotInstalled`, in one line with what to install, where no PDF can be made here."""
    _weasyprint()


def printed(page: str) -> bytes:
    """A page as a PDF with its letters embedded. Nothing is loaded from outside, and the same page gives the same bytes.

    Raises `FormNotInstalled`.
    """
    weasyprint = _weasyprint()
    letters = weasyprint.text.fonts.FontConfiguration()
    from_this_machine = weasyprint.urls.URLFetcher(allowed_protocols=("file",))
    sheet = weasyprint.CSS(string=fonts.style(), font_config=letters, url_fetcher=from_this_machine)
    document = weasyprint.HTML(string=page, url_fetcher=from_this_machine)
    with _undated():
        made: bytes = document.write_pdf(stylesheets=[sheet], font_config=letters, pdf_variant="pdf/ua-1")
    return made


@contextmanager
def _undated() -> Iterator[None]:
    """The letters that are cut out of a family carry the hour of cutting, unless this variable names another: the same page is the same bytes."""
    with _ONE_AT_A_TIME:
        before = os.environ.get(_HOUR)
        os.environ[_HOUR] = before or "0"
        try:
            yield
        finally:
            if before is None:
                del os.environ[_HOUR]


def _weasyprint() -> Any:  # noqa: ANN401 - it ships no types
    try:
        weasyprint = import_module("weasyprint")  # an extra, and slow
    except ImportError:
        raise FormNotInstalled(Message("pdf_needs", what="WeasyPrint", how=INSTALL)) from None
    except OSError:
        raise FormNotInstalled(Message("pdf_needs", what="Pango", how=SYSTEM)) from None
    if lacking := fonts.missing():
        raise FormNotInstalled(Message("pdf_needs_letters", what=", ".join(lacking), how=INSTALL))
    return weasyprint
