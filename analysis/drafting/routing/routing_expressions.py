"""Routing: expressions of questionnaire software become conditions on the answers to other questions.

LimeSurvey: Q1.NAOK == "A1" and Q2_SQ001 == "Y". XLSForm: ${q1} = 'a' and selected(${q2}, 'b').
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lark import Token
from lark.visitors import Transformer_NonRecursive, v_args

from analysis.drafting.drafted_question import some
from analysis.drafting.routing.expression_grammar import parsed
from analysis.drafting.routing.joined_conditions import MOST_ALTERNATIVES, Routing, any_of
from analysis.drafting.routing.number_stretches import (
    NUMBER,
    numbers_named,
    plain_number,
    ranges_of,
    stretches,
)

SIGNS = {"=": "==", "<>": "!=", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The sign of a comparison whose sides change places."""
BLANK = ""
NOBODY = "no answer to "
"""How the reason begins why a condition is met by nobody."""
TICKS = ("Y", "1")
SUFFIX = re.compile(r"\.(NAOK|code|value|valueNAOK)$")

AnswersOf = dict[str, frozenset[str]]
"""Question -> answers, BLANK among them where no answer does too; all questions must hold."""


class NotExpressible(ValueError):  # noqa: N818
    """The expression says something else than "answered one of"; the message says what."""


@dataclass(frozen=True)
class Variable:
    """What a name of an expression stands for: a coded question, one tick of a multiple question, or a
    number, whose `codes` are a number of each stretch that the expression tells from others."""

    question: str
    codes: tuple[str, ...]
    tick: str = ""
    is_multiple: bool = False
    is_always_answered: bool = False
    is_number: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class _Part:
    """The alternatives of which one must hold, None where a part of an expression cannot be said so; `left`
    are the reasons why not.

    Of operands of "and", those that can be said hold without the others.
    """

    answers: tuple[AnswersOf, ...] | None
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Constant:
    """A text or a number that a question is compared with."""

    text: str


def routing(expression: str, variables: Mapping[str, Variable]) -> Routing:
    """What `expression` says of who is asked, by the names of its variables."""
    text = expression.strip()
    text = text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text
    if text in ("", "1", "true()"):
        return Routing()
    marks = numbers_named(text)
    variables = {
        name: replace(each, codes=stretches(marks)) if each.is_number else each
        for name, each in variables.items()
    }
    found = _understood(text, variables)
    if found.answers is None:
        return Routing(left=found.left[-1:])
    told = [_told(each, variables) for each in found.answers]
    possible = [each for each in told if each.asked_if or not each.left or NOBODY not in each.left[0]]
    left = tuple(reason for each in possible or told for reason in each.left)
    return Routing(any_of([each.asked_if for each in possible]), (*found.left, *left))


def _told(alternative: AnswersOf, variables: Mapping[str, Variable]) -> Routing:
    """What one alternative says; nobody meets it where no answer to a question does."""
    asked_if: dict[str, tuple[str, ...]] = {}
    left: list[str] = []
    for question, answers in alternative.items():
        if not answers:
            return Routing(left=(f"{NOBODY}{question} does",))
        variable = next(each for each in variables.values() if each.question == question)
        try:
            codes = _codes(variable, answers)
        except NotExpressible as reason:
            left.append(str(reason))
            continue
        if codes is not None:
            asked_if[question], besides = _answers_named(variable, codes)
            left += besides
    return Routing(asked_if, tuple(left))


def _answers_named(variable: Variable, codes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the answers as a condition names them, the reason why it lets more through, or none)."""
    return ranges_of(codes, variable.codes, variable.is_whole) if variable.is_number else (codes, ())


def _codes(variable: Variable, answers: frozenset[str]) -> tuple[str, ...] | None:
    """The answers in the order of the questionnaire; None where all answers do."""
    if BLANK not in answers:
        return tuple(code for code in variable.codes if code in answers)
    if not variable.is_always_answered:
        raise NotExpressible(f"also asked of those without an answer to {variable.question}")
    codes = tuple(code for code in variable.codes if code in answers)
    return None if codes == variable.codes else codes


def _understood(text: str, variables: Mapping[str, Variable]) -> _Part:
    """What the expression says; where it breaks off, what the conjunction before says still holds."""
    tree, fault = parsed(text)
    said = _Meaning(variables).transform(tree) if tree else _Part(({},))
    return _Part(said.answers, (*said.left, fault)) if fault else said


@v_args(inline=True)
class _Meaning(Transformer_NonRecursive[Token, Any]):
    """What each part of an expression says, from the inmost outwards and without recursion."""

    def __init__(self, variables: Mapping[str, Variable]) -> None:
        super().__init__()
        self.variables = variables

    def start(self, whole: object) -> _Part:
        return _part(whole)

    def TEXT(self, token: Token) -> _Constant:  # noqa: N802
        return _Constant(token[1:-1])

    def NUMBER(self, token: Token) -> _Constant:  # noqa: N802
        return _Constant(str(token))

    def either(self, *operands: object) -> _Part:
        """Operands of "or": all of them can be said, or none is."""
        parts = [_part(operand) for operand in operands]
        left = tuple(reason for part in parts for reason in part.left)
        if left:
            return _Part(None, left)
        return _said(_merged, [each for part in parts for each in part.answers or ()])

    def together(self, *operands: object) -> _Part:
        """Operands of "and"; one that cannot be said is left, the others still hold."""
        found: tuple[AnswersOf, ...] = ({},)
        left: list[str] = []
        for part in map(_part, operands):
            left += part.left
            if part.answers is None:
                continue
            both = _said(self._both, found, part.answers)
            found, left = both.answers or found, [*left, *both.left]
        return _Part(found, tuple(left))

    def negated(self, operand: object) -> _Part:
        part = _part(operand)
        if part.left or part.answers is None:
            return _Part(None, part.left)
        return _said(self._negation, part.answers)

    def calculation(self, *parts: object) -> _Part:
        signs = [str(token) for token in parts if isinstance(token, Token) and token.type == "OPERATOR"]
        return _Part(None, (f"calculates with {some([*dict.fromkeys(signs)])}",))

    def call(self, function: Token, *arguments: object) -> _Part:
        """is_empty(q), selected(q, 'code')."""
        match (str(function), *arguments):
            case ("is_empty", Token() as name):
                return _said(self._compared, name, "==", BLANK)
            case ("selected", Token() as name, _Constant(code)):
                return _said(self._compared, name, "==", code)
        return _Part(None, (f"calls {function}()",))

    def comparison(self, left: object, sign: Token, right: object) -> _Part:
        word = SIGNS.get(sign, str(sign))
        match left, right:
            case Token(), _Constant(value):
                return _said(self._compared, left, word, value)
            case _Constant(value), Token():
                return _said(self._compared, right, TURNED.get(word, word), value)
            case (_Part(), _) | (_, _Part()):
                reasons = [why for part in (left, right) if isinstance(part, _Part) for why in part.left]
                return _Part(None, tuple(reasons) or ("compares a comparison",))
        return _Part(None, (f"compares {_shown(left)} with {_shown(right)}",))

    def _compared(self, name: str, sign: str, value: str) -> tuple[AnswersOf, ...]:
        return (self._answered(self._variable(name), sign, value),)

    def _answered(self, variable: Variable, sign: str, value: str) -> AnswersOf:
        if variable.is_multiple:
            return self._ticked(variable, sign, value)
        if variable.is_number and NUMBER.fullmatch(value):
            value = plain_number(value)
        if sign in COMPARISONS:
            holds = COMPARISONS[sign]
            if not NUMBER.fullmatch(value) or not all(map(NUMBER.fullmatch, variable.codes)):
                raise NotExpressible(f"compares {variable.question}, which is no number, by {sign}")
            return {variable.question: frozenset(c for c in variable.codes if holds(float(c), float(value)))}
        if value != BLANK and value not in variable.codes:
            raise NotExpressible(f"{variable.question} has no answer {value!r}")
        same = frozenset({value})
        return {variable.question: same if sign == "==" else self._universe(variable.question) - same}

    def _ticked(self, variable: Variable, sign: str, value: str) -> AnswersOf:
        """One tick of a multiple question, or one of its answers named by itself."""
        if variable.tick:
            is_said = (sign, value) == ("!=", BLANK) or (sign == "==" and value in TICKS)
            code = variable.tick
        else:
            is_said, code = sign == "==" and value in variable.codes, value
        if not is_said:
            raise NotExpressible(f"an answer to {variable.question} that is not ticked")
        return {variable.question: frozenset({code})}

    def _negation(self, alternatives: tuple[AnswersOf, ...]) -> tuple[AnswersOf, ...]:
        """None of the alternatives: of each, one question at least is answered otherwise."""
        found: tuple[AnswersOf, ...] = ({},)
        for each in alternatives:
            if not each:
                raise NotExpressible("nobody is asked")
            many = [question for question in each if self._is_multiple(question)]
            if many:
                raise NotExpressible(f"an answer to {many[0]} that is not ticked")
            otherwise = [{question: self._universe(question) - codes} for question, codes in each.items()]
            found = self._both(found, _merged(otherwise))
        return found

    def _both(self, first: tuple[AnswersOf, ...], second: tuple[AnswersOf, ...]) -> tuple[AnswersOf, ...]:
        return _merged([self._intersection(one, other) for one in first for other in second])

    def _intersection(self, first: AnswersOf, second: AnswersOf) -> AnswersOf:
        merged = dict(first)
        for question, answers in second.items():
            both = merged.get(question, answers) & answers
            if self._is_multiple(question) and both not in (answers, merged.get(question)):
                raise NotExpressible(f"two answers to {question} together")
            merged[question] = both
        return merged

    def _is_multiple(self, question: str) -> bool:
        return any(each.is_multiple for each in self.variables.values() if each.question == question)

    def _universe(self, question: str) -> frozenset[str]:
        variable = next(each for each in self.variables.values() if each.question == question)
        return frozenset((*variable.codes, BLANK))

    def _variable(self, word: str) -> Variable:
        name = SUFFIX.sub("", word.removeprefix("${").removesuffix("}"))
        if name not in self.variables:
            raise NotExpressible(f"{name} is no question with answers to choose from and no number")
        return self.variables[name]


def _said(say: Callable[..., tuple[AnswersOf, ...]], *of: object) -> _Part:
    """What `say` finds, or the reason why it cannot be said."""
    try:
        return _Part(say(*of))
    except NotExpressible as reason:
        return _Part(None, (str(reason),))


def _part(operand: object) -> _Part:
    """An operand of "and", "or" and "not"; a name or a constant by itself says nothing of answers."""
    return operand if isinstance(operand, _Part) else _Part(None, (f"not understood: {_shown(operand)}",))


def _shown(operand: object) -> str:
    return operand.text if isinstance(operand, _Constant) else str(operand)


def _merged(alternatives: Sequence[AnswersOf]) -> tuple[AnswersOf, ...]:
    """The alternatives with those put together that differ in one question alone."""
    found: list[AnswersOf] = []
    for each in alternatives:
        merged = each
        while other := next((one for one in found if _union(one, merged) is not None), None):
            found.remove(other)
            merged = _union(other, merged) or {}
        if not merged:
            return ({},)
        found.append(merged)
    if len(found) > MOST_ALTERNATIVES:
        raise NotExpressible(f"one of {len(found)} conditions, too many to be read")
    return tuple(found)


def _union(first: AnswersOf, second: AnswersOf) -> AnswersOf | None:
    """Either of two conditions as one: the same questions, of which one differs; None where it is two."""
    if not first or not second:
        return {}
    differing = [question for question in first if first[question] != second.get(question)]
    if first.keys() != second.keys() or len(differing) > 1:
        return None
    return {question: first[question] | second[question] for question in first}
