"""A questionnaire of LimeSurvey on clubs, and nine answers to it exported in both forms, with their traps."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

Texts = tuple[str, str]

GROUPS = {
    "1": ("Vous", "You", "1"),
    "2": ("Votre <b>club</b>", "Your club", "1"),
    "3": ("Bénévoles", "Volunteers", 'Q03.NAOK == "Y"'),
}
QUESTIONS: dict[str, dict[str, str]] = {}


def row(cells: Mapping[str, str]) -> str:
    """One row of a table, every cell as CDATA, as LimeSurvey writes it."""
    inside = "".join(
        f"<{name}><![CDATA[{text}]]></{name}>" if text else f"<{name}/>" for name, text in cells.items()
    )
    return f"<row>{inside}</row>"


def table(name: str, rows: Iterable[Mapping[str, str]]) -> str:
    """One table with its rows."""
    return f"<{name}><rows>{''.join(map(row, rows))}</rows></{name}>"


def question(qid: str, gid: str, kind: str, code: str, text: Texts, **more: str) -> dict[str, str]:
    """A row of questions, its French and English texts under "fr" and "en"."""
    usual = {"parent_qid": "0", "sid": "55", "relevance": "1", "mandatory": "N", "other": "N"}
    return {
        "qid": qid,
        "gid": gid,
        "type": kind,
        "title": code,
        "question_order": qid,
        **usual,
        **more,
        "fr": text[0],
        "en": text[1],
    }


ASKED = [
    question("10", "1", "X", "intro", ("<p>Bonjour&nbsp;!</p>", "Hello")),
    question(
        "11",
        "1",
        "L",
        "G01Q02",
        ("<p>Vous êtes&nbsp;: <script>alert(1)</script></p>", "You are:"),
        mandatory="Y",
        other="Y",
    ),
    question("12", "1", "Y", "Q03", ("Êtes-vous <b>bénévole</b> ?", "Do you volunteer?"), mandatory="Y"),
    question("13", "1", "N", "annee", ("Votre année de naissance", "Your year of birth")),
    question("14", "2", "M", "lieux", ("Où agissez-vous ?", "Where do you act?"), other="Y"),
    question("15", "2", "A", "avis", ("Votre avis", "Your opinion")),
    question("16", "2", "H", "moyens", ("Vos moyens", "Your means")),
    question("17", "3", "N", "heures", ("Combien d'heures ?", "How many hours?"), relevance="1"),
    question("18", "3", "D", "depuis", ("Depuis quelle date ?", "Since when?")),
    question(
        "19",
        "3",
        "T",
        "pourquoi",
        ("Pourquoi le club ?", "Why the club?"),
        relevance='(lieux_SQ001.NAOK == "Y" or lieux_SQ002.NAOK == "Y")',
    ),
    question("20", "2", "R", "rang", ("Vos priorités", "Your priorities")),
    question("21", "2", "!", "suite", ("Et ensuite ?", "And then?"), relevance='G01Q02.NAOK != "A1"'),
    question("22", "2", "T", "fin", ("Un mot ?", "A word?"), relevance='count(self.NAOK) > 3 and Q03 == "N"'),
]
ROWS = {
    "14": {
        "SQ001": ("À l’école", "At school"),
        "SQ002": ("Au club", "At the club"),
        "SQ003": ("Nulle part", "Nowhere"),
    },
    "15": {"SQ001": ("Accueil", "Welcome"), "SQ002": ("Locaux", "Premises")},
    "16": {"SQ001": ("Argent", "Money"), "SQ002": ("Temps", "Time")},
}
ANSWERS = {
    "11": {"A1": ("Une femme", "A woman"), "A2": ("Un homme", "A man")},
    "16": {"A1": ("Assez", "Enough"), "A2": ("Trop peu", "Too little"), "A3": ("Trop", "Too much")},
    "20": {"A1": ("Sport", "Sport"), "A2": ("Fête", "Party")},
    "21": {"1": ("Rester", "Stay"), "2": ("Partir", "Leave")},
}
ATTRIBUTES = [
    {"qid": "14", "attribute": "exclude_all_others", "value": "SQ003", "language": ""},
    {"qid": "14", "attribute": "other_replace_text", "value": "Ailleurs", "language": "fr"},
    {"qid": "14", "attribute": "other_replace_text", "value": "Elsewhere", "language": "en"},
    {"qid": "17", "attribute": "min_num_value_n", "value": "0", "language": ""},
    {"qid": "17", "attribute": "max_num_value_n", "value": "168", "language": ""},
    {"qid": "13", "attribute": "min_num_value_n", "value": "1910", "language": ""},
    {"qid": "13", "attribute": "max_num_value_n", "value": "2010", "language": ""},
]


def structure(version: int) -> str:
    """The .lss as LimeSurvey 6 writes it (texts in tables of their own), or 3 (one row per language)."""
    subquestions = [
        {"qid": f"{qid}{code}", "parent_qid": qid, "sid": "55", "gid": "2", "type": "T", "title": code}
        | {"scale_id": "0", "question_order": str(rank), "relevance": "1", "fr": text[0], "en": text[1]}
        for qid, rows in ROWS.items()
        for rank, (code, text) in enumerate(rows.items())
    ]
    answers = [
        {"aid": f"{qid}{code}", "qid": qid, "code": code, "sortorder": str(rank), "scale_id": "0"}
        | {"fr": text[0], "en": text[1]}
        for qid, codes in ANSWERS.items()
        for rank, (code, text) in enumerate(codes.items())
    ]
    groups = [
        {"gid": gid, "sid": "55", "group_order": gid, "grelevance": relevance, "fr": fr, "en": en}
        for gid, (fr, en, relevance) in GROUPS.items()
    ]
    titles = [
        {"surveyls_language": "fr", "surveyls_title": "Les clubs"},
        {"surveyls_language": "en", "surveyls_title": "The clubs"},
    ]
    tables = [
        ("answers", "answer_l10ns", answers, "aid", "answer"),
        ("groups", "group_l10ns", groups, "gid", "group_name"),
        ("questions", "question_l10ns", [*ASKED, *(subquestions if version < 4 else [])], "qid", "question"),
        ("subquestions", "question_l10ns", subquestions if version >= 4 else [], "qid", "question"),
    ]
    written, texts = [], dict[str, list[dict[str, str]]]()
    for name, apart, rows, key, text in tables:
        plain = [{k: v for k, v in each.items() if k not in ("fr", "en")} for each in rows]
        worded = [
            [{key: each[key], text: each[language], "language": language} for each in rows]
            for language in ("fr", "en")
        ]
        if version >= 4:
            written.append(table(name, plain))
            texts.setdefault(apart, []).extend(worded[0] + worded[1])
        else:
            repeated = [each | words for said in worded for each, words in zip(plain, said, strict=True)]
            written.append(table(name, repeated))
    written += [table(name, rows) for name, rows in texts.items()]
    written += [table("question_attributes", ATTRIBUTES), table("surveys_languagesettings", titles)]
    head = "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>640</DBVersion>"
    languages = "<languages><language>fr</language><language>en</language></languages>"
    body = "".join(written)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<document>{head}{languages}{body}</document>\n'


def part(version: int, kept: Mapping[str, str]) -> str:
    """The .lsg of a group, kept {"gid": "2"}, or the .lsq of a question, kept {"qid": "14"}.

    A group has its questions, a question its rows and answers; the file of a question names no group.
    """
    document = ElementTree.fromstring(structure(version).encode())
    ((key, value),) = kept.items()
    doctype = document.find("LimeSurveyDocType")
    assert doctype is not None
    doctype.text = "Group" if key == "gid" else "Question"
    wanted = {each["qid"] for each in ASKED if each[key] == value}
    for name in ("surveys_languagesettings", *(["groups", "group_l10ns"] if key == "qid" else [])):
        for found in document.findall(name):
            document.remove(found)
    for rows in document.iterfind("*/rows"):
        for each in list(rows):
            if not _is_of(each, wanted, value if key == "gid" else ""):
                rows.remove(each)
    return ElementTree.tostring(document, encoding="unicode")


def _is_of(found: ElementTree.Element, questions: set[str], gid: str) -> bool:
    """Whether a row is of the group, of one of the questions, or of their rows and answers."""
    own = {name: found.findtext(name) or "" for name in ("qid", "parent_qid", "gid", "aid")}
    if own["qid"] or own["aid"]:
        of = own["parent_qid"] if own["parent_qid"] not in ("", "0") else own["qid"] or own["aid"]
        return of[:2] in questions
    return own["gid"] == gid


HEADINGS = [
    *("id", "submitdate", "lastpage", "startlanguage", "G01Q02", "G01Q02[other]", "Q03", "annee"),
    *("lieux[SQ001]", "lieux[SQ002]", "lieux[SQ003]", "lieux[other]", "avis[SQ001]", "avis[SQ002]"),
    *("moyens[SQ001]", "moyens[SQ002]", "rang[1]", "rang[2]", "suite", "fin", "heures", "depuis", "pourquoi"),
]
CODED = """
1,1980-01-01 00:00:00,4,fr,A1,,Y,1990,Y,,,,1,5,A1,A2,A1,A2,,,4,2019-05-01 00:00:00,Pour aider
2,1980-01-01 00:00:00,4,fr,A2,,N,1985,,,Y,,2,4,A2,A2,A2,A1,1,Bravo,,,
3,1980-01-01 00:00:00,4,en,A1,,Y,1970,Y,Y,,,3,3,A3,A1,A1,,,,10.5,2020-01-31 00:00:00,"Le goût, l'envie"
4,1980-01-01 00:00:00,4,fr,-oth-,non binaire,N,,,,,un café,4,2,A1,A1,,,2,,,,
5,,1,fr,A2,,Y,1999,,,,,,,,,,,,,,,
6,,-1,fr,A1,,N,2001,,,,,,,,,,,,,,,
7,1980-01-01 00:00:00,4,fr,A2,,Y,1960,,Y,,,5,1,A2,A3,A2,A1,1,,0,1999-12-31 00:00:00,
8,1980-01-01 00:00:00,4,fr,A1,,Y,1955,,Y,,,5,2,A2,A1,A1,A2,,,2,2001-09-01 00:00:00,
"""
"""Answers as LimeSurvey exports codes."""
FULL = {
    "G01Q02": {"A1": "Une femme", "A2": "Un homme", "-oth-": "Autre"},
    "Q03": {"Y": "Oui", "N": "Non", "": "N/A"},
    "moyens": {"A1": "Assez", "A2": "Trop  peu", "A3": "Trop"},
    "rang": {"A1": "Sport", "A2": "F&ecirc;te"},
    "suite": {"1": "Rester", "2": "Partir"},
}
TEXTS = {each["title"]: each["fr"] for each in ASKED}
"""The questions as written, with their markup."""


def coded_csv(heading: str = "code") -> str:
    """The answers as codes, headed by code, in the writing of R ("_"), or by text; after a mark of UTF-8."""
    heads = {
        "code": HEADINGS,
        "_": [name.replace("[", "_").rstrip("]") for name in HEADINGS],
        "text": [text_heading(name) for name in HEADINGS],
    }
    return "\ufeff" + csv_row(heads[heading], ",") + CODED


def full_csv() -> str:
    """The same answers in words, under code and text, as full answers are exported."""
    rows = list(csv.reader(CODED.strip().splitlines()))
    worded = [[full_answer(*pair, row) for pair in zip(HEADINGS, row, strict=True)] for row in rows]
    heads = [code_and_text(name) for name in HEADINGS]
    return "\n".join(csv_row(cells, ";") for cells in (heads, *worded)) + "\n"


def full_answer(column: str, cell: str, row: list[str]) -> str:
    """What LimeSurvey writes for an answer: ticks are Oui and Non, N/A on pages that were not reached."""
    code, _, rest = column.partition("[")
    if code == "lieux" and rest != "other]":
        is_reached = row[HEADINGS.index("avis[SQ001]")] != ""
        return "Oui" if cell == "Y" else "Non" if is_reached else "N/A"
    return FULL.get(code, {}).get(cell, cell) if rest != "other]" else cell


def text_heading(column: str) -> str:
    """The full text of a column's question and row."""
    code, _, rest = column.rstrip("]").partition("[")
    qid = next((each["qid"] for each in ASKED if each["title"] == code), "")
    ranks = {str(rank): f"Rang {rank}" for rank in (1, 2)}
    row = {key: text[0] for key, text in ROWS.get(qid, {}).items()} | ranks | {"other": "Autre"}
    text = (
        re.sub(r"<script.*?</script>|<[^>]*>", "", TEXTS.get(code, code)).replace("&nbsp;", "\u00a0").strip()
    )
    return f"{text} [{row[rest]}]" if rest else text


def code_and_text(column: str) -> str:
    """Code and text, as "code & text" heads a column."""
    return f"{column}. {text_heading(column)}" if column.partition("[")[0] in TEXTS else column


def csv_row(cells: Iterable[str], separator: str) -> str:
    """One line of a CSV."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="").writerow(cells)
    return written.getvalue()
