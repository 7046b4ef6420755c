"""Exports of a club by further tools: ticks whose columns share no stem, choices in a row of their own."""

from __future__ import annotations

from collections.abc import Callable

from .clubs import Club
from .tool_exports import Rows, day_of, time_of, words_of


def alchemer(club: Club) -> Rows:
    """A column for each choice, headed by the choice and its question."""
    own = ["Response ID", "Time Started", "Date Submitted", "Status", "SessionID", "IP Address", "Latitude"]
    kind, ticks, *others = club.questions
    rows: Rows = [[*own, kind, *(f"{option}:{ticks}" for option in club.options), *others]]
    for person in club.people:
        told = [400 + person.number, time_of(person), time_of(person), "Complete", f"17{person.number}_a"]
        told += [f"10.1.2.{person.number}", f"4{person.number % 9}.1"]
        rows.append([*told, person.kind, *club.marks(person, None), person.often, person.years])
    return rows


def questionpro(club: Club) -> Rows:
    """A column for each choice, headed by the choice alone and ticked by 1."""
    own = ["Response ID", "Response Status", "Timestamp (mm/dd/yyyy)", "Time Taken to Complete (Seconds)"]
    rows: Rows = [[*own, "Seq. Number", club.kind, *club.options, club.often, club.years]]
    for person in club.people:
        told = [7000 + person.number, "Completed", "09/14/2023 10:05:09", 100 + person.number, person.number]
        rows.append([*told, person.kind, *club.marks(person, "1"), person.often, person.years])
    return rows


def tally(club: Club) -> Rows:
    """The answers in one cell, and TRUE or FALSE for each beside it."""
    kind, ticks, *others = club.questions
    own = ["Submission ID", "Respondent ID", "Submitted at"]
    rows: Rows = [[*own, kind, ticks, *(f"{ticks} ({option})" for option in club.options), *others]]
    for person in club.people:
        told = [f"w2p{person.number:04}X", f"rE{person.number:04}a", time_of(person), person.kind]
        cells = [", ".join(person.ticked), *club.marks(person, "TRUE", "FALSE")]
        rows.append([*told, *cells, person.often, person.years])
    return rows


def drag_n_survey(club: Club) -> Rows:
    """The choices in a second heading row, which is blank over all other columns."""
    blanks = [""] * (len(club.options) - 1)
    rows: Rows = [["ID", "Date de début", club.kind, club.ticks, *blanks, club.often, club.years]]
    rows.append(["", "", "", *club.options, "", ""])
    for person in club.people:
        told = [person.number, day_of(person), person.kind]
        rows.append([*told, *club.marks(person, None), person.often, person.years])
    return rows


def webform_keys(club: Club) -> Rows:
    """Wordings, choices, and keys for machines below them, which name the columns."""
    blanks = [""] * (len(club.options) - 1)
    keys = [f"ch_{place}" for place in "abcdefg"[: len(club.options)]]
    rows: Rows = [["Numéro de série", "Heure de soumission", club.kind, club.often, club.years, club.ticks]]
    rows[0] += blanks
    rows.append(["", "", "", "", "", *club.options])
    rows.append(["webform_serial", "webform_time", "adherent", "frequence", "duree", *keys])
    for person in club.people:
        told = [person.number, f"{day_of(person)} - 10:05", person.kind, person.often, person.years]
        rows.append([*told, *club.marks(person)])
    return rows


def zoho(club: Club) -> Rows:
    """The choices behind the question and a colon, each column with its own words."""
    own = ["Response ID", "Start time", "Completed time", "Time taken", "Collector", "IP Address"]
    kind, ticks, *others = club.questions
    rows: Rows = [[*own, kind, *(f"{ticks}: {option}" for option in club.options), *others]]
    for person in club.people:
        told = [3000 + person.number, time_of(person), time_of(person), f"{person.number}m 5s", "Web Link"]
        told += [f"10.1.2.{person.number}", person.kind]
        rows.append([*told, *club.marks(person, None), person.often, person.years])
    return rows


def eusurvey(club: Club) -> Rows:
    """What the export is of in the rows above, what the software adds in the last columns."""
    own = ["Contribution ID", "Creation Date", "Last Update", "User Name", "Languages"]
    rows: Rows = [["Alias", "Club2023"], ["Export Date", "03-10-2023 10:11"], [], [*club.questions, *own]]
    for person in club.people:
        told = [f"{person.number:08x}-aaaa-bbbb-cccc-dddddddddddd", time_of(person), time_of(person)]
        rows.append([*words_of(person, ";"), *told, "", "FR"])
    return rows


def gravity_forms(club: Club) -> Rows:
    """The choices in brackets behind the question, beside what WordPress keeps of a visitor."""
    own = ["Entry Id", "Entry Date", "Source Url", "Payment Status", "Post Id", "User Agent", "User IP"]
    kind, ticks, *others = club.questions
    rows: Rows = [[*own, kind, *(f"{ticks} ({option})" for option in club.options), *others]]
    for person in club.people:
        told = [person.number, time_of(person), "https://club.example/s", "", "", "Mozilla/5.0"]
        told += [f"10.1.2.{person.number}", person.kind]
        rows.append([*told, *club.marks(person, None), person.often, person.years])
    return rows


def sogolytics(club: Club) -> Rows:
    """Codes of questions, their wordings in a second row, 1 for a tick."""
    own = ["Response No", "Response ID", "Start Time", "Completion Time", "Time Taken (in seconds)"]
    kind, ticks, *others = club.questions
    codes = [f"Q2_{place}" for place in range(1, len(club.options) + 1)]
    rows: Rows = [[*own, "Q1", *codes, "Q3", "Q4"]]
    rows.append(["", "", "", "", "", kind, *(f"{ticks} - {option}" for option in club.options), *others])
    for person in club.people:
        told = [person.number, f"SG{person.number:05}", time_of(person), time_of(person), 90 + person.number]
        rows.append([*told, person.kind, *club.marks(person, "1"), person.often, person.years])
    return rows


ALL_FOUR = ("kind", "ticks", "scale", "years")
FURTHER: dict[str, tuple[Callable[[Club], Rows], str, tuple[str, ...]]] = {
    "Alchemer": (alchemer, ",", ALL_FOUR),
    "QuestionPro": (questionpro, ",", ALL_FOUR),
    "Tally": (tally, ",", ALL_FOUR),
    "Drag'n Survey": (drag_n_survey, ";", ALL_FOUR),
    "Webform, keys": (webform_keys, ";", ALL_FOUR),
    "Zoho Survey": (zoho, ",", ALL_FOUR),
    "EUSurvey": (eusurvey, ",", ALL_FOUR),
    "Gravity Forms": (gravity_forms, ",", ALL_FOUR),
    "Sogolytics": (sogolytics, ",", ALL_FOUR),
}
"""The tool -> its export, the separator of its CSV, and what of the club is in it."""
