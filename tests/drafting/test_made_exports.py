"""Exports made anew, two of each kind: drafted and built, they give the figures of the club in them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from analysis.steps.results_files import Built

from .clubs import CLUBS, Club
from .conftest import built
from .figures import counts, means
from .further_tools import FURTHER
from .hand_exports import ENCODED, HAND, WORKBOOKS, in_classes, plain
from .tool_exports import TOOLS, Rows


def write_csv(path: Path, rows: Rows, separator: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def text_of(rows: Rows, separator: str = ";") -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    return written.getvalue()


def named(found: Built, root: Path) -> str:
    """All that is said of what was left out, where the build and the draft say it."""
    edition = (root / "data/raw/essai/2026/edition.toml").read_text("utf-8")
    return edition + "".join(str(each) for source in found.sources for each in source.left_out)


def assert_figures(found: Built, club: Club, held: tuple[str, ...]) -> None:
    """The respondents are those of the club, and what the file holds of it has its figures."""
    cleaned = found.weighted.cleaned
    assert (cleaned.received, len(cleaned.keys)) == (club.size, club.size)
    singles = counts(found, "single", "scale")
    assert "kind" not in held or club.kinds_counted() in singles
    assert "scale" not in held or club.scale_counted() in singles
    if "ticks" in held:
        assert counts(found, "multiple") == [club.ticks_counted()]
    assert "years" not in held or any(abs(mean - club.mean_years()) < 1e-9 for mean in means(found))


@pytest.mark.parametrize("club", CLUBS.values(), ids=CLUBS)
@pytest.mark.parametrize(("made", "separator", "held"), (TOOLS | FURTHER).values(), ids=TOOLS | FURTHER)
def test_an_export_of_a_tool_gives_the_figures_it_holds(
    made: object, separator: str, held: tuple[str, ...], club: Club, tmp_path: Path
) -> None:
    assert callable(made)
    answers = write_csv(tmp_path / "reponses.csv", made(club), separator)
    assert_figures(built(tmp_path, answers), club, held)


@pytest.mark.parametrize("club", CLUBS.values(), ids=CLUBS)
@pytest.mark.parametrize(("made", "held", "said"), HAND.values(), ids=HAND)
def test_a_table_made_by_hand_gives_the_figures_it_holds(
    made: object, held: tuple[str, ...], said: str, club: Club, tmp_path: Path
) -> None:
    assert callable(made)
    found = built(tmp_path, write_csv(tmp_path / "reponses.csv", made(club), ";"))
    assert_figures(found, club, held)
    assert said in named(found, tmp_path)


@pytest.mark.parametrize("club", CLUBS.values(), ids=CLUBS)
@pytest.mark.parametrize("encoded", ENCODED.values(), ids=ENCODED)
def test_a_table_in_any_encoding_gives_the_figures_and_the_words_it_holds(
    encoded: object, club: Club, tmp_path: Path
) -> None:
    assert callable(encoded)
    rows = [[*row, "à l’été" if place % 3 else "Forêt, œuvre"] for place, row in enumerate(plain(club))]
    text = text_of(rows).replace("’", "'").replace("œ", "oe")
    (tmp_path / "reponses.csv").write_bytes(encoded(text))
    found = built(tmp_path, tmp_path / "reponses.csv")
    assert_figures(found, club, ("kind", "ticks", "scale", "years"))
    ticks = next(q for q in found.survey.asked.values() if q.type == "multiple")
    assert [label.fr for label in ticks.codes.values()] == sorted(club.options)


@pytest.mark.parametrize("club", CLUBS.values(), ids=CLUBS)
@pytest.mark.parametrize(("made", "held", "said"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_made_by_hand_gives_the_figures_it_holds(
    made: object, held: tuple[str, ...], said: str, club: Club, tmp_path: Path
) -> None:
    assert callable(made)
    made(club, tmp_path / "reponses.xlsx")
    found = built(tmp_path, tmp_path / "reponses.xlsx")
    assert_figures(found, club, held)
    assert said in named(found, tmp_path)


@pytest.mark.parametrize("club", CLUBS.values(), ids=CLUBS)
def test_classes_and_words_stand_in_their_order(club: Club, tmp_path: Path) -> None:
    found = built(tmp_path, write_csv(tmp_path / "reponses.csv", in_classes(club), ";"))
    classes, often = ([label.fr for label in q.codes.values()] for q in found.survey.asked.values())
    assert classes == ["Moins de 5 ans", "5 à 9 ans", "10 à 19 ans", "20 ans et plus"]
    assert often == [*club.scale]
