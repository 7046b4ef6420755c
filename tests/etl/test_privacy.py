"""Direct identifiers are left out, personal details in open answers masked, small groups counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.etl import respondents_frame, verbatims_frame
from analysis.etl.forms import masked
from analysis.etl.personal import personal_kind
from analysis.pipeline import Built, contents

Process = Callable[..., Built]

EMAILS = ["a.b@exemple.fr", "jean@club.org", "x@y.com", ""]
PHONES = ["01 23 45 67 89", "0612345678", "+33 6 12 34 56 78", "04.91.00.00.00"]
KINDS = [
    (["contact"], EMAILS, "e-mail address"),
    (["courriel"], ["a@b.fr", "non", "je ne souhaite pas", "-"], "e-mail address"),
    (["avis"], ["a@b.fr", "bon accueil", "rien à dire", "merci"], ""),
    (["q12"], PHONES, "telephone number"),
    (["Tél. portable"], ["0612345678"], "telephone number"),
    (["telephone"], ["1", "2", "1", "0"], ""),
    (["code_adherent"], ["0123456789", "0123456790", "0123456791"], ""),
    (["siret"], ["41816609600069", "55208131766522", "73282932000074"], ""),
    (["q7"], ["0612345678", "0712345678", "0611111111"], "telephone number"),
    (["ipaddr"], ["192.168.1.12", "81.2.3.4"], "IP address"),
    (["meta"], ["2a01:cb00:8c:1::1", "192.168.1.12", "10.0.0.1"], "IP address"),
    (["version"], ["1.2.3", "1.2.4", "1.3.0"], ""),
    (["heure"], ["12:30", "08:15", "23:59"], ""),
    (["heure"], ["10:10:10", "23:59:59", "08:15:00"], ""),
    (["nom"], ["Dupont", "Le Goff", "d'Artagnan", "Martin-Petit"], "name of a person"),
    (["PRENOM"], ["Jean", "Anne-Marie"], "name of a person"),
    (["Nom de famille"], ["Dupont"], "name of a person"),
    (["lastName"], ["Smith", "O'Neil"], "name of a person"),
    (["nom_association"], ["Secours populaire", "Croix rouge"], ""),
    (["nom"], ["une association de 300 personnes qui aide, depuis 1901, tout le monde"], ""),
    (["adresse"], ["12 rue de la Paix", "3 bis avenue Foch, Paris", "5, place du Marché"], "street address"),
    (["lieu"], ["12 rue de la Paix", "3 avenue Foch", "221 Baker street"], "street address"),
    (["lieu"], ["à la mairie", "place du village", "dans la rue"], ""),
    (["email"], [], ""),
    (
        ["q2"],
        ["Marie <m@x.fr>", "j.martin (at) club.fr", "mailto:l@z.org", "a@b.fr; c@d.fr"],
        "e-mail address",
    ),
    (["mail"], ["Marie Dupont <m@x.fr>", *["non"] * 8], "e-mail address"),
    (["q4"], ["06/12/34/56/78", "0033612345678", "+33(0)6.12.34.56.79"], "telephone number"),
    (["q4"], ["33612345678", "33712345678", "33612345679"], "telephone number"),
    (["portable"], ["6 12 34 56 78", "612345679"], "telephone number"),
    (["code"], ["0012345678", "0012345679", "0012345670"], ""),
    (["contact"], ["06 12 34 56 78 le soir", "à l'accueil", "par courrier"], "telephone number"),
    (["contact"], ["par courrier", "à l'accueil"], ""),
    (["meta"], ["::1", "fe80::1%eth0", "[2001:db8::1]:443", "::ffff:10.1.2.3"], "IP address"),
    (["meta"], ["192.168.001.012:8080", "10.0.0.1, 81.2.3.4", "2a01:e0a::1/64"], "IP address"),
    (["heure"], ["12:30::", "10:10", "11:11"], ""),
    (["Nom et prénom"], ["DUPONT, Marie", "Mme Martin", "Luc Petit (trésorier)"], "name of a person"),
    (["Q1", "Quel est votre nom ?"], ["Dupont", "Martin"], "name of a person"),
    (["nom_complet"], ["Marie Dupont"], "name of a person"),
    (["nom du bénévole"], ["Marie Dupont"], "name of a person"),
    (["Nom de votre association"], ["Croix Rouge", "Secours Populaire"], ""),
    (["contact"], ["Marie Dupont", "Luc Martin"], "name of a person"),
    (["contact"], ["le président", "Accueil"], ""),
    (["commentaire"], ["Très Bien", "Rien"], ""),
]


@pytest.mark.parametrize(("names", "cells", "expected"), KINDS)
def test_personal_data_are_known_by_name_and_content(
    names: list[str], cells: list[str], expected: str
) -> None:
    assert personal_kind(names, [cell for cell in cells if cell]) == expected


MASKS = [
    ("écrire à jean.dupont+asso@club-sport.fr.", "écrire à [e-mail].", 1, 0),
    ("Tél. 06 12 34 56 78, merci", "Tél. [téléphone], merci", 0, 1),
    ("0033 (0)1 23 45 67 89 ou +44 20 7946 0958", "[téléphone] ou [téléphone]", 0, 2),
    ("01.23.45.67.89 / a@b.fr / c@d.org", "[téléphone] / [e-mail] / [e-mail]", 2, 1),
    ("en 2009, 12 000 € et 35 % de 1 000 000", "en 2009, 12 000 € et 35 % de 1 000 000", 0, 0),
    ("SIRET 41816609600069", "SIRET 41816609600069", 0, 0),
    ("du 01/02/2008 au 03-04-2009", "du 01/02/2008 au 03-04-2009", 0, 0),
    ("rendez-vous @ la mairie", "rendez-vous @ la mairie", 0, 0),
    ("3 places @ 12.50 l'une", "3 places @ 12.50 l'une", 0, 0),
    ("marie.dupont @ orange.fr, luc (at) club.org", "[e-mail], [e-mail]", 2, 0),
    ("o'brien@x.fr et luc arobase club.org", "[e-mail] et [e-mail]", 2, 0),
    ("luc＠club.org", "[e-mail]", 1, 0),
    *(
        (f"appeler {number}.", "appeler [téléphone].", 0, 1)
        for number in (
            "06/12/34/56/78",
            "06 - 12 - 34 - 56 - 78",
            "06. 12. 34. 56. 78",
            "06  12  34  56  78",
            "06_12_34_56_78",
            "06\u201112\u201134\u201156\u201178",
            "06\t12\t34\t56\t78",
            "(06) 12 34 56 78",
            "(0)6 12 34 56 78",
            "06 123 456 78",
            "0612 345 678",
            "33 6 12 34 56 78",
            "+33\u00a06\u00a012\u00a034\u00a056\u00a078",
            "+33/6/12/34/56/78",
            "0033612345678",
            "00590690123456",
            "0032 475 12 34 56",
        )
    ),
    ("tel0612345678ou rien", "tel[téléphone]ou rien", 0, 1),
    ("les 1er, 2 et 3 ; 100 000 000 €", "les 1er, 2 et 3 ; 100 000 000 €", 0, 0),
]


@pytest.mark.parametrize(("text", "expected", "emails", "phones"), MASKS)
def test_addresses_and_numbers_in_a_text_are_masked(
    text: str, expected: str, emails: int, phones: int
) -> None:
    assert masked(text) == (expected, emails, phones)


def test_a_long_text_is_masked_in_no_time() -> None:
    text = "a" * 200_000 + "@" + "1 " * 100_000
    assert masked(text) == (text, 0, 0)


SURVEY = """
identifier = "id"
[themes.t]
[questions.sex]
type = "single"
codes = { f = "F", m = "M" }
[questions.zone]
type = "single"
codes = { 1 = "A", 2 = "B" }
[questions.email]
type = "text"
[questions.phone]
type = "numeric"
max = 999999999
[questions.why]
type = "text"
"""
ROWS = [
    ("1", "f", "1", "a@b.fr", "612345678", "parce que"),
    ("2", "f", "1", "c@d.fr", "612345679", "joindre moi au 06 12 34 56 78 ou x@y.fr"),
    ("3", "m", "1", "non", "12345678901", "06 12 34 56 79 et 06 12 34 56 70"),
    ("4", "m", "2", "", "", ""),
    ("4", "m", "2", "", "", ""),
]


def csv(rows: list[tuple[str, ...]], header: str = "id,sex,zone,email,phone,why") -> str:
    return "\n".join([header, *(",".join(row) for row in rows)]) + "\n"


def everything(built: Built) -> bytes:
    """Every byte that is written of the edition, and the cells inside the Parquet files."""
    frames = respondents_frame(built.weighted), verbatims_frame(built.weighted)
    return b"".join(contents(built).values()) + "".join(map(str, (f.to_csv() for f in frames))).encode()


def test_direct_identifiers_are_in_no_output_and_the_run_says_so(processed: Process) -> None:
    built = processed(SURVEY, csv(ROWS))
    written = everything(built)
    for secret in (b"a@b.fr", b"612345678", b"12345678901", b"x@y.fr", b"06 12 34"):
        assert secret not in written
    columns = respondents_frame(built.weighted).columns
    assert not [name for name in columns if name.startswith(("email", "phone"))]
    assert set(verbatims_frame(built.weighted)["question"]) == {"why"}
    problems = built.weighted.cleaned.problems.query("problem == 'looks like a direct identifier'")
    assert problems["question"].tolist() == ["email", "phone"]
    assert problems["action"].iloc[0] == (
        "left out of every output; e-mail address. "
        'To keep it, say why under [privacy]: keep = { email = "…" }'
    )


def test_what_is_kept_on_purpose_is_written(processed: Process) -> None:
    survey = SURVEY + "[privacy]\nkeep = { email = 'tirage au sort', why = 'adresses publiques' }\n"
    texts = verbatims_frame(processed(survey, csv(ROWS)).weighted)
    assert texts.query("question == 'email'")["text"].tolist() == ["a@b.fr", "c@d.fr", "non"]
    assert "x@y.fr" in texts.query("question == 'why'")["text"].iloc[1]


def test_masks_are_counted(processed: Process) -> None:
    built = processed(SURVEY, csv(ROWS))
    quality = built.weighted.cleaned.quality.query("section == 'privacy' and question == 'why'")
    assert dict(zip(quality["item"] + quality["measure"], quality["value"], strict=True)) == {
        "e-mail addressmasked": 1,
        "telephone numbermasked": 3,
        "respondents_masked": 2,
    }
    assert verbatims_frame(built.weighted)["text"].tolist() == [
        "parce que",
        "joindre moi au [téléphone] ou [e-mail]",
        "[téléphone] et [téléphone]",
    ]


def test_an_identifier_that_is_an_address_gives_way_to_the_row(processed: Process) -> None:
    rows = [(f"{name}@club.fr", *row[1:]) for name, row in zip("abcdd", ROWS, strict=True)]
    edition = "[file]\nname = 'answers.csv'\n[exclude]\n'a@club.fr' = 'test'\n"
    built = processed(SURVEY, csv(rows), edition)
    cleaned = built.weighted.cleaned
    assert list(cleaned.keys) == ["row 2", "row 3", "row 4"]
    assert cleaned.removed.to_numpy().tolist() == [
        ["row 1", 1, "excluded: test"],
        ["row 5", 5, "duplicate of the identifier"],
    ]
    assert b"club.fr" not in everything(built)
    assert cleaned.audit.query("step == 'keys'")["changed"].tolist() == [5]
    first = cleaned.problems.iloc[0]
    assert first["question"] == "id"
    assert first["action"].startswith("replaced by the row of the file; e-mail address")


def test_an_identifier_that_is_an_address_is_kept_with_a_reason(processed: Process) -> None:
    rows = [(f"{name}@club.fr", *row[1:]) for name, row in zip("abcde", ROWS, strict=True)]
    survey = SURVEY + "[privacy]\nkeep = { id = 'panel' }\n"
    assert processed(survey, csv(rows)).weighted.cleaned.keys[0] == "a@club.fr"


def test_groups_under_k_are_counted(processed: Process) -> None:
    survey = SURVEY + "[privacy]\nquasi_identifiers = ['sex', 'zone']\nk = 2\n"
    quality = processed(survey, csv(ROWS)).weighted.cleaned.quality.query("item == 'sex, zone'")
    assert dict(zip(quality["measure"], quality["value"], strict=True)) == {
        "k": 2,
        "smallest_group": 1,
        "respondents_under_k": 2,
    }


def test_group_sizes_agree_with_a_count_of_the_rows(processed: Process) -> None:
    rng = np.random.default_rng(5)
    rows = [(str(i), rng.choice(["f", "m", ""]), rng.choice(["1", "2", "9"]), "", "", "") for i in range(300)]
    survey = SURVEY + "[privacy]\nquasi_identifiers = ['sex', 'zone']\nk = 34\n"
    quality = processed(survey, csv(rows)).weighted.cleaned.quality.query("item == 'sex, zone'")
    seen = [(sex, zone if zone != "9" else "") for _, sex, zone, *_ in rows]
    sizes = [seen.count(group) for group in seen]
    assert quality["value"].tolist() == [34, min(sizes), sum(size < 34 for size in sizes)]


def test_without_personal_data_nothing_is_left_out(processed: Process) -> None:
    rows = [(row[0], row[1], row[2], "oui", "12", "parce que") for row in ROWS]
    built = processed(SURVEY, csv(rows))
    assert built.weighted.cleaned.left_out == {}
    assert built.weighted.cleaned.problems.empty


OTHER = """
[themes.t]
[questions.how]
type = "single"
codes = { 1 = "A", 9 = "Autre" }
other = { 9 = "how_other" }
"""


def test_what_was_left_out_of_the_words_of_other_is_kept_as_the_message_says(processed: Process) -> None:
    answers = "how,how_other\n9,a@b.fr\n9,c@d.fr\n9,e@f.fr\n1,\n"
    built = processed(OTHER, answers)
    action = built.weighted.cleaned.problems["action"].iloc[0]
    assert action.endswith('[privacy]: keep = { "how.other" = "…" }')
    assert b"a@b.fr" not in everything(built)
    keep = action.partition("[privacy]: ")[2].replace("…", "tirage au sort")
    built = processed(f"{OTHER}[privacy]\n{keep}\n", answers)
    assert verbatims_frame(built.weighted)["text"].tolist() == ["a@b.fr", "c@d.fr", "e@f.fr"]


NUMBERS = """
breakdowns = ["sex"]
[publication]
confidential_below = 1
reliability = "none"
[themes.t]
[questions.sex]
type = "single"
codes = { f = "F", m = "M" }
[questions.q7]
type = "numeric"
text = "Votre numéro"
[derived.twice]
sum_of = ["q7", "q7b"]
at_least = 1
[questions.q7b]
type = "numeric"
[indicators.q7]
theme = "t"
statistic = "median"
[indicators.twice]
theme = "t"
statistic = "mean"
"""


@pytest.mark.parametrize("start", ["6", "336"], ids=["without its zero", "with the country"])
def test_no_figure_is_made_of_a_number_that_is_a_direct_identifier(start: str, processed: Process) -> None:
    rows = "".join(f"{'fm'[i % 2]},{start}471193{i:02d},\n" for i in range(11, 32))
    built = processed(NUMBERS, f"sex,q7,q7b\n{rows}")
    assert built.weighted.cleaned.left_out == {
        "q7": "telephone number",
        "twice": "telephone number of q7",
    }
    assert not built.indicators.query("indicator in ('q7', 'twice')")["value"].notna().any()
    assert b"471193" not in everything(built)
    quality = built.weighted.cleaned.quality.query("section == 'nonresponse' and question == 'q7'")
    assert dict(zip(quality["measure"], quality["value"], strict=True))["answered"] == 21
    kept = processed(f"{NUMBERS}[privacy]\nkeep = {{ q7 = 'codes' }}\n", f"sex,q7,q7b\n{rows}")
    assert kept.indicators["value"].notna().all()


def test_names_written_as_other_are_in_no_output(processed: Process) -> None:
    survey = OTHER.replace("how_other", "nom_contact")
    built = processed(survey, "how,nom_contact\n9,Zélie Kerdoncuff\n9,Luc Abgrall\n1,\n")
    assert built.weighted.cleaned.left_out == {"how.other": "name of a person"}
    assert b"Kerdoncuff" not in everything(built)
    assert verbatims_frame(built.weighted).empty


def test_an_answer_far_down_the_file_is_looked_at_too(processed: Process) -> None:
    rows = [f"{i},réponse {i}" for i in range(60)] + [f"{i},a{i}@b.fr" for i in range(60, 200)]
    survey = "identifier = 'id'\n[themes.t]\n[questions.why]\ntype = 'text'\n"
    built = processed(survey, "id,why\n" + "\n".join(rows) + "\n")
    assert built.weighted.cleaned.left_out == {"why": "e-mail address"}


def test_the_name_of_the_identifiers_column_counts_with_a_tenth_of_addresses(processed: Process) -> None:
    survey = "identifier = 'num'\n[themes.t]\n[questions.a]\ntype = 'single'\ncodes = { 1 = 'un' }\n"
    rows = "".join(f"{'a@b.fr' if i == 5 else f'n{i}'},1\n" for i in range(9))
    edition = "[file]\nname = 'answers.csv'\n[columns]\nnum = 'Courriel'\n"
    assert list(processed(survey, f"Courriel,a\n{rows}", edition).weighted.cleaned.keys)[5] == "row 6"
    assert list(processed(survey, f"num,a\n{rows}").weighted.cleaned.keys)[4] == "n4"
