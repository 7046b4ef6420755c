"""Figures that are hidden, or that no longer follow, are searched for in all that is written and said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.reporting.explorer.explorer_page import TEMPLATES
from analysis.reporting.report_formats import FORMATS
from analysis.workspace import Place
from tests.reporting.told_texts import numbers_told, texts_in, texts_under
from tests.small_survey import ANSWERS as OTHERS
from tests.small_survey import SURVEY as OTHER

SURVEY = """
title = "Enquête"
identifier = "id"
breakdowns = ["lieu", "sexe"]
territories = ["lieu"]
[publication]
confidential_below = 2000
reliability = "none"
[design]
weight = "poids"
[quality]
duration = "duree"
[themes.t]
title = "Les avis"
[populations.abbaye]
label = "Habitants de l’abbaye"
among = { lieu = ["a"] }
[questions.duree]
type = "numeric"
[questions.lieu]
type = "single"
label = "Lieu"
codes = { a = "Abbaye", b = "Bourg", c = "Cité", d = "Docks" }
[questions.sexe]
type = "single"
label = "Sexe"
codes = { f = "Femmes", h = "Hommes" }
[questions.q]
type = "single"
label = "D’accord"
codes = { 1 = "oui", 0 = "non" }
[indicators.q]
title = "D’accord"
theme = "t"
answers = ["1"]
headline = true
[indicators.q_abbaye]
title = "D’accord à l’abbaye"
theme = "t"
variable = "q"
answers = ["1"]
population = "abbaye"
[indicators.lieu]
title = "Où l’on vit"
theme = "t"
breakdowns = ["sexe"]
[indicators.duree]
title = "Durée"
theme = "t"
statistic = "mean"
"""
EDITION = """
title = "Édition {year}"
{exclude}
[file]
name = "answers.csv"
[fieldwork]
start = {year}-03-01
end = {year}-04-30
"""


@dataclass(frozen=True)
class Crowd:
    """How many live in each place, how many of them agree, and how many were too fast."""

    year: str
    living: dict[str, int]
    agreeing: dict[str, int]
    fast: int

    @property
    def everyone(self) -> int:
        return sum(self.living.values())

    @property
    def hidden(self) -> list[str]:
        """What is known of the two small places alone, as counts and in percent to a tenth and more, with
        weights and without."""
        n, yes, everyone = self.living, self.agreeing, self.everyone
        counts = [each for place in "ab" for each in (n[place], yes[place], n[place] - yes[place])]
        weights = {place: (1.25 * yes[place], 0.8 * (n[place] - yes[place])) for place in "ab"}
        counts += [
            round(each) for agreeing, others in weights.values() for each in (agreeing, agreeing + others)
        ]
        weighted = [100 * agreeing / (agreeing + others) for agreeing, others in weights.values()]
        shares = [100 * yes[place] / n[place] for place in "ab"]
        shares += [100 * n[place] / everyone for place in "ab"] + [100 * self.fast / everyone]
        return [
            *map(str, (*counts, self.fast)),
            *(f"{share:.{digits}f}" for share in shares for digits in (1, 2, 4)),
            *(f"{share:.{digits}f}" for share in weighted for digits in (2, 4)),
        ]

    @property
    def csv(self) -> str:
        """Their answers: women and men by turns, those too fast all in the largest place; who agrees weighs
        more."""
        lines, number = ["id,duree,lieu,sexe,q,poids"], 0
        for place, living in self.living.items():
            for each in range(living):
                fast = place == "c" and each < self.fast
                lines.append(
                    f"{self.year}{number},{30 if fast else 600 + number % 7},{place},{'fh'[number % 2]},"
                    f"{int(each < self.agreeing[place])},{1.25 if each < self.agreeing[place] else 0.8}"
                )
                number += 1
        return "\n".join(lines) + "\n"


BEFORE = Crowd(
    "1789", {"a": 1747, "b": 1951, "c": 6089, "d": 5417}, {"a": 1237, "b": 1579, "c": 3049, "d": 2711}, 1693
)
AFTER = Crowd(
    "1848", {"a": 1873, "b": 1979, "c": 6151, "d": 5354}, {"a": 1181, "b": 1513, "c": 2957, "d": 2689}, 1733
)
HIDDEN = [*BEFORE.hidden, *AFTER.hidden]
SHOWN = ["15357", "6151", "5354"]
"""Of the later edition everyone, and the two places that are large."""


SHOWING = ("html", "pdf", "docx", "pptx", "xlsx", "ods", "csv", "md", "json", "zip")
"""Endings of files in which figures are told."""
SIZE = re.compile(r'"bytes": \d+')
"""The size of a file in a manifest."""


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """Two editions with every kind of report and export, and all that was said of them."""
    root, said = tmp_path_factory.mktemp("told"), ""
    for crowd in (BEFORE, AFTER):
        place = Place(root, "essai", crowd.year)
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(SURVEY, encoding="utf-8")
        place.edition_toml.write_text(EDITION.format(year=crowd.year, exclude=""), encoding="utf-8")
        (place.raw / "answers.csv").write_text(crowd.csv, encoding="utf-8")
    other = Place(root, "autre", "2000")
    other.raw.mkdir(parents=True)
    other.survey_toml.write_text(OTHER, encoding="utf-8")
    other.edition_toml.write_text(EDITION.format(year=2000, exclude=""), encoding="utf-8")
    (other.raw / "answers.csv").write_text(OTHERS, encoding="utf-8")
    asked = ("report", "--jobs", "1", "--timeout", "600")
    for words in (
        (*asked, "essai/1789", "autre"),
        (*asked, "essai/1848", "--format", ",".join(FORMATS), "--by", "lieu"),
        (*asked, "essai/1848", "--lang", "en"),
    ):
        done = run(root, *words)
        assert done.exit_code == 0, done.output
        said += done.output
    return place, said


@pytest.fixture
def copied(reported: tuple[Place, str], tmp_path: Path) -> Place:
    """The same in a folder of the test's own."""
    copytree(reported[0].root, tmp_path, dirs_exist_ok=True, symlinks=True)
    return replace(reported[0], root=tmp_path)


def told_under(folder: Path, numbers: list[str]) -> dict[str, list[str]]:
    """File -> which of the numbers it tells; sizes of files and the explorer's own program are left out."""
    program = (TEMPLATES / "explorer.js").read_text(encoding="utf-8")
    texts = {name: SIZE.sub("", text.replace(program, "")) for name, text in texts_under(folder).items()}
    return {name: told for name, text in texts.items() if (told := numbers_told(text, numbers))}


def endings_of(names: Iterable[str]) -> set[str]:
    return {name.rpartition(".")[2] for name in names}


def test_no_file_of_a_release_tells_a_hidden_figure(reported: tuple[Place, str]) -> None:
    place, said = reported
    folder = place.root / "reports"
    assert endings_of(texts_under(folder)) >= {*SHOWING, "cff", "bib", "txt", "log"}
    assert told_under(folder, HIDDEN) == {}
    assert numbers_told(said, HIDDEN) == []
    assert endings_of(told_under(folder, SHOWN)) == set(SHOWING)  # the search finds what is there


SAID = {
    "an export": ("export", "essai/1848", "--format", "datapackage,csvw,ddi", "--licence", "cc0-1.0"),
    "a comparison": ("compare", "essai/1789", "essai/1848", "--csv", "moved.csv", "--html", "moved.html"),
    "an account of what is hidden": ("check", "--confidentiality"),
    "a check": ("check",),
    "a build": ("build", "--force"),
    "an archive": ("archive", "essai/1848"),
}


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
def test_no_command_tells_a_hidden_figure(
    words: tuple[str, ...], copied: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied.root)
    stood = set(copied.root.rglob("*"))
    done = run(copied.root, *words)
    assert done.exit_code in (0, 3), done.output
    assert numbers_told(done.output, HIDDEN) == []
    private = (copied.root / "data", copied.root / "reports")
    new = [path for path in copied.root.rglob("*") if path.is_file() and path not in stood]
    new = [path for path in new if not any(folder in path.parents for folder in private)]
    texts = {path.name: SIZE.sub("", texts_in(path.name, path.read_bytes())) for path in new}
    assert {name: told for name, text in texts.items() if (told := numbers_told(text, HIDDEN))} == {}
    assert bool(new) == (words[0] in ("export", "compare", "archive"))


def exclude(place: Place) -> None:
    """The last respondent, who lives at the docks."""
    left_out = f'exclude = {{ {place.edition}{AFTER.everyone - 1} = "a demandé à partir" }}'
    place.edition_toml.write_text(EDITION.format(year=place.edition, exclude=left_out), encoding="utf-8")


def tighten(place: Place) -> None:
    place.survey_toml.write_text(SURVEY.replace("= 2000", "= 5400"), encoding="utf-8")


def delete_edition(place: Place) -> None:
    rmtree(place.raw)


def delete_survey(place: Place) -> None:
    rmtree(place.raw.parent)


OF_AFTER = ["15357", "6151", "5354", "Édition 1848"]
WITHDRAWN: dict[str, tuple[Callable[[Place], None], str, list[str]]] = {
    "someone is left out": (exclude, "essai/1848", ["15357", "5354"]),
    "the rule is tighter": (tighten, "essai/1848", ["5354"]),
    "an edition is deleted": (delete_edition, "autre", OF_AFTER),
    "a survey is deleted": (delete_survey, "autre", [*OF_AFTER, "15204", "6089", "5417", "Édition 1789"]),
}


@pytest.mark.parametrize(("change", "asked", "numbers"), WITHDRAWN.values(), ids=WITHDRAWN)
def test_what_no_longer_follows_is_in_no_file_whatever_is_asked_for(
    change: Callable[[Place], None], asked: str, numbers: list[str], copied: Place
) -> None:
    reports = copied.root / "reports"
    assert {"essai/1848/report.html", "explorer.html"} <= set(told_under(reports, numbers))
    standing = set(texts_under(copied.release))
    change(copied)
    done = run(copied.root, "report", "--jobs", "1", "--timeout", "600", asked)
    assert done.exit_code == 0, done.output
    assert told_under(reports, numbers) == {}
    if copied.raw.exists():
        assert set(texts_under(copied.release)) == standing
    else:
        assert not copied.release.exists()
    before = texts_under(reports)
    assert run(copied.root, "build", asked).exit_code == 0
    assert texts_under(reports) == before


@pytest.mark.parametrize("command", ["build", "report"])
def test_the_release_of_the_only_survey_is_taken_away_with_it(command: str, copied: Place) -> None:
    rmtree(copied.raw.parent.parent)
    done = run(copied.root, command)
    assert done.exit_code == 1 and "no survey there" in done.output
    assert told_under(copied.root / "reports", OF_AFTER) == {}
