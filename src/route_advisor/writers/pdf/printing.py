"""Prints a page as a tagged PDF (PDF/UA-1) with WeasyPrint, and says in one line what is missing where it cannot."""

from importlib import import_module
from typing import Any

from route_advisor.errors import FormNotInstalled
from route_advisor.writers.pdf import fonts

INSTALL = "pip install 'route-advisor[pdf]'"
SYSTEM = "on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def ready() -> None:
    """Raises `FormNotInstalled`, in one line with what to install, where no PDF can be made here."""
    _weasyprint()


def printed(page: str) -> bytes:
    """A page as a PDF with its letters embedded. Nothing is loaded from outside.

    Raises `FormNotInstalled`.
    """
    weasyprint = _weasyprint()
    letters = weasyprint.text.fonts.FontConfiguration()
    from_this_machine = weasyprint.urls.URLFetcher(allowed_protocols=("file",))
    sheet = weasyprint.CSS(string=fonts.style(), font_config=letters, url_fetcher=from_this_machine)
    document = weasyprint.HTML(string=page, url_fetcher=from_this_machine)
    made: bytes = document.write_pdf(stylesheets=[sheet], font_config=letters, pdf_variant="pdf/ua-1")
    return made


def _weasyprint() -> Any:  # noqa: ANN401 - it ships no types
    try:
        weasyprint = import_module("weasyprint")  # an extra, and slow
    except ImportError:
        raise FormNotInstalled(f"a PDF needs WeasyPrint, which is not installed here; {INSTALL}") from None
    except OSError:
        raise FormNotInstalled(f"a PDF needs Pango, which is not installed here; {SYSTEM}") from None
    if lacking := fonts.missing():
        raise FormNotInstalled(f"a PDF needs the letters of {', '.join(lacking)}, which are not installed here; {INSTALL}")
    return weasyprint
