"""Contradictions of weights and of the sampling design with themselves and with the questions."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.settings import CROSSED, ReplicateWeights, SamplingDesign, Weighting
from analysis.questionnaire.surveys import Survey

BOUNDED = ("logit", "truncated")
DRAWN = ("bootstrap", "JK1", "JKn", "BRR")
"""Replicates that are drawn where no column holds them."""


def weighting_faults(
    place: str, weighting: Weighting, design: SamplingDesign, survey: Survey
) -> Iterator[str]:
    """What [weighting] asks for and cannot have; of a survey or of one of its editions, or of a design, whose
    `place` stands before."""
    own = f"{place}weighting"
    method = weighting.calibration
    if design.household is not None and method == "none":
        yield (
            f"{place or 'design.'}household: a calibration gives one weight to its members, and there is "
            f"none; set {own}.calibration, or leave household out"
        )
    for name in weighting.variables:
        yield from _variable_faults(own, name, weighting, survey)
    yield from _nonresponse_faults(own, weighting, survey)
    if method in BOUNDED and weighting.bounds is None:
        yield (
            f'{own}.bounds: calibration = "{method}" keeps the ratio of the weights between bounds; '
            "give them, such as bounds = [0.3, 3]"
        )
    if method not in BOUNDED and weighting.bounds is not None:
        yield (
            f'{own}.bounds: "{method}" has none; set calibration = "logit" or "truncated", '
            "or cut the start weights with trim"
        )
    if method in BOUNDED and weighting.bounds and weighting.bounds[0] == 0 and method == "logit":
        yield f'{own}.bounds: "logit" needs a lower bound above 0, such as 0.1'


def _nonresponse_faults(own: str, weighting: Weighting, survey: Survey) -> Iterator[str]:
    name, drawn = weighting.nonresponse, weighting.drawn
    if name is None:
        if drawn:
            yield f"{own}.drawn: counts of what? Name the variable of its categories in nonresponse"
        return
    question = survey.questions.get(name)
    if question is None or not kind_of(question).is_coded:
        yield f"{own}.nonresponse: {name!r} is not a variable with one code per respondent"
    elif set(drawn) != set(question.codes):
        yield (
            f"{own}.drawn: expected how many were drawn of each category of {name}, "
            f"{', '.join(question.codes)}; found {', '.join(drawn) or 'none'}"
        )


def _variable_faults(own: str, name: str, weighting: Weighting, survey: Survey) -> Iterator[str]:
    parts = name.split(CROSSED)
    questions = [survey.questions.get(part) for part in parts]
    is_number = len(parts) == 1 and questions[0] is not None and kind_of(questions[0]).is_quantity
    if is_number and weighting.calibration == "raking":
        yield (
            f"{own}.variables: {name} is a number, and raking meets shares alone; set calibration to "
            '"linear", "raking_ratio", "logit" or "truncated"'
        )
    elif not is_number and any(question is None or not kind_of(question).is_coded for question in questions):
        yield f"{own}.variables: {name!r} is not a variable with one code per respondent"


def design_faults(survey: Survey) -> Iterator[str]:
    """What [design], and each of [designs], asks for and cannot have."""
    yield from _faults_of_design("design", survey.design)
    for name, design in survey.designs.items():
        yield from _faults_of_design(f"designs.{name}", design)


def _faults_of_design(place: str, design: SamplingDesign) -> Iterator[str]:
    for role in ("strata", "psu", "fpc", "household"):
        if design.weight is not None and getattr(design, role) == design.weight:
            yield f"{place}.{role}: {design.weight} is the weight too; no column is both, name another"
    if design.stages and not (design.psu and design.fpc):
        yield (
            f"{place}.stages: units drawn within primary units count by the part of these that was drawn; "
            "name their columns in psu and fpc"
        )
    if design.alone_in_domain and design.single_psu not in ("adjust", "average"):
        yield (
            f'{place}.alone_in_domain: single_psu = "{design.single_psu}" does nothing where a unit is alone '
            'in a domain; set it to "adjust" or "average"'
        )
    if design.replicates is not None:
        yield from _replicate_faults(f"{place}.replicates", design.replicates)
        if design.stages and not design.replicates.columns:
            yield (
                f"{place}.stages: replicates drawn from primary units do not count the stages within them; "
                "leave one of the two out"
            )


def _replicate_faults(place: str, replicates: ReplicateWeights) -> Iterator[str]:
    if not replicates.columns and replicates.type not in DRAWN:
        yield (
            f'{place}: "{replicates.type}" replicates come with the file; name their columns, such as '
            f'columns = "repwt*". Drawn here are {", ".join(DRAWN)}'
        )
    if replicates.columns and replicates.type == "JKn" and not replicates.rscales:
        yield f"{place}.rscales: JKn has a factor for each replicate; the file's documentation gives them"
    if replicates.type == "other" and replicates.scale is None:
        yield f'{place}.scale: no scale follows from the type "other"; give the file\'s own'
    if replicates.rho and replicates.type != "Fay":
        yield f'{place}.rho: only type = "Fay" has one'
