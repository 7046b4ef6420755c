"""The grammar of routing expressions: those of LimeSurvey and XLSForm become trees."""

from __future__ import annotations

import re
from functools import cache

from lark import Lark, Token, Tree, UnexpectedInput, UnexpectedToken

GRAMMAR = r"""
start: either
?either: together
    | together (_OR together)+ -> either
?together: operand
    | operand (_AND operand)+ -> together
?operand: comparison
    | _NOT operand -> negated
?comparison: calculation
    | calculation SIGN calculation -> comparison
?calculation: value
    | value (OPERATOR value)+ -> calculation
?value: NAME
    | TEXT
    | NUMBER
    | NAME "(" (either ("," either)*)? ")" -> call
    | "(" either ")"

_OR.2: /\|\||or\b/i
_AND.2: /&&|and\b/i
_NOT.2: /!(?!=)|not\b/i
SIGN.2: /==|!=|<>|<=|>=|[=<>]|(eq|ne|lt|le|gt|ge)\b/
OPERATOR.2: /[+*\/%]|-(?!\d)|(div|mod)\b/
NAME.1: /\$\{[^}]*\}|\d+X\d+X\w+(\.\w+)?|[A-Za-z_][\w.:]*/
TEXT: /"[^"]*"|'[^']*'/
NUMBER: /-?\d+(\.\d+)?/
%ignore /\s+/
"""
"""Every expression that both write; what of it can be said is for who reads the tree."""
ALTERNATIVE = re.compile(r"\|\||\bor\b", re.IGNORECASE)


def parsed(text: str) -> tuple[Tree[Token] | None, str]:
    """The expression as a tree, and "" or where it is not understood.

    Of one that is at fault, the operands of "and" before the fault, which hold without the rest; None where
    there are none.
    """
    try:
        return _parser().parse(text), ""
    except UnexpectedInput as error:
        place = len(text) if _is_end(error) else error.pos_in_stream or 0
    rest = text[place:].strip()
    before = _conjunction_before(text, place)
    reason = f"not understood: {rest[:20]}" if rest else "the expression breaks off"
    return _parser().parse(before) if before else None, reason


def _is_end(error: UnexpectedInput) -> bool:
    return isinstance(error, UnexpectedToken) and error.token.type == "$END"


def _conjunction_before(text: str, place: int) -> str:
    """The operands of "and" that are whole before a fault at `place`; none where an "or" may concern them."""
    if ALTERNATIVE.search(text, place):
        return ""
    depth, end = 0, 0
    for token in _parser().lex(text[:place]):
        depth += (token == "(") - (token == ")")
        if depth == 0 and token.type == "_OR":
            return ""
        if depth == 0 and token.type == "_AND":
            end = token.start_pos or 0
    return text[:end]


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer="basic", maybe_placeholders=False)
