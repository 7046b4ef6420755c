"""Structures of tab-separated LimeSurvey, older XLSForms, REDCap, Qualtrics, DDI and Triple-S."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.drafting.drafts import draft
from analysis.drafting.formats.structure_files import read_structure
from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.faults import Fault
from analysis.pipeline import process
from analysis.steps.results_files import Built
from analysis.workspace import Place

LIME = [
    (
        "id",
        "related_id",
        "class",
        "type/scale",
        "name",
        "relevance",
        "text",
        "help",
        "language",
        "mandatory",
        "other",
    ),
    ("1", "", "SL", "", "surveyls_title", "", "Nos clubs", "", "fr", "", ""),
    ("1", "", "G", "", "Vous", "1", "", "", "fr", "", ""),
    ("10", "", "Q", "L", "Q1", "1", "<p>Vous êtes&nbsp;:</p>", "", "fr", "Y", ""),
    ("", "", "A", "0", "A1", "", "Une femme", "", "fr", "", ""),
    ("", "", "A", "0", "A2", "", "Un homme", "", "fr", "", ""),
    ("11", "", "Q", "M", "Q2", 'Q1.NAOK == "A1"', "Quoi ?", "", "fr", "", "Y"),
    ("", "", "SQ", "0", "S1", "1", "Sport", "", "fr", "", ""),
    ("", "", "SQ", "0", "S2", "1", "Arts, lettres", "", "fr", "", ""),
    ("1", "", "G", "", "You", "1", "", "", "en", "", ""),
    ("10", "", "Q", "L", "Q1", "1", "You are:", "", "en", "Y", ""),
    ("", "", "A", "0", "A1", "", "A woman", "", "en", "", ""),
    ("", "", "A", "0", "A2", "", "A man", "", "en", "", ""),
    ("11", "", "Q", "M", "Q2", 'Q1.NAOK == "A1"', "What?", "", "en", "", "Y"),
    ("", "", "SQ", "0", "S1", "1", "Sports", "", "en", "", ""),
    ("", "", "SQ", "0", "S2", "1", "Arts, letters", "", "en", "", ""),
]
REDCAP = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, '
    'OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min",'
    '"Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?"\n'
    'sexe,profil,,radio,"Vous êtes :","1, Une femme | 2, Un homme",,,,,,,y\n'
    'quoi,profil,,checkbox,"Quoi ?","1, Sport | 2, Arts, lettres",,,,,,"[sexe] = \'1\'",\n'
    'age,profil,,text,"Âge ?",,,integer,18,99,,,\n'
    'accord,suite,,yesno,"D\'accord ?",,,,,,,,\n'
    "nom,suite,,text,Nom,,,,,,y,,\n"
)
QSF = {
    "SurveyEntry": {"SurveyName": "Nos clubs"},
    "SurveyElements": [
        {
            "Element": "BL",
            "Payload": [
                {
                    "Type": "Default",
                    "Description": "Vous",
                    "BlockElements": [{"Type": "Question", "QuestionID": f"QID{n}"} for n in (1, 2, 3, 4)],
                },
                {"Type": "Trash", "BlockElements": [{"Type": "Question", "QuestionID": "QID9"}]},
            ],
        },
        *(
            {"Element": "SQ", "PrimaryAttribute": key, "Payload": payload}
            for key, payload in {
                "QID1": {
                    "QuestionType": "MC",
                    "Selector": "SAVR",
                    "DataExportTag": "Q1",
                    "QuestionText": "Vous êtes&nbsp;:",
                    "Choices": {"1": {"Display": "Une femme"}, "2": {"Display": "Un homme"}},
                    "RecodeValues": {"1": "10", "2": "20"},
                },
                "QID2": {
                    "QuestionType": "MC",
                    "Selector": "MAVR",
                    "DataExportTag": "Q2",
                    "QuestionText": "Quoi ?",
                    "Choices": {
                        "1": {"Display": "Sport"},
                        "2": {"Display": "Arts, lettres"},
                        "3": {"Display": "Autre", "TextEntry": "true"},
                    },
                    "ChoiceOrder": ["2", "1", "3"],
                },
                "QID3": {
                    "QuestionType": "Matrix",
                    "Selector": "Likert",
                    "DataExportTag": "Q3",
                    "QuestionText": "Notez",
                    "Choices": {"1": {"Display": "Accueil"}, "2": {"Display": "Locaux"}},
                    "Answers": {"1": {"Display": "Mal"}, "2": {"Display": "Moyen"}, "3": {"Display": "Bien"}},
                },
                "QID4": {
                    "QuestionType": "TE",
                    "Selector": "SL",
                    "DataExportTag": "Q4",
                    "QuestionText": "Âge ?",
                    "Validation": {"Settings": {"ContentType": "ValidNumber"}},
                },
                "QID9": {"QuestionType": "TE", "DataExportTag": "Q9", "QuestionText": "Ôtée"},
            }.items()
        ),
    ],
}
DDI = """<codeBook xmlns="ddi:codebook:2_5"><stdyDscr><citation><titlStmt><titl>Nos clubs</titl></titlStmt>
</citation></stdyDscr><dataDscr><varGrp ID="G1" var="V1 V2"><labl>Vous</labl></varGrp>
<var ID="V1" name="Q1"><labl>Sexe</labl><qstn><qstnLit>Vous êtes :</qstnLit></qstn>
<catgry><catValu>1</catValu><labl>Une femme</labl></catgry>
<catgry><catValu>2</catValu><labl>Un homme</labl></catgry>
<catgry missing="Y"><catValu>9</catValu><labl>Refus</labl></catgry><varFormat type="numeric"/></var>
<var ID="V2" name="AGE" intrvl="contin"><labl>Âge</labl><varFormat type="numeric"/></var>
<var ID="V3" name="AVIS"><labl>Avis</labl><varFormat type="character"/></var></dataDscr></codeBook>"""
TRIPLE_S = """<?xml version="1.0"?><sss version="2.0"><survey><title>Nos clubs</title><record ident="A">
<variable ident="1" type="single"><name>Q1</name><label>Vous êtes :</label>
<values><value code="1">Une femme</value><value code="2">Un homme</value></values></variable>
<variable ident="2" type="multiple"><name>Q2</name><label>Quoi ?</label>
<values><value code="1">Sport</value><value code="2">Arts, lettres</value></values></variable>
<variable ident="3" type="quantity"><name>AGE</name><label>Âge ?</label>
<values><range from="18" to="99"/></values></variable></record></survey></sss>"""


def old_form(path: Path) -> None:
    workbook = Workbook()
    survey = workbook.active
    survey.title = "survey"
    rows = [
        ("type", "name", "caption"),
        ("begin group", "g", "Vous"),
        ("select one from sx", "q1", "Vous êtes :"),
        ("add select multiple prompt using act", "q2", "Quoi ?"),
        ("select all that apply from act or specify other", "q3", "Et encore ?"),
        ("int", "age", "Âge ?"),
        ("string", "avis", "Avis ?"),
        ("end group", None, None),
    ]
    choices = [("list name", "value", "caption"), ("sx", 1, "Une femme"), ("sx", 2, "Un homme")]
    for row in rows:
        survey.append(row)
    sheet = workbook.create_sheet("choices")
    for choice in [*choices, ("act", "a", "Sport"), ("act", "b", "Arts, lettres")]:
        sheet.append(choice)
    workbook.save(path)


WRITTEN: dict[str, Callable[[Path], object]] = {
    "structure.txt": lambda path: path.write_text("\n".join("\t".join(row) for row in LIME), "utf-8"),
    "form.xlsx": old_form,
    "dictionary.csv": lambda path: path.write_text(REDCAP, "utf-8"),
    "survey.qsf": lambda path: path.write_text(json.dumps(QSF), "utf-8"),
    "codebook.xml": lambda path: path.write_text(DDI, "utf-8"),
    "survey.sss": lambda path: path.write_text(TRIPLE_S, "utf-8"),
}
EXPECTED = {
    "structure.txt": {"Q1": "single", "Q2": "multiple"},
    "form.xlsx": {"q1": "single", "q2": "multiple", "q3": "multiple", "age": "numeric", "avis": "text"},
    "dictionary.csv": {"sexe": "single", "quoi": "multiple", "age": "numeric", "accord": "single"},
    "survey.qsf": {"Q1": "single", "Q2": "multiple", "Q3_1": "scale", "Q3_2": "scale", "Q4": "numeric"},
    "codebook.xml": {"Q1": "single", "AGE": "numeric", "AVIS": "text"},
    "survey.sss": {"Q1": "single", "Q2": "multiple", "AGE": "numeric"},
}


def read(name: str, folder: Path) -> QuestionnaireStructure:
    WRITTEN[name](folder / name)
    return read_structure(folder / name)


@pytest.mark.parametrize("name", WRITTEN)
def test_questions_of_every_structure_have_their_types(name: str, tmp_path: Path) -> None:
    asked = read(name, tmp_path).asked
    assert {each.question.wanted_name: each.question.type for each in asked} == EXPECTED[name]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_answers_have_their_texts_and_the_questions_theirs(name: str, tmp_path: Path) -> None:
    first = read(name, tmp_path).asked[0].question
    assert list(first.codes.values()) == ["Une femme", "Un homme"]
    assert first.text.strip(" :\u00a0") == "Vous êtes"


@pytest.mark.parametrize("name", WRITTEN)
def test_a_survey_is_drafted_from_every_structure_alone(name: str, tmp_path: Path) -> None:
    WRITTEN[name](tmp_path / name)
    assert draft(tmp_path, "clubs", None, tmp_path / name).written


ANSWERS = {
    "structure.txt": "id,Q1,Q2[S1],Q2[S2],Q2[other]\n1,A1,Y,,\n2,A1,Y,Y,\n3,A2,,,\n",
    "form.xlsx": "id,q1,q2,q3,age,avis\n1,1,a,b,20,\n2,1,a b,a,31,\n3,2,,b,42,oui\n",
    "dictionary.csv": "record_id,sexe,quoi___1,quoi___2,age,accord,nom\n"
    "1,1,1,0,20,1,X\n2,1,1,1,31,0,Y\n3,2,,,42,1,Z\n",
    "survey.qsf": "ResponseId,Q1,Q2,Q2_3_TEXT,Q3_1,Q3_2,Q4\n"
    'R_1,10,1,,1,2,20\nR_2,10,"1,2",,3,2,31\nR_3,20,,,1,1,42\n',
    "survey.sss": "id,Q1,Q2_1,Q2_2,AGE\n1,1,1,0,20\n2,1,1,1,31\n3,2,0,0,42\n",
}
SIGNED = "id,Q1,Q2,AGE\n1,1,10,20\n2,1,11,31\n3,2,00,42\n4,2,,42\n"


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_read_by_the_structure(name: str, tmp_path: Path) -> None:
    WRITTEN[name](tmp_path / name)
    (tmp_path / "answers.csv").write_text(ANSWERS[name], "utf-8")
    draft(tmp_path, "clubs/2024", tmp_path / "answers.csv", tmp_path / name)
    built: Built = process(Place(tmp_path, "clubs", "2024"))
    answers = built.weighted.cleaned.answers
    (several,) = (
        q for q in list(answers.values())[:12] if q.question.type == "multiple" and q.question.name != "q3"
    )
    ticked = dict(zip(several.question.codes, several.values.sum(axis=0), strict=True))
    assert sorted(ticked.values(), reverse=True)[:2] == [2, 1]
    assert built.weighted.cleaned.problems.empty


def test_a_column_called_like_a_question_that_is_not_in_the_file_is_asked(tmp_path: Path) -> None:
    WRITTEN["dictionary.csv"](tmp_path / "dictionary.csv")
    rows = "".join(f"{i},1,{'beaucoup' if i % 2 else 'peu'}\n" for i in range(8))
    (tmp_path / "answers.csv").write_text(f"record_id,sexe,quoi\n{rows}", "utf-8")
    draft(tmp_path, "clubs/2024", tmp_path / "answers.csv", tmp_path / "dictionary.csv")
    built: Built = process(Place(tmp_path, "clubs", "2024"))
    [of_file] = [q for q in built.survey.questions.values() if q.column == "quoi" and not q.columns]
    assert of_file.name not in built.edition.not_asked
    assert built.weighted.cleaned.answers[of_file.name].was_answered.all()


def test_signs_of_one_cell_are_read_by_the_structure(tmp_path: Path) -> None:
    WRITTEN["survey.sss"](tmp_path / "survey.sss")
    (tmp_path / "answers.csv").write_text(SIGNED, "utf-8")
    draft(tmp_path, "clubs/2024", tmp_path / "answers.csv", tmp_path / "survey.sss")
    answers = process(Place(tmp_path, "clubs", "2024")).weighted.cleaned.answers["q2"]
    assert answers.values.tolist() == [[True, False], [True, True], [False, False], [False, False]]
    assert answers.was_answered.tolist() == [True, True, True, False]


SPLIT = {
    # cells of Sport, of Arts, lettres and of Autre with its text, by respondent
    "marks": ("1,,,|1,1,1,|,,,", 3, "not_ticked"),
    "words": ('Sport,,,|Sport,"Arts, lettres",Autre,buvette|,,,', 3, "not_ticked"),
    "marks and noes": ("1,0,0,|1,1,1,buvette|,,,", 2, "no_answer"),
}


@pytest.mark.parametrize("case", SPLIT)
def test_ticks_in_columns_of_their_own_are_read_by_the_structure(case: str, tmp_path: Path) -> None:
    cells, base, blank = SPLIT[case]
    WRITTEN["survey.qsf"](tmp_path / "survey.qsf")
    rows = "".join(f"R_{i},10,{row}\n" for i, row in enumerate(cells.split("|")))
    (tmp_path / "answers.csv").write_text(f"ResponseId,Q1,Q2_1,Q2_2,Q2_3,Q2_3_TEXT\n{rows}", "utf-8")
    draft(tmp_path, "clubs/2024", tmp_path / "answers.csv", tmp_path / "survey.qsf")
    built: Built = process(Place(tmp_path, "clubs", "2024"))
    answers = built.weighted.cleaned.answers["q2"]
    ticked = dict(zip(answers.question.codes, answers.values.sum(axis=0).tolist(), strict=True))
    assert ticked == {"2": 1, "1": 2, "3": 1}
    assert (answers.was_answered.sum(), answers.question.empty) == (base, blank)


def test_an_identifier_is_left_out_by_its_label_too(tmp_path: Path) -> None:
    WRITTEN["dictionary.csv"](tmp_path / "dictionary.csv")
    text = "Record ID,Vous êtes :,Nom\n" + "".join(f"{i},Une femme,Rugby {i % 2}\n" for i in range(8))
    (tmp_path / "answers.csv").write_text(text, "utf-8")
    drafted = draft(tmp_path, "clubs/2024", tmp_path / "answers.csv", tmp_path / "dictionary.csv")
    assert "left out, may tell who answered: Nom" in drafted.summary
    assert "Rugby" not in (tmp_path / "data/raw/clubs/survey.toml").read_text("utf-8")


def test_a_structure_in_two_languages_has_both(tmp_path: Path) -> None:
    structure = read("structure.txt", tmp_path)
    assert [each.question.text.en for each in structure.asked] == ["You are:", "What?"]  # type: ignore[attr-defined]
    assert list(structure.themes.values()) == ["Vous"]
    assert structure.title == "Nos clubs"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", "nom\tage\nA\t3\n", "no structure of LimeSurvey"),
        ("a.csv", "nom,age\nA,3\n", "no data dictionary of REDCap"),
        ("a.qsf", "{}", "no survey of Qualtrics"),
        ("a.xml", "<livre/>", "expected a codeBook of DDI or an sss of Triple-S; found 'livre'"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares entities"),
    ],
)
def test_what_is_no_structure_is_refused_with_what_was_expected(
    name: str, content: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(Fault) as raised:
        read_structure(tmp_path / name)
    assert said in str(raised.value)
