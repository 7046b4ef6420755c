"""What analysts type besides: lists of filters, conditions as rows, crossed groups, other weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.faults import Fault
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Editions, OpenSurvey, Table
from analysis.questionnaire import survey_written

Ask = Callable[[OpenSurvey], Table]


def values(table: Table) -> np.ndarray:
    return table.frame["value"].to_numpy(dtype=float)


SAME: list[tuple[str, Ask, Ask]] = [
    (
        "filters that all hold",
        lambda s: s.table("forme", where=["reguliers", {"sexe": "2"}, s.q.heures >= 20]),
        lambda s: s.table("forme", where=s.where("reguliers") & (s.q.sexe == 2) & (s.q.heures >= 20)),
    ),
    (
        "none of some answers",
        lambda s: s.table("forme", where={"secteur": {"not": ["Sport", "Culture"]}}),
        lambda s: s.table("forme", where=~s.q.secteur.isin([4, 5])),
    ),
    (
        "one of some numbers",
        lambda s: s.table("forme", where=s.q.heures.isin([10, "20..30"])),
        lambda s: s.table("forme", where=(s.q.heures == 10) | s.q.heures.between(20, 30)),
    ),
    (
        "a condition as what is counted",
        lambda s: s.table(s.q.heures >= 20, by="sexe"),
        lambda s: s.table(s.cut("heures", [20]), answers="20_plus", by="sexe"),
    ),
    (
        "a condition as groups",
        lambda s: s.table("forme", answers="oui", by=s.q.heures < 20),
        lambda s: s.table(
            "forme", answers="oui", by=s.net(s.cut("heures", [20]), {"a": ["moins_20"], "b": ["20_plus"]})
        ),
    ),
    (
        "groups inside two variables",
        lambda s: s.table("forme", answers="oui", by="sexe", within=["regularite", "plusieurs"]),
        lambda s: s.table("forme", answers="oui", by="sexe", within=s.combine("regularite", "plusieurs")),
    ),
    (
        "halves of a number",
        lambda s: s.table("forme", by=s.cut("heures", quantiles=2)),
        lambda s: s.table("forme", by=s.cut("heures", quantiles=[0.5])),
    ),
    (
        "answers of a scale as a range",
        lambda s: s.table("note_globale", answers={"a": "8..10", "b": "..6"}, by="sexe"),
        lambda s: s.table("note_globale", answers={"a": [8, 9, 10], "b": range(7)}, by="sexe"),
    ),
    (
        "sides of a balance as ranges",
        lambda s: s.table("note_globale", statistic="balance", favourable="9..", unfavourable="0..6"),
        lambda s: s.table("note_globale", statistic="balance", favourable=[9, 10], unfavourable=range(7)),
    ),
    (
        "groups of answers as ranges",
        lambda s: s.table("forme", answers="oui", by=s.net("note_globale", {"bas": "..4", "haut": "8.."})),
        lambda s: s.table(
            "forme", answers="oui", by=s.net("note_globale", {"bas": range(5), "haut": [8, 9, 10]})
        ),
    ),
    (
        "answers that are absent as a group",
        lambda s: s.table("forme", answers="oui", where=s.with_absent("budget") != "Sans réponse"),
        lambda s: s.table("forme", answers="oui", where=s.q.budget.isin(["1", "2", "3", "4", "5"])),
    ),
    (
        "a score that survey.toml has",
        lambda s: s.table(
            s.score(list(s.definition.grids["satisfait"].items), at_least=4), statistic="mean", by="sexe"
        ),
        lambda s: s.table("score_satisfaction", statistic="mean", by="sexe"),
    ),
    (
        "the items of a score as their grid",
        lambda s: s.table(s.score("projet"), statistic="mean"),
        lambda s: s.table(
            s.score([s[name] for name in s.definition.grids["projet"].items]), statistic="mean"
        ),
    ),
    (
        "three variables crossed",
        lambda s: s.table("forme", answers="oui", by=s.combine("sexe", "regularite", "plusieurs")),
        lambda s: s.table("forme", answers="oui", by=s.combine(s.combine("sexe", "regularite"), "plusieurs")),
    ),
    (
        "the code of an answer in capitals",
        lambda s: s.table("forme", answers="OUI"),
        lambda s: s.table("forme", answers="oui"),
    ),
]


@pytest.mark.parametrize(("ask", "other"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_two_ways_to_ask_have_one_answer(survey: OpenSurvey, ask: Ask, other: Ask) -> None:
    found, expected = values(ask(survey)), values(other(survey))
    assert np.isfinite(found).any()
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_a_number_of_each_respondent_takes_the_place_of_the_weights(survey: OpenSurvey) -> None:
    where = survey.q.heures > 0
    table = survey.table("forme", answers="oui", weights="heures", where=where)
    frame = survey.respondents("forme", "heures").frame
    known = frame[(frame["heures"] > 0) & frame["forme"].notna()]
    share = np.average(known["forme"] == "oui", weights=known["heures"])
    assert table.frame["value"].iloc[0] == pytest.approx(100 * share, rel=1e-12)
    assert "pondéré par Heures par mois" in repr(table)


def test_several_quantiles_stand_under_their_order(survey: OpenSurvey) -> None:
    table = survey.table("heures", statistic="quantile", q=[0.1, 0.9])
    assert table.frame["value"].is_monotonic_increasing
    said = repr(table).replace("\u202f", " ").replace("\xa0", " ")
    assert "Quantile 10 %" in said and "Quantile 90 %" in said


def test_a_survey_goes_through_the_names_of_its_variables(survey: OpenSurvey) -> None:
    assert list(survey) == survey.names() and "forme" in survey and "formes_" not in survey


def test_a_range_of_answers_is_named_as_one(survey: OpenSurvey) -> None:
    said = repr(survey.table("note_globale", answers="8..10")).replace("\u202f", " ")
    assert said.startswith("Note globale : 8 à 10\n")


REFUSED: list[tuple[str, Callable[[OpenSurvey], object], str]] = [
    ("bounds that are words", lambda s: s.cut("heures", "vingt"), "expected rising bounds such as"),
    (
        "a bound or how many classes",
        lambda s: s.cut("heures", 5),
        "cut('heures', quantiles=5), 5 of equal shares",
    ),
    ("one bound", lambda s: s.cut("heures", 5), "cut('heures', [5]) makes two classes"),
    ("no bounds", lambda s: s.cut("heures"), "or quantiles=5 for fifths"),
    ("bounds and quantiles", lambda s: s.cut("heures", [5], quantiles=5), "leave one out"),
    ("one class", lambda s: s.cut("heures", quantiles=1), "takes how many classes, such as 5"),
    ("shares in percent", lambda s: s.cut("heures", quantiles=[10, 90]), "rising shares such as [0.1, 0.9]"),
    (
        "more classes than values",
        lambda s: s.cut("nb_associations", quantiles=5),
        "3 classes can be made, not 5: cut('nb_associations', [2, 3])",
    ),
    ("classes of few", lambda s: s.cut("duree", quantiles=[0.5, 0.9995]), "fewer than 11 respondents"),
    ("classes by another name", lambda s: s.cut("heures", bins=5), "did you mean quantiles=?"),
    ("fifths of answers", lambda s: s.cut("note_globale", quantiles=5), "group them with survey.net"),
    ("fifths of what was not asked", lambda s: s.cut("age", quantiles=5), "age: not asked in 2024"),
    ("a published figure", lambda s: s.table("sexe", against={"Un homme": 50}), "published.csv (indicator, "),
    ("a published share", lambda s: s.table("forme", answers="oui", against=44.0), "published.csv"),
    (
        "a figure of a group",
        lambda s: s.table("forme", answers="oui", by="sexe", against={"sexe": 48.5}),
        "Compare with published figures",
    ),
    (
        "a figure beside groups",
        lambda s: s.table("sexe", by="secteur", against={"Un homme": 50}),
        "backtest.csv",
    ),
    ("an index by another name", lambda s: s.indice, "did you mean score?"),
    (
        "an index of answers",
        lambda s: s.score(["sexe", "note_globale"]),
        "sexe (Sexe) has answers, not numbers",
    ),
    ("an index of one", lambda s: s.score("note_globale"), "two items or more, or the name of a grid"),
    ("another index", lambda s: s.score("satisfait", statistic="median"), "expected mean, sum"),
    ("too many items", lambda s: s.score("satisfait", at_least=9), "at_least: expected 1 to 6"),
    ("turned items", lambda s: s.score("satisfait", reversed=["heures"]), "found 'heures'"),
    ("a quotient", lambda s: s.q.heures / s.q.nb_associations, "statistic='ratio', over='nb_associations'"),
    ("a product", lambda s: 2 * s.q.heures, "no arithmetic on variables"),
    ("who did not answer", lambda s: s.q.budget.isna(), "survey.with_absent('budget')"),
    ("absent answers", lambda s: s.table("forme", by="budget", dropna=False), "survey.with_absent("),
    ("absent numbers", lambda s: s.with_absent("heures"), "make classes or groups first"),
    (
        "names in one text",
        lambda s: s.table("forme", by="sexe, secteur"),
        "['sexe', 'secteur']; groups inside",
    ),
    ("a formula", lambda s: s.table("forme", by="sexe*secteur"), "survey.combine('sexe', 'secteur') crosses"),
    ("a label as a variable", lambda s: s.combine("sexe", "secteur", "Les deux"), "no question 'Les deux'"),
    (
        "an indicator",
        lambda s: s.table("dix_ans"),
        "an indicator of the report; its question is anciennete_classe: survey.table('anciennete_classe', ",
    ),
    ("two ends", lambda s: s.table("forme", where={"heures": (10, 20)}), "write '10..20' for all from one"),
    (
        "or meant",
        lambda s: s.table("forme", where=[{"secteur": "Sport"}, {"secteur": "Culture"}]),
        "or several answers of secteur, where={'secteur': […]}",
    ),
    (
        "two numbers together",
        lambda s: s.table("heures", statistic="correlation", over="note_globale"),
        "survey.respondents(…).frame",
    ),
    ("tenths", lambda s: s.table("heures", statistic="quantile", q=10), "tenths are q=[0.1"),
    (
        "percents of a row",
        lambda s: s.table("sexe", by="secteur", normalize="columns"),
        "exchange rows and by",
    ),
    ("a record", lambda s: s.table("forme").record("x"), "did you mean to_toml?"),
    (
        "a workbook as CSV",
        lambda s: s.table("forme").to_excel("forme.csv"),
        "ends in .xlsx, such as forme.xlsx",
    ),
    (
        "a CSV as a workbook",
        lambda s: s.table("forme").to_csv("forme.xlsx"),
        "ends in .csv, such as forme.csv",
    ),
    ("a French CSV", lambda s: s.table("forme").to_csv("forme.csv", sep=";"), "reads .to_excel(path)"),
    (
        "a chart as a table",
        lambda s: s.table("attentes").chart().save("a.xlsx"),
        "ends in .png or .svg or .pdf",
    ),
    ("savefig", lambda s: s.table("attentes").chart().savefig("a.png"), "did you mean save?"),
    (
        "groups by the answer of none",
        lambda s: s.table("attentes", by="sexe").sorted("Des conseil"),
        "did you mean Des conseils?",
    ),
    (
        "groups named alike in what is crossed",
        lambda s: s.table(
            "forme",
            by=[s.combine("sexe", s.net("secteur", {"a": [first], "b": ["4"]})) for first in ("1", "2")],
        ),
        "are both secteur_a_b; give the groups of one",
    ),
    ("a condition as text", lambda s: s.table("forme", where="heures > 20"), "where=survey.q.heures > …"),
    ("a group of half a name", lambda s: s.table("forme", by="sexe", against="Homme"), "1 = Un homme?"),
    ("a range of no answer", lambda s: s.table("note_globale", answers="11..12"), "answers go from 0 to 10"),
    ("a range of a number", lambda s: s.table("heures", answers="20..40"), "survey.q.heures.between(20, 40)"),
    ("answers by themselves", lambda s: s.table("forme", by="forme"), "what is counted"),
    ("groups inside themselves", lambda s: s.table("forme", by="sexe", within="sexe"), "in by= already"),
    ("groups twice", lambda s: s.table("forme", by=["sexe", "sexe"]), "stands there twice"),
    ("no variable", lambda s: s.table(3), "expected the name of a question"),
    ("weights that are answers", lambda s: s.table("forme", weights="sexe"), "is no number"),
    ("weights of nobody", lambda s: s.table("forme", weights="poids"), "no question 'poids'"),
    ("weights that are absent", lambda s: s.table("forme", weights="heures"), "leave them out: where="),
    ("an absent answer", lambda s: s.table("forme", where={"sexe": None}), "expected one answer or more"),
    ("a variable as a filter", lambda s: s.table("forme", where=s.q.sexe), "compare it: sexe == 'answer'"),
    ("any object as a filter", lambda s: s.table("forme", where=len), "found builtin_function_or_method"),
    ("answers beside a number", lambda s: s.q.classe_age_2024 >= "2", "has answers, not numbers"),
    (
        "a filter on what was not asked",
        lambda s: s.table("forme", where={"age": "18..34"}),
        "not asked in 2024",
    ),
    (
        "classes of what was not asked",
        lambda s: s.table("forme", by=s.cut("age", [30])),
        "age: not asked in 2024",
    ),
    (
        "medians and the rest",
        lambda s: s.table("heures", statistic="median", by="sexe", against="rest"),
        "compare the mean",
    ),
    (
        "spreads of groups",
        lambda s: s.table("heures", statistic="sd", by="sexe", against="rest"),
        "has no test; compare the mean",
    ),
    ("orders of quantiles", lambda s: s.table("heures", statistic="quantile", q=[0.1, 2]), "needs q="),
    (
        "a theme",
        lambda s: s.table("forme", answers="oui").to_toml("essai", theme="formations"),
        "to_toml: theme: expected accueil, formation, ",
    ),
    ("an item to sort by", lambda s: s.table("forme", answers="oui", by="sexe").sorted("x"), "leave out 'x'"),
]


@pytest.mark.parametrize(("ask", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_meant_is_refused_with_the_way_out(
    survey: OpenSurvey, ask: Callable[[OpenSurvey], object], said: str
) -> None:
    with pytest.raises(Fault) as error:
        ask(survey)
    assert said in str(error.value)
    assert error.value._render_traceback_() == [str(error.value)]


def test_a_variable_made_on_the_fly_is_written_as_survey_toml_takes_it(survey: OpenSurvey) -> None:
    """Those that it is made of come before it, in a table's definitions those of its filter too."""
    heavy = survey.net(survey.cut("heures", [5, 20]), {"Peu": ["moins_5"], "Beaucoup": ["20_plus"]})
    text = survey.table("forme", answers="oui", by="sexe", where=heavy == "Beaucoup").to_toml(
        "essai", "formation"
    )
    assert survey.toml_path is not None
    for written in (text, heavy.to_toml()):
        read = survey_written(survey.toml_path.read_bytes() + b"\n" + written.encode(), survey.toml_path)
        assert list(read.questions[heavy.name].codes) == ["1", "2"]
    with pytest.raises(AnalystError, match="is in survey"):
        survey["heures"].to_toml()


def test_several_statistics_are_written_under_names_and_titles_of_their_own(survey: OpenSurvey) -> None:
    text = survey.table("heures", statistic=["mean", "median"]).to_toml("heures_don", "formation")
    assert survey.toml_path is not None
    read = survey_written(survey.toml_path.read_bytes() + b"\n" + text.encode(), survey.toml_path)
    assert read.indicators["heures_don_median"].title.fr == "Heures par mois, médiane"


def test_editions_make_variables_of_their_own(both: Editions) -> None:
    classes = both.cut("heures", [5, 20])
    table = both.table("forme", answers="oui", by=classes, where={"secteur": "Sport"})
    one = both["2009"]
    alone = one.table("forme", answers="oui", by=one.cut("heures", [5, 20]), where={"secteur": "Sport"})
    np.testing.assert_allclose(values(table)[: len(alone.frame)], values(alone))
    fields = both.net("secteur", {"Sport": ["Sport"], "Culture": ["Culture"]})
    assert "Culture" in repr(both.table("forme", answers="oui", by=both.combine("sexe", fields)))


def test_editions_have_fifths_of_one_of_them(both: Editions) -> None:
    """The bounds are those of the last edition that asked it, and the same in all."""
    last = both["2024"].cut("heures", quantiles=5).question
    made = both.cut("heures", quantiles=5).made_in(both["2009"]).question
    assert made.codes == last.codes
    assert (
        both.cut("age", quantiles=2).made_in(both["2009"]).name == both["2009"].cut("age", quantiles=2).name
    )


def test_lines_of_editions_are_told_apart(both: Editions) -> None:
    assert "Troisième quartile" in repr(both.table("heures"))
    grid = repr(both.table("projet", answers="Bien", counts=True))
    assert "Connaissance des statuts" in grid and "(" in grid
    assert "Édition 2024" in repr(both.table("forme", answers="oui", by="sexe").T).splitlines()[3]


OWN = pd.DataFrame(
    {
        "Sexe": ["Homme", "Femme"] * 60,
        "Âge": range(120),
        "poids": [1.0, 2.0] * 60,
        "remarque": [f"texte {i}" for i in range(120)],
        "vide": [None] * 120,
    }
)
FRAMES: list[tuple[str, pd.DataFrame, dict[str, object], str]] = [
    ("columns no tables are made of", OWN, {}, "frame.drop(columns=['remarque', 'vide'])"),
    ("nobody", OWN.iloc[:0], {}, "the frame has no rows"),
    ("labels of no column", OWN[["Sexe"]], {"labels": {"sex": "Sexe"}}, "no column sex"),
    (
        "two columns of one name",
        OWN[["Sexe", "Âge"]].set_axis(["Sexe", "sexe "], axis=1),
        {},
        "are both sexe",
    ),
    (
        "margins that do not add up",
        OWN[["Sexe"]],
        {"margins": {"Sexe": {"Homme": 48}}},
        "margins.csv: faults",
    ),
    ("weights of nobody", OWN[["Sexe"]], {"weights": "pois"}, "no column pois"),
]


@pytest.mark.parametrize(
    ("frame", "given", "said"), [case[1:] for case in FRAMES], ids=[case[0] for case in FRAMES]
)
def test_a_frame_that_cannot_be_opened_says_why(
    frame: pd.DataFrame, given: dict[str, object], said: str
) -> None:
    with pytest.raises(AnalystError) as error:
        analysis.survey(frame, **given)  # type: ignore[arg-type]
    assert said in str(error.value)
    assert "/tmp" not in str(error.value)


def test_what_is_no_file_nor_frame_is_refused() -> None:
    with pytest.raises(AnalystError, match="found int; expected a frame"):
        analysis.survey(3)  # type: ignore[arg-type]


def test_the_heading_of_a_column_names_its_question() -> None:
    mine = analysis.survey(
        OWN[["Sexe", "Âge", "poids"]], weights="poids", margins={"Sexe": {"Homme": 40, "Femme": 60}}
    )
    table = mine.table("Âge", by="Sexe", statistic="mean")
    assert list(table.frame["value"].round(6))[1:] == [60.0, 59.0]


def test_who_has_no_usable_weight_is_told() -> None:
    frame = OWN[["Sexe", "poids"]].assign(poids=[None, 0.5] + [1.0] * 118)
    assert ": 1" in repr(analysis.survey(frame, weights="poids")).splitlines()[2]
