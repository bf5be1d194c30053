"""What `checked_by` of a scenario is worth against the page."""

import pytest

from route_advisor.assurance.cases.checked_by import Source, checked_by


@pytest.mark.parametrize(
    ("says", "source"),
    [
        ("second reading of 2026-11-23, against BI2021 of 2022-01-01", Source.READING),
        ("audit of 2026-11-28", Source.READING),
        ("an official case (inburgeren.nl, news on Turkish nationals), as collected; the page was not opened again", Source.OFFICIAL),
        ("an official source (https://wetten.overheid.nl/BWBR0020657), as collected on 2026-11-28", Source.OFFICIAL),
        ("official source ECLI:NL:RVS:2022:144, as collected on 2026-11-28", Source.OFFICIAL),
        ("a page that is not official, divosa.nl/wet-inburgering-vraag-en-antwoord, as collected on 2026-11-28", Source.NOBODY),
        ("dossier", Source.DOSSIER),
        ("dossier; mended 2026-11-28 after the audit, and that is checked by nobody yet", Source.NOBODY),
        ("nobody yet; written on 2026-11-28 from WI2021 art. 3, with the mend", Source.NOBODY),
        ("somebody, I think", Source.NOBODY),
        ("", Source.NOBODY),
    ],
)
def test_only_a_known_source_counts(says, source):
    """Who wrote the page is no witness; what nobody can place is none either."""
    assert checked_by(says).source is source


def test_a_reading_names_what_it_did_not_read():
    """Rules by their whole id, by a number behind one, from one to another; and numbers of law."""
    found = checked_by(
        "second reading of 2026-11-23, against BI2021; not WI21-ZSTEP-1 to -3, -15, weeks_for_ona; nobody yet for WI21-FLAG-6, WI13-FREE-2, mended"
    )
    assert set(found.unread) == {
        "WI21-ZSTEP-1",
        "WI21-ZSTEP-2",
        "WI21-ZSTEP-3",
        "WI21-ZSTEP-15",
        "weeks_for_ona",
        "WI21-FLAG-6",
        "WI13-FREE-2",
    }
    assert found.source_for("WI21-ZSTEP-2") is Source.NOBODY
    assert found.source_for("WI21-ZSTEP-4") is Source.READING
    assert found.unread["WI13-FREE-2"].startswith("nobody yet for WI21-FLAG-6")
