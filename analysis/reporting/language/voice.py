"""What codes are called on the page, and the words of the report itself, in the report's language."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.questionnaire import Indicator, Label, Noun, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.language.in_words import RESPONDENTS
from analysis.reporting.language.typography import amount, typeset
from analysis.results.schema import Mark


@dataclass(frozen=True)
class Names:
    """The labels of a survey in one language; a code without a label is called by itself."""

    survey: Survey
    language: str

    def text(self, label: Label | None) -> str:
        """`label` in the report's language and typography; empty when there is none."""
        return typeset(label.to(self.language), self.language) if label else ""

    def indicator(self, name: str) -> str:
        """The title of an indicator."""
        indicator = self.survey.indicators.get(name)
        return self.text(indicator.title) if indicator else typeset(name, self.language)

    def item(self, indicator: Indicator, code: str) -> str:
        """The label of an answer that has its own row."""
        return self.answer(indicator.variable, code)

    def variable(self, name: str) -> str:
        """The short label of a question or derived variable."""
        question = self.survey.questions.get(name)
        return self.text(question.label) if question else typeset(name, self.language)

    def answer(self, variable: str, code: str) -> str:
        """The label of `code` among the answers to `variable`."""
        question = self.survey.questions.get(variable)
        label = question.codes.get(code) if question else None
        return self.text(label) if label else typeset(code, self.language)

    def population(self, name: str | None) -> str:
        """Who the figures speak of; empty for everyone."""
        population = self.survey.populations.get(name or "")
        return self.text(population.label) if population else ""

    def noun(self, population: str | None) -> Noun:
        """What those of the population are called in a share: bénévoles, else répondants."""
        own = self.survey.populations.get(population or "")
        called = {**self.survey.called, **(own.called if own else {})}
        return called.get(self.language, RESPONDENTS[self.language])

    def is_named(self, population: str | None) -> bool:
        """Whether the noun says all of whom the figures speak, as "dirigeants" of the leaders."""
        return self.population(population).casefold() in ("", self.noun(population).many.casefold())


def is_ordered(question: Question | None) -> bool:
    """Whether the answers have an order of their own: a scale, classes, or labels mostly with numbers."""
    if question is None:
        return True
    if kind_of(question).is_ordered or (question.derivation and question.derivation.kind == "classes_of"):
        return True
    with_digits = sum(any(sign.isdigit() for sign in label.fr) for label in question.codes.values())
    return 2 * with_digits > len(question.codes)


WORDS: dict[str, Label] = {
    "after": Label("Après (%)", "After (%)"),
    "answers": Label("Réponses", "Answers"),
    "asked_everyone": Label("Tous les répondants", "All respondents"),
    "asked_of": Label("Posée à", "Asked of"),
    "before": Label("Avant (%)", "Before (%)"),
    "collection": Label("Collecte", "Collection"),
    "fixed": Label("fixé par le redressement", "fixed by the weighting"),
    "fieldwork": Label("Dates", "Dates"),
    "file": Label("Fichier des réponses", "Answers file"),
    "file_format": Label("Format", "Format"),
    "file_size": Label("Taille (octets)", "Size (bytes)"),
    "given_weight": Label(
        "Les poids sont ceux du fichier des réponses.", "The weights are those of the answers file."
    ),
    "glossary": Label("Glossaire", "Glossary"),
    "invited": Label("Personnes invitées", "People invited"),
    "kept": Label("Questionnaires retenus", "Questionnaires kept"),
    "margins_caption": Label(
        "Composition de l'échantillon avant et après redressement", "The sample before and after weighting"
    ),
    "no_key_figure": Label("Aucun chiffre clé.", "No key figure."),
    "no_problem": Label("Aucune anomalie relevée.", "No problem found."),
    "nonresponse": Label("Réponses manquantes", "Missing answers"),
    "nonresponse_caption": Label(
        "Réponses et absences de réponse par question", "Answers and absences by question"
    ),
    "completed": Label("Questionnaires complets", "Complete questionnaires"),
    "completion_rate": Label(
        "Taux d'achèvement (complets / commencés)", "Completion rate (completed / started)"
    ),
    "response_rate": Label("Taux de réponse (complets / invités)", "Response rate (completed / invited)"),
    "scores": Label("Scores", "Scores"),
    "score_alpha": Label("Alpha de Cronbach : {alpha}", "Cronbach's alpha: {alpha}"),
    "score_at_least": Label("Réponses nécessaires : {n}", "Answers needed: {n}"),
    "score_reversed": Label("Échelle retournée : {names}", "Scale turned round: {names}"),
    "precision": Label(
        "Précision, tests et règles de publication", "Precision, tests and rules of publication"
    ),
    "problems": Label("Anomalies relevées dans le fichier", "Problems found in the file"),
    "producer": Label("Producteur", "Producer"),
    "provenance": Label("Provenance", "Provenance"),
    "question": Label("Question", "Question"),
    "questions": Label("Questions posées", "Questions asked"),
    "questions_caption": Label("Libellé complet des questions", "Full wording of the questions"),
    "bounded": Label(
        "Rapport des poids calés aux poids de départ tenu entre {low} et {high}.",
        "Ratio of calibrated to start weights kept between {low} and {high}.",
    ),
    "calibrated": Label(
        "Redressement par calage sur marges (méthode {method}) : {variables}.",
        "Weighted by calibration to margins ({method} method): {variables}.",
    ),
    "calibrated_unnamed": Label(
        "Redressement par calage sur marges (méthode {method}).",
        "Weighted by calibration to margins ({method} method).",
    ),
    "fpc": Label(
        "La précision tient compte de la part de la population tirée (correction de population finie).",
        "Precision counts the part of the population that was drawn (finite population correction).",
    ),
    "method_linear": Label("linéaire", "linear"),
    "method_logit": Label("logit", "logit"),
    "method_raking_ratio": Label("raking ratio", "raking ratio"),
    "method_truncated": Label("linéaire tronquée", "truncated linear"),
    "replicates_drawn": Label(
        "Précision calculée sur des répliques tirées du plan de sondage ({type}), chacune redressée de même.",
        "Precision computed from replicates drawn from the design ({type}), each weighted likewise.",
    ),
    "replicates_given": Label(
        "Précision calculée sur les poids répliqués du fichier ({type}).",
        "Precision computed from the replicate weights of the file ({type}).",
    ),
    "trimmed": Label(
        "Poids de départ ramenés entre {low} et {high} fois leur moyenne.",
        "Start weights cut to between {low} and {high} times their mean.",
    ),
    "raking": Label(
        "Redressement par calage sur marges (raking ratio) : {variables}.",
        "Weighted by raking to margins: {variables}.",
    ),
    "raking_unnamed": Label(
        "Redressement par calage sur marges (raking ratio).", "Weighted by raking to margins."
    ),
    "received": Label("Questionnaires reçus", "Questionnaires received"),
    "removed": Label("Questionnaires écartés", "Questionnaires removed"),
    "source": Label("Source :", "Source:"),
    "target": Label("Visé (%)", "Target (%)"),
    "unknown_category": Label("Catégorie inconnue", "Unknown category"),
    "unweighted": Label(
        "Aucun redressement : chaque répondant compte pour un.",
        "No weighting: each respondent counts for one.",
    ),
    "versions": Label("Logiciels", "Software"),
    "weighting": Label("Redressement", "Weighting"),
    "wording": Label("Libellé", "Wording"),
    "about_answer": Label("Qui répond « {answer} » ?", "Who answers “{answer}”?"),
    "all": Label("Ensemble", "All"),
    "answer": Label("Réponse", "Answer"),
    "balance": Label("Solde d'opinion", "Balance of opinions"),
    "balances": Label("Soldes d'opinion (points)", "Balances of opinions (points)"),
    "balance_note": Label(
        "Trait gris : zéro, autant de réponses favorables que de défavorables.",
        "Grey line: zero, as many favourable answers as unfavourable ones.",
    ),
    "opinion_favourable": Label("avis favorable", "favourable opinion"),
    "opinion_unfavourable": Label("avis défavorable", "unfavourable opinion"),
    "opinion_divided": Label("avis partagé", "divided opinion"),
    "opinion_undecided": Label("avis indécis", "undecided"),
    "opinion_unsaid": Label("avis non établi", "no verdict"),
    "together": Label("Réponses données ensemble", "Answers given together"),
    "together_caption": Label(
        "Parmi ceux qui ont donné la réponse de la ligne, part de ceux qui ont donné aussi celle de la "
        "colonne",
        "Of those who gave the answer of the row, share who also gave that of the column",
    ),
    "together_note": Label(
        "Plus la case est foncée, plus la part est élevée. Marge : la plus large demi-largeur "
        "d'intervalle de la ligne, en points.",
        "The darker the cell, the higher the share. Margin: the widest half interval of the row, in points.",
    ),
    "together_none": Label(
        "Aucune réponse n'est donnée avec une autre plus souvent que par l'ensemble, de façon significative.",
        "No answer is given with another significantly more often than by all.",
    ),
    "together_stub": Label("Ont répondu", "Answered"),
    "half_width": Label("Marge", "Margin"),
    "evolution": Label("Évolution", "Trend"),
    "trend_break": Label("Rupture de série", "Break in the series"),
    "trend_change": Label("Écart (points ou unité)", "Difference (points or unit)"),
    "trend_down": Label("en baisse", "down"),
    "trend_up": Label("en hausse", "up"),
    "trend_other": Label("publié par ailleurs", "published elsewhere"),
    "trend_others": Label("Autres évolutions significatives", "Other significant changes"),
    "trend_others_caption": Label(
        "Chiffres qui ont évolué de façon significative, le plus net d'abord",
        "Figures that changed significantly, the clearest first",
    ),
    "trend_others_note": Label(
        "Le seuil de {alpha} vaut pour les réponses d'un même indicateur (correction de Holm) : "
        "sur {n} indicateurs comparés, si aucun n'avait bougé, environ {chance} paraîtraient "
        "significatifs.",
        "The level of {alpha} holds for the answers of one indicator (Holm's correction): of {n} indicators "
        "compared, had none of them changed, about {chance} would look significant.",
    ),
    "trend_points_note": Label(
        "Point évidé : chiffre publié par ailleurs, sans intervalle, pour mémoire ({sources}).",
        "Hollow dot: a figure published elsewhere, without interval, for the record ({sources}).",
    ),
    "respondents_unit": Label("répondants", "respondents"),
    "by": Label("par {groups}", "by {groups}"),
    "category": Label("Groupe", "Group"),
    "chart": Label("Graphique", "Chart"),
    "contents": Label("Sommaire", "Contents"),
    "figures": Label("Les chiffres", "The figures"),
    "by_group": Label("Par groupe", "By group"),
    "favourable": Label("plus = mieux", "more is better"),
    "unfavourable": Label("moins = mieux", "less is better"),
    "interval_probability": Label("Intervalle de confiance", "Confidence interval"),
    "interval_volunteer": Label("Intervalle indicatif", "Indicative interval"),
    "key_figures": Label("Chiffres clés", "Key figures"),
    "mean": Label("Moyenne", "Mean"),
    "median": Label("Médiane", "Median"),
    "methodology": Label("Méthodologie", "Methodology"),
    "not_stated": Label("Non renseigné", "Not stated"),
    "ratio": Label("Rapport", "Ratio"),
    "respondents": Label("Répondants", "Respondents"),
    "share": Label("Part", "Share"),
    "simulated": Label("Données simulées", "Simulated data"),
    "simulated_long": Label(
        "Données simulées : les chiffres de ce rapport ne décrivent aucune population réelle.",
        "Simulated data: the figures of this report describe no real population.",
    ),
    "skip": Label("Aller au contenu", "Skip to content"),
    "theme_empty": Label(
        "Aucun indicateur de ce chapitre n'a été mesuré dans cette édition.",
        "No indicator of this chapter was measured in this edition.",
    ),
    "to": Label("{low} à {high}", "{low} to {high}"),
    "total": Label("Total", "Total"),
    "value": Label("Valeur", "Value"),
    "among": Label("Parmi : {population}", "Among: {population}"),
    "not_shown_sentence": Label(
        "Le chiffre d'ensemble n'est pas publié ({reason}).",
        "The overall figure is not published ({reason}).",
    ),
    "nobody_in_base": Label(
        "Pas de chiffre dans cette édition : aucun répondant n'était concerné.",
        "No figure in this edition: no respondent was concerned.",
    ),
    "whole_line": Label("Ensemble : {value}", "All: {value}"),
    "chart_note": Label(
        "Trait : {interval} à {level}.",
        "Line: {interval} at {level}.",
    ),
    "apart": Label("Ce qui distingue le territoire", "What sets the territory apart"),
    "apart_less": Label("significativement moins qu'ailleurs", "significantly less than elsewhere"),
    "apart_more": Label("significativement plus qu'ailleurs", "significantly more than elsewhere"),
    "comparison": Label("Comparaison avec le reste de l'enquête", "Comparison with the rest of the survey"),
    "comparison_text": Label(
        "« Ailleurs » désigne les répondants des autres territoires, sans ceux {of}. L'erreur type de "
        "l'écart est linéarisée et tient compte des poids et du redressement. Un écart est dit significatif "
        "si un test bilatéral le soutient au seuil de {alpha}, après la correction de Benjamini et Hochberg "
        "sur tous les chiffres comparés du rapport : parmi les écarts annoncés, {alpha} au plus, en moyenne, "
        "sont dus au hasard. De part et d'autre, il faut {smallest} répondants au moins. Les médianes, les "
        "totaux et les rapports ne sont pas comparés.",
        "“Elsewhere” means the respondents of the other territories, without those {of}. The standard "
        "error of the difference is linearised and takes account of weights and weighting. A difference is "
        "called significant when a two-sided test supports it at the level {alpha}, after Benjamini and "
        "Hochberg's correction over all the figures compared in the report: of the differences stated, "
        "{alpha} at most, on average, are due to chance. Either side needs {smallest} respondents or more. "
        "Medians, totals and ratios are not compared.",
    ),
    "difference_points": Label("Écart (points)", "Difference (points)"),
    "interval_below": Label(
        "Sous chaque chiffre : {interval} à {level}.", "Below each figure: {level} {interval}."
    ),
    "indicator": Label("Indicateur", "Indicator"),
    "nothing_shown": Label(
        "Aucun chiffre de ce chapitre n'est publié : trop peu de répondants.",
        "No figure of this chapter is published: too few respondents.",
    ),
    "too_few": Label("Trop peu de répondants", "Too few respondents"),
    "territory_chart": Label("{place} et ailleurs, en %", "{place} and elsewhere, in %"),
    "territory_balances": Label(
        "{place} et ailleurs, soldes d'opinion en points", "{place} and elsewhere, balances in points"
    ),
    "territory_most": Label(
        "Les réponses les plus fréquentes ; le tableau les donne toutes.",
        "The most frequent answers; the table has all of them.",
    ),
    "territory_note": Label(
        "Point et trait horizontal : le chiffre {within} et son intervalle. Trait vertical : ailleurs.",
        "Dot and horizontal line: the figure {within} and its interval. Vertical line: elsewhere.",
    ),
}

MARKS: dict[Mark, tuple[str, Label]] = {
    "footnote": (
        "(a)",
        Label(
            "publié avec réserve (part complémentaire peu précise, ou peu de degrés de liberté)",
            "published with a reservation (the complement is imprecise or degrees of freedom are few)",
        ),
    ),
    "caution": (
        "(b)",
        Label("à lire avec prudence (précision faible)", "to be read with care (low precision)"),
    ),
    "suppressed": ("n.p.", Label("non publié (précision insuffisante)", "not published (too imprecise)")),
    "confidential": (
        "c",
        Label(
            "confidentiel (trop peu de répondants, ou protège un chiffre confidentiel)",
            "confidential (too few respondents, or protects a confidential figure)",
        ),
    ),
    "empty": ("–", Label("sans objet (personne dans la base)", "not applicable (nobody in the base)")),
}
"""Mark -> the sign in tables and what it means."""


def word(key: str, language: str, **values: str) -> str:
    """The word or sentence `key` in `language`, typeset, with `values` put in."""
    return typeset(WORDS[key].to(language), language).format(**values)


def respondents(count: int, language: str) -> str:
    """1 répondant, 784 répondants."""
    return amount(count, word("respondents_unit", language), language)


def mark_sign(mark: Mark) -> str:
    """The sign that stands for `mark` in a table."""
    return MARKS[mark][0]


def mark_meaning(mark: Mark, language: str) -> str:
    """What the sign of `mark` says."""
    return typeset(MARKS[mark][1].to(language), language)


def interval_name(sampling: str, language: str) -> str:
    """What an interval may be called: a confidence interval only with a probability sample."""
    return word("interval_probability" if sampling == "probability" else "interval_volunteer", language)


DOCUMENT_WORDS = {
    "fr": {
        "contents": "Sommaire",
        "draft": "BROUILLON",
        "picture": "Image sans description",
        "report": "Rapport",
    },
    "en": {
        "contents": "Contents",
        "draft": "DRAFT",
        "picture": "Picture without description",
        "report": "Report",
    },
}


def document_words(language: str) -> dict[str, str]:
    """The words in `language`: "fr" or "en"."""
    return DOCUMENT_WORDS["en" if language == "en" else "fr"]
