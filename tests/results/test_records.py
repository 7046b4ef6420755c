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
from analysis.results.trend_rows import Published, read_changes, read_points

TREND = (
    "indicator,item,population,breakdown,group,edition_from,edition_to,value_from,value_to,ci_low_from,"
    "ci_high_from,ci_low_to,ci_high_to,start_from,end_from,start_to,end_to,difference,se,ci_low,ci_high,p,"
    "p_adjusted,p_report,equal_value,equal_se,equal_low,equal_high,equal_p,alike_on,"
    "alike_from,alike_to,alike_difference,alike_se,alike_p,status,break_fr,break_en\n"
    "a,01,all,all,all,2009,2024,50,56,48,52,54,58,,2009-04-09,,2024-03-31,6,2,2,10,0.003,0.006,0.06,53,2,49,"
    "57,0.2,sex;age,51,52,1,2,0.6,tested,,\n"
    "a,02,all,all,all,2009,2024,50,56,,,,,,,,,,,,,,,,,,,,,,,,,,,break,Autre libellé,Other wording\n"
    "a,01,all,sex,f,2009,2024,50,56,48,52,54,58,,,,,6,2,2,10,0.003,0.006,,,,,,,,,,,,,tested,,\n"
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
    assert (tested.cell, tested.earlier, tested.later) == (("a", "01"), "2009", "2024")
    assert (tested.value_from, tested.low_from, tested.high_from, tested.end_from) == (
        50,
        48,
        52,
        "2009-04-09",
    )
    assert (tested.value_to, tested.low_to, tested.high_to, tested.end_to) == (56, 54, 58, "2024-03-31")
    assert (tested.difference, tested.low, tested.high, tested.p, tested.p_report) == (6, 2, 10, 0.006, 0.06)
    assert (tested.equal_value, tested.equal_low, tested.equal_high, tested.equal_p) == (53, 49, 57, 0.2)
    assert (tested.alike_on, tested.alike_from, tested.alike_to, tested.alike_p) == ("sex;age", 51, 52, 0.6)
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
