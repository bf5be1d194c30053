"""A practice site: somebody has only a letter that names the B1 route. Show their checklist, and "practise KNM here" where KNM is open.

python examples/practice_app.py out/    # without a folder in practice-app/: writes out/nl.html, out/en.html, out/ar.html, and the same checklist as data
"""

import sys
from datetime import date
from pathlib import Path

from route_advisor import Advisor, PersonalFile, Resource

ON = date(2026, 11, 23)
LETTER = PersonalFile.model_validate({"case_ref": "visitor", "statements": [{"fact": "route", "word": "b1", "said": "2026-11-23"}]})
PRACTISE = {"nl": "Oefen hier voor KNM", "en": "Practise KNM here", "ar": "تدرّب هنا على KNM"}


def main(folder: Path) -> None:
    """One page and one document a language."""
    advisor = Advisor()
    folder.mkdir(parents=True, exist_ok=True)
    for lang, title in PRACTISE.items():
        ours = Resource(component="knm", title=title, url=f"https://practice.example/{lang}/knm", by="Practice Site")
        advice = advisor.advise(LETTER, on=ON, resources=[ours])
        (folder / f"{lang}.html").write_text(advisor.write(advice, "html", lang=lang, reader="person"), encoding="utf-8")
        (folder / f"{lang}.json").write_text(advisor.write(advice, "json"), encoding="utf-8")
        print(f"{lang}: {advisor.name('knm', lang)}: {advice.component('knm_exam').standing}")
    print(f"the pages are in {folder.resolve()}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "practice-app"))
