"""docs/survey-format.md: its example runs and gives its figures, every key is documented, commands run."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from jupyter_lsp import LanguageServerManager
from jupyter_lsp.schema import LANGUAGE_SERVER_SPEC_MAP
from traitlets.config import Config

from analysis.cli.main import main
from analysis.drafting.schema_files import schema_line
from analysis.pipeline import build
from analysis.questionnaire.definitions import DEFINITIONS, json_schema, survey_from
from analysis.questionnaire.fixed_words import ASIDE_KINDS, DECLARED_ABSENCES
from analysis.results import INDICATORS, MARGINS
from analysis.steps.results_files import Built, contents
from analysis.workspace import Place

from .schemas import HEADINGS, TEXT, listed, section, tables


def example_files() -> dict[str, str]:
    """The files of the example by path: fenced blocks that begin with # file: path."""
    blocks = re.findall(r"(?ms)^```\w+\n# file: (\S+)\n(.*?)^```$", TEXT)
    return dict(blocks)


def write_example(root: Path) -> Place:
    for path, content in example_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return Place(root, "exemple", "2024")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return write_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def example(place: Place) -> Built:
    return build(place)


def test_the_example_is_four_files() -> None:
    folder = "data/raw/exemple"
    assert set(example_files()) == {
        f"{folder}/survey.toml",
        *(f"{folder}/2024/{name}" for name in ("edition.toml", "margins.csv", "answers.csv")),
    }


WOMAN, MAN = 10 / 12, 10 / 8
FIGURES = [
    ("benevole", "", "all", "all", 100 * (9 * WOMAN + 4 * MAN) / 20, 20),
    ("benevole", "", "sexe", "F", 100 * 9 / 12, 12),
    ("benevole", "", "sexe", "H", 100 * 4 / 8, 8),
    ("benevole", "", "classe_age", "jeune", 100 * 6 * WOMAN / (6 * WOMAN + 4 * MAN), 10),
    ("frequence", "1", "all", "all", 100 * (3 * WOMAN + 2 * MAN) / (6 * WOMAN + 4 * MAN), 10),
    ("heures", "", "all", "all", (9 * WOMAN * 2 + 4 * MAN * 4) / (9 * WOMAN + 4 * MAN), 13),
    ("heures_totales", "", "all", "all", 9 * WOMAN * 2 + 4 * MAN * 4, 13),
    ("heures_par_lieu", "", "all", "all", 2, 13),
    ("satisfaction", "", "all", "all", 2.5, 20),
    ("climat", "", "all", "all", 3.0, 20),
    ("climat", "", "sexe", "F", 3.75, 12),
    ("climat", "", "sexe", "H", 2.25, 8),
]


@pytest.mark.parametrize(("indicator", "item", "breakdown", "group", "value", "n"), FIGURES)
def test_the_figures_of_the_example_are_those_of_hand_arithmetic(
    indicator: str, item: str, breakdown: str, group: str, value: float, n: int, example: Built
) -> None:
    place = ["indicator", "item", "breakdown", "group"]
    row = example.indicators.set_index(place).loc[(indicator, item, breakdown, group)]
    assert row["value"] == pytest.approx(value)
    assert row["n"] == n


def test_the_figures_in_bold_are_those_of_the_example(example: Built) -> None:
    rows = example.indicators.query("breakdown == 'all'").set_index(["indicator", "item"])["value"]
    names = [("benevole", ""), ("heures_totales", ""), ("heures", ""), ("heures_par_lieu", "")]
    names += [("satisfaction", ""), ("climat", ""), ("frequence", "1")]
    bold = re.findall(r"\*\*([\d.]+)[^*]*\*\*", section("A complete example"))
    assert [float(figure) for figure in bold] == pytest.approx([rows[name] for name in names])


def test_the_problems_and_the_removed_of_the_example_are_those_it_tells(example: Built) -> None:
    cleaned = example.weighted.cleaned
    found = cleaned.problems[["respondent", "question", "value"]].to_numpy().tolist()
    assert sorted(found) == [
        ["11", "frequence", "1"],
        ["12", "naissance", "1824"],
        ["20", "recu", "hier"],
        ["7", "frequence", "7"],
    ]
    assert (cleaned.received, len(cleaned.keys)) == (21, 20)
    assert cleaned.removed.to_numpy().tolist() == [["20", 21, "duplicate of the identifier"]]


def keys_read() -> set[tuple[str, str]]:
    """Every (heading, key) that a definition may have, by the JSON Schemas."""
    read = {("missing", kind) for kind in DECLARED_ABSENCES} | {("aside", kind) for kind in ASIDE_KINDS}
    for name in ("survey", "edition"):
        for table, content in tables(json_schema(name), name).items():
            read |= {(HEADINGS[table], key) for key in content["properties"]}
    return read


def test_every_key_that_is_read_is_documented_and_no_other() -> None:
    headings = {*HEADINGS.values(), "missing", "aside"} - {HEADINGS["testimonies"]}
    documented = {(heading, key) for heading in headings for key in listed(heading)}
    read = keys_read()
    assert documented - read == set(), "documented, and nothing reads it"
    assert read - documented == set(), "read, and not documented in docs/survey-format.md"


def test_every_part_of_a_definition_that_is_shown_is_one() -> None:
    parts = re.findall(r"(?ms)^```toml\n(?!# file)(.*?)^```$", TEXT)
    assert parts
    for part in parts:
        faults: list[str] = []
        survey_from(tomllib.loads(part), "x", faults)
        assert faults == []


def test_every_column_that_is_written_is_documented(example: Built) -> None:
    files = contents(example)
    for name in ("problems.csv", "removed.csv", "quality.csv", "audit.csv", "weighting.csv"):
        header = files[name].decode("utf-8").partition("\n")[0]
        assert listed(name) == header.split(",")
    assert listed("indicators.csv") == list(INDICATORS.names)
    assert listed("provenance.json") == list(json.loads(files["provenance.json"]))


def test_the_columns_of_the_parquet_files_are_documented(place: Place, example: Built) -> None:
    respondents = pd.read_parquet(place.processed / "respondents.parquet")
    fixed = [name for name in listed("respondents.parquet") if name.islower()]
    assert fixed == ["respondent", "weight", "start_weight", "stratum", "psu"]
    questions = example.survey.questions
    assert {name.partition(".")[0] for name in respondents.columns} <= {*fixed, *questions, "flag"}
    flags = [name for name in respondents.columns if name.startswith("flag.")]
    assert flags and all(f"`{name}`" in section("respondents.parquet") for name in flags)
    assert {"lieux.1", "lieux.status", "classe_age", "classe_age.status"} <= set(respondents.columns)
    verbatims = pd.read_parquet(place.processed / "verbatims.parquet")
    assert list(verbatims.columns) == listed("verbatims.parquet")


@pytest.mark.parametrize(("name", "column"), [("quality.csv", "section"), ("audit.csv", "step")])
def test_every_section_and_step_that_is_written_is_documented(name: str, column: str, example: Built) -> None:
    written = pd.read_csv(BytesIO(contents(example)[name]))[column]
    assert {f"`{value}`" for value in written} <= set(re.findall(r"`\w+`", section(name)))


def test_every_measure_of_the_weights_is_documented(example: Built) -> None:
    words = set(re.findall(r"`(\w+)`", section("weighting.csv")))
    assert set(example.weighted.weighting["measure"]) <= words


def test_the_columns_of_margins_are_documented() -> None:
    assert listed("margins.csv") == list(MARGINS.names)


def test_the_language_server_of_jupyterlab_is_one_that_it_takes() -> None:
    [block] = re.findall(r"(?ms)^```json\n(.*?)^```$", TEXT)
    manager = LanguageServerManager(config=Config(json.loads(block)), autodetect=False)
    manager.init_language_servers()
    assert LANGUAGE_SERVER_SPEC_MAP.is_valid(manager.language_servers)
    assert manager.language_servers["tombi"]["languages"] == ["toml"]


def test_the_first_lines_are_those_of_drafts() -> None:
    lines = re.findall(r"(?m)^\| (\w+)\.toml \| `(#:schema .*)` \|$", section("In an editor"))
    assert lines == [(name, schema_line(name)) for name in DEFINITIONS]


def test_every_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_example(tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = "".join(re.findall(r"(?ms)^```bash\n(.*?)^```$", TEXT)).splitlines()
    assert len(commands) == 6
    for command in commands:
        program, *arguments = shlex.split(command)
        done = CliRunner().invoke(main, arguments)
        assert (program, done.exit_code) == ("assoscope", 0), f"{command}\n{done.output}"
