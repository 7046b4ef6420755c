"""Conditions as definitions write them: answers to questions, none of some, or several of which one holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import GetPydanticSchema, PlainValidator, ValidationError, WithJsonSchema, WrapValidator

from analysis.questionnaire.fixed_words import AnyOf, Condition, NoneOf
from analysis.questionnaire.written_values import TEXTS_SCHEMA, fault, shown, texts_in, worded

NOT = "not"
ANSWERS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        *TEXTS_SCHEMA["anyOf"],
        {
            "type": "object",
            "properties": {NOT: TEXTS_SCHEMA},
            "required": [NOT],
            "additionalProperties": False,
        },
    ]
}


def _named_answers(value: object) -> tuple[str, ...]:
    """The answers that a condition names for a question; as NoneOf where it names those not given."""
    if not isinstance(value, dict):
        return texts_in(value)
    if list(value) != [NOT]:
        raise fault(f'expected ["code", …] or {{ not = ["code", …] }}, found {shown(value)}')
    return NoneOf(texts_in(value[NOT]))


AnswersNamed = Annotated[
    tuple[str, ...],
    PlainValidator(_named_answers),
    WithJsonSchema(ANSWERS_SCHEMA),
]
"""Some answers to a question, or { not = … }: those who gave none of them."""
_ONE_CONDITION = {"type": "object", "additionalProperties": ANSWERS_SCHEMA}


def _any_of(value: Any, validate: Callable[[Any], Condition]) -> Condition:
    """A condition, or a list of those of which one must hold."""
    if not isinstance(value, list):
        return validate(value)
    if not value or not all(isinstance(each, dict) and each for each in value):
        raise fault(
            'expected { question = ["code", …] }, or a list of such conditions, of which one holds; '
            f"found {shown(value)}"
        )
    try:
        found = [validate(each) for each in value]
    except ValidationError as error:
        said = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise fault("; ".join(said)) from None
    return found[0] if len(found) == 1 else AnyOf(found)


Answered = Annotated[
    Condition,
    GetPydanticSchema(lambda _, handler: handler(Mapping[str, AnswersNamed])),
    worded('expected { question = ["code", …] }, found {found}', "dict_type"),
    WrapValidator(_any_of),
    WithJsonSchema({"anyOf": [_ONE_CONDITION, {"type": "array", "minItems": 1, "items": _ONE_CONDITION}]}),
]
"""A condition, or several in a list, of which one must hold."""
