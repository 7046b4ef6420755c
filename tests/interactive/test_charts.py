"""The chart of a table: its kind follows from the table, its alternative has what may be shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Table
from tests.interactive.questions import Opened

Ask = Callable[[Opened], Table]
DRAWN: list[tuple[str, Ask, str | None, str]] = [
    ("bars", lambda o: o.survey.table("attentes").sorted(), None, "Barres : L’aide d’autres bénévoles"),
    ("statistics as bars", lambda o: o.survey.table("heures"), None, "Troisième quartile 21,0"),
    (
        "dots",
        lambda o: o.survey.table("forme", answers="oui", by="sexe"),
        None,
        "Points par groupe. Sexe : Ensemble",
    ),
    (
        "a grid",
        lambda o: o.survey.table("satisfait"),
        None,
        "Barres empilées. Utilité de l’action : Très satisfait",
    ),
    (
        "a scale by groups",
        lambda o: o.survey.table("satisfait_utilite", by="sexe"),
        None,
        "Une femme : Très satisfait",
    ),
    (
        "bars from the left",
        lambda o: o.survey.table("satisfait_utilite", by="sexe"),
        "stacked",
        "Barres empilées",
    ),
    ("a score", lambda o: o.survey.table("note_globale"), None, "Colonnes : 0 1 %"),
    (
        "classes",
        lambda o: o.survey.table(o.survey.cut("heures", [5, 20])),
        None,
        "Colonnes : Moins de 5 heures",
    ),
    (
        "answers together",
        lambda o: o.survey.table("attentes", by="attentes"),
        None,
        "Tableau croisé de 9 réponses",
    ),
    (
        "time",
        lambda o: o.volunteers.table("forme", answers="oui", by="sexe"),
        None,
        "Une femme : Sixième édition",
    ),
    ("a broken series", lambda o: o.volunteers.table(["attentes"], answers="1"), None, "(série rompue)"),
    (
        "a map of what tests say",
        lambda o: o.survey.table("forme", answers="oui", by="region", against="rest"),
        "map",
        "Carte en carreaux. pas d’écart établi : ",
    ),
    ("a map of classes", lambda o: o.survey.table("heures", by="region", statistic="mean"), "map", " – "),
    ("many lines of time", lambda o: o.volunteers.table("attentes"), None, "Deux dates"),
]


@pytest.mark.parametrize(("ask", "kind", "said"), [c[1:] for c in DRAWN], ids=[c[0] for c in DRAWN])
def test_a_table_is_drawn_as_its_figures_ask_for(
    opened: Opened, ask: Ask, kind: str | None, said: str
) -> None:
    chart = ask(opened).chart(kind)  # type: ignore[arg-type]
    assert said in chart.alternative.replace("\u202f", " ").replace("\xa0", " ")
    assert chart.axes.patches or chart.axes.lines or chart.axes.artists


def test_figures_that_are_printed_alike_are_of_one_class_of_a_map(opened: Opened) -> None:
    words = opened.survey.table("forme", answers="oui", by="region").chart("map").alternative
    plain = words.replace("\u202f", " ").replace("\xa0", " ")
    ends = re.findall(r"(?<=\. )(\d+ %)(?: – (\d+ %))?(?= : )", plain)
    met = [end for pair in ends for end in pair if end]
    assert len(ends) > 2 and len(met) == len(set(met))


def test_bars_of_a_scale_stand_on_both_sides_of_a_line_or_all_begin_at_the_left(opened: Opened) -> None:
    table = opened.survey.table("satisfait_utilite", by="sexe")

    def starts(kind: str | None) -> set[float]:
        from matplotlib.patches import Rectangle

        bars = [a for a in table.chart(kind).axes.get_children() if isinstance(a, Rectangle)]  # type: ignore[arg-type]
        green = [bar for bar in bars if bar.get_height() > 8 and bar.get_width() > 20]
        return {round(bar.get_x(), 3) for bar in green}

    assert starts("stacked") != starts("diverging") == starts(None)


REFUSED: list[tuple[str, Ask, str, str]] = [
    ("no such kind", lambda o: o.survey.table("forme"), "pie", "expected bars, dots, stacked"),
    ("a matrix of one answer each", lambda o: o.survey.table("forme"), "matrix", "several answers by itself"),
    ("groups that are not there", lambda o: o.survey.table("forme"), "dots", "can be drawn as bars"),
    ("one edition", lambda o: o.survey.table("forme", by="sexe"), "time", "several editions side by side"),
    ("a map of no place", lambda o: o.survey.table("heures", by="sexe"), "map", "regions or departments"),
    (
        "a map of two figures",
        lambda o: o.survey.table("forme", by="region"),
        "map",
        "map needs one figure by one variable",
    ),
    (
        "a map of places all hidden",
        lambda o: o.survey.table("frequence", answers="1", by="departement", where={"diplome": "1"}),
        "map",
        "no figure of this table may be shown",
    ),
    ("sides of no scale", lambda o: o.survey.table("secteur"), "diverging", "favourable to unfavourable"),
]


@pytest.mark.parametrize(("ask", "kind", "said"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_kind_that_a_table_cannot_be_drawn_in_is_refused(
    opened: Opened, ask: Ask, kind: str, said: str
) -> None:
    with pytest.raises(AnalystError) as error:
        ask(opened).chart(kind)  # type: ignore[arg-type]
    assert said in str(error.value)
