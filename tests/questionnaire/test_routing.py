"""Routing: it may go to and fro, and never round in a circle."""

from __future__ import annotations

from collections.abc import Callable

from analysis.questionnaire import Survey


def routed(**asked_if: str) -> str:
    """A survey of questions each asked if another says yes."""
    return "".join(
        f"[questions.{name}]\ntype = 'single'\ncodes.oui = 'Oui'\nasked_if.{other} = ['oui']\n"
        for name, other in asked_if.items()
    )


def test_routing_that_goes_round_is_named_once(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(routed(a="b", b="c", c="a")) == ["asked_if goes round in a circle: a -> b -> c -> a"]
    assert faults_of(routed(a="a")) == ["asked_if goes round in a circle: a -> a"]


def test_routing_through_a_derived_variable_that_goes_round_is_found(
    faults_of: Callable[[str], list[str]],
) -> None:
    survey = (
        "[questions.a]\ntype = 'single'\ncodes.oui = 'Oui'\nasked_if.b = ['x']\n"
        "[derived.b]\ngroups_of = 'a'\ncodes.x.of = ['oui']\n"
    )
    assert faults_of(survey) == ["asked_if goes round in a circle: a -> b -> a"]


def test_a_long_chain_of_routing_is_read(survey_of: Callable[[str], Survey]) -> None:
    chain = {f"q{n}": f"q{n - 1}" for n in range(1, 300)}
    first = "[questions.q0]\ntype = 'single'\ncodes.oui = 'Oui'\n"
    assert len(survey_of(first + routed(**chain)).questions) == 300
    assert len(survey_of(first + routed(**dict(reversed(chain.items())))).questions) == 300


def test_a_later_question_may_route_an_earlier_one(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        "[questions.a]\ntype = 'text'\nasked_if.b = ['oui']\n[questions.b]\n"
        "type = 'single'\ncodes.oui = 'Oui'"
    )
    assert survey.questions["a"].asked_if == {"b": ("oui",)}
