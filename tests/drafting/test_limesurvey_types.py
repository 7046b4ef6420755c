"""Questions of LimeSurvey that files head or fill in ways of their own: boxes, comments, two scales."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis.drafting.drafts import draft
from analysis.etl.respondent_files import respondents_frame
from analysis.pipeline import process
from analysis.questionnaire import Survey, read_edition, read_survey
from analysis.workspace import Place

from .limesurvey_club import question, table

ASKED = [
    question("70", "1", ":", "TACHE", ("Qui s'en charge ?", "Who sees to it?")),
    question("71", "1", "P", "LIEU", ("Où jouez-vous ?", "Where do you play?")),
    question("72", "1", "O", "RYTHME", ("À quel rythme ?", "How often?")),
    question("73", "1", "1", "SAISON", ("Vos saisons", "Your seasons")),
    question("74", "1", "Y", "TOURNOI", ("Un tournoi ?", "A tournament?")),
    question("75", "1", "*", "SCORE", ("{sum(1)}", "{sum(1)}")),
]
ROWS = {
    "70": [
        *[("bar", "La buvette", "The bar", "0"), ("cle", "Les clés", "The keys", "0")],
        *[("b", "bénévoles", "volunteers", "1"), ("s", "salariés", "staff", "1")],
    ],
    "71": [("G", "Gymnase", "Hall", "0"), ("P", "Parc", "Park", "0")],
    "73": [("ete", "Été", "Summer", "0"), ("hiv", "Hiver", "Winter", "0")],
}
ANSWERS = {
    "72": [("H", "Chaque semaine", "Weekly", "0"), ("M", "Chaque mois", "Monthly", "0")],
    "73": [
        *[("C1", "Court", "Short", "0"), ("C2", "Long", "Long", "0")],
        *[("D1", "Calme", "Quiet", "1"), ("D2", "Chargé", "Busy", "1"), ("D3", "Plein", "Full", "1")],
    ],
}
ATTRIBUTES = [
    {"qid": "70", "attribute": "multiflexible_checkbox", "value": "1", "language": ""},
    {"qid": "73", "attribute": "dualscale_headerA", "value": "Durée", "language": "fr"},
    {"qid": "73", "attribute": "dualscale_headerA", "value": "Length", "language": "en"},
    {"qid": "73", "attribute": "dualscale_headerB", "value": "Affluence", "language": "fr"},
    {"qid": "73", "attribute": "dualscale_headerB", "value": "Crowd", "language": "en"},
]
COLUMNS = {
    "TACHE[bar_b]": ("Qui s'en charge ? [La buvette][bénévoles]", "Who sees to it? [The bar][volunteers]"),
    "TACHE[bar_s]": ("Qui s'en charge ? [La buvette][salariés]", "Who sees to it? [The bar][staff]"),
    "TACHE[cle_b]": ("Qui s'en charge ? [Les clés][bénévoles]", "Who sees to it? [The keys][volunteers]"),
    "TACHE[cle_s]": ("Qui s'en charge ? [Les clés][salariés]", "Who sees to it? [The keys][staff]"),
    "LIEU[G]": ("Où jouez-vous ? [Gymnase]", "Where do you play? [Hall]"),
    "LIEU[Gcomment]": ("Où jouez-vous ? [Gymnase][Commentaire]", "Where do you play? [Hall][Comment]"),
    "LIEU[P]": ("Où jouez-vous ? [Parc]", "Where do you play? [Park]"),
    "LIEU[Pcomment]": ("Où jouez-vous ? [Parc][Commentaire]", "Where do you play? [Park][Comment]"),
    "RYTHME": ("À quel rythme ?", "How often?"),
    "RYTHME[comment]": ("À quel rythme ? [Commentaire]", "How often? [Comment]"),
    "SAISON[ete][1]": ("Vos saisons [Été][Durée]", "Your seasons [Summer][Length]"),
    "SAISON[ete][2]": ("Vos saisons [Été][Affluence]", "Your seasons [Summer][Crowd]"),
    "SAISON[hiv][1]": ("Vos saisons [Hiver][Durée]", "Your seasons [Winter][Length]"),
    "SAISON[hiv][2]": ("Vos saisons [Hiver][Affluence]", "Your seasons [Winter][Crowd]"),
    "TOURNOI": ("Un tournoi ?", "A tournament?"),
}
PEOPLE = 24


def structure() -> str:
    """The .lss, its texts in tables of their own."""
    subquestions, answers, texts, said = [], [], [], []
    for name, listed, key in (("title", ROWS, "qid"), ("code", ANSWERS, "aid")):
        for qid, each in listed.items():
            for rank, (code, fr, en, scale) in enumerate(each):
                own = f"{key}{qid}{scale}{code}"
                row = {key: own, name: code, "scale_id": scale, "relevance": "1"}
                if key == "qid":
                    subquestions.append(row | {"parent_qid": qid, "question_order": str(rank), "gid": "1"})
                    texts += [{"qid": own, "question": t, "language": x} for x, t in (("fr", fr), ("en", en))]
                else:
                    answers.append(row | {"qid": qid, "sortorder": str(rank)})
                    said += [{"aid": own, "answer": t, "language": x} for x, t in (("fr", fr), ("en", en))]
    texts += [
        {"qid": q["qid"], "question": q[lang], "language": lang} for q in ASKED for lang in ("fr", "en")
    ]
    plain = [{key: text for key, text in q.items() if key not in ("fr", "en")} for q in ASKED]
    group = [{"gid": "1", "sid": "55", "group_order": "1", "grelevance": ""}]
    named = [{"gid": "1", "group_name": "Le club", "language": "fr"}]
    tables = {"answers": answers, "answer_l10ns": said, "groups": group, "group_l10ns": named}
    tables |= {"questions": plain, "subquestions": subquestions, "question_l10ns": texts}
    written = "".join(
        table(name, rows) for name, rows in (tables | {"question_attributes": ATTRIBUTES}).items()
    )
    head = "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>640</DBVersion>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<document>{head}{written}</document>\n'


def answered(person: int) -> dict[str, str]:
    """The codes that a person gave, with patterns of their own in each column."""
    found = dict.fromkeys(COLUMNS, "")
    found |= {"TACHE[bar_b]": "1" if person % 2 else "", "TACHE[cle_s]": "1" if person % 3 == 0 else ""}
    found |= {"LIEU[G]": "Y" if person % 4 else "", "LIEU[P]": "Y" if person % 3 else ""}
    found |= {"LIEU[Gcomment]": "le mardi" if person == 5 else "", "RYTHME": "HM"[person % 2]}
    found |= {"RYTHME[comment]": "sauf août" if person == 6 else ""}
    found |= {"SAISON[ete][1]": f"C{person % 2 + 1}", "SAISON[ete][2]": f"D{person % 3 + 1}"}
    found |= {"SAISON[hiv][1]": f"C{person % 4 // 2 + 1}", "SAISON[hiv][2]": f"D{person // 8 + 1}"}
    return found | {"TOURNOI": "Y" if person % 5 == 0 else "N"}


def file_of(heads: str, codes: Mapping[str, str] | None = None) -> str:
    """The export: headed by codes, texts of a language, or both; some codes written as others."""
    text = io.StringIO()
    lines = csv.writer(text)
    named = {code: dict(zip(("fr", "en"), said, strict=True)) for code, said in COLUMNS.items()}
    written = [
        code if heads == "codes" else f"{code}. {said['fr']}" if heads == "both" else said[heads]
        for code, said in named.items()
    ]
    lines.writerow(["id", "submitdate", *written])
    for person in range(PEOPLE):
        cells = [(codes or {}).get(cell, cell) for cell in answered(person).values()]
        lines.writerow([person + 1, "1980-01-01 00:00:00", *cells])
    return text.getvalue()


def drafted(folder: Path, answers: str) -> tuple[Survey, pd.DataFrame]:
    """The draft of the structure and a file, and its respondents."""
    (folder / "jeu.lss").write_text(structure(), "utf-8")
    (folder / "reponses.csv").write_text(answers, "utf-8")
    draft(folder, "jeu/2025", folder / "reponses.csv", folder / "jeu.lss")
    built = process(Place(folder, "jeu", "2025"))
    return read_survey(folder / "data/raw/jeu/survey.toml"), respondents_frame(built.weighted)


@pytest.mark.parametrize("heads", ["codes", "both", "fr", "en"])
def test_each_column_is_found_under_each_heading(heads: str, tmp_path: Path) -> None:
    survey, frame = drafted(tmp_path, file_of(heads))
    people = [answered(person) for person in range(PEOPLE)]
    for row in ("ete", "hiv"):
        for scale in ("1", "2"):
            assert list(frame[f"saison_{row}_{scale}"]) == [
                each[f"SAISON[{row}][{scale}]"] for each in people
            ]
    assert list(frame["lieu.G"]) == [each["LIEU[G]"] == "Y" for each in people]
    assert list(frame["rythme"]) == [each["RYTHME"] for each in people]
    assert {"lieu_gcomment", "lieu_pcomment", "rythme_comment"} <= survey.questions.keys()
    edition = read_edition(tmp_path / "data/raw/jeu/2025/edition.toml", survey)
    assert not edition.not_asked


def test_a_table_of_boxes_is_several_answers_per_row(tmp_path: Path) -> None:
    survey, frame = drafted(tmp_path, file_of("codes"))
    bar = survey.questions["tache_bar"]
    assert (bar.type, list(bar.codes)) == ("multiple", ["b", "s"])
    assert list(frame["tache_bar.b"]) == [person % 2 == 1 for person in range(PEOPLE)]
    assert list(frame["tache_cle.s"]) == [person % 3 == 0 for person in range(PEOPLE)]
    assert survey.indicators["tache_bar"].statistic == "share"


def test_comments_are_called_so_in_both_languages(tmp_path: Path) -> None:
    survey, _ = drafted(tmp_path, file_of("codes"))
    label = survey.questions["lieu_gcomment"].text
    assert (label.fr, label.en) == (
        "Où jouez-vous ? – Gymnase – commentaire",
        "Where do you play? – Hall – comment",
    )


@pytest.mark.parametrize("yes, no", [("1", "2"), ("1", "0")])
def test_yes_and_no_that_were_exported_as_numbers_are_recoded(yes: str, no: str, tmp_path: Path) -> None:
    survey, frame = drafted(tmp_path, file_of("codes", {"Y": yes, "N": no}))
    assert list(frame["tournoi"]) == [answered(person)["TOURNOI"] for person in range(PEOPLE)]
    assert list(frame["lieu.G"]) == [answered(person)["LIEU[G]"] == "Y" for person in range(PEOPLE)]
    edition = read_edition(tmp_path / "data/raw/jeu/2025/edition.toml", survey)
    assert edition.recode == {"tournoi": {yes: "Y", no: "N"}}


def test_the_day_of_anonymous_answers_is_no_day_of_fieldwork(tmp_path: Path) -> None:
    survey, _ = drafted(tmp_path, file_of("codes"))
    edition = read_edition(tmp_path / "data/raw/jeu/2025/edition.toml", survey)
    assert edition.start is None


def test_two_scales_side_by_side_are_two_lists_without_a_structure_too(tmp_path: Path) -> None:
    (tmp_path / "reponses.csv").write_text(file_of("fr"), "utf-8")
    draft(tmp_path, "jeu/2025", tmp_path / "reponses.csv")
    survey = read_survey(tmp_path / "data/raw/jeu/survey.toml")
    codes = {name: list(each.codes) for name, each in survey.questions.items() if "saisons" in name}
    assert codes == {
        "vos_saisons_ete_duree": ["C1", "C2"],
        "vos_saisons_ete_affluence": ["D1", "D2", "D3"],
        "vos_saisons_hiver_duree": ["C1", "C2"],
        "vos_saisons_hiver_affluence": ["D1", "D2", "D3"],
    }
