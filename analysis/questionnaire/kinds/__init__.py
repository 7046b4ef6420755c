"""What a type of question has to offer, found by the name of the type: one module for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from analysis.questionnaire.question_types import KINDS

if TYPE_CHECKING:
    from analysis.questionnaire.kinds.kind import Kind


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
