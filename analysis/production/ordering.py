"""The reports asked for, and which of them are still to be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from analysis.faults import Fault, some
from analysis.questionnaire import Survey, read_survey
from analysis.store import Ingredients, is_current, manifest_beside, report_ingredients
from analysis.workspace import LONGEST_NAME, Address, Place, as_file_name


@dataclass(frozen=True)
class Order:
    """A report to be made: of which edition, where it will stand, in which formats."""

    place: Place
    address: Address
    formats: tuple[str, ...]

    @property
    def notebook(self) -> Path:
        """The notebook it is made from."""
        from analysis.reporting.publishing import notebook_of

        return notebook_of(self.place.root)

    @property
    def files(self) -> list[Path]:
        """The files it will have."""
        return [self.address.path(self.place.root, form) for form in self.formats]

    def is_made(self) -> bool:
        """Whether every file is what making it again would give; the edition is taken as built."""
        manifests = [manifest_beside(path) for path in self.files]
        if not all(manifest.is_file() for manifest in manifests):
            return False
        ingredients = made_of(self)
        return all(is_current(ingredients, manifest) for manifest in manifests)


def orders(
    chosen: Iterable[Place], languages: Sequence[str], formats: Sequence[str], by: Sequence[str] = ()
) -> list[Order]:
    """The reports asked for: of each edition, then of each territory of the variables `by` it knows.

    Raises Fault as refuse_territories does.
    """
    chosen = list(chosen)
    surveys = _surveys(chosen) if by else {}  # reading takes longer than finding that nothing is to be done
    _refuse(list(surveys.values()), by)
    found = []
    for place in chosen:
        survey = surveys.get(place.survey_toml)
        territories: list[tuple[str, str] | None] = [None, *(_territories(survey, by) if survey else ())]
        for language, territory in product(languages, territories):
            address = Address(place.survey, place.edition, language, territory)
            found.append(Order(place, address, tuple(formats)))
    return found


def _surveys(chosen: Iterable[Place]) -> dict[Path, Survey]:
    """The surveys of the editions, each read once."""
    return {path: read_survey(path) for path in dict.fromkeys(place.survey_toml for place in chosen)}


def _territories(survey: Survey, by: Sequence[str]) -> list[tuple[str, str]]:
    return [(v, code) for v in by if v in survey.territories for code in survey.questions[v].codes]


def refuse_territories(chosen: Iterable[Place], by: Sequence[str]) -> None:
    """Raise Fault, before anything is built, where a report by one of the variables `by` cannot be made.

    A variable is among the territories of no edition, or a code is too long for the name of a folder. Where a
    definition cannot be read nothing is refused: its own build says what is wrong with it.
    """
    if not by:
        return
    try:
        surveys = list(_surveys(chosen).values())
    except Fault:
        return
    _refuse(surveys, by)


def _refuse(surveys: Sequence[Survey], by: Sequence[str]) -> None:
    known = {variable for survey in surveys for variable in survey.territories}
    unknown = [variable for variable in by if variable not in known]
    if unknown:
        raise Fault(
            f"--by {', '.join(unknown)}: not among the territories of the surveys chosen "
            f"({some(sorted(known)) or 'they have none'}); name it under `territories` in survey.toml"
        )
    places = dict.fromkeys(place for survey in surveys for place in _territories(survey, by))
    long = [place for place in places if len(as_file_name(place[1])) > LONGEST_NAME]
    if long:
        raise Fault(
            f"--by {', '.join(dict.fromkeys(variable for variable, _ in long))}: too long for the name of a "
            f"folder ({LONGEST_NAME} letters, é and the like count for six): "
            f"{some(code for _, code in long)}; give shorter codes in survey.toml"
        )


def stale(wanted: Iterable[Order]) -> list[Order]:
    """The reports that are not what making them again would give."""
    return [order for order in wanted if not order.is_made()]


def made_of(order: Order) -> Ingredients:
    """What the report is made of."""
    territory = {"territory": "=".join(order.address.territory)} if order.address.territory else {}
    return report_ingredients(order.place, order.notebook, order.address.language, **territory)
