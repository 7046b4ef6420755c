"""When the answers were given, as the file's own dates say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.questionnaire import read_edition, read_survey

DAYS = [date(2026, 3, 14), date(2026, 3, 2), date(2026, 3, 29), date(2026, 3, 20)] * 5
SURE = {
    "Google Forms": ("Horodateur", "%d/%m/%Y 10:00:00"),
    "LimeSurvey": ("submitdate", "%Y-%m-%d 10:00:00"),
    "Jotform": ("Submission Date", "%b %d, %Y"),
    "Tally": ("Submitted at", "%Y-%m-%d 10:00:00"),
}
PERHAPS = {"a date": ("Date", "%d/%m/%Y"), "of answers": ("Date de saisie", "%Y-%m-%d")}
NEITHER = {"another date": ("Date de naissance", "%d/%m/%Y"), "months alone": ("Date", "%m/%Y")}


def drafted(root: Path, heading: str, written: str, days: list[date]) -> tuple[str, date | None, date | None]:
    """The text of edition.toml, and the first and the last day that it says."""
    cells = [f'"{day.strftime(written)}",{"oui" if n % 3 else "non"}' for n, day in enumerate(days)]
    (root / "r.csv").write_text("\n".join([f"{heading},Avis", *cells]), "utf-8")
    draft(root, "s/2026", root / "r.csv")
    folder = root / "data/raw/s"
    edition = read_edition(folder / "2026/edition.toml", read_survey(folder / "survey.toml"))
    return (folder / "2026/edition.toml").read_text("utf-8"), edition.start, edition.end


@pytest.mark.parametrize(("heading", "written"), SURE.values(), ids=SURE)
def test_the_days_that_software_wrote_are_those_of_fieldwork(
    heading: str, written: str, tmp_path: Path
) -> None:
    assert drafted(tmp_path, heading, written, DAYS)[1:] == (date(2026, 3, 2), date(2026, 3, 29))


@pytest.mark.parametrize(("heading", "written"), PERHAPS.values(), ids=PERHAPS)
def test_other_dates_of_answers_are_proposed(heading: str, written: str, tmp_path: Path) -> None:
    text, *days = drafted(tmp_path, heading, written, DAYS)
    assert days == [None, None]
    assert f"in {heading}." in text and "# start = 2026-03-02\n# end = 2026-03-29" in text


@pytest.mark.parametrize(("heading", "written"), NEITHER.values(), ids=NEITHER)
def test_dates_of_anything_else_say_nothing_of_fieldwork(heading: str, written: str, tmp_path: Path) -> None:
    text, *days = drafted(tmp_path, heading, written, DAYS)
    assert days == [None, None] and "# start = 2026-01-15" in text


def test_days_that_fit_two_forms_are_no_days_of_fieldwork(tmp_path: Path) -> None:
    days = [date(2026, 3, 4), date(2026, 5, 2)] * 10
    assert drafted(tmp_path, "Horodateur", "%d/%m/%Y", days)[1:] == (None, None)
