"""Routing: expressions of questionnaire software become conditions on the answers to other questions.

LimeSurvey: Q1.NAOK == "A1" and Q2_SQ001 == "Y". XLSForm: ${q1} = 'a' and selected(${q2}, 'b').
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from lark import Token
from lark.visitors import Transformer_NonRecursive, v_args

from analysis.drafting.drafted_question import some
from analysis.drafting.expression_grammar import parsed

SIGNS = {"=": "==", "<>": "!=", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
COMPARISONS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The sign of a comparison whose sides change places."""
BLANK = ""
TICKS = ("Y", "1")
SUFFIX = re.compile(r"\.(NAOK|code|value|valueNAOK)$")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

AnswersOf = dict[str, frozenset[str]]
"""Question -> answers, BLANK among them where no answer does too; all questions must hold."""


class NotExpressible(ValueError):  # noqa: N818
    """The expression says something else than "answered one of"; the message says what."""


@dataclass(frozen=True)
class Variable:
    """What a name of an expression stands for: a coded question, or one tick of a multiple question."""

    question: str
    codes: tuple[str, ...]
    tick: str = ""
    is_multiple: bool = False
    is_always_answered: bool = False


@dataclass(frozen=True)
class Routing:
    """Answered one of, for each question; `left` are the parts that such conditions cannot say."""

    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """What a part of an expression says, None where that cannot be said; `left` are the reasons why not.

    Of operands of "and", those that can be said hold without the others.
    """

    answers: AnswersOf | None
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
    found = _understood(text, variables)
    if found.answers is None:
        return Routing(left=found.left[-1:])
    asked_if, left = {}, list(found.left)
    for question, answers in found.answers.items():
        try:
            codes = _codes(question, answers, variables)
        except NotExpressible as reason:
            left.append(str(reason))
            continue
        if codes is not None:
            asked_if[question] = codes
    return Routing(asked_if, tuple(left))


def _codes(
    question: str, answers: frozenset[str], variables: Mapping[str, Variable]
) -> tuple[str, ...] | None:
    """The answers in the order of the questionnaire; None where all answers do."""
    variable = next(each for each in variables.values() if each.question == question)
    if BLANK not in answers:
        if not answers:
            raise NotExpressible(f"no answer to {question} does")
        return tuple(code for code in variable.codes if code in answers)
    if not variable.is_always_answered:
        raise NotExpressible(f"also asked of those without an answer to {question}")
    codes = tuple(code for code in variable.codes if code in answers)
    return None if codes == variable.codes else codes


def _understood(text: str, variables: Mapping[str, Variable]) -> _Part:
    """What the expression says; where it breaks off, what the conjunction before says still holds."""
    tree, fault = parsed(text)
    said = _Meaning(variables).transform(tree) if tree else _Part({})
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
        return _said(reduce, _union, [part.answers or {} for part in parts])

    def together(self, *operands: object) -> _Part:
        """Operands of "and"; one that cannot be said is left, the others still hold."""
        found, left = AnswersOf(), list[str]()
        for part in map(_part, operands):
            left += part.left
            if part.answers is None:
                continue
            try:
                found = self._intersection(found, part.answers)
            except NotExpressible as reason:
                left.append(str(reason))
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

    def _compared(self, name: str, sign: str, value: str) -> AnswersOf:
        variable = self._variable(name)
        if variable.is_multiple:
            return self._ticked(variable, sign, value)
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

    def _negation(self, found: AnswersOf) -> AnswersOf:
        (question, answers), *more = found.items() or [("", frozenset())]
        if more or not question:
            raise NotExpressible("not of several questions")
        if self._is_multiple(question):
            raise NotExpressible(f"an answer to {question} that is not ticked")
        return {question: self._universe(question) - answers}

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
            raise NotExpressible(f"{name} is no question with answers to choose from")
        return self.variables[name]


def _said(say: Callable[..., AnswersOf], *of: object) -> _Part:
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


def _union(first: AnswersOf, second: AnswersOf) -> AnswersOf:
    """Either of two conditions: the same questions, of which one differs."""
    if not first or not second:
        return {}
    differing = [question for question in first if first[question] != second.get(question)]
    if first.keys() != second.keys() or len(differing) > 1:
        raise NotExpressible(f"one or the other of {some(sorted({*first, *second}))}")
    return {question: first[question] | second[question] for question in first}
