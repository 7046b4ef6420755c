"""What is said of figures drawn by rule: in words, as findings, as changes, of territories, of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random
from typing import Any

from analysis.questionnaire import Edition, Label, Noun
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import card_standing, finding_text
from analysis.reporting.findings.finding_titles import finding_titles
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.findings.territory_findings import territory_findings
from analysis.reporting.findings.territory_titles import seen_sentence, sheet_title
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.change_sentences import (
    at_equal_composition,
    change_amount,
    change_sentence,
    changes_summary,
    weighted_alike,
)
from analysis.reporting.language.in_words import fraction_alone, in_words, speaks_of_one
from analysis.reporting.language.indicator_sentences import both_in_words, headline, statement
from analysis.reporting.language.territory_sentences import (
    apart_lines,
    difference_with_interval,
    figure_sentence,
    gap,
    rank_sentence,
    standing_of,
    territory_summary,
)
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results import COMPARISONS
from analysis.results.comparison_rows import Comparison, Comparisons, gathered
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import CHANGE_STATUSES, VERDICTS
from analysis.results.territory_rows import PossibleRanks, TerritoryRow
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of
from tests.reporting.made_comparisons import comparison_cells, comparisons_of

NAME = "sentences"
DEFINITIONS = """
breakdowns = ["age", "sexe"]
composition = "age"
called = { fr = ["une personne", "personnes"], en = ["a person", "people"] }
[themes.t]
[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = { fr = "Femmes", en = "Women" }, h = { fr = "Hommes", en = "Men" } }
[questions.sexe.within]
f = { fr = ["chez les femmes", "chez elles"], en = ["among women", "among them"] }
h = { fr = "chez les hommes", en = "among men" }
[questions.age]
type = "single"
ordered = true
label = { fr = "Âge", en = "Age" }
codes = { 1 = "15-34", 2 = "35-64", 3 = { fr = "65 ans ou plus", en = "65 or more" } }
more = { fr = "plus les personnes sont âgées", en = "the older people are" }
[questions.pays]
type = "single"
label = "Pays"
codes = { a = "Nord", b = "Sud", x = { fr = "Autre pays", en = "Other country" } }
[questions.club]
type = "single"
label = { fr = "Êtes-vous d'un club ?", en = "Are you in a club?" }
codes = { 1 = { fr = "Oui", en = "Yes" }, 2 = { fr = "Non", en = "No" } }
[questions.lieux]
type = "multiple"
label = { fr = "Lieux", en = "Places" }
[questions.lieux.codes]
m = { fr = "La maison", en = "Home" }
p = { fr = "Les parcs et jardins publics", en = "Public parks and gardens" }
c = { fr = "Un club loin", en = "A faraway..." }
d = { fr = "Un club ouvert", en = "An open club." }
[questions.lieux.verbs]
p = { fr = ["va au parc", "vont au parc"], en = ["goes to the park", "go to the park"] }
[questions.avis]
type = "single"
codes = { 1 = "Bon", 2 = "Mauvais" }
[questions.heures]
type = "numeric"
unit = { fr = "heures", en = "hours" }
[populations.sportifs]
label = { fr = "Sportifs réguliers", en = "Regular sportspeople" }
among = { club = ["1"] }
[indicators.club]
theme = "t"
title = { fr = "Membres d'un club", en = "Members of a club" }
answers = ["1"]
headline = true
verb = { fr = ["est d'un club", "sont d'un club"], en = ["is in a club", "are in a club"] }
[indicators.club_sportifs]
theme = "t"
title = { fr = "Sportifs d'un club", en = "Sportspeople of a club" }
variable = "club"
answers = ["1"]
population = "sportifs"
verb = { fr = ["est d'un club", "sont d'un club"], en = ["is in a club", "are in a club"] }
[indicators.membres]
theme = "t"
title = { fr = "Membres", en = "Members" }
variable = "club"
answers = ["1"]
[indicators.lieux]
theme = "t"
title = { fr = "Lieux fréquentés", en = "Places visited" }
[indicators.avis]
theme = "t"
title = { fr = "Avis", en = "Opinion" }
statistic = "balance"
favourable = ["1"]
unfavourable = ["2"]
verb = { fr = ["juge bon", "jugent bon"], en = ["thinks it good", "think it good"] }
[indicators.heures]
theme = "t"
title = { fr = "Heures données", en = "Hours given" }
statistic = "mean"
verb = { fr = "donnent en moyenne", en = "give on average" }
[indicators.depense]
theme = "t"
title = { fr = "Dépense", en = "Spending" }
variable = "heures"
unit = { fr = "euros", en = "euros" }
statistic = "mean"
decimals = 2
[indicators.mediane]
theme = "t"
title = { fr = "Heures médianes", en = "Median hours" }
variable = "heures"
statistic = "median"
verb = { fr = "donnent", en = "give" }
"""
SURVEY = survey_of(DEFINITIONS)
VOICES = tuple(Voice(language, SURVEY) for language in ("fr", "en"))
EDITION = Edition("2024", Label("2024", "2024"), (), start=date(2024, 3, 1), end=date(2024, 4, 1))
FORMS: dict[str, dict[str, Any]] = {
    "club": {},
    "membres": {},
    "club_sportifs": {"population": "sportifs"},
    "avis": {"statistic": "balance", "unit": "points"},
    "heures": {"statistic": "mean", "unit": "heures", "decimals": 1},
    "depense": {"statistic": "mean", "unit": "euros", "decimals": 2},
    "mediane": {"statistic": "median", "unit": "heures", "decimals": 1},
}
NAMES = (*FORMS, "lieux/m", "lieux/p", "lieux/c", "lieux/d")
SHARES = (0.0, 0.04, 0.6, 4.0, 9.9, 24.0, 33.0, 38.0, 45.0, 49.6, 50.4, 55.0, 61.0, 74.5, 90.0, 98.0, 100.0)
TIED = (9, 13)
"""Findings whose first two groups have one value."""
SPREAD = (36.0, 37.0, 40.0, 45.0, 46.0, 50.0)
"""Values with gaps at which a difference becomes a finding."""
LIMITS = (
    *((97.5, 95.5, 99.0), (97.5, 95.0, 99.0), (97.4, 95.5, 99.0), (25.5, 20.0, 30.0), (25.6, 25.1, 30.0)),
    *((47.0, 46.0, 48.0), (46.9, 46.0, 48.0), (53.0, 50.5, 55.0), (53.1, 50.5, 55.0), (56.0, 50.0, 60.0)),
    *((56.0, 50.1, 60.0), (4.0, 2.0, 5.0), (4.0, 2.0, 4.9), (20.0, 19.0, 21.0), (20.6, 20.1, 21.0)),
)
"""Shares and intervals at the limits of what is said in words."""
FEW = 40
NUMBERS = (
    0.0,
    0.004,
    0.6,
    1.0,
    1.96,
    2.0,
    9.95,
    47.5,
    999.6,
    1234.5,
    99950.0,
    999999.4,
    1e6,
    1.2e6,
    99.95e6,
    1e8,
    999.5e6,
    1e9,
    3.4e9,
)
Line = list[str]


def tables() -> dict[str, list[Line]]:
    """What is said, by what it is said of: a line for each case, with the words of both languages."""
    parts = {
        "words": _words(),
        "figures": _figures(),
        "findings": _findings(),
        "changes": _changes(),
        "territories": _territories(),
        "groups": _groups(),
        "candidates": _candidates(),
    }
    return {name: [["of", "fr", "en"], *lines] for name, lines in parts.items()}


def _line(of: str, say: Callable[..., str], *given: Any) -> Line:
    return [of, *(say(voice, *given) for voice in VOICES)]


def _row(name: str, value: float | None, se: float = 1.4, n: int = 900, **given: Any) -> IndicatorRow:
    indicator, _, item = name.partition("/")
    low, high = (None, None) if value is None else (value - 2 * se, value + 2 * se)
    known = {"low": low, "high": high, "se": se, "n": n, **FORMS.get(name, {}), **given}
    return IndicatorRow(indicator, item, value=value, **known)


def _words() -> Iterator[Line]:
    """Shares in words, with intervals of several widths."""
    for tenth, half in product(range(0, 1001, 7), (0.3, 3.0, 12.0)):
        value = tenth / 10
        low, high = max(value - half, 0.0), min(value + half, 100.0)
        yield _line(f"{value} ({half})", _share_in_words, value, low, high)
    for value, low, high in LIMITS:
        yield _line(f"{value} [{low}, {high}]", _share_in_words, value, low, high)


def _share_in_words(voice: Voice, value: float, low: float, high: float) -> str:
    noun = voice.noun(None)
    long = [
        Noun("un bénévole formé", many) for many in ("bénévoles non formés", "bénévoles non encore formés")
    ]
    words = [in_words(voice, value, low, high, each) for each in (None, noun, *long)]
    return " | ".join(
        (*words, fraction_alone(voice, value, low, high, noun), str(speaks_of_one(value, low, high)))
    )


def _figures() -> Iterator[Line]:
    """Figures as sentences, cards, charts and tables write them."""
    for name in NAMES:
        is_number = FORMS.get(name, {}).get("unit") in ("heures", "euros")
        of_sign = (1, -1) if name == "avis" or is_number else (1,)
        for value, sign, (error, n) in product(
            NUMBERS if is_number else SHARES, of_sign, ((0.0, 900), (0.02, 900), (0.3, FEW))
        ):
            se = error * (abs(value) if is_number else 10)
            step = 0.5 if n == FEW else None
            verdict = VERDICTS[round(value) % len(VERDICTS)] if name == "avis" else ""
            row = _row(name, sign * value, se, n, step=step, verdict=verdict)
            yield _line(f"{name} {sign * value} {se}", _written, row)
    for status, secret in (("suppressed", False), ("empty", False), ("suppressed", True)):
        row = _row("club", None, status=status, confidential=secret)
        yield _line(f"{status} {secret}", statement, row)
    for first, last in product(SHARES[3::3], SHARES[2::3]):
        one, other = _row("club", first), _row("club", last)
        yield _line(f"{first} {last}", both_in_words, one, other)


def _written(voice: Voice, row: IndicatorRow) -> str:
    text = written(voice, row)
    said = (
        *(text.figure, text.bare, text.brief, text.brief_figure, text.in_table, text.agreeing_unit),
        *(text.interval_in_table, text.figure_with_interval, text.lower_end),
        statement(voice, row, again=row.form.is_balance and row.shown_value > 0),
        headline(voice, SURVEY.indicators[row.indicator], [row], Comparisons()) if row.n == FEW else "",
    )
    return " | ".join(said)


def _by(breakdown: str, codes: str, name: str, values: Sequence[float], n: int) -> list[IndicatorRow]:
    return [
        _row(name, value, breakdown=breakdown, group=code, n=n)
        for code, value in zip(codes, values, strict=True)
    ]


def _findings() -> Iterator[Line]:
    """Every way in which a finding may be titled, its title and its text in turn."""
    drawn = Random(1)
    for name in ("club", "membres", "club_sportifs", "heures", "depense", *NAMES[-4:]):
        for case in range(16):
            breakdown, codes = drawn.choice([("age", "123"), ("sexe", "fh"), ("pays", "abx")])
            breakdown, codes = ("age", "123") if case in TIED else (breakdown, codes)
            values = drawn.sample([5.0, 12.0, 20.0, 30.0, 38.0, 41.0, 60.0, 61.0, 90.0], len(codes))
            values = sorted(values, reverse=case % 8 == 1) if case % 4 == 1 else values
            values = [values[0], *values[:-1]] if case in TIED else values
            rows = _by(breakdown, codes, name, values, drawn.choice([120, 199, 200, 900]))
            ends = sorted(
                drawn.sample(rows, 2) if case % 2 and case not in TIED else [rows[0], rows[-1]], key=_downward
            )
            whole = _row(name, 33.0)
            finding = Finding(
                SURVEY.indicators[whole.indicator],
                whole.item,
                whole,
                1.0,
                contrast=_contrast(whole, breakdown),
                groups=rows,
                ends=(ends[0], ends[1]),
                climbs=breakdown == "age" and case % 3 != 2,
            )
            values_said = " ".join(f"{row.group}={row.value}" for row in rows)
            yield from _said_of(f"{name} {breakdown} {values_said}", finding, Changes("2024"))
        for value in (12.0, 32.6, 33.4, 45.0):
            changes = _moved(name, value, 33.0)
            [change] = changes.changes
            before, whole = (changes.figure(change, each) for each in ("2009", "2024"))
            finding = Finding(
                SURVEY.indicators[whole.indicator], whole.item, whole, 1.0, change=change, before=before
            )
            yield from _said_of(f"{name} {value} then 33", finding, changes)


def _contrast(whole: IndicatorRow, breakdown: str) -> Comparison:
    named = ("groups", whole.indicator, whole.item, "all", breakdown, "", "", "")
    return Comparison(*named, None, None, None, None, None, "tested")


def _downward(row: IndicatorRow) -> float:
    return -row.shown_value


def _said_of(of: str, finding: Finding, changes: Changes) -> Iterator[Line]:
    for way in dict.fromkeys(way for voice in VOICES for way, _ in ways_of(voice, finding, changes)):
        yield _line(f"{of} {way}", _in_way, finding, changes, way)
    yield _line(f"{of} titled", _titled, finding, changes)
    for turn in range(3):
        yield _line(f"{of} text {turn}", finding_text, finding, changes, "", turn)


def _in_way(voice: Voice, finding: Finding, changes: Changes, way: str) -> str:
    return dict(ways_of(voice, finding, changes)).get(way, "")


def _titled(voice: Voice, finding: Finding, changes: Changes) -> str:
    return " | ".join(finding_titles(voice, [finding] * 3, changes))


def _moved(name: str, before: float, after: float, **given: Any) -> Changes:
    cell = (name.partition("/")[0], name.partition("/")[2])
    known: dict[str, Any] = {"difference": after - before, "p": 0.001, "p_report": 0.001, **given}
    change = Change(*cell, "2009", "2024", before, after, **known)
    figures = {"2009": {cell: _row(name, before)}, "2024": {cell: _row(name, after)}}
    titles = {year: Label(f"Édition {year}", f"Edition {year}") for year in figures}
    return Changes("2024", [change], titles, {"2009": 2009, "2024": 2024}, {}, figures)


def _changes() -> Iterator[Line]:
    """Changes of each status, found or not, with their value at equal ages and weighted alike."""
    drawn = Random(2)
    for name, case in product(("club", "heures", "depense", "avis", "lieux/p"), range(30)):
        before = drawn.choice([5.0, 40.0, 40.04, 40.6, 52.0, 99.0])
        after = drawn.choice([4.9, 40.0, 41.2, 47.0, 60.0, 100.0])
        alone, corrected = sorted(drawn.choice([0.0001, 0.03, 0.05, 0.2, 1.0]) for _ in range(2))
        status = "tested" if case % 3 else CHANGE_STATUSES[case // 3 % len(CHANGE_STATUSES)]
        equal = drawn.choice([None, before, before + 0.2, after, (before + after) / 2])
        changes = _moved(
            name,
            before,
            after,
            difference=None if case % 7 == 6 else after - before,
            p=corrected,
            p_alone=alone,
            status=status,
            low=after - before - 2,
            high=after - before + 2,
            equal_value=equal,
            equal_low=None if equal is None else equal - 1,
            equal_high=None if equal is None else equal + 1,
            equal_p=drawn.choice([0.001, 0.2]),
            alike_on=drawn.choice(["", "sexe", "age;sexe", "all"]),
            alike_from=before + 1,
            alike_to=after - 1,
            alike_p=drawn.choice([0.001, 0.049, 0.2]),
            break_fr="Question changée",
            break_en="Another question",
            step=drawn.choice([None, 0.5, 2.0]),
        )
        [change] = changes.changes
        row = changes.figure(change, "2024")
        of = f"{name} {before} {after} {status} {alone} {corrected} {equal}"
        yield _line(of, _said_of_change, changes, change)
        yield _line(f"{of} amount", change_amount, row, after - before, bool(case % 2))


def _said_of_change(voice: Voice, changes: Changes, change: Change) -> str:
    said = (
        change_sentence(voice, changes, change),
        card_standing(voice, changes, change.indicator, change.item),
        at_equal_composition(voice, changes, change),
        weighted_alike(voice, changes, change),
        changes_summary(voice, changes),
    )
    return " | ".join(said)


def _territories() -> Iterator[Line]:
    """A territory beside the rest, its ranks, and the sheet that opens with what sets it apart."""
    drawn = Random(3)
    sheets: list[list[TerritoryRow]] = [[] for _ in range(24)]
    for case in range(120):
        name = NAMES[case % len(NAMES)]
        here = drawn.choice([0.0, 30.0, 40.0, 40.04, 44.0, 48.0, 55.0, 100.0])
        rest = drawn.choice([30.0, 36.0, 40.0, 40.4, 48.0])
        alone, corrected = sorted(drawn.choice([0.0001, 0.009, 0.01, 0.049, 0.05, 0.4]) for _ in range(2))
        half, n = drawn.choice([0.5, 2.0, 4.8, 5.0]), drawn.choice([99, 100, 199, 200, 900])
        own = _row(name, here, breakdown="pays", group="a", n=n)
        ranks = PossibleRanks(*drawn.choice([(1, 1), (1, 4), (2, 2), (2, 3)]), 4, ("b",) * (case % 2), ())
        is_compared = case % 9 != 8
        row = TerritoryRow(
            own,
            rest,
            here - rest if is_compared else None,
            corrected if is_compared else None,
            here - rest - half,
            here - rest + half,
            drawn.choice([None, 4.0, 7.5]),
            ranks if case % 4 else None,
            alone,
        )
        sheets[case % len(sheets)].append(row)
        yield _line(f"{name} {here} {rest} {alone} {corrected} {half} {n}", _of_territory, row)
    for number, rows in enumerate(sheets):
        yield _line(f"sheet {number}", _sheet, rows)


def _of_territory(voice: Voice, row: TerritoryRow) -> str:
    said = (
        figure_sentence(voice, row),
        gap(voice, row),
        difference_with_interval(voice, row),
        standing_of(voice, row),
        rank_sentence(voice, ("pays", "a"), row) if row.ranks else "",
        *(text for _, text in apart_lines(voice, "Bretagne", [row])),
    )
    return " | ".join(said)


def _sheet(voice: Voice, rows: Sequence[TerritoryRow]) -> str:
    respondents, found = rows[0].estimate.respondents, territory_findings(SURVEY, EDITION, rows)
    return " | ".join(
        (
            *(sheet_title(voice, "Bretagne", respondents, [each], rows, rows) for each in found),
            sheet_title(voice, "Réseau A", respondents, [], rows, rows),
            sheet_title(voice, "Bretagne", 900, [], [], rows[:1]),
            sheet_title(voice, "Bretagne", 900, [], [], rows),
            seen_sentence(voice, respondents, rows),
            territory_summary(voice, rows),
        )
    )


def _groups() -> Iterator[Line]:
    """What is said of the groups of several breakdowns, and which of them are findings."""
    drawn = Random(4)
    for name, case in product(("club", "heures", "avis", "lieux/m"), range(24)):
        rows = [_row(name, 45.0)]
        for breakdown, codes in (("age", "123"), ("sexe", "fh"), ("pays", "abx")):
            values = [drawn.choice([37.0, 40.0, 45.0, 45.04, 50.0, 70.0]) for _ in codes]
            size = drawn.choice([29, 30, 99, 100, 199, 200, 900])
            rows += [
                replace(row, se=drawn.choice([0.4, 1.4, 3.0]))
                for row in _by(breakdown, codes, name, values, size)
            ]
        tests = comparisons_of(rows, ordered=("age",))
        by = {each: [row for row in rows if row.breakdown == each] for each in ("age", "sexe", "pays")}
        values_said = " ".join(f"{row.breakdown[0]}{row.group}={row.value}" for row in rows[1:])
        yield _line(f"{name} {case} {values_said}", _of_groups, by, tests)


def _of_groups(voice: Voice, by: Mapping[str, Sequence[IndicatorRow]], tests: Comparisons) -> str:
    return " | ".join(f"{of}: {text}" for of, text in difference_lines(voice, by, tests))


def _candidates() -> Iterator[Line]:
    """Which differences of groups and editions are findings, at the limits of each rule, and their rank."""
    drawn = Random(5)
    for name, case in product(("club", "club_sportifs", "heures", "lieux/p"), range(60)):
        size, se = drawn.choice([99, 100, 199, 200, 900]), 1.0
        rows = [_row(name, 45.0, se, 900), *_by("pays", "abx", name, drawn.sample(SPREAD, 3), size)]
        rows += _by("sexe", "fh", name, drawn.sample(SPREAD, 2), size)
        p_values = [drawn.choice(["0.0009", "0.001", "0.0099", "0.01", "0.2", ""]) for _ in range(2)]
        cells = [_with_report(each, rows, p_values[0]) for each in comparison_cells(rows)]
        tests = gathered(COMPARISONS.names, (list(each.values()) for each in cells))
        gap, p_report = drawn.choice([4.99, 5.0, -5.0, 9.0, -8.99]), p_values[1]
        changes = _moved(name, 45.0 - gap, 45.0, p_report=float(p_report) if p_report else None)
        ranked = candidates(SURVEY, EDITION, IndicatorRows(tuple(rows), tests), changes)
        given = " ".join(f"{row.breakdown[0]}{row.group}={row.value}" for row in rows[1:])
        found = [f"{each.name} {each.rank:.6g} {each.climbs} {each.question}" for each in ranked]
        yield [f"{name} {case} {size} {given} {p_values} {gap}", "; ".join(found), ""]


def _with_report(cells: dict[str, str], rows: Sequence[IndicatorRow], p: str) -> dict[str, str]:
    """The cells of a comparison with its difference, and its p over the report."""
    value = {(row.breakdown, row.item, row.group): row.shown_value for row in rows}
    sides = [(cells["breakdown"], cells["item"], cells[group]) for group in ("group", "against_group")]
    if cells["comparison"] != "groups":
        return cells
    return cells | {"difference": str(value[sides[0]] - value[sides[1]]), "p_report": p}
