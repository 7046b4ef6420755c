"""Several answers in one cell, and what rivals that reading: a ranking, commas of an answer, decimals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.drafting.cells.column_profiles import Profile, absence_meant, is_typed, natural_order
from analysis.drafting.cells.rival_readings import blanks_without_answer
from analysis.drafting.cells.spaced_answers import are_spaced_codes, met_alone, said_of_spaces
from analysis.drafting.drafted_question import Drafted, distinct
from analysis.drafting.questionnaire_structure import BETWEEN, Bilingual, joined
from analysis.questionnaire.reading.cell_parts import parts_of

MOST_ANSWERS = 60
LONGEST_ANSWER = 80
MOST_RANKS = 10
LEAST_RANKED = 3
"""Options from which cells that always have all of them are put in order."""
FEW_ROWS = 20
"""Up to so many rows, a word that one respondent alone has may be an option."""
MOST_TYPED = 3
"""Respondents up to whom the same words may have been typed under "other"."""
LEAST_TOGETHER = 3
"""Times that parts stand together before they are thought to be one option with a comma in it."""
CODES_WITH_COMMAS = re.compile(r"\d{1,3}(\s*,\s*\d{1,3})*,?")
ENTITY = re.compile(r"&#?\w+;")
"""A letter as LimeSurvey may export it, F&ecirc;te: its semicolon parts nothing."""
TWO_COMMAS = re.compile(r"\d+\s*,\s*\d+\s*,\s*\d+.*")
CELL_OF_CODE = re.compile(r"[1-9]\d?")
DELIMITERS = ("\n", ";", "|", ",", ", ", " / ", "/", " ")
LISTED = re.compile(r"\[\s*([\"']|\d).*\]|\{.*\}|\[\]", re.DOTALL)


@dataclass(frozen=True)
class Listed:
    """What cells list: how often each option, and the words of few respondents beside them."""

    delimiter: str
    cells: Mapping[tuple[str, ...], int]
    options: tuple[str, ...]
    typed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def delimited(profile: Profile) -> tuple[Drafted, ...]:
    """A multiple question where cells hold several of few answers, each at most once; else nothing.

    Where the cells always hold all answers, in varying order, a question for each place of the ranking.
    """
    for place, delimiter in enumerate(DELIMITERS):
        listed = _listed(profile, delimiter)
        if listed:
            listed = _with_fewer_options(profile, listed, DELIMITERS[place + 1 :])
            return _ranking(profile, listed) or (_multiple(profile, listed),)
    return ()


def _with_fewer_options(profile: Profile, listed: Listed, delimiters: Sequence[str]) -> Listed:
    """The lists cut at a later delimiter where this parts what are taken for options into fewer.

    "Welcome, advice / Workshop" beside "Workshop / Transport" is cut at the strokes.
    """
    within = [
        each for each in delimiters if each.strip() and any(each in option for option in listed.options)
    ]
    rivals = [found for each in within if (found := _listed(profile, each))]
    return min((listed, *rivals), key=lambda each: len(each.options))


def _multiple(profile: Profile, listed: Listed) -> Drafted:
    absent = tuple(each for each in listed.options if absence_meant(each) == "no_answer")
    codes = {each: each for each in sorted(listed.options, key=natural_order) if each not in absent}
    other: dict[str, str] = {}
    if listed.typed:
        code = distinct("other", [*codes, "status"])
        codes[code], other[code] = Bilingual("Autre", "Other"), profile.column
    return Drafted(
        profile.column,
        "multiple",
        profile.text,
        profile.column,
        codes=codes,
        missing={"no_answer": absent} if absent else {},
        other=other,
        delimiter=listed.delimiter,
        remarks=(*listed.doubts, *_of_typed(listed), *_of_blanks(profile)),
        rivals=blanks_without_answer((*listed.doubts, *_of_typed(listed))) if profile.blanks else (),
    )


def _of_typed(listed: Listed) -> tuple[str, ...]:
    """What few wrote: those alone as words of "other", others as options that may be such words too."""
    times = Counter(dict.fromkeys(listed.options, 0))
    for cell, n in listed.cells.items():
        times.update(dict.fromkeys(times.keys() & {*cell}, n))
    seldom = [f"“{option}” ({n})" for option, n in times.items() if _is_seldom(option, n, times)]
    where = "" if listed.typed else ", and write other"
    named = ", ".join(seldom)
    said = (f"Few have {named}: if respondents typed that under “other”, take it out of codes{where}.",)
    if not listed.typed:
        return said if seldom else ()
    return (
        *(said if seldom else ()),
        f"What one respondent alone wrote ({len(listed.typed)} of them) is read as the words of “other”. An "
        "option that hardly anyone chose is added to codes.",
    )


def _is_seldom(option: str, n: int, times: Counter[str]) -> bool:
    """Whether an option in words is had by two or three respondents, a tenth of those of the commonest."""
    in_words = re.search(r"[^\W\d]{2}", option) is not None and not absence_meant(option)
    return in_words and n <= MOST_TYPED and 10 * n <= max(times.values())


def _of_blanks(profile: Profile) -> tuple[str, ...]:
    """What a blank cell counts as: every share rests on it."""
    if not profile.blanks:
        return ()
    rows = profile.answered + profile.without_answer
    return (
        f"Blank in {profile.blanks} of {rows} rows, which counts as no answer, outside the base.",
        'Where a blank means none of them, write empty = "not_ticked".',
    )


def _ranking(profile: Profile, listed: Listed) -> tuple[Drafted, ...]:
    """A question for each place, where every cell has all options and their order differs."""
    everything = set(listed.options)
    is_ranked = (
        not listed.typed
        and LEAST_RANKED <= len(everything) <= MOST_RANKS
        and len(listed.cells) > 1
        and all(len(cell) == len(everything) for cell in listed.cells)
    )
    if not is_ranked:
        return ()
    said = (
        "All options are always there, in varying order: read as a ranking, a question for each place. If "
        'they were ticked, write one question of type = "multiple" without rank.'
    )
    codes = {answer: answer for answer in sorted(everything, key=natural_order)}
    return tuple(
        Drafted(
            f"{profile.column} {place}",
            "single",
            joined(profile.text, BETWEEN, Bilingual(f"rang {place}", f"rank {place}")),
            profile.column,
            scale=profile.column,
            codes=codes,
            delimiter=listed.delimiter,
            rank=place,
            remarks=(said,) if place == 1 else (),
        )
        for place in range(1, len(codes) + 1)
    )


def _listed(profile: Profile, delimiter: str) -> Listed | None:
    """What the cells list, cut at the delimiter; None where they are no lists of answers."""
    if not any(delimiter in cell for cell in profile.values) or not _may_part(profile, delimiter):
        return None
    cells = {cell: parts_of(cell, delimiter, lambda _: False) for cell in profile.values}
    together = _commas_within(profile, cells) if delimiter in (", ", ",") else set[str]()
    if delimiter == " ":
        together = set(met_alone(profile))
    if together:
        cells = {cell: parts_of(cell, delimiter, together.__contains__) for cell in cells}
    if any(len(set(parts)) < len(parts) or any(map(_is_no_answer, parts)) for parts in cells.values()):
        return None
    answers: Counter[str] = Counter()
    for cell, parts in cells.items():
        answers.update(dict.fromkeys(parts, profile.values[cell]))
    options, typed = _options(profile, answers)
    several = [cell for cell, parts in cells.items() if len(set(parts) & set(options)) > 1]
    met = Counter(part for parts in cells.values() for part in set(parts))
    if not any(met[part] > 1 for cell in several for part in cells[cell]):
        return None  # "Other / rather not say" beside answers that are none of its parts is one answer
    if not _are_closed(profile, options, typed, answers):
        return None
    if delimiter == ", " and not together and not typed and not _are_words_with_commas(cells):
        return None
    by_parts: Counter[tuple[str, ...]] = Counter()
    for cell, parts in cells.items():
        by_parts[tuple(parts)] += profile.values[cell]
    return Listed(delimiter, by_parts, tuple(options), typed, _doubts(delimiter, together, cells))


def _doubts(delimiter: str, together: set[str], cells: Mapping[str, list[str]]) -> tuple[str, ...]:
    if delimiter == " " and together:
        example = next(parts for parts in cells.values() if len(parts) > 1)
        return (said_of_spaces(example),)
    if together:
        named = ", ".join(f"“{answer}”" for answer in sorted(together))
        return (f"Read as one option with a comma in it, as its parts always stand together: {named}.",)
    if delimiter == "," and _are_codes_with_commas_alone(cells):
        return (
            "Read as several answers in a cell: 1,2 is 1 and 2. If it is a decimal comma, write type = "
            '"numeric".',
        )
    return ()


def _are_codes_with_commas_alone(cells: Mapping[str, list[str]]) -> bool:
    return all(map(CODES_WITH_COMMAS.fullmatch, cells)) and not any(map(TWO_COMMAS.fullmatch, cells))


def _may_part(profile: Profile, delimiter: str) -> bool:
    """Whether the delimiter can part answers in these cells."""
    if delimiter == ",":
        return _are_codes_with_commas(profile) or _are_quoted(profile) or _are_tight_words(profile)
    if delimiter == ", ":
        parts = [part for cell in profile.values for part in _cut(cell)]
        return all(part.count("(") == part.count(")") for part in parts)
    if delimiter in ("/", " / "):
        return not any(re.search(r"\d ?/ ?\d|https?:|[\d€$£%] ?/ ?\w", cell) for cell in profile.values)
    if delimiter == " ":
        return are_spaced_codes(profile) or bool(met_alone(profile))
    return not (delimiter == ";" and any(map(ENTITY.search, profile.values)))


def _are_tight_words(profile: Profile) -> bool:
    """Words with commas and no space between them, fewer than the cells made of them."""
    tight = [cell for cell in profile.values if re.search(r"[^\W\d]\)?,[^\W\d]", cell)]
    parts = {part.strip() for cell in profile.values for part in cell.split(",")}
    return len(tight) >= LEAST_TOGETHER and len(parts) < len(profile.values)


def _are_quoted(profile: Profile) -> bool:
    """Lists of JSON, or words with commas in quotation marks beside others."""
    cells = list(profile.values)
    return all(map(LISTED.fullmatch, cells)) or any(re.search(r'(^|,)"[^"]+"(,|$)', cell) for cell in cells)


def _is_no_answer(part: str) -> bool:
    """Whether a part is too long for an answer, or the one word that is no code."""
    return len(part) > LONGEST_ANSWER or part == "status"


def _options(profile: Profile, answers: Counter[str]) -> tuple[list[str], tuple[str, ...]]:
    """The options, and the words that one respondent alone wrote: codes and absences are options always."""
    if profile.answered <= FEW_ROWS:
        return list(answers), ()
    typed = [
        part
        for part, n in answers.items()
        if n == 1 and re.search(r"[^\W\d]{2}", part) and not absence_meant(part)
    ]
    return [part for part in answers if part not in typed], tuple(typed)


def _are_closed(profile: Profile, options: list[str], typed: tuple[str, ...], answers: Counter[str]) -> bool:
    """Whether few options make up most of what the cells list, and none was typed by respondents."""
    counted = Counter({option: answers[option] for option in options})
    if not 1 < len(options) <= MOST_ANSWERS or counted.total() < 2 * len(options) or is_typed(counted):
        return False
    return 4 * len(typed) <= profile.answered and 5 * len(typed) <= counted.total()


def _are_codes_with_commas(profile: Profile) -> bool:
    """Lists such as 1,3,7: two commas in some cell, or pairs of codes that are met alone too.

    Decimals are not always in rising order, have other digits after the comma than codes that are met alone,
    or halves only.
    """
    if not all(map(CODES_WITH_COMMAS.fullmatch, profile.values)):
        return False
    if any(map(TWO_COMMAS.fullmatch, profile.values)):
        return True
    pairs = [[part.strip() for part in cell.split(",")] for cell in profile.values if "," in cell.rstrip(",")]
    alone = {cell for cell in profile.values if "," not in cell}
    parts = {part for pair in pairs for part in pair}
    are_codes = all(map(CELL_OF_CODE.fullmatch, parts | alone)) and parts <= alone
    are_rising = all(int(first) < int(second) for first, second in pairs) if are_codes else False
    return bool(pairs) and are_rising and {second for _, second in pairs} != {"5"}


def _commas_within(profile: Profile, cells: Mapping[str, list[str]]) -> set[str]:
    """Options with a comma in them: parts that are never met but one after the other."""
    found: set[str] = set()
    runs = {cell: list(parts) for cell, parts in cells.items()}
    while pair := _inseparable(profile, runs):
        whole = ", ".join(pair)
        runs = {cell: _put_together(parts, pair, whole) for cell, parts in runs.items()}
        found = {each for each in found if each not in pair} | {whole}
    return found if any(len(parts) > 1 for parts in runs.values()) else set()


def _inseparable(profile: Profile, runs: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """Two parts that are met as often as they stand one after the other; None where there are none."""
    times: Counter[str] = Counter()
    neighbours: Counter[tuple[str, str]] = Counter()
    for cell, parts in runs.items():
        times.update(dict.fromkeys(parts, profile.values[cell]))
        neighbours.update(dict.fromkeys(pairwise(parts), profile.values[cell]))
    return next(
        (
            (one, two)
            for (one, two), n in neighbours.items()
            if n >= LEAST_TOGETHER and n == times[one] == times[two] and not two[:1].isdigit()
        ),
        None,
    )


def _put_together(parts: list[str], pair: tuple[str, str], whole: str) -> list[str]:
    if pair[0] not in parts:
        return parts
    place = parts.index(pair[0])
    return [*parts[:place], whole, *parts[place + 2 :]]


def _cut(cell: str) -> list[str]:
    """The parts of a cell between commas with a space, whatever the answers are."""
    return parts_of(cell, ", ", lambda _: False)


def _are_words_with_commas(cells: Mapping[str, list[str]]) -> bool:
    """Lists such as "At the club, At school": fewer answers than cells made of them, each in several.

    A comma within an answer ("Yes, often") makes more parts than cells instead, or one met in it alone.
    """
    met = Counter(part for parts in cells.values() for part in set(parts))
    alone = {parts[0] for parts in cells.values() if len(parts) == 1}
    lists = sum(len(parts) > 1 for parts in cells.values())
    are_apart = min(met.values()) > 1 and (lists > 1 or alone >= {*met})
    return len(met) < len(cells) and (lists >= 3 or are_apart)
