"""Who is asked a question, from the expression of questionnaire software: answered one of, and such together.

LimeSurvey: Q1.NAOK == "A1" and Q2_SQ001 == "Y". XLSForm: ${q1} = 'a' and selected(${q2}, 'b').
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.drafting.drafted_question import some

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<name>\$\{[^}]*\}|\d+X\d+X\w+(?:\.\w+)?|[A-Za-z_][\w.:]*)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>==|!=|<>|<=|>=|&&|\|\||[=<>!(),]))"""
)
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


AnswersOf = dict[str, frozenset[str]]
"""Question -> answers, BLANK among them where no answer does too; all questions must hold."""


def routing(expression: str, variables: Mapping[str, Variable]) -> Routing:
    """What `expression` says of who is asked, by the names of its variables."""
    text = expression.strip()
    text = text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text
    if text in ("", "1", "true()"):
        return Routing()
    try:
        reader = _Reader(text, variables)
        found = reader.whole()
    except NotExpressible as reason:
        return Routing(left=(str(reason),))
    asked_if, left = {}, list(reader.left)
    for question, answers in found.items():
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


class _Reader:
    """One expression, read from left to right; `left` gathers what a conjunction can do without."""

    def __init__(self, text: str, variables: Mapping[str, Variable]) -> None:
        self.variables, self.left = variables, list[str]()
        self.tokens, self.at = _tokens(text), 0

    def whole(self) -> AnswersOf:
        found = self.either()
        if self.at < len(self.tokens):
            raise NotExpressible(f"not understood: {self.tokens[self.at][1]}")
        return found

    def either(self) -> AnswersOf:
        """Operands of "or"."""
        before = len(self.left)
        found = self.together()
        while self.takes("||", "or"):
            found = _union(found, self.together())
            if len(self.left) > before:
                raise NotExpressible(self.left.pop())
        return found

    def together(self) -> AnswersOf:
        """Operands of "and"; one that cannot be said is left, the others still hold."""
        found: AnswersOf = {}
        while True:
            start = self.at
            try:
                found = self.intersection(found, self.operand())
            except NotExpressible as reason:
                self.left.append(str(reason))
                self.at = self.after(start)
            if not self.takes("&&", "and"):
                return found

    def after(self, start: int) -> int:
        """Where the operand that begins at `start` ends."""
        depth = 0
        for place in range(start, len(self.tokens)):
            word = self.tokens[place][1]
            depth += (word == "(") - (word == ")")
            if depth < 0 or (depth == 0 and word in ("&&", "||", "and", "or")):
                return place
        return len(self.tokens)

    def operand(self) -> AnswersOf:
        if self.takes("!", "not"):
            before = len(self.left)
            found = self.operand()
            if len(self.left) > before:
                raise NotExpressible(self.left.pop())
            return self.negated(found)
        if self.takes("("):
            found = self.either()
            self.expect(")")
            return found
        return self.comparison()

    def comparison(self) -> AnswersOf:
        kind, word = self.next()
        if kind == "name" and self.takes("("):
            return self.call(word)
        if kind in ("text", "number"):
            sign, (_, name) = self.next_sign(), self.next()
            return self.compared(self.variable(name), TURNED.get(sign, sign), word)
        variable = self.variable(word)
        sign = self.next_sign()
        kind, value = self.next()
        if kind not in ("text", "number"):
            raise NotExpressible(f"compares {word} with {value}")
        return self.compared(variable, sign, value)

    def call(self, function: str) -> AnswersOf:
        """is_empty(q), selected(q, 'code'), true()."""
        if function in ("is_empty", "selected") and self.tokens[self.at][0] == "name":
            variable = self.variable(self.next()[1])
            if function == "is_empty":
                self.expect(")")
                return self.compared(variable, "==", BLANK)
            self.expect(",")
            code = self.next()[1]
            self.expect(")")
            return self.compared(variable, "==", code)
        raise NotExpressible(f"calls {function}()")

    def compared(self, variable: Variable, sign: str, value: str) -> AnswersOf:
        if variable.is_multiple:
            return self.ticked(variable, sign, value)
        if sign in COMPARISONS:
            holds = COMPARISONS[sign]
            if not NUMBER.fullmatch(value) or not all(map(NUMBER.fullmatch, variable.codes)):
                raise NotExpressible(f"compares {variable.question}, which is no number, by {sign}")
            return {variable.question: frozenset(c for c in variable.codes if holds(float(c), float(value)))}
        if value != BLANK and value not in variable.codes:
            raise NotExpressible(f"{variable.question} has no answer {value!r}")
        same = frozenset({value})
        return {variable.question: same if sign == "==" else self.universe(variable.question) - same}

    def ticked(self, variable: Variable, sign: str, value: str) -> AnswersOf:
        """One tick of a multiple question, or one of its answers named by itself."""
        if variable.tick:
            is_said = (sign, value) == ("!=", BLANK) or (sign == "==" and value in TICKS)
            code = variable.tick
        else:
            is_said, code = sign == "==" and value in variable.codes, value
        if not is_said:
            raise NotExpressible(f"an answer to {variable.question} that is not ticked")
        return {variable.question: frozenset({code})}

    def negated(self, found: AnswersOf) -> AnswersOf:
        (question, answers), *more = found.items() or [("", frozenset())]
        if more or not question:
            raise NotExpressible("not of several questions")
        if self.is_multiple(question):
            raise NotExpressible(f"an answer to {question} that is not ticked")
        return {question: self.universe(question) - answers}

    def intersection(self, first: AnswersOf, second: AnswersOf) -> AnswersOf:
        merged = dict(first)
        for question, answers in second.items():
            both = merged.get(question, answers) & answers
            if self.is_multiple(question) and both not in (answers, merged.get(question)):
                raise NotExpressible(f"two answers to {question} together")
            merged[question] = both
        return merged

    def is_multiple(self, question: str) -> bool:
        return any(each.is_multiple for each in self.variables.values() if each.question == question)

    def universe(self, question: str) -> frozenset[str]:
        variable = next(each for each in self.variables.values() if each.question == question)
        return frozenset((*variable.codes, BLANK))

    def variable(self, word: str) -> Variable:
        name = SUFFIX.sub("", word.removeprefix("${").removesuffix("}"))
        if name not in self.variables:
            raise NotExpressible(f"{name} is no question with answers to choose from")
        return self.variables[name]

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise NotExpressible("the expression breaks off")
        self.at += 1
        return self.tokens[self.at - 1]

    def next_sign(self) -> str:
        word = self.next()[1]
        sign = SIGNS.get(word, word)
        if sign not in ("==", "!=", *COMPARISONS):
            raise NotExpressible(f"not understood: {word}")
        return sign

    def takes(self, *words: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at][0] != "text"
        found = found and self.tokens[self.at][1].lower() in words
        self.at += found
        return found

    def expect(self, word: str) -> None:
        if not self.takes(word):
            found = self.tokens[self.at][1] if self.at < len(self.tokens) else "the end"
            raise NotExpressible(f"expected {word}, found {found}")


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise NotExpressible(f"not understood: {text[at:].strip()[:20]}")
        kind = str(match.lastgroup)
        word = match[kind]
        tokens.append((kind, word[1:-1] if kind == "text" else word))
        at = match.end()
    return tokens


def _union(first: AnswersOf, second: AnswersOf) -> AnswersOf:
    """Either of two conditions: the same questions, of which one differs."""
    if not first or not second:
        return {}
    differing = [question for question in first if first[question] != second.get(question)]
    if first.keys() != second.keys() or len(differing) > 1:
        raise NotExpressible(f"one or the other of {some(sorted({*first, *second}))}")
    return {question: first[question] | second[question] for question in first}
