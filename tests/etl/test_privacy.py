"""Direct identifiers are left out, personal details in open answers masked, small groups counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.etl.respondent_files import respondents_frame, verbatims_frame
from analysis.steps.results_files import Built, contents

Process = Callable[..., Built]

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


def test_an_answer_that_many_gave_first_does_not_hide_those_after_it(
    processed: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many distinct answers are looked at, however often the first ones are met."""
    monkeypatch.setattr("analysis.etl.protected_answers.LOOKED_AT", 3)
    rows = [f"{i},rien" for i in range(50)] + [f"{i},a{i}@b.fr" for i in range(50, 60)]
    survey = "identifier = 'id'\n[themes.t]\n[questions.why]\ntype = 'text'\n"
    built = processed(survey, "id,why\n" + "\n".join(rows) + "\n")
    assert built.weighted.cleaned.left_out == {"why": "e-mail address"}


def test_the_name_of_the_identifiers_column_counts_with_a_tenth_of_addresses(processed: Process) -> None:
    survey = "identifier = 'num'\n[themes.t]\n[questions.a]\ntype = 'single'\ncodes = { 1 = 'un' }\n"
    rows = "".join(f"{'a@b.fr' if i == 5 else f'n{i}'},1\n" for i in range(9))
    edition = "[file]\nname = 'answers.csv'\n[columns]\nnum = 'Courriel'\n"
    assert list(processed(survey, f"Courriel,a\n{rows}", edition).weighted.cleaned.keys)[5] == "row 6"
    assert list(processed(survey, f"num,a\n{rows}").weighted.cleaned.keys)[4] == "n4"
