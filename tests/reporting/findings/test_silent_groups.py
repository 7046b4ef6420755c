"""What is said of breakdowns without a difference: counted where they are many, named where they are few."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.reporting.compared_groups import GroupFinding, Silence
from analysis.reporting.findings.group_sentences import _silent
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
LINES: list[tuple[Silence, list[str], int, bool, str, str]] = [
    # the reason, the breakdowns, of how many, whether a group was left out, the line in both languages
    ("alike", ["sexe", "age", "canaux"], 3, False, "Entre les groupes étudiés : aucun écart mesurable.", ""),
    (
        "alike",
        ["sexe", "age", "canaux"],
        4,
        False,
        "Selon les trois autres critères : aucun écart mesurable.",
        "",
    ),
    (
        "alike",
        ["sexe", "age", "canaux"],
        3,
        False,
        "",
        "Between the groups studied: no measurable difference.",
    ),
    (
        "alike",
        ["sexe", "age", "canaux"],
        5,
        False,
        "",
        "By the other three breakdowns: no measurable difference.",
    ),
    ("alike", ["sexe", "age"], 2, False, "Pas d’écart mesurable : sexe et âge.", ""),
    (
        "alike",
        ["sexe", "age", "age"],
        3,
        True,
        "Pas d’écart mesurable : sexe (sans « Femmes »), âge et âge.",
        "",
    ),
    ("unclear", ["sexe", "age", "age"], 3, False, "Écart incertain : sexe, âge et âge.", ""),
]


@pytest.mark.parametrize(("silence", "breakdowns", "of", "left_out", "french", "english"), LINES)
def test_many_breakdowns_without_a_difference_are_counted(
    silence: Silence,
    breakdowns: list[str],
    of: int,
    left_out: bool,
    french: str,
    english: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    rows = [estimate(50.0, breakdown=name, group="1") for name in breakdowns]
    silent = [GroupFinding((row,), silence) for row in rows]
    if left_out:
        silent[0] = GroupFinding((rows[0],), silence, left_out=(rows[0],))
    for language, expected in (("fr", french), ("en", english)):
        voice = voices[language]
        assert not expected or plain(voice.colon.join(_silent(voice, silence, silent, of))) == expected
