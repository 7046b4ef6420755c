"""Rows of the files besides those of indicators, read as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.results.csv_files import read_rows
from analysis.results.record_rows import (
    BacktestFigure,
    QualityMeasure,
    VariantFigure,
    WeightingMeasure,
    read_records,
)
from analysis.results.schema import STATUSES, one_of
from analysis.results.trend_rows import Change, Published, read_changes, read_points

TREND = (
    "indicator,item,population,breakdown,group,edition_from,edition_to,value_from,value_to,difference,se,"
    "ci_low,ci_high,p,p_adjusted,status,break_fr,break_en\n"
    "a,01,all,all,all,2009,2024,50,56,6,2,2,10,0.003,0.006,tested,,\n"
    "a,02,all,all,all,2009,2024,50,56,,,,,,,break,Autre libellé,Other wording\n"
    "a,01,all,sex,f,2009,2024,50,56,6,2,2,10,0.003,0.006,tested,,\n"
)
POINTS = (
    "indicator,item,population,breakdown,group,year,period,value,unit,rounding,source,date,note\n"
    "a,,all,all,all,2010,spring,41,%,1,IFOP,2010,counted\n"
    "a,,all,all,all,2011,,,%,1,IFOP,2011,in words\n"
    "a,,all,sex,f,2010,,39,%,1,IFOP,2010,\n"
)


def test_a_word_outside_its_set_is_refused_with_those_inside() -> None:
    assert one_of(STATUSES, "caution") == "caution"
    with pytest.raises(ValueError, match="found 'supressed'; expected one of shown, footnote, caution, supp"):
        one_of(STATUSES, "supressed")


def test_changes_are_those_of_the_whole_sample_with_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "trend.csv"
    path.write_text(TREND, encoding="utf-8")
    tested, broken = read_changes(path)
    assert tested == Change("a", "01", "2009", "2024", 50.0, 56.0, 6.0, 2.0, 10.0, 0.006)
    assert tested.holds(0.95) and not tested.holds(0.999)
    assert (broken.status, broken.break_en, broken.p) == ("break", "Other wording", None)
    assert read_changes(tmp_path / "none.csv") == []


def test_points_are_numbers_of_the_whole_sample(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text(POINTS, encoding="utf-8")
    assert read_points(path) == [Published(2010, "spring", 41.0, "IFOP", "counted", "a")]


def test_the_rows_of_an_edition_are_read_as_records(tmp_path: Path) -> None:
    texts = {
        "weighting.csv": "survey,edition,variable,code,measure,value,source\ns,e,sex,1,target,55,'=INSEE\n",
        "quality.csv": "section,question,item,measure,value\nscores,q,,alpha,\n",
        "sensitivity.csv": "indicator,item,variant,value,se,ci_low,ci_high,n,difference\na,01,x,2,,,,,-1\n",
        "backtest.csv": "indicator,item,population,breakdown,group,published,unit,source,value,se,difference,"
        "z,within_95,within_5se\na,,all,all,all,40,%,x,,,,,,\na,,all,all,all,,%,in words,,,,,,\n",
        "provenance.json": '{"counts": {"kept": 3}}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    records = read_records(tmp_path)
    assert records.weighting == [WeightingMeasure("sex", "1", "target", 55.0, "=INSEE")]
    assert records.quality == [QualityMeasure("scores", "q", "", "alpha", None)]
    assert records.sensitivity == [VariantFigure("a", "01", "x", 2.0, -1.0)]
    assert records.backtest == [BacktestFigure("a", 40.0, None, None, unit="%", source="x")]
    assert (records.counted("counts"), records.counted("none")) == ({"kept": 3}, {})


def test_an_edition_without_records_has_none(tmp_path: Path) -> None:
    records = read_records(tmp_path)
    assert (list(records.weighting), records.provenance, list(records.backtest)) == ([], {}, [])
    assert read_rows(tmp_path / "none.csv") == []
