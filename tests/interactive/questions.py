"""Twenty-five questions of an analyst and twelve more of their kinds, each as the lines she would type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.interactive.library import Editions, OpenSurvey, Table


@dataclass(frozen=True, eq=False)
class Opened:
    """The editions that the questions are asked of."""

    survey: OpenSurvey
    old: OpenSurvey
    crisis: OpenSurvey
    volunteers: Editions
    seasons: Editions


Ask = Callable[[Opened], Table]


def online(survey: OpenSurvey) -> Table:
    """How volunteers found their association, in two groups."""
    found = survey.net(
        "decouverte", {"En ligne": ["2", "3"], "Autrement": ["1", "4", "5", "6", "7"]}, label="Découverte"
    )
    return survey.table("classe_age_2024", by=found)


def seniority(old: OpenSurvey) -> Table:
    """Training of those in sport by age, in each class of seniority."""
    age = old.cut("age", [35, 65], label="Âge")
    return old.table(
        "forme",
        answers="oui",
        by=age,
        within="anciennete_classe",
        where={"secteur": "Sport"},
        against="65 ans ou plus",
    )


QUESTIONS: dict[str, Ask] = {
    "4": lambda o: o.survey.table("forme", answers="oui"),
    "5": lambda o: o.survey.table("forme", answers="oui", by=["sexe", "classe_age_2024"]),
    "6": lambda o: o.survey.table("attentes").sorted(),
    "7": lambda o: o.survey.table("heures", by="secteur"),
    "8": lambda o: o.survey.table(
        "heures", statistic="mean", by="responsabilite", against="Aucune responsabilité particulière"
    ),
    "9": lambda o: o.survey.table("projet", answers="Bien", by="responsabilite"),
    "10": lambda o: o.survey.table("frais_rembourses", by="taille", counts=True),
    "11": lambda o: o.survey.table("abandon_frais", answers="Oui", base="asked"),
    "12": lambda o: o.survey.table("attentes", by="classe_age_2024", against="rest"),
    "13": lambda o: o.survey.table("forme", answers="oui", by="secteur", against="pairs"),
    "14": lambda o: o.survey.table(
        "satisfait_reconnaissance",
        statistic="balance",
        favourable=["1", "2"],
        unfavourable=["3", "4"],
        by="regularite",
    ),
    "15": lambda o: online(o.survey),
    "16": lambda o: o.survey.table(
        "formation_souhait",
        answers="Oui",
        where=(o.survey.q.heures >= 20) & (o.survey.q.formation_recue == "Non"),
    ),
    "17": lambda o: seniority(o.old),
    "18 weighted": lambda o: o.survey.table("classe_age_2024"),
    "18 unweighted": lambda o: o.survey.table("classe_age_2024", weights=False),
    "19": lambda o: o.volunteers.table("forme", answers="oui", by="sexe"),
    "20": lambda o: o.crisis.table("missions_reduites", answers="oui", by="budget", against="pairs"),
    "21": lambda o: o.crisis.table(
        "ressources", statistic="balance", favourable="plus", unfavourable="moins"
    ).sorted(),
    "22": lambda o: o.crisis.table(
        "adherents_apres", statistic="ratio", over="adherents_avant", by="secteur"
    ),
    "23": lambda o: o.crisis.table(
        "emploi",
        answers="En baisse",
        by="financements_publics",
        against="Stable",
        where={"employeur": "oui"},
    ),
    "24": lambda o: o.crisis.table("mesures", by="mesures"),
    "25": lambda o: o.seasons.table("missions_reduites", answers="oui", by="budget"),
    "two nets side by side": lambda o: o.survey.table(
        "responsabilite", answers={"Bureau": "1", "Un rôle": ["1", "2"]}, by="secteur", against="pairs"
    ),
    "the nine tenths of hours": lambda o: o.survey.table("heures", statistic="quantile", q=0.9, by="sexe"),
    "how hours spread": lambda o: o.survey.table("heures", statistic="sd", by="sexe"),
    "mean and median in a banner": lambda o: o.survey.table(
        "heures", statistic=["mean", "median"], by=["sexe", "regularite"]
    ),
    "a crossing as groups": lambda o: o.survey.table(
        "forme", answers="oui", by=o.survey.combine("sexe", "regularite"), against="pairs"
    ),
    "means inside groups, with letters": lambda o: o.survey.table(
        "heures", statistic="mean", by="sexe", within="secteur", against="pairs"
    ),
    "several answers inside groups": lambda o: o.survey.table(
        "attentes", by="sexe", within="regularite", against="rest"
    ),
    "a side for each variable": lambda o: o.survey.table(
        "forme",
        answers="oui",
        by=["sexe", "secteur"],
        against={"sexe": "Un homme", "secteur": "rest"},
    ),
    "answers and numbers together": lambda o: o.survey.table(["sexe", "heures"], by="regularite"),
    "a grid with letters": lambda o: o.crisis.table(
        "ressources", answers="plus", by="budget", against="pairs"
    ),
    "a grid between editions": lambda o: o.volunteers.table("projet", answers="1", by="sexe"),
    "what the last edition did not ask": lambda o: o.volunteers.table("formation_heures", statistic="mean"),
}
"""Those with a number, from 4 on, are the questions of tests/reference/analyst.R with the same."""
