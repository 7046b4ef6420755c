"""Reports look tests up: nothing that they are made with computes one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPORTING = Path(__file__).resolve().parents[2] / "analysis" / "reporting"
MODULES = sorted(REPORTING.rglob("*.py"))
LIBRARIES = ("scipy", "statistics", "statsmodels", "analysis.statistics", "analysis.indicators")
COMPUTING = {
    *(
        "sqrt",
        "hypot",
        "erf",
        "erfc",
        "gamma",
        "lgamma",
        "norm",
        "ndtr",
        "ndtri",
        "stdtr",
        "stdtrit",
        "fdtrc",
    ),
    *("NormalDist", "inv_cdf", "cdf", "ppf", "sf", "var", "variance", "std", "stdev", "holm", "t_quantile"),
}
"""Roots, quantiles, tails, variances and corrections, under whatever library they are called."""


def inference(tree: ast.AST) -> Iterator[str]:
    """What a module does that is inference: imports, calls, roots and standard errors in a sum."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(LIBRARIES))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LIBRARIES):
            yield node.module or ""
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and is_half(node.right):
            yield "** 0.5"
        elif isinstance(node, ast.Attribute) and node.attr in {*COMPUTING, "se"}:
            yield f".{node.attr}"
        elif isinstance(node, ast.Name) and node.id in COMPUTING:
            yield node.id


def is_half(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0.5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPORTING)))
def test_no_module_of_reporting_computes_a_test_an_error_or_a_p_value(path: Path) -> None:
    assert list(inference(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "from scipy.stats import norm",
        "import scipy.special as s",
        "from statistics import NormalDist",
        "from analysis.statistics import holm",
        "z = gap / math.sqrt(a.se ** 2)",
        "p = erfc(z)",
        "error = (a + b) ** 0.5",
        "widest = row.se * 2",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    assert list(inference(ast.parse(code)))
