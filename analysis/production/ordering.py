"""The reports asked for, and which of them are still to be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from analysis.faults import Fault, some
from analysis.questionnaire import read_survey
from analysis.store import Ingredients, is_current, manifest_beside, report_ingredients
from analysis.workspace import Address, Place


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

    Raises Fault where a variable of `by` is among the territories of no edition chosen.
    """
    found, known = [], set()
    for place in chosen:
        survey = read_survey(place.survey_toml)
        variables = [variable for variable in by if variable in survey.territories]
        known |= set(survey.territories)
        territories: list[tuple[str, str] | None] = [None]
        territories += [(v, code) for v in variables for code in survey.questions[v].codes]
        for language, territory in product(languages, territories):
            address = Address(place.survey, place.edition, language, territory)
            found.append(Order(place, address, tuple(formats)))
    _refuse_unknown(by, known)
    return found


def refuse_unknown_territories(chosen: Iterable[Place], by: Sequence[str]) -> None:
    """Raise Fault, before anything is built, where a variable of `by` is among the territories of no edition.

    A definition that cannot be read may have it: its own build says what is wrong with it.
    """
    if not by:
        return
    try:
        surveys = [read_survey(path) for path in dict.fromkeys(place.survey_toml for place in chosen)]
    except Fault:
        return
    _refuse_unknown(by, {variable for survey in surveys for variable in survey.territories})


def _refuse_unknown(by: Sequence[str], known: set[str]) -> None:
    unknown = [variable for variable in by if variable not in known]
    if unknown:
        raise Fault(
            f"--by {', '.join(unknown)}: not among the territories of the surveys chosen "
            f"({some(sorted(known)) or 'they have none'}); name it under `territories` in survey.toml"
        )


def stale(wanted: Iterable[Order]) -> list[Order]:
    """The reports that are not what making them again would give."""
    return [order for order in wanted if not order.is_made()]


def made_of(order: Order) -> Ingredients:
    """What the report is made of."""
    territory = {"territory": "=".join(order.address.territory)} if order.address.territory else {}
    return report_ingredients(order.place, order.notebook, order.address.language, **territory)
