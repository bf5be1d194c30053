"""The letter as a PDF: tagged, whole in itself, and told in one line what is missing where it cannot be made."""

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from route_advisor import FormNotInstalled, NotAForm, load, write, write_pdf
from route_advisor.writers.pdf import fonts, printing

ON = date(2026, 11, 23)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def amina(twin):
    """Amina's advice."""
    return twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=ON)


@pytest.fixture(scope="module")
def reader(amina):
    """Her letter as a PDF, read back."""
    pypdf = pytest.importorskip("pypdf")
    return pypdf.PdfReader(io.BytesIO(write_pdf(amina)))


@pytest.mark.needs_pango
def test_a_letter_on_paper_is_tagged_and_says_what_the_page_says(reader):
    """A screen reader walks through its structure; the language and the title are there; nothing of the law is in it."""
    root, text = reader.trailer["/Root"], " ".join(page.extract_text() for page in reader.pages)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert (root["/Lang"], reader.metadata.title) == ("nl", "Uw inburgering: wat nu?")
    assert "Doe dit eerst" in text
    assert "Hebt u een vraag? Vraag uw gemeente of DUO." in " ".join(text.split())
    assert "art." not in text
    assert len(reader.pages) <= 3


@pytest.mark.needs_pango
@pytest.mark.parametrize(
    ("said", "family"), [("أسئلة لك", "Noto-Sans-Arabic"), ("ሕቶታት ንዓኻ", "Noto-Sans-Ethiopic"), ("Vragen", "Noto-Sans")]
)
def test_letters_of_each_script_are_embedded(said, family):
    """Arabic and Ethiopic print on a machine that has no letters of its own for them."""
    pypdf = pytest.importorskip("pypdf")
    style = 'html { font-family: "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic" }'
    page = f'<!doctype html><html lang="x"><head><title>x</title><style>{style}</style></head><body><p>{said}</p></body></html>'
    made = pypdf.PdfReader(io.BytesIO(printing.printed(page)))
    used = made.pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in used}
    assert names == {family}
    for font in used:
        assert "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_a_pdf_is_no_text(amina):
    """Who asks `write` for it reads which call gives it; a reader without one is told who has one."""
    with pytest.raises(NotAForm, match=r"a PDF is bytes and no text; ask write_pdf\(advice\)"):
        write(amina, "pdf")
    with pytest.raises(NotAForm, match="there is no pdf for the reader lawyer"):
        write_pdf(amina, reader="lawyer")


def test_what_is_missing_is_one_line_that_mends_it(amina, monkeypatch):
    """Without the extra, and without the letters: what to install, and no traceback."""
    monkeypatch.setattr(fonts, "PACKAGES", {"no_such_letters": "Noto Sans"})
    monkeypatch.setitem(sys.modules, "weasyprint", type(sys)("weasyprint"))
    with pytest.raises(
        FormNotInstalled, match=r"the letters of Noto Sans, which are not installed here; pip install 'route-advisor\[pdf\]'$"
    ):
        write_pdf(amina)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(
        FormNotInstalled, match=r"^a PDF needs WeasyPrint, which is not installed here; pip install 'route-advisor\[pdf\]'$"
    ):
        write_pdf(amina)


def test_a_machine_without_pango_reads_what_to_install(amina, monkeypatch):
    """WeasyPrint is there, and the library of the system is not."""

    def fails(_: str) -> object:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(printing, "import_module", fails)
    with pytest.raises(FormNotInstalled, match=r"^a PDF needs Pango, which is not installed here; on Debian: apt-get install libpango"):
        write_pdf(amina)
