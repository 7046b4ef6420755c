"""Files whose rows are no respondents: answers one below the other, and repeats in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.drafting.telling.doubts import Choice, Doubt, Read
from analysis.pipeline import process
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from analysis.workspace import Place

SIZE = 30
TOWNS = ("Dax", "Albi", "Gap")


def long_text() -> str:
    """Thirty people who each answered on their town, their age and, the half of them, two pastimes."""
    lines = ["participant,horodatage,libelle_question,valeur"]
    for n in range(SIZE):
        said = [("ville", TOWNS[n % 3]), ("age", str(20 + n)), ("loisirs", "chant")]
        said += [("loisirs", "danse")] if n % 2 else []
        lines += [f"p{n:02},2024-03-01 10:{k:02},{q},{a}" for k, (q, a) in enumerate(said)]
    return "\n".join(lines)


def visits_text() -> str:
    """Thirty people seen twice, content at the second visit alone."""
    rows = [f"{n},{visit},{('non', 'oui')[visit - 1]}" for n in range(100, 100 + SIZE) for visit in (1, 2)]
    return "\n".join(["id,passage,content", *rows])


def last_choice(doubt: Doubt[Read]) -> Choice[Read]:
    return doubt.choices[-1]


def counts(built: Built, name: str) -> list[int]:
    """How many gave each answer."""
    answers = built.weighted.cleaned.answers[name].values
    return [int((answers == place).sum()) for place in range(len(built.survey.questions[name].codes))]


def test_answers_one_below_the_other_become_a_row_for_each_respondent(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(long_text(), "utf-8")
    found = draft(tmp_path, "essai/2024", tmp_path / "long.csv")
    built = process(Place(tmp_path, "essai", "2024"))
    assert built.weighted.cleaned.received == SIZE
    assert (built.survey.identifier, list(built.survey.questions)) == (
        "participant",
        ["ville", "age", "loisirs"],
    )
    answers = built.weighted.cleaned.answers
    assert answers["ville"].was_answered.all() and built.survey.questions["loisirs"].delimiter == "|"
    edition = (tmp_path / "data/raw/essai/2024/edition.toml").read_text("utf-8")
    written = 'question = "libelle_question", answer = "valeur", several = "|", without = ["horodatage"] }'
    assert f'one_row = {{ by = "participant", {written}' in edition
    assert any("file.one_row (one_row = {" in line for line in found.summary)


@pytest.mark.parametrize(("choose", "received"), [(None, 2 * SIZE), (last_choice, SIZE)])
def test_rows_like_each_other_are_respondents_unless_somebody_says_otherwise(
    choose: object, received: int, tmp_path: Path
) -> None:
    (tmp_path / "visites.csv").write_text(visits_text(), "utf-8")
    chosen = last_choice if choose else None
    found = draft(tmp_path, "essai/2024", tmp_path / "visites.csv", choose=chosen)
    built = process(Place(tmp_path, "essai", "2024"))
    assert built.weighted.cleaned.received == received
    is_doubt = any("file.one_row (no one_row)" in line for line in found.summary)
    assert is_doubt == (choose is None)  # who was asked has settled it
    if choose:
        assert built.weighted.cleaned.answers["content"].was_answered.all() and counts(built, "content") == [
            SIZE
        ]


def write_odk(folder: Path) -> Path:
    """Submissions of ODK Central, with two children of each in a file of their own, and another form."""
    keys = [f"uuid:{n:04}" for n in range(SIZE)]
    homes = [f"2024-05-01T10:00:00.000Z,{TOWNS[n % 3]},{key}" for n, key in enumerate(keys)]
    (folder / "foyers.csv").write_text("\n".join(["SubmissionDate,ville,KEY", *homes]), "utf-8")
    (folder / "autre.csv").write_text("q,KEY\nx,uuid:9\ny,uuid:8\n", "utf-8")
    rows = [f"{('CP', 'CM1')[k]},{key},{key}/enfants[{k + 1}]" for key in keys for k in (0, 1)]
    (folder / "foyers-enfants.csv").write_text("\n".join(["classe,PARENT_KEY,KEY", *rows]), "utf-8")
    return folder / "foyers-enfants.csv"


def write_kobo(folder: Path) -> Path:
    """The same of KoboToolbox, whose rows are numbered; a file of another name has the same numbers."""
    for name in ("foyers", "visites"):
        homes = [f"{TOWNS[n % 3]};{900 + n};{n + 1}" for n in range(SIZE)]
        (folder / f"{name}.csv").write_text("\n".join(["ville;_id;_index", *homes]), "utf-8")
    rows = [f"{('CP', 'CM1')[k]};{2 * n + k + 1};foyers;{n + 1}" for n in range(SIZE) for k in (0, 1)]
    head = "classe;_index;_parent_table_name;_parent_index"
    (folder / "enfants.csv").write_text("\n".join([head, *rows]), "utf-8")
    return folder / "enfants.csv"


@pytest.mark.parametrize("write", [write_odk, write_kobo], ids=["ODK", "KoboToolbox"])
def test_repeats_in_a_file_of_their_own_stand_beside_what_they_belong_to(
    write: object, tmp_path: Path
) -> None:
    path = write_odk(tmp_path) if write is write_odk else write_kobo(tmp_path)
    found = draft(tmp_path, "enfants/2024", path)
    built = process(Place(tmp_path, "enfants", "2024"))
    assert built.weighted.cleaned.received == 2 * SIZE
    assert counts(built, "ville") == [2 * SIZE // 3] * 3
    folder = tmp_path / "data/raw/enfants/2024"
    assert (folder / "foyers.csv").read_bytes() == (tmp_path / "foyers.csv").read_bytes()
    text = (folder.parent / "survey.toml").read_text("utf-8")
    assert "# psu = " in text and "met more than once" not in text
    assert not any(line.startswith("identifier: _id") for line in found.summary)


def test_repeats_whose_parent_is_not_there_are_read_alone(tmp_path: Path) -> None:
    path = write_odk(tmp_path)
    (tmp_path / "foyers.csv").unlink()
    draft(tmp_path, "enfants/2024", path)
    assert "parent" not in (tmp_path / "data/raw/enfants/2024/edition.toml").read_text("utf-8")


def test_a_zip_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "foyers.zip").write_bytes(b"PK")
    with pytest.raises(DataError, match="unpack it, and name one of its files"):
        draft(tmp_path, "foyers/2024", tmp_path / "foyers.zip")
