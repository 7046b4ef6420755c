"""survey.toml, edition.toml and testimonies.toml, read into records; JSON Schemas; keys of former versions.

Every fault of a file is reported at once: first what is not as the records have it, then contradictions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from analysis.faults import DefinitionError
from analysis.questionnaire.collection.margin_variables import margin_variables
from analysis.questionnaire.completing.completed_surveys import completed_survey
from analysis.questionnaire.contradictions.edition_faults import edition_faults
from analysis.questionnaire.contradictions.survey_faults import survey_faults
from analysis.questionnaire.editions import (
    Edition,
    EditionFile,
    TestimoniesFile,
    Testimony,
    completed_edition,
)
from analysis.questionnaire.schema_faults import checked, content_of, place_of, toml_at, toml_written
from analysis.questionnaire.surveys import Survey, SurveyFile

DefinitionName = Literal["survey", "edition", "testimonies"]
DEFINITIONS: Mapping[DefinitionName, TypeAdapter[Any]] = {
    "survey": TypeAdapter(SurveyFile),
    "edition": TypeAdapter(EditionFile),
    "testimonies": TypeAdapter(TestimoniesFile),
}
"""The files that say what is asked, by their name without .toml, with what reads them."""
RENAMED: Mapping[DefinitionName, dict[str, str]] = {"survey": {}, "edition": {}, "testimonies": {}}
"""Keys of former versions by their place in files of then, * for any name, with what they are called now.

None is so far. "questions.*.heading": "label" would say that the heading of a question is now its label.
"""


def read_survey(path: Path) -> Survey:
    """The survey described by `path`, a survey.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file.
    """
    return survey_written(content_of(path), path)


def survey_written(content: bytes, path: Path) -> Survey:
    """The survey described by `content`, which is or will be the survey.toml `path`.

    Raises DefinitionError with every fault of it.
    """
    faults: list[str] = []
    survey = survey_from(toml_written(content, path), path.parent.name, faults)
    if survey is None or faults:
        raise DefinitionError(path, faults)
    return survey


def survey_from(values: Mapping[str, Any], name: str, faults: list[str]) -> Survey | None:
    """The survey in the TOML table `values`; every fault of it is appended to `faults`."""
    written: SurveyFile | None = _record("survey", values, faults)
    if written is None:
        return None
    survey = completed_survey(name, written, faults)
    faults.extend(survey_faults(survey))
    return survey


def read_edition(path: Path, survey: Survey) -> Edition:
    """The edition of `survey` described by `path`, an edition.toml; its name is the folder's.

    Raises DefinitionError with every fault of the file, and every contradiction with the survey.
    """
    faults: list[str] = []
    written: EditionFile | None = _record("edition", toml_at(path), faults)
    if written is not None:
        edition = completed_edition(path.parent.name, written, faults)
        faults.extend(edition_faults(edition, survey))
    if written is None or faults:
        raise DefinitionError(path, faults)
    return _with_margin_variables(edition, survey, path.parent)


def _with_margin_variables(edition: Edition, survey: Survey, folder: Path) -> Edition:
    """The edition, with the variables of its margins named where [weighting] leaves them to their file: what
    is a trend, a finding, or fixed by the weighting follows from these names."""
    weighting = edition.weighting or survey.weighting
    if weighting.calibration == "none" or weighting.variables:
        return edition
    names = margin_variables(folder)
    return replace(edition, weighting=replace(weighting, variables=names)) if names else edition


def read_testimonies(path: Path, survey: Survey) -> tuple[Testimony, ...]:
    """The testimonies written in `path`, an edition's testimonies.toml; none where there is no file.

    Raises DefinitionError with every fault: a text, an author or a consent that is missing, a theme that the
    survey does not have.
    """
    if not path.exists():
        return ()
    faults: list[str] = []
    written: TestimoniesFile | None = _record("testimonies", toml_at(path), faults)
    found = written.testimony if written else ()
    for number, testimony in enumerate(found, 1):
        if testimony.theme and testimony.theme not in survey.themes:
            themes = ", ".join(survey.themes) or "none"
            faults.append(f"testimony.{number}.theme: no theme {testimony.theme!r}; themes: {themes}")
    if faults:
        raise DefinitionError(path, faults)
    return found


def _record(name: DefinitionName, values: Mapping[str, Any], faults: list[str]) -> Any:
    """What NAME.toml says, as its record; a key of a former version is a fault, and read as its successor."""
    for place, successor in former_keys(name, values).items():
        faults.append(
            f"{place_of(place)}: is called {successor!r} now; rename it, or let `assoscope check --fix` do so"
        )
    return checked(DEFINITIONS[name], with_successors(name, values), partial(json_schema, name), faults)


def former_keys(name: DefinitionName, values: Mapping[str, Any]) -> dict[tuple[str | int, ...], str]:
    """The places of NAME.toml where a key of a former version stands, each with its successor."""
    return {
        place: successor
        for pattern, successor in RENAMED[name].items()
        for place in _places(values, pattern.split("."))
    }


def _places(values: Any, pattern: list[str]) -> Iterator[tuple[str | int, ...]]:
    first, *rest = pattern
    entries = dict(enumerate(values)) if isinstance(values, list) else values
    for key in [*entries] if first == "*" else [first]:
        if not rest and key in entries:
            yield (key,)
        elif isinstance(entries.get(key), (dict, list)):
            yield from ((key, *deeper) for deeper in _places(entries[key], rest))


def with_successors(name: DefinitionName, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table of NAME.toml in which each key of a former version has its present name."""
    inmost_first = sorted(former_keys(name, values).items(), key=lambda each: -len(each[0]))
    for place, successor in inmost_first:
        values = _renamed(values, place, successor)
    return values


def _renamed(values: Any, place: tuple[str | int, ...], successor: str) -> Any:
    first, *rest = place
    entries = dict(enumerate(values)) if isinstance(values, list) else values
    if rest:
        changed = {**entries, first: _renamed(entries[first], tuple(rest), successor)}
    else:
        changed = {successor if key == first else key: value for key, value in entries.items()}
    return [*changed.values()] if isinstance(values, list) else changed


class _TomlSchema(GenerateJsonSchema):
    """A JSON Schema for TOML: draft 7, which its editors read; no null, no title, no default of nothing."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, (str, int, float)) and default else inner

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def json_schema(name: DefinitionName) -> dict[str, Any]:
    """The JSON Schema of NAME.toml as it is shipped."""
    schema: dict[str, Any] = json.loads(shipped_schema(name))
    return schema


def shipped_schema(name: DefinitionName) -> str:
    """The text of the JSON Schema that comes with the package, beside this module."""
    return files("analysis.questionnaire").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")


def schema_text(name: DefinitionName) -> str:
    """The JSON Schema of NAME.toml as the records give it, as the text of a file."""
    schema = DEFINITIONS[name].json_schema(ref_template="#/definitions/{model}", schema_generator=_TomlSchema)
    schema["definitions"] = schema.pop("$defs")
    schema = {"$schema": _TomlSchema.schema_dialect, **schema, "title": f"{name}.toml of assoscope"}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
