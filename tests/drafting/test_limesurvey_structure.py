"""A survey drafted from LimeSurvey's structure, with answers in either form, and without."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.drafting.drafts import Draft, draft
from analysis.drafting.formats.structure_files import read_structure
from analysis.etl.respondent_files import respondents_frame
from analysis.faults import Fault
from analysis.pipeline import process
from analysis.questionnaire import Survey, read_survey
from analysis.steps.results_files import Built
from analysis.workspace import Place

from .conftest import labels
from .limesurvey_club import CODED, HEADINGS, coded_csv, csv_row, full_csv, part, structure

FORMS = {
    "codes": coded_csv(),
    "codes of R": coded_csv("_"),
    "codes under texts": coded_csv("text"),
    "words under codes and texts": full_csv(),
}
Drafted = Callable[[str], tuple[Draft, Built]]


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    """The draft of the club from a file of answers, processed."""

    def run(answers: str, version: int = 6) -> tuple[Draft, Built]:
        (tmp_path / "club.lss").write_text(structure(version), "utf-8")
        (tmp_path / "reponses.csv").write_text(answers, "utf-8")
        found = draft(tmp_path, "club/2024", tmp_path / "reponses.csv", tmp_path / "club.lss")
        return found, process(Place(tmp_path, "club", "2024"))

    return run


@pytest.fixture
def alone(tmp_path: Path) -> Survey:
    """The survey of the club that nobody has answered."""
    (tmp_path / "club.lss").write_text(structure(6), "utf-8")
    draft(tmp_path, "club", None, tmp_path / "club.lss")
    return read_survey(tmp_path / "data/raw/club/survey.toml")


def frame(built: Built) -> pd.DataFrame:
    return respondents_frame(built.weighted)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_answers_gives_the_same_respondents(form: str, drafted: Drafted) -> None:
    _, built = drafted(FORMS[form])
    assert len(built.weighted.cleaned.problems) == 0
    found = frame(built).filter(regex="^(?!submitdate|lastpage|startlanguage)")
    assert found["g01q02"].tolist() == ["A1", "A2", "A1", "-oth-", "A2", "A1", "A2", "A1"]
    ticks = found.filter(like="lieux.").drop(columns="lieux.status").fillna(False).sum()
    assert ticks.to_dict() == {"lieux.SQ001": 2, "lieux.SQ002": 3, "lieux.SQ003": 1, "lieux.other": 1}
    assert found["lieux.status"].tolist() == [*["answered"] * 4, "left", "left", *["answered"] * 2]
    assert found["moyens_sq001"].tolist()[:4] == ["A1", "A2", "A3", "A1"]
    assert found["rang_1"].tolist()[:3] == ["A1", "A2", "A1"]
    assert found["heures"].tolist()[:4:2] == [4, 10.5]
    assert found["suite"].tolist()[1:4:2] == ["1", "2"]
    assert found["depuis"].astype(str).tolist()[0] == "2019-05-01"


def test_who_left_is_found_though_the_software_fills_columns_of_its_own(drafted: Drafted) -> None:
    _, built = drafted(FORMS["codes"])
    assert list(built.survey.asked)[:3] == ["submitdate", "lastpage", "startlanguage"]
    assert frame(built)["flag.left"].sum() == 2


def test_words_and_codes_give_one_frame(drafted: Drafted, tmp_path: Path) -> None:
    coded = frame(drafted(FORMS["codes"])[1])
    for path in (tmp_path / "data").rglob("*.*"):
        path.unlink()
    _, built = drafted(FORMS["words under codes and texts"])
    assert built.edition.files[0].answers == "labels"
    pd.testing.assert_frame_equal(frame(built), coded)


def test_what_no_definition_says_is_named_on_the_screen_and_in_the_file(
    drafted: Drafted, tmp_path: Path
) -> None:
    found, _ = drafted(FORMS["codes"])
    assert [remark.partition(":")[0] for remark in found.unread] == ["intro", "fin"]
    text = (tmp_path / "data/raw/club/survey.toml").read_text("utf-8")
    assert '# Asked if count(self.NAOK) > 3 and Q03 == "N". Not said by asked_if: calls count().' in text
    assert "# intro: a text without an answer" in text


def test_texts_are_in_both_languages_without_markup(alone: Survey) -> None:
    assert (alone.title.fr, alone.title.en) == ("Les clubs", "The clubs")
    assert (alone.questions["g01q02"].text.fr, alone.questions["g01q02"].text.en) == (
        "Vous êtes :",
        "You are:",
    )
    assert {name: (theme.title.fr, theme.title.en) for name, theme in alone.themes.items()} == {
        "vous": ("Vous", "You"),
        "votre_club": ("Votre club", "Your club"),
        "benevoles": ("Bénévoles", "Volunteers"),
    }
    assert labels(alone.questions["q03"]) == {"Y": "Oui", "N": "Non"}


def test_types_and_limits_are_the_questionnaires(alone: Survey) -> None:
    assert {name: question.type for name, question in alone.questions.items()} == {
        "g01q02": "single",
        "q03": "single",
        "annee": "numeric",
        "lieux": "multiple",
        "avis_sq001": "scale",
        "avis_sq002": "scale",
        "moyens_sq001": "single",
        "moyens_sq002": "single",
        "rang_1": "single",
        "rang_2": "single",
        "suite": "single",
        "fin": "text",
        "heures": "numeric",
        "depuis": "date",
        "pourquoi": "text",
    }
    questions = alone.questions
    assert (questions["heures"].minimum, questions["heures"].maximum) == (0, 168)
    assert [name for name, question in questions.items() if question.required] == ["g01q02", "q03"]
    assert questions["lieux"].exclusive == ("SQ003",)
    assert dict(questions["g01q02"].other) == {"-oth-": "G01Q02[other]"}
    assert dict(questions["lieux"].other) == {"other": "lieux[other]"}
    assert questions["lieux"].codes["other"].en == "Elsewhere"


def test_grids_hold_their_rows_in_order(alone: Survey) -> None:
    assert {name: (grid.label.fr, grid.items) for name, grid in alone.grids.items()} == {
        "avis": ("Votre avis", ("avis_sq001", "avis_sq002")),
        "moyens": ("Vos moyens", ("moyens_sq001", "moyens_sq002")),
    }
    assert alone.questions["avis_sq002"].label.en == "Premises"


def test_routing_of_group_and_question_hold_together(alone: Survey) -> None:
    assert {name: dict(q.asked_if) for name, q in alone.questions.items() if q.asked_if} == {
        "suite": {"g01q02": ("A2", "-oth-")},
        "fin": {"q03": ("N",)},
        "heures": {"q03": ("Y",)},
        "depuis": {"q03": ("Y",)},
        "pourquoi": {"q03": ("Y",), "lieux": ("SQ001", "SQ002")},
    }


def test_a_year_has_no_indicator(alone: Survey) -> None:
    assert "annee" not in alone.indicators and alone.indicators["heures"].statistic == "mean"
    assert alone.indicators["heures"].theme == "benevoles"


def test_versions_that_repeat_rows_per_language_read_alike(tmp_path: Path) -> None:
    for version in (3, 6):
        (tmp_path / f"{version}.lss").write_text(structure(version), "utf-8")
    assert read_structure(tmp_path / "3.lss") == read_structure(tmp_path / "6.lss")


def test_without_answers_no_edition_is_written(tmp_path: Path, alone: Survey) -> None:
    assert alone.name == "club"
    assert [path.name for path in (tmp_path / "data/raw/club").iterdir()] == ["survey.toml"]


@pytest.mark.parametrize("form", ["codes", "codes of R", "words under codes and texts"])
def test_answers_that_come_later_fit_the_survey(form: str, tmp_path: Path, alone: Survey) -> None:
    (tmp_path / "reponses.csv").write_text(FORMS[form], "utf-8")
    draft(tmp_path, "club/2025", tmp_path / "reponses.csv")
    built = process(Place(tmp_path, "club", "2025"))
    assert list(built.survey.questions) == list(alone.questions)
    assert built.edition.not_asked == () and len(built.weighted.cleaned.problems) == 0
    found = frame(built)
    assert found["moyens_sq001"].tolist()[:3] == ["A1", "A2", "A3"]
    assert found["lieux.other"].fillna(False).sum() == 1
    assert built.weighted.cleaned.answers["lieux"].values.sum() == 7


def test_questions_without_a_column_were_not_asked(drafted: Drafted) -> None:
    rows = [line.rsplit(",", 1)[0] for line in coded_csv().replace('"Le goût, l\'envie"', "x").splitlines()]
    _, built = drafted("\n".join(rows))
    assert built.edition.not_asked == ("pourquoi",)
    assert not built.weighted.cleaned.answers["pourquoi"].was_asked.any()


PARTS = {
    "a group": ("lsg", {"gid": "2"}, ["lieux", "avis_sq001", "avis_sq002", "moyens_sq001", "moyens_sq002"]),
    "another group": ("lsg", {"gid": "3"}, ["heures", "depuis", "pourquoi"]),
    "a multiple question": ("lsq", {"qid": "14"}, ["lieux"]),
    "a list": ("lsq", {"qid": "11"}, ["g01q02"]),
}


@pytest.mark.parametrize("version", [3, 6])
@pytest.mark.parametrize(("suffix", "kept", "names"), PARTS.values(), ids=PARTS)
def test_a_group_or_a_question_alone_is_as_in_the_whole(
    suffix: str, kept: dict[str, str], names: list[str], version: int, tmp_path: Path, alone: Survey
) -> None:
    (tmp_path / f"part.{suffix}").write_text(part(version, kept), "utf-8")
    draft(tmp_path, "part", None, tmp_path / f"part.{suffix}")
    found = read_survey(tmp_path / "data/raw/part/survey.toml").questions
    assert list(found)[: len(names)] == names
    for name in names:
        assert (found[name].text, found[name].type) == (
            alone.questions[name].text,
            alone.questions[name].type,
        )
        assert labels(found[name]) == labels(alone.questions[name])


@pytest.mark.parametrize(("suffix", "kept", "names"), PARTS.values(), ids=PARTS)
def test_answers_to_a_part_are_read_by_its_structure(
    suffix: str, kept: dict[str, str], names: list[str], tmp_path: Path
) -> None:
    (tmp_path / f"part.{suffix}").write_text(part(6, kept), "utf-8")
    stems = tuple({name.partition("_")[0] for name in names})
    whole = pd.read_csv(io.StringIO(coded_csv()), dtype=str, keep_default_na=False)
    own = [column for column in whole if column == "id" or column.casefold().startswith(stems)]
    whole[own].to_csv(tmp_path / "reponses.csv", index=False)
    draft(tmp_path, "part/2024", tmp_path / "reponses.csv", tmp_path / f"part.{suffix}")
    cleaned = process(Place(tmp_path, "part", "2024")).weighted.cleaned
    assert (len(cleaned.keys), len(cleaned.problems)) == (8, 0)
    assert all(cleaned.answers[name].was_answered.any() for name in names)


CUT = [
    *("Vous êt..", "Vous êt.. [Autre]", "Êtes-vous bé.. ", "Votre an.. ", "Où agi.. [À l’é.. ]"),
    *("Où agi.. [Au c.. ]", "Où agi.. [Nulle.. ]", "Où agi.. [Aut.. ]", "Votre avis [Acc.. ]"),
    *("Votre avis [Loc.. ]", "Vos moyens [Arg.. ]", "Vos moyens [Tem.. ]", "Vos prio.. [Rang 1]"),
    *("Vos prio.. [Rang 2]", "Et ens.. ", "Un mot ?", "Combien.. ", "Depuis.. ", "Pourquoi.. "),
]


def test_headings_cut_short_are_found(drafted: Drafted) -> None:
    heads = csv_row([*HEADINGS[:4], *CUT], ",")
    _, built = drafted(heads + CODED)
    assert built.edition.not_asked == ()
    assert frame(built)["lieux.SQ001"].sum() == 2


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
UNREADABLE = {
    "entities": (
        structure(6).replace("<document>", f"{BOMB}<document>", 1),
        "declares a document type or entities",
    ),
    "damaged": (structure(6)[:400], "not readable as XML"),
    "another XML": ("<document><a/></document>", "no LimeSurvey structure"),
    "no question": (
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
        "no question is in it",
    ),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_structure_is_refused_and_nothing_written(
    content: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "club.lss").write_text(content, "utf-8")
    with pytest.raises(Fault, match=message):
        draft(tmp_path, "club", None, tmp_path / "club.lss")
    assert not (tmp_path / "data").exists()


def test_a_structure_is_for_a_new_survey(tmp_path: Path, alone: Survey) -> None:
    assert alone.questions
    with pytest.raises(Fault, match=r"survey.toml is there; nothing was written.*--from FILE"):
        draft(tmp_path, "club", None, tmp_path / "club.lss")


def test_a_file_of_another_kind_names_those_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "club.docx").write_text("{}", "utf-8")
    with pytest.raises(Fault, match=r"expected LimeSurvey \(.lss, .lsg, .lsq, .txt\), XLSForm"):
        draft(tmp_path, "club", None, tmp_path / "club.docx")
