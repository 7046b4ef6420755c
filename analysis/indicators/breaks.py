"""Where a series is broken: an edition that says so, other answers offered, or a question put another way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.questionnaire import Edition, Indicator, Label, Survey

OTHER_ANSWERS = Label("réponses proposées différentes", "other answers offered")
OTHER_QUESTION = Label("posée directement ou dérivée selon l'édition", "asked directly in one edition only")


def series_breaks(
    indicator: Indicator, breakdown: str, editions: Sequence[Edition], survey: Survey
) -> list[Label]:
    """Why two editions cannot be compared in a breakdown; none where they can.

    editions: the earlier, those between, and the later. A break counts for everything that rests on the
    question: the indicator's variables, its population, its breakdown, and what these derive from. It lies
    between the edition that declares it and the one before.
    """
    earlier, later = editions[0], editions[-1]
    names = _rests_on(_named(indicator, breakdown, survey), survey)
    declared = [e.breaks[name] for e in editions[1:] for name in (indicator.name, *names) if name in e.breaks]
    return list(dict.fromkeys(declared)) or _found(names, earlier, later, survey)


def _found(names: Sequence[str], earlier: Edition, later: Edition, survey: Survey) -> list[Label]:
    """What the definitions of two editions tell of a break that none declares."""
    reasons = []
    coded = [name for name in names if survey.questions[name].codes]
    if any(_offered(name, earlier, survey) != _offered(name, later, survey) for name in coded):
        reasons.append(OTHER_ANSWERS)
    derived = [name for name in names if survey.questions[name].derivation]
    if any((name in earlier.columns) != (name in later.columns) for name in derived):
        reasons.append(OTHER_QUESTION)
    return reasons


def _named(indicator: Indicator, breakdown: str, survey: Survey) -> list[str]:
    """The variables of an indicator in the groups of a breakdown."""
    among = survey.populations[indicator.population].among if indicator.population else {}
    named = (indicator.variable, indicator.denominator or "", *among, breakdown)
    return [name for name in named if name in survey.questions]


def _rests_on(names: Iterable[str], survey: Survey) -> list[str]:
    """The variables and, step by step, those that they derive from."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            derivation = survey.questions[name].derivation
            waiting += derivation.sources if derivation else ()
    return list(found)


def _offered(name: str, edition: Edition, survey: Survey) -> frozenset[str]:
    """The answers that an edition can give to a question: its own codes read as the survey's."""
    recoded = edition.recode.get(name, {})
    codes = survey.questions[name].codes
    return frozenset({code for code in codes if code not in recoded} | set(recoded.values()))
