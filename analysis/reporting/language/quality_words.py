"""The words of the chapter on the quality of the data, in French and English."""

from __future__ import annotations

from analysis.questionnaire import Label
from analysis.reporting.language.typography import typeset

QUALITY_WORDS: dict[str, Label] = {
    "quality": Label("Qualité des données", "Data quality"),
    "response": Label("Réponse", "Response"),
    "response_rate": Label(
        "{completed} questionnaires complets pour {invited} personnes invitées, soit un taux de réponse de "
        "{rate}.",
        "{completed} complete questionnaires for {invited} people invited: a response rate of {rate}.",
    ),
    "response_unknown": Label(
        "{completed} questionnaires complets sur {started} commencés ({rate}) ; le nombre de personnes "
        "invitées "
        "n'est pas connu, il n'y a donc pas de taux de réponse.",
        "{completed} complete questionnaires of {started} started ({rate}); how many people were invited "
        "is not "
        "known, so there is no response rate.",
    ),
    "break_off": Label("Abandons en cours de questionnaire", "Break-off"),
    "break_off_said": Label(
        "Questionnaires abandonnés avant la fin : {n} ({share}), le plus souvent à la question {question} "
        "({most}).",
        "Questionnaires left before the end: {n} ({share}), most often at the question {question} ({most}).",
    ),
    "break_off_none": Label("Personne n'a quitté avant la fin.", "Nobody left before the end."),
    "break_off_title": Label(
        "Encore présents, question après question (%)", "Still there, question after question (%)"
    ),
    "break_off_note": Label(
        "Axe vertical : de {low} à 100 %. Les marches nommées sont les questions où l'on est parti le plus.",
        "Vertical axis: from {low} to 100%. The steps named are the questions at which most left.",
    ),
    "unanswered": Label("Questions laissées sans réponse", "Questions left unanswered"),
    "unanswered_title": Label(
        "Questions le plus souvent sans réponse, en % de ceux à qui elles étaient posées",
        "Questions most often unanswered, in % of those asked",
    ),
    "unanswered_note": Label(
        "Refus, « ne sait pas », sans réponse, parti avant et réponse non valable ; toutes les questions "
        "sont "
        "dans la méthodologie.",
        "Refusal, don't know, no answer, left before and invalid; every question is in the methodology.",
    ),
    "unanswered_none": Label(
        "Aucune question n'est restée sans réponse.", "No question was left unanswered."
    ),
    "care": Label("Soin apporté aux réponses", "Care in answering"),
    "care_caption": Label("Signes de réponses données sans soin", "Signs of careless answering"),
    "care_stub": Label("Signe", "Sign"),
    "examined": Label("Examinés", "Examined"),
    "flagged": Label("Repérés", "Found"),
    "flagged_share": Label("Part (%)", "Share (%)"),
    "policy": Label("Suite donnée", "What was done"),
    "keep": Label("comptés seulement", "counted only"),
    "flag": Label("gardés, signalés", "kept, flagged"),
    "remove": Label("écartés", "removed"),
    "speeder": Label(
        "Trop rapides (moins de {share} du temps médian par question)",
        "Too fast (under {share} of the median time per question)",
    ),
    "straight_liner": Label("Même réponse à toutes les grilles", "Same answer throughout every grid"),
    "same_answers": Label("Mêmes réponses qu'un autre questionnaire", "Same answers as another respondent"),
    "contradiction": Label("Contradiction : {label}", "Contradiction: {label}"),
    "left": Label("Questionnaire abandonné", "Left before the end"),
    "duplicates": Label("Identifiant déjà rencontré", "Identifier met before"),
    "first_kept": Label("premier gardé", "first kept"),
    "all_kept": Label("tous gardés", "all kept"),
    "against_routing": Label(
        "Réponses à des questions qui n'étaient pas posées, non retenues : {n}.",
        "Answers to questions that were not put, left out: {n}.",
    ),
    "open_answers": Label("Réponses en clair", "Open answers"),
    "open_caption": Label("Nombre et longueur des réponses en clair", "How many open answers, and how long"),
    "characters": Label("Longueur médiane (signes)", "Median length (characters)"),
    "blank": Label("Sans réponse (%)", "Blank (%)"),
    "scores": Label("Cohérence des scores", "Reliability of scores"),
    "scores_caption": Label("Alpha de Cronbach, sans redressement", "Cronbach's alpha, unweighted"),
    "items": Label("Questions", "Items"),
    "alpha": Label("Alpha", "Alpha"),
    "scores_note": Label(
        "De 0 à 1 : plus l'alpha est élevé, plus les questions du score vont ensemble. Au-dessous de 0,7, le "
        "score réunit des choses diverses.",
        "From 0 to 1: the higher the alpha, the more the questions of the score go together. Below 0.7 the "
        "score puts various things together.",
    ),
    "privacy": Label("Vie privée", "Privacy"),
    "left_out": Label(
        "Questions qui identifient directement, écartées : {names}.",
        "Questions that identify directly, left out: {names}.",
    ),
    "masked": Label(
        "Adresses et numéros masqués dans les réponses en clair : {n}.",
        "Addresses and numbers masked in open answers: {n}.",
    ),
    "k_anonymity": Label(
        "Répondants dans un groupe de moins de {k} quand on croise {names} : {n} ; le plus petit groupe en "
        "compte {smallest}. Le fichier des réponses individuelles ne se diffuse donc pas tel quel.",
        "Respondents in a group of fewer than {k} once {names} are crossed: {n}; the smallest group has "
        "{smallest}. The file of single answers must not be passed on as it is.",
    ),
    "k_respected": Label(
        "Croiser {names} ne laisse aucun groupe de moins de {k} répondants.",
        "Crossing {names} leaves no group of fewer than {k} respondents.",
    ),
    "sensitivity": Label("Avec et sans", "With and without"),
    "sensitivity_caption": Label(
        "Chiffres clés tels que publiés, avant redressement, et sans les répondants repérés",
        "Key figures as published, before weighting, and without the respondents found",
    ),
    "published": Label("Publié", "Published"),
    "before_weighting": Label("Avant redressement", "Before weighting"),
    "without_speeder": Label("Sans les trop rapides", "Without those too fast"),
    "without_straight_liner": Label("Sans les grilles uniformes", "Without straight-liners"),
    "without_same_answers": Label("Sans les réponses identiques", "Without same answers"),
    "without_contradiction": Label("Sans les contradictions", "Without contradictions"),
    "without_left": Label("Sans les abandons", "Without those who left"),
    "without_flagged": Label("Sans aucun des repérés", "Without all of those found"),
    "sensitivity_note": Label(
        "Sous chaque chiffre, l'écart avec le chiffre publié. Une variante qui ne change rien n'est pas "
        "montrée ; "
        "une case vide ne pouvait être redressée, ou révélerait les réponses de trop peu de personnes.",
        "Below each figure its difference from the published one. A variant that changes nothing is not "
        "shown; "
        "an empty cell could not be weighted, or would give away the answers of too few people.",
    ),
    "shift_within": Label(
        "L'écart le plus grand, {gap} pour {title} ({variant}), reste dans l'intervalle du chiffre publié.",
        "The largest shift, {gap} for {title} ({variant}), stays within the interval of the published "
        "figure.",
    ),
    "shift_beyond": Label(
        "L'écart le plus grand, {gap} pour {title} ({variant}), sort de l'intervalle du chiffre publié : ce "
        "choix compte.",
        "The largest shift, {gap} for {title} ({variant}), leaves the interval of the published figure: that "
        "choice matters.",
    ),
    "backtest": Label("Comparaison aux chiffres publiés", "Compared with published figures"),
    "backtest_said": Label(
        "Chiffres que d'autres ont publiés pour la même édition, comparés aux nôtres : {n}. À moins de 1,96 "
        "erreur type : {k} ({share}), quand on en attend 95 % si seul le hasard les sépare. L'écart le plus "
        "grand vaut {z} fois l'erreur type.",
        "Figures that others published for the same edition, compared with ours: {n}. Within 1.96 standard "
        "errors: {k} ({share}), where 95% are expected if chance alone separates them. The largest "
        "difference "
        "is {z} times its standard error.",
    ),
    "backtest_hidden": Label(
        "Chiffres publiés par d'autres et non comparés, le nôtre n'étant pas publié : {n}.",
        "Figures published by others and not compared, as ours is not published: {n}.",
    ),
    "backtest_one": Label(
        "Le seul chiffre publié par ailleurs s'écarte du nôtre de {z} fois l'erreur type.",
        "The only figure published elsewhere differs from ours by {z} times the standard error.",
    ),
    "backtest_title": Label(
        "Nombre de chiffres selon leur écart, en erreurs types",
        "How many figures by their difference, in standard errors",
    ),
    "backtest_band": Label(
        "Traits : ±1,96 erreur type. L'erreur type tient compte de l'arrondi des chiffres publiés.",
        "Lines: ±1.96 standard errors. The standard error takes account of the rounding of published "
        "figures.",
    ),
    "backtest_caption": Label("Les chiffres les plus éloignés", "The farthest figures"),
    "backtest_all": Label("Les chiffres comparés", "The figures compared"),
    "elsewhere": Label("Publié ailleurs", "Published elsewhere"),
    "ours": Label("Ici", "Here"),
    "z": Label("Erreurs types", "Standard errors"),
    "difference": Label("Écart", "Difference"),
    "testimonies": Label("Témoignages", "Testimonies"),
    "testimonies_lead": Label(
        "Recueillis à part, avec l'accord de leurs auteurs : ils n'entrent dans aucun chiffre.",
        "Collected apart, with their authors' consent: they enter no figure.",
    ),
    "consent": Label("Accord : {consent}", "Consent: {consent}"),
}


def said(key: str, language: str, **values: str) -> str:
    """The word or sentence `key` in `language`, typeset, with `values` put in."""
    return typeset(QUALITY_WORDS[key].to(language), language).format(**values)
