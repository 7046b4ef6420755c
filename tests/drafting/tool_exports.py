"""Exports of a club as survey tools write them, made from its answers, by the name of the tool."""

from __future__ import annotations

import json
from collections.abc import Callable

from .clubs import Cells, Club, Person

Rows = list[Cells]


def time_of(person: Person) -> str:
    return f"2023-09-{person.number % 28 + 1:02d} 1{person.number % 10}:05:09"


def day_of(person: Person) -> str:
    return f"{person.number % 28 + 1:02d}/09/2023"


def code_of(person: Person, club: Club) -> list[str]:
    """The answers in codes: numbers from 1, of several answers with commas between."""
    ticked = [str(club.options.index(option) + 1) for option in person.ticked]
    return [
        str(club.kinds.index(person.kind) + 1),
        ",".join(ticked),
        str(club.scale.index(person.often) + 1),
        str(person.years),
    ]


def words_of(person: Person, between: str = ",") -> list[str]:
    return [person.kind, between.join(person.ticked), person.often, str(person.years)]


def _qualtrics(club: Club, answers: Callable[[Person], list[str]]) -> Rows:
    own = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "ResponseId"]
    own += ["RecipientLastName", "RecipientEmail", "UserLanguage"]
    ids = [*own, "QID1", "QID2", "QID3", "QID4"]
    wordings = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished"]
    wordings += ["Response ID", "Recipient Last Name", "Recipient Email", "User Language"]
    rows: Rows = [[*own, "Q1", "Q2", "Q3", "Q4"], [*wordings, *club.questions]]
    rows.append([json.dumps({"ImportId": each}) for each in ids])
    for person in club.people:
        when = time_of(person)
        told = [when, when, "IP Address", f"10.1.2.{person.number}", "100", "True", f"R_{person.number:06d}x"]
        rows.append([*told, "", "", "EN", *answers(person)])
    return rows


def qualtrics_words(club: Club) -> Rows:
    return _qualtrics(club, words_of)


def qualtrics_codes(club: Club) -> Rows:
    return _qualtrics(club, lambda person: code_of(person, club))


def qualtrics_cleaned(club: Club) -> Rows:
    """Only the names and the codes, as people clean it by hand."""
    return [["ResponseId", "Q1", "Q2", "Q3", "Q4"]] + [
        [f"R_{person.number:06d}x", *code_of(person, club)] for person in club.people
    ]


def qualtrics_split(club: Club) -> Rows:
    """Several answers in a column each, the option at the end of the wording."""
    names = [f"Q2_{place}" for place in range(1, len(club.options) + 1)]
    wordings = [f"{club.ticks} - Selected Choice - {option}" for option in club.options]
    rows: Rows = [
        ["ResponseId", "Q1", *names, "Q3", "Q4"],
        ["Response ID", club.kind, *wordings, club.often, club.years],
    ]
    rows.append([json.dumps({"ImportId": f"QID{place}"}) for place in range(len(rows[0]))])
    for person in club.people:
        ticks = club.marks(person, "")
        rows.append([f"R_{person.number:06d}x", person.kind, *ticks, person.often, person.years])
    return rows


def surveymonkey(club: Club) -> Rows:
    own = ["Respondent ID", "Collector ID", "Date Created", "IP Address", "Email Address", "First Name"]
    blank: Cells = [""] * (len(club.options) - 1)
    rows: Rows = [
        [*own, club.kind, club.ticks, *blank, club.often, club.years],
        [*[""] * len(own), "Response", *club.options, "Response", "Open-Ended Response"],
    ]
    for person in club.people:
        told = [f"118{person.number:07d}", "400777", time_of(person), "10.0.0.9", "", ""]
        rows.append([*told, person.kind, *club.marks(person, ""), person.often, person.years])
    return rows


def surveymonkey_people(club: Club) -> Rows:
    rows: Rows = [
        ["Respondent ID", "Date Created", "Contact", "", club.often],
        ["", "", "Name", "Email", "Response"],
    ]
    for person in club.people:
        who = [f"Camille Petit{person.number}", f"camille{person.number}@example.org"]
        rows.append([f"118{person.number:07d}", day_of(person), *who, person.often])
    return rows


def framaforms(club: Club) -> Rows:
    own = ["Série", "SID", "Heure de soumission", "Brouillon", "Adresse IP", "UID", "Nom d'utilisateur"]
    many = len(club.options)
    rows: Rows = [
        ["Mon enquête", *[""] * (len(own) + many + 2)],
        [*[""] * (len(own) + 1), club.ticks, *[""] * (many + 1)],
        [*own, club.kind, *club.options, club.often, club.years],
    ]
    for person in club.people:
        when = f"{day_of(person)} - 10:{person.number % 60:02d}"
        told = [person.number, 7000 + person.number, when, "0", "10.0.0.9", "0", "Anonyme"]
        rows.append([*told, person.kind, *club.marks(person), person.often, person.years])
    return rows


def typeform(club: Club) -> Rows:
    own = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    rows: Rows = [["#", club.kind, *club.options, "Other", club.often, club.years, *own]]
    for person in club.people:
        told = [time_of(person), time_of(person), f"{person.number * 977:010x}"]
        ticks = [*club.marks(person, ""), ""]
        rows.append([f"{person.number * 7919:032x}", person.kind, *ticks, person.often, person.years, *told])
    return rows


def google(club: Club) -> Rows:
    return [["Horodateur", *club.questions]] + [
        [f"{day_of(person)} 10:00:0{person.number % 10}", *words_of(person, ", ")] for person in club.people
    ]


def google_zoned(club: Club) -> Rows:
    return [["Timestamp", *club.questions]] + [
        [f"2023/09/{person.number % 28 + 1:02d} 4:00:13 PM CET", *words_of(person, ";")]
        for person in club.people
    ]


def google_other(club: Club) -> Rows:
    """The options of one word or two, and now and then words that one respondent alone wrote."""
    rows: Rows = [["Horodateur", club.kind, club.ticks, club.years]]
    for person in club.people:
        ticked = [option.partition(",")[0] for option in person.ticked]
        own = [f"chez la voisine {person.number}"] if person.number % 9 == 0 else []
        rows.append(
            [f"{day_of(person)} 10:00:00", person.kind, ", ".join([*ticked, *own]), str(person.years)]
        )
    return rows


def microsoft(club: Club) -> Rows:
    rows: Rows = [["ID", "Start time", *club.questions]]
    for person in club.people:
        several = "".join(f"{each};" for each in person.ticked)
        told = [str(person.number), time_of(person), person.kind]
        rows.append([*told, several, person.often, str(person.years)])
    return rows


def airtable(club: Club) -> Rows:
    rows: Rows = [["Name", *club.questions, "Créé le"]]
    for person in club.people:
        several = ",".join(f'"{each}"' if "," in each else each for each in person.ticked)
        when = f"{person.number % 28 + 1}/9/2023 9:0{person.number % 10}am"
        rows.append([f"Réponse {person.number}", person.kind, several, person.often, str(person.years), when])
    return rows


def redcap_labels(club: Club) -> Rows:
    own = ["Record ID", "Survey Identifier", "Survey Timestamp"]
    ticks = [f"{club.ticks} (choice={option})" for option in club.options]
    rows: Rows = [[*own, club.kind, *ticks, club.often, club.years, "Complete?"]]
    for person in club.people:
        marks = club.marks(person, "Checked", "Unchecked")
        rows.append([person.number, "", time_of(person), person.kind, *marks, person.often])
        rows[-1] += [person.years, "Complete"]
    return rows


def redcap_raw(club: Club) -> Rows:
    names = [f"moyens___{place}" for place in range(1, len(club.options) + 1)]
    rows: Rows = [["record_id", "kind", *names, "often", "years", "my_form_complete"]]
    for person in club.people:
        codes = code_of(person, club)
        rows.append([person.number, codes[0], *club.marks(person, "1", "0"), codes[2], codes[3], "2"])
    return rows


def limesurvey_codes(club: Club) -> Rows:
    names = [f"Q2[SQ{place:03d}]" for place in range(1, len(club.options) + 1)]
    rows: Rows = [["id", "submitdate", "lastpage", "startlanguage", "Q1", *names, "Q2[other]", "Q3", "Q4"]]
    for person in club.people:
        codes = code_of(person, club)
        said = f"le bar {person.number}" if person.number % 8 == 0 else ""
        rows.append([person.number, time_of(person), "3", "fr", f"A{codes[0]}"])
        rows[-1] += [*club.marks(person, "Y"), said, f"A{codes[2]}", person.years]
    return rows


def limesurvey_texts(club: Club) -> Rows:
    own = ["id. Response ID", "submitdate. Date submitted"]
    names = [f"Q2[SQ{place:03d}]. {club.ticks} [{each}]" for place, each in enumerate(club.options, 1)]
    heads = [f"Q1. {club.kind}", *names, f"Q3. {club.often}", f"Q4. {club.years}"]
    rows: Rows = [[*own, *heads]]
    for person in club.people:
        rows.append([person.number, time_of(person), person.kind, *club.marks(person, "Oui", "Non")])
        rows[-1] += [person.often, person.years]
    return rows


def limesurvey_vv(club: Club) -> Rows:
    """Tab-separated, texts above codes, and a mark where a question was not shown."""
    names = [f"Q2_SQ{place:03d}" for place in range(1, len(club.options) + 1)]
    rows: Rows = [
        ["Response ID", "Date submitted", club.kind, *[club.ticks] * len(names), club.often, club.years],
        ["id", "submitdate", "Q1", *names, "Q3", "Q4"],
    ]
    for person in club.people:
        codes = code_of(person, club)
        blank = "{question_not_shown}" if person.number % 7 == 0 else ""
        rows.append([person.number, time_of(person), f"A{codes[0]}", *club.marks(person, "Y", blank)])
        rows[-1] += [f"A{codes[2]}", person.years]
    return rows


def kobo_ticks(club: Club) -> Rows:
    names = [f"g/moyens/m{place}" for place in range(1, len(club.options) + 1)]
    rows: Rows = [["start", "kind", "g/moyens", *names, "often", "g/years", "_id", "_uuid", "_index"]]
    for person in club.people:
        codes = code_of(person, club)
        several = " ".join(f"m{code}" for code in codes[1].split(","))
        when = f"2023-09-{person.number % 28 + 1:02d}T09:00:00.000+02:00"
        rows.append([when, f"k{codes[0]}", several, *club.marks(person, 1, 0), f"o{codes[2]}"])
        rows[-1] += [person.years, 900 + person.number, f"u-{person.number}", person.number]
    return rows


def ticks_by_slash(club: Club) -> Rows:
    names = [f"moyens/m{place}" for place in range(1, len(club.options) + 1)]
    return [["id", "kind", *names, "years"]] + [
        [person.number, person.kind, *club.marks(person, "1", "0"), person.years] for person in club.people
    ]


def ticks_true_false(club: Club) -> Rows:
    return [["id", club.kind, *[f"{club.ticks} [{each}]" for each in club.options], club.years]] + [
        [person.number, person.kind, *club.marks(person, "VRAI", "FAUX"), person.years]
        for person in club.people
    ]


def sphinx(club: Club) -> Rows:
    return [["CLE", *club.questions]] + [
        [str(person.number), *words_of(person, " / ")] for person in club.people
    ]


def lines_in_cells(club: Club) -> Rows:
    return [["id", *club.questions]] + [
        [str(person.number), *words_of(person, "\n")] for person in club.people
    ]


def helloasso(club: Club) -> Rows:
    own = ["Référence commande", "Date de la commande", "Nom adhérent", "Prénom adhérent", "Email payeur"]
    rows: Rows = [[*own, club.kind, "Montant tarif"]]
    for person in club.people:
        who = ["Petit", "Camille", f"camille{person.number}@example.org"]
        told = [str(70_000_000 + person.number), f"{day_of(person)} 09:00:00", *who]
        rows.append([*told, person.kind, f"{person.years},50"])
    return rows


ALL_FOUR = ("kind", "ticks", "scale", "years")
TOOLS: dict[str, tuple[Callable[[Club], Rows], str, tuple[str, ...]]] = {
    "Qualtrics, words": (qualtrics_words, ",", ALL_FOUR),
    "Qualtrics, codes": (qualtrics_codes, ",", ALL_FOUR),
    "Qualtrics, cleaned": (qualtrics_cleaned, ",", ALL_FOUR),
    "Qualtrics, split": (qualtrics_split, ",", ALL_FOUR),
    "SurveyMonkey": (surveymonkey, ",", ALL_FOUR),
    "SurveyMonkey, people": (surveymonkey_people, ",", ("scale",)),
    "Framaforms": (framaforms, ";", ALL_FOUR),
    "Framaforms, tabs": (framaforms, "\t", ALL_FOUR),
    "Typeform": (typeform, ",", ALL_FOUR),
    "Google Forms": (google, ",", ALL_FOUR),
    "Google Forms, zones": (google_zoned, ",", ALL_FOUR),
    "Google Forms, other": (google_other, ",", ("kind", "years")),
    "Microsoft Forms": (microsoft, ",", ALL_FOUR),
    "Airtable": (airtable, ",", ALL_FOUR),
    "REDCap, labels": (redcap_labels, ",", ALL_FOUR),
    "REDCap, raw": (redcap_raw, ",", ALL_FOUR),
    "LimeSurvey, codes": (limesurvey_codes, ",", ALL_FOUR),
    "LimeSurvey, texts": (limesurvey_texts, ",", ALL_FOUR),
    "LimeSurvey, VV": (limesurvey_vv, "\t", ALL_FOUR),
    "Kobo, ticks": (kobo_ticks, ";", ALL_FOUR),
    "a slash": (ticks_by_slash, ",", ("kind", "ticks", "years")),
    "true and false": (ticks_true_false, ";", ("kind", "ticks", "years")),
    "Sphinx": (sphinx, ";", ALL_FOUR),
    "lines in cells": (lines_in_cells, ",", ALL_FOUR),
    "HelloAsso": (helloasso, ";", ("kind",)),
}
"""The tool -> its export, the separator of its CSV, and what of the club is in it."""
