"""The types of questions: what survey.toml calls each -> the record that knows all about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from analysis.questionnaire.kinds.kind import Kind

KINDS: dict[str, str] = {
    "single": "analysis.questionnaire.kinds.single:SINGLE",
    "numeric": "analysis.questionnaire.kinds.numeric:NUMERIC",
    "scale": "analysis.questionnaire.kinds.single:SCALE",
    "multiple": "analysis.questionnaire.kinds.multiple:MULTIPLE",
    "text": "analysis.questionnaire.kinds.text:TEXT",
    "date": "analysis.questionnaire.kinds.date:DATE",
}
"""Type -> its module and the record in it, which is imported when it is first asked for: records of
definitions are on the way of commands that have no time for numpy and pandas."""


class Typed(Protocol):
    """A question, as it was asked or as it is drafted."""

    @property
    def type(self) -> str: ...


def kind_of(question: Typed) -> Kind:
    """What the type of a question has to offer."""
    return kind_named(question.type)


def kind_named(name: str) -> Kind:
    """What a type has to offer, by its name in survey.toml."""
    return _recorded(KINDS[name])


@cache
def _recorded(path: str) -> Kind:
    module, _, record = path.partition(":")
    kind: Kind = getattr(import_module(module), record)
    return kind


def types_that(fit: Callable[[Kind], bool]) -> str:
    """The names of the types that fit, as messages list them: single or scale."""
    return " or ".join(name for name in KINDS if fit(kind_named(name)))
