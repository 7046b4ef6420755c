"""What may stand under a key of a definition, as types that pydantic checks: texts, numbers, labels, tables.

Where the library's own words would not say what is expected, a type has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, TypeGuard

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    PlainValidator,
    Strict,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from analysis.questionnaire.fixed_words import (
    ASIDE_KINDS,
    BLANK,
    DECLARED_ABSENCES,
    Aside,
    AsideKind,
    CountedLabel,
    DeclaredAbsence,
    Label,
    Missing,
    Noun,
    Verb,
    Within,
)

GREATEST = 1e15
"""Numbers of definitions and answers are below this in size."""
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "integer"]}
LABEL_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"fr": {"type": "string"}, "en": {"type": "string"}},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
CODE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"fr": {"type": "string"}, "en": {"type": "string"}, "with": TEXT_SCHEMA},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
TEXTS_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "array", "items": TEXT_SCHEMA}, TEXT_SCHEMA]}
UNWRITTEN = Field(exclude=True)
"""Marks what a record has and its table in the file has not: its name, which is the table's."""


@dataclass(frozen=True)
class Record:
    """What a table of a definition is read into: an unknown key of the table is a fault."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler.resolve_ref_schema(handler(source))
        arguments: Any = schema["schema"]
        arguments["fields"] = [
            field for field in arguments["fields"] if not field.get("serialization_exclude")
        ]
        return schema


def fault(message: str) -> PydanticCustomError:
    """The fault that says `message` of the key being read."""
    return PydanticCustomError("fault", "{said}", {"said": message})


def shown(value: object) -> str:
    """A value as it is written in a message, short."""
    text = f"a number of {value.bit_length()} bits" if _is_huge(value) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_huge(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and abs(value) > 1e300


def worded(message: str, *kinds: str) -> WrapValidator:
    """Says `message`, with what was {found}, in place of the library's faults of these kinds.

    A fault deeper than the entries of the value keeps its own place and words.
    """

    def check(value: Any, validate: Callable[[Any], Any]) -> Any:
        try:
            return validate(value)
        except ValidationError as error:
            if all(each["type"] in kinds and len(each["loc"]) <= 1 for each in error.errors()):
                found = f"{value:g}" if isinstance(value, float) else shown(value)
                raise fault(message.replace("{found}", found)) from None
            raise

    return WrapValidator(check)


def as_text(value: object) -> object:
    """Whole numbers are taken as texts."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def texts_in(value: object) -> tuple[str, ...]:
    """One text or a list of them, as a list."""
    entries = [as_text(entry) for entry in (value if isinstance(value, list) else [value])]
    texts = tuple(entry for entry in entries if isinstance(entry, str))
    if len(texts) < len(entries):
        raise fault(f"expected a list of texts, found {shown(value)}")
    return texts


def _label(value: object) -> Label:
    """The label written as a text or a table of languages; a blank one takes the other."""
    if isinstance(value, str):
        return Label(value, value)
    languages = value if isinstance(value, dict) else {}
    texts = {lang: text for lang, text in languages.items() if lang in ("fr", "en") and isinstance(text, str)}
    if not texts or len(texts) != len(languages):
        raise fault(f'expected a text or {{ fr = "…", en = "…" }}, found {shown(value)}')
    said = [texts[lang] for lang in ("fr", "en") if texts.get(lang, "").strip()] or [""]
    return Label(said[0], said[-1])


def _code_label(value: object) -> Label:
    """The label of an answer; `with`, in its table, is the answer with which its few respondents count."""
    if not isinstance(value, dict) or "with" not in value:
        return _label(value)
    counted_with = as_text(value["with"])
    if not isinstance(counted_with, str) or not counted_with.strip():
        raise fault(f"expected the code of another answer as `with`, found {shown(value['with'])}")
    said = {key: text for key, text in value.items() if key != "with"}
    label = _label(said) if said else BLANK
    return CountedLabel(label.fr, label.en, counted_with)


def _said(label: Label) -> Label:
    if label.is_blank:
        raise PydanticCustomError("too_short", "nothing is said")
    return label


def _day(value: object) -> object:
    """Of a date with a time, the day."""
    return value.date() if isinstance(value, datetime) else value


def _labelled(codes: Mapping[str, Label]) -> Mapping[str, Label]:
    """A code whose label is blank is its own."""
    return {
        code: replace(label, fr=code, en=code) if label.is_blank else label for code, label in codes.items()
    }


def _noun(example: str, *articles: str) -> PlainValidator:
    def check(value: object) -> Noun:
        said = texts_in(value)
        if len(said) == 2 and said[0].startswith(articles) and said[1].strip():
            return Noun(*said)
        raise fault(
            f"expected the singular with its article and the plural, such as {example}; found {list(said)}"
        )

    return PlainValidator(check)


def _verb(value: object) -> Verb:
    """A phrase for one and one for many; written once, it is the same for both."""
    return Verb(
        *_one_or_two(
            value, 'said of one and of many, such as ["a reçu une formation", "ont reçu une formation"]'
        )
    )


def _within(value: object) -> Within:
    """A phrase for a group that is named first and one after another; written once, it is the same."""
    return Within(
        *_one_or_two(
            value,
            'said of a group that comes first and after another, such as "dans le sport", "chez les femmes"',
        )
    )


def _one_or_two(value: object, expected: str) -> tuple[str, str]:
    said = [each.strip() for each in texts_in(value)]
    if len(said) in (1, 2) and all(said):
        return said[0], said[-1]
    raise fault(f"expected what is {expected}; found {list(said)}")


def _in_order(missing: Missing) -> Missing:
    return {kind: missing[kind] for kind in DECLARED_ABSENCES if kind in missing}


def _kinds_in_order(aside: Aside) -> Aside:
    return {kind: aside[kind] for kind in ASIDE_KINDS if kind in aside}


Text = Annotated[str, Strict(), BeforeValidator(as_text), WithJsonSchema(TEXT_SCHEMA)]
SaidText = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1),
    BeforeValidator(as_text),
    WithJsonSchema({**TEXT_SCHEMA, "minLength": 1}),
]
"""A text that says something, without the blanks around it."""
Texts = Annotated[tuple[str, ...], PlainValidator(texts_in), WithJsonSchema(TEXTS_SCHEMA)]
Number = Annotated[float, Strict(), Field(gt=-GREATEST, lt=GREATEST)]
Whole = Annotated[int, Strict(), Field(gt=-int(GREATEST), lt=int(GREATEST))]
Flag = Annotated[bool, Strict()]
Day = Annotated[date, Strict(), BeforeValidator(_day)]
LabelText = Annotated[Label, PlainValidator(_label), WithJsonSchema(LABEL_SCHEMA)]
OptionalLabel = Annotated[
    Label | None,
    PlainValidator(lambda value: None if (label := _label(value)).is_blank else label),
    WithJsonSchema(LABEL_SCHEMA),
]
"""A label of blanks is as none."""
SaidLabel = Annotated[LabelText, AfterValidator(_said)]
CodeText = Annotated[Label, PlainValidator(_code_label), WithJsonSchema(CODE_SCHEMA)]
Codes = Annotated[Mapping[str, CodeText], AfterValidator(_labelled)]
AbsenceCodes = Annotated[
    Missing,
    GetPydanticSchema(lambda _, handler: handler(Mapping[DeclaredAbsence, Texts])),
    AfterValidator(_in_order),
    WithJsonSchema(
        {
            "type": "object",
            "properties": dict.fromkeys(DECLARED_ABSENCES, TEXTS_SCHEMA),
            "additionalProperties": False,
        }
    ),
]
AsideCodes = Annotated[
    Aside,
    GetPydanticSchema(lambda _, handler: handler(Mapping[AsideKind, Texts])),
    AfterValidator(_kinds_in_order),
    WithJsonSchema(
        {
            "type": "object",
            "properties": dict.fromkeys(ASIDE_KINDS, TEXTS_SCHEMA),
            "additionalProperties": False,
        }
    ),
]
_ONE_OR_TWO = {"anyOf": [{"type": "array", "items": TEXT_SCHEMA, "minItems": 1, "maxItems": 2}, TEXT_SCHEMA]}
VerbPhrase = Annotated[Verb, PlainValidator(_verb), WithJsonSchema(_ONE_OR_TWO)]
WithinPhrase = Annotated[Within, PlainValidator(_within), WithJsonSchema(_ONE_OR_TWO)]
_PAIR = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
FrenchNoun = Annotated[
    Noun, _noun('["une association", "associations"]', "un ", "une "), WithJsonSchema(_PAIR)
]
EnglishNoun = Annotated[Noun, _noun('["an association", "associations"]', "a ", "an "), WithJsonSchema(_PAIR)]


@dataclass(frozen=True)
class CalledTable(Record):
    """What those who are counted are called, in each language."""

    fr: FrenchNoun | None = None
    en: EnglishNoun | None = None


@dataclass(frozen=True)
class VerbTable(Record):
    """What those who are counted do, in each language."""

    fr: VerbPhrase | None = None
    en: VerbPhrase | None = None


@dataclass(frozen=True)
class WithinTable(Record):
    """Where a group is in a sentence, in each language."""

    fr: WithinPhrase | None = None
    en: WithinPhrase | None = None


def _by_language(table: CalledTable | VerbTable | WithinTable) -> Mapping[str, Any]:
    return {lang: said for lang, said in vars(table).items() if said}


Called = Annotated[
    Mapping[str, Noun],
    GetPydanticSchema(lambda _, handler: handler.generate_schema(CalledTable)),
    AfterValidator(_by_language),
]
Verbs = Annotated[
    Mapping[str, Verb],
    GetPydanticSchema(lambda _, handler: handler.generate_schema(VerbTable)),
    AfterValidator(_by_language),
]
Withins = Annotated[
    Mapping[str, Within],
    GetPydanticSchema(lambda _, handler: handler.generate_schema(WithinTable)),
    AfterValidator(_by_language),
]
