"""What an analyst typed that names nothing, told with what it is near to: in names, and in labels too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from analysis.faults import Misuse

NOT_NAME = re.compile(r"[^a-z0-9_]+")
ALIKE = 0.6
"""From which likeness, of 0 to 1, a name is offered in place of what was typed."""
NEAR_THE_BEST = 0.25
"""By how much less than the nearest name another may be alike, to be offered too."""


class AnalystError(Misuse):
    """What was asked cannot be answered; the message says what was expected, what is near, the way out."""


def plain(text: str) -> str:
    """The text in small letters without accents, as it is searched."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def name_of(heading: str) -> str:
    """A heading as a name of survey.toml: small letters, digits and _."""
    name = NOT_NAME.sub("_", plain(heading)).strip("_")
    return name if name[:1].isalpha() else f"q_{name}"


def nearest(typed: str, labelled: Mapping[str, Iterable[str]], most: int = 3) -> list[str]:
    """The names that what was typed is most like, by their letters or those of their labels."""
    wanted = plain(typed)
    found = {
        name: max((_likeness(wanted, plain(text)) for text in (name, *labels)), default=0.0)
        for name, labels in labelled.items()
    }
    least = max(ALIKE, max(found.values(), default=0.0) - NEAR_THE_BEST)
    ranked = sorted((name for name in found if found[name] >= least), key=lambda name: -found[name])
    return ranked[:most]


def _likeness(wanted: str, text: str) -> float:
    """1 for the same text, less for a part of it, and less again for letters in common."""
    if wanted == text:
        return 1.0
    whole = SequenceMatcher(None, wanted, text).ratio()
    is_part = len(wanted) >= 3 and wanted in text
    return max(whole, 0.8 + 0.1 * whole if is_part else 0.0)


def expected_word(
    argument: str, words: Iterable[str], typed: object, labelled: Mapping[str, Iterable[str]] | None = None
) -> AnalystError:
    """What is said of a word that is none of those an argument knows, which may have labels of their own."""
    known = dict.fromkeys(words, ()) | dict(labelled or {})
    near = did_you_mean(map(repr, nearest(str(typed), known)))
    return AnalystError(f"{argument}: expected {', '.join(known)}; found {typed!r}{near}")


def did_you_mean(offered: Iterable[str]) -> str:
    """; did you mean a, b? or nothing where nothing is near."""
    listed = ", ".join(offered)
    return f"; did you mean {listed}?" if listed else ""


ALSO_CALLED = {
    "answers": ("net", "modalites", "reponses"),
    "by": ("group", "groups", "groupby", "columns"),
    "at_least": ("minimum", "min_valid", "min_items"),
    "chart": ("plot", "graph", "graphique"),
    "find": ("search", "look_for", "cherche"),
    "frame": ("df", "data", "dataframe", "to_frame", "to_pandas"),
    "level": ("confidence", "ci", "conf_level", "alpha"),
    "combine": ("interaction",),
    "quantiles": ("q", "bins", "quintiles", "ntiles", "classes"),
    "save": ("savefig", "to_png", "to_svg", "to_pdf", "to_file", "write", "export"),
    "score": ("index", "indice", "mean", "mean_of", "sum_of", "average", "moyenne"),
    "replicates": ("bootstrap", "jackknife"),
    "to_toml": ("record", "to_report", "report", "indicator"),
    "with_absent": ("with_missing", "missing", "isna", "dropna", "absent_as_group"),
    "names": ("columns", "questions", "variables"),
    "sentence": ("phrase", "text", "summary"),
    "sorted": ("sort", "sort_values"),
    "table": ("crosstab", "tabulate", "tableau"),
    "to_csv": ("csv", "to_html"),
    "to_excel": ("xlsx", "to_xlsx"),
    "where": ("filter", "query", "subset", "among"),
    "statistic": ("stat", "stats", "agg", "aggfunc", "measure"),
    "weights": ("weight", "weighted", "poids"),
    "within": ("nested", "inside", "strates"),
}
"""What members and arguments are called elsewhere, under which an analyst may look for them."""
Given = ParamSpec("Given")
Found = TypeVar("Found")


class UnknownNameError(AnalystError, AttributeError):
    """A name that an object does not have; the message says which of its own are near."""


class NearNames:
    """What an analyst holds: a mistyped attribute or method is told with the nearest ones, in one line."""

    _called: ClassVar[str] = "it"

    if not TYPE_CHECKING:  # else an editor would take every name for known

        def __getattr__(self, name: str) -> object:
            if name.startswith("_"):
                raise AttributeError(name)
            if hasattr(type(self), name):
                return object.__getattribute__(self, name)  # its own error, not ours
            raise no_such_name(self._called, name, _members(self), self._elsewhere(name))

    def _elsewhere(self, name: str) -> str:  # noqa: ARG002 - of those who know where a name is
        """Where else the name is, "" where that is not known."""
        return ""


def _members(owner: NearNames) -> list[str]:
    fields = getattr(type(owner), "__dataclass_fields__", {})
    return [name for name in (*dir(type(owner)), *fields) if not name.startswith("_")]


def no_such_name(owner: str, name: str, known: Iterable[str], elsewhere: str = "") -> UnknownNameError:
    """What is said of a name that an owner does not have: where it is, what is near, else all there is."""
    names = _also_called(known)
    offered = did_you_mean(nearest(name, names))
    told = f"; {elsewhere}" if elsewhere else offered or f"; it has {', '.join(sorted(names))}"
    return UnknownNameError(f"{owner} has no {name!r}{told}")


def _also_called(known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names, each with what it is called elsewhere."""
    return {each: ALSO_CALLED.get(each, ()) for each in known}


def near_arguments(verb: Callable[Given, Found]) -> Callable[Given, Found]:
    """The verb, which tells a mistyped argument with the nearest of its own, and one that is lacking."""
    takes = signature(verb)
    known = [
        name for name, each in takes.parameters.items() if name != "self" and each.kind != each.VAR_KEYWORD
    ]
    takes_others = len(known) < len([name for name in takes.parameters if name != "self"])

    @wraps(verb)
    def told(*given: Given.args, **named: Given.kwargs) -> Found:
        check_arguments(verb.__name__, () if takes_others else named, known)
        try:
            takes.bind(*given, **named)
        except TypeError as error:
            raise AnalystError(f"{verb.__name__}: {error}; it takes {', '.join(known)}") from None
        return verb(*given, **named)

    return told


ABSENT_GROUP = "who did not answer is a group of by=survey.with_absent('NAME')"
COMPOSED = (
    "composition = 'NAME' in survey.toml has assoscope build work out every change at equal composition: "
    "trend.csv, and the report"
)
REPLICATED = 'replicate weights are replicates={"type": "bootstrap", "columns": "rw*"}'
ELSEWHERE = {
    "ascending": "a table is put in order by .sorted()",
    "order": "a table is put in order by .sorted()",
    "sort": "a table is put in order by .sorted()",
    "sort_by": "a table is put in order by .sorted()",
    "missing": ABSENT_GROUP,
    "dropna": ABSENT_GROUP,
    "na": ABSENT_GROUP,
    "normalize": "shares add up to 100 in each group of by=; exchange rows and by for the other way",
    "percent": "shares add up to 100 in each group of by=; exchange rows and by for the other way",
    "composition": COMPOSED,
    "standardise": COMPOSED,
    "standardize": COMPOSED,
    "repweights": REPLICATED,
    "replicate_weights": REPLICATED,
    "sep": "a French spreadsheet reads .to_excel(path)",
    "decimal": "a French spreadsheet reads .to_excel(path)",
}
"""What is no argument but is there otherwise."""


def check_arguments(verb: str, named: Iterable[str], known: Sequence[str]) -> None:
    """AnalystError for an argument that a verb does not take, with the nearest that it does."""
    for name in named:
        if name not in known:
            near = did_you_mean(f"{each}=" for each in nearest(name, _also_called(known)))
            there = f"; {ELSEWHERE[name]}" if name in ELSEWHERE else near
            raise AnalystError(f"{verb}: no argument {name!r}{there or '; it takes ' + ', '.join(known)}")
