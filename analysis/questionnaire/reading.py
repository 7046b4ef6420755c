"""survey.toml and edition.toml, read into records; every fault of a file is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from analysis.faults import Fault
from analysis.questionnaire.derivations import read_derived
from analysis.questionnaire.questions import Defaults, read_missing, read_question, read_scale
from analysis.questionnaire.records import (
    DIRECTIONS,
    STATISTICS,
    AnswersFile,
    Cleaning,
    Edition,
    Indicator,
    Label,
    Note,
    Population,
    Publication,
    SamplingDesign,
    SinglePsu,
    Survey,
    Theme,
    Weighting,
)
from analysis.questionnaire.tables import Table
from analysis.questionnaire.validation import edition_faults, survey_faults

NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED_NAMES = ("respondent", "weight", "start_weight", "stratum", "psu", "all")


class DefinitionError(Fault):
    """A definition that is not valid TOML or contradicts itself; the message lists every fault."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{path}: {count}\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


def read_survey(path: Path) -> Survey:
    """The survey described by `path`, a survey.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file.
    """
    faults: list[str] = []
    survey = survey_from(_toml(path), path.parent.name, faults)
    faults = [*faults, *survey_faults(survey)]
    if faults:
        raise DefinitionError(path, faults)
    return survey


def read_edition(path: Path, survey: Survey) -> Edition:
    """The edition of `survey` described by `path`, an edition.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file, and every contradiction with the survey.
    """
    faults: list[str] = []
    edition = edition_from(_toml(path), path.parent.name, faults)
    faults = [*faults, *edition_faults(edition, survey)]
    if faults:
        raise DefinitionError(path, faults)
    return edition


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise DefinitionError(path, ["no such file"]) from None
    except UnicodeDecodeError as error:
        raise DefinitionError(path, [f"not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None
    except (ValueError, RecursionError) as error:
        raise DefinitionError(path, [f"not valid TOML: {error}{_toml_hint(path, str(error))}"]) from None


def _toml_hint(path: Path, message: str) -> str:
    """The line at fault, and what is most often wrong with it."""
    found = re.search(r"at line (\d+)", message)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = lines[int(found[1]) - 1].strip() if found and int(found[1]) <= len(lines) else ""
    hints = {
        "Cannot overwrite": "written twice",
        "Invalid value": 'texts stand in straight quotes ("…"); yes and no are true and false',
        "Expected ']'": 'a name with accents or spaces stands in quotes: [a."é"]',
    }
    hint = next((text for start, text in hints.items() if start in message), "")
    return "".join(f"; {part}" for part in (f"the line is: {line[:80]}" if line else "", hint) if part)


def survey_from(values: Mapping[str, Any], name: str, faults: list[str]) -> Survey:
    """The survey written in the TOML table `values`; what is wrong is appended to `faults`."""
    toml = Table(values, "", faults)
    scales = {scale: read_scale(table) for scale, table in toml.tables("scales")}
    defaults = Defaults(scales, read_missing(toml, "missing"))
    questions = {key: read_question(key, table, defaults) for key, table in toml.tables("questions")}
    derived = {key: read_derived(key, table) for key, table in toml.tables("derived")}
    for key in questions.keys() & derived.keys():
        toml.fault(f"derived.{key}", "a question has this name; give the derived variable another")
    _check_names(toml)
    survey = Survey(
        name=name,
        title=toml.label("title") or Label(name, name),
        questions=questions | derived,
        indicators={key: _indicator(key, table) for key, table in toml.tables("indicators")},
        breakdowns=toml.texts("breakdowns"),
        themes={key: _theme(key, table) for key, table in toml.tables("themes")},
        populations={key: _population(key, table) for key, table in toml.tables("populations")},
        identifier=toml.text("identifier"),
        sampling=toml.choice("sampling", ("volunteer", "probability"), "volunteer"),
        design=_design(toml.table("design")),
        weighting=_weighting(toml.table("weighting")),
        cleaning=_cleaning(toml.table("cleaning")),
        publication=_publication(toml.table("publication")),
        note=_note(toml.table("note")),
    )
    toml.close()
    return survey


def _check_names(toml: Table) -> None:
    """Names become columns, addresses and keys: lower case letters, digits and _, and none of our own."""
    for kind in ("scales", "questions", "derived", "themes", "populations", "indicators"):
        for name in toml.values(kind):
            if not NAME.fullmatch(name):
                toml.fault(
                    f"{kind}.{name}", "a name has lower case letters, digits and _, and begins with a letter"
                )
            elif name in RESERVED_NAMES and kind in ("questions", "derived", "populations"):
                toml.fault(
                    f"{kind}.{name}",
                    f"a name of the project's own ({', '.join(RESERVED_NAMES)}); take another",
                )


def edition_from(values: Mapping[str, Any], name: str, faults: list[str]) -> Edition:
    """The edition written in the TOML table `values`; what is wrong is appended to `faults`."""
    toml = Table(values, "", faults)
    fieldwork = toml.table("fieldwork")
    start, end = fieldwork.day("start"), fieldwork.day("end")
    if start and end and end < start:
        fieldwork.fault("end", f"fieldwork ends on {end}, before it starts on {start}")
    fieldwork.close()
    weighting = _weighting(toml.table("weighting"))
    edition = Edition(
        name=name,
        title=toml.label("title") or Label(name, name),
        file=_answers_file(toml.table("file")),
        start=start,
        end=end,
        reference_year=toml.whole("reference_year") or (end.year if end else None),
        invited=toml.whole("invited"),
        simulated=toml.flag("simulated"),
        not_asked=toml.texts("not_asked"),
        columns=_columns(toml),
        recode=_recode(toml),
        exclude={str(key): str(reason) for key, reason in toml.values("exclude").items()},
        weighting=weighting if toml.has("weighting") else None,
        note=_note(toml.table("note")),
    )
    toml.close()
    return edition


def _answers_file(toml: Table) -> AnswersFile:
    name = toml.text("name") or ""
    if not name:
        toml.fault("name", "expected the name of the answers file, in the folder of the edition")
    elif Path(name).name != name:
        toml.fault("name", f"expected a file in the folder of the edition, found the path {name!r}")
    decimal, separator = toml.text("decimal"), toml.text("separator")
    if decimal not in (None, ",", "."):
        toml.fault("decimal", f'expected "," or ".", found {decimal!r}')
    if separator is not None and (len(separator) != 1 or not separator.isascii() or separator in '"\r\n'):
        toml.fault("separator", f"expected one character such as ; or a tabulator, found {separator!r}")
    file = AnswersFile(name, toml.text("encoding"), separator, decimal, toml.text("sheet"))
    toml.close()
    return file


def _columns(toml: Table) -> dict[str, str | Mapping[str, str]]:
    columns: dict[str, str | Mapping[str, str]] = {}
    for question, column in toml.values("columns").items():
        if isinstance(column, dict):
            columns[question] = {str(code): str(name) for code, name in column.items()}
        elif isinstance(column, (str, int)) and not isinstance(column, bool):
            columns[question] = str(column)
        else:
            toml.fault(f"columns.{question}", f"expected the name of a column, found {column!r}")
    return columns


def _recode(toml: Table) -> dict[str, dict[str, str]]:
    return {
        question: {key: table.text(key) or "" for key in toml.values("recode")[question]}
        for question, table in toml.tables("recode")
    }


def _theme(name: str, toml: Table) -> Theme:
    theme = Theme(name, toml.label("title") or Label(name, name), toml.label("lead"))
    toml.close()
    return theme


def _population(name: str, toml: Table) -> Population:
    population = Population(name, toml.label("label") or Label(name, name), toml.condition("among"))
    toml.close()
    return population


def _indicator(name: str, toml: Table) -> Indicator:
    breakdowns = toml.texts("breakdowns")
    indicator = Indicator(
        name=name,
        title=toml.label("title") or Label(name, name),
        theme=toml.text("theme") or "",
        statistic=toml.choice("statistic", STATISTICS, "share"),
        variable=toml.text("variable") or name,
        answers=toml.texts("answers"),
        denominator=toml.text("denominator"),
        population=toml.text("population"),
        base=toml.choice("base", ("answered", "asked"), "answered"),
        direction=toml.choice("direction", DIRECTIONS, "neutral"),
        unit=toml.label("unit"),
        divide_by=_divisor(toml),
        headline=toml.flag("headline"),
        breakdowns=breakdowns if toml.has("breakdowns") else None,
    )
    toml.close()
    return indicator


def _divisor(toml: Table) -> float:
    divisor = toml.number("divide_by")
    if divisor is not None and divisor < 1e-9:
        toml.fault("divide_by", f"expected a number above 0, found {divisor:g}")
        return 1.0
    return 1.0 if divisor is None else divisor


def _design(toml: Table) -> SamplingDesign:
    single = cast(SinglePsu, toml.choice("single_psu", get_args(SinglePsu), "fail"))
    design = SamplingDesign(toml.text("weight"), toml.text("strata"), toml.text("psu"), single)
    toml.close()
    return design


def _weighting(toml: Table) -> Weighting:
    weighting = Weighting(toml.choice("calibration", ("none", "raking"), "none"), toml.texts("variables"))
    toml.close()
    return weighting


def _cleaning(toml: Table) -> Cleaning:
    cleaning = Cleaning(toml.condition("keep_if"), toml.choice("duplicates", ("first", "keep"), "first"))
    toml.close()
    return cleaning


def _publication(toml: Table) -> Publication:
    below, level = toml.whole("confidential_below"), toml.number("level")
    if level is not None and not 0.5 <= level < 1:
        toml.fault("level", f"expected a confidence level from 0.5 to below 1, such as 0.95; found {level}")
        level = None
    intervals = ("logit", "korn-graubard", "wilson", "linear")
    interval = toml.choice("interval", intervals, "logit")
    reliability = toml.choice("reliability", ("nchs", "none"), "nchs")
    publication = Publication(11 if below is None else below, reliability, level or 0.95, interval)
    toml.close()
    return publication


def _note(toml: Table) -> Note:
    note = Note(**{field: toml.label(field) for field in Note.__dataclass_fields__})
    toml.close()
    return note
