"""The columns that survey software adds of its own: when, from where and how far someone answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import slug


@dataclass(frozen=True)
class Software:
    """How a tool names its own columns, in slugs: those that tell it, others, private ones."""

    sure: str
    others: str = r"(?!)"
    private: str = r"(?!)"
    least: int = 1
    """How many sure names must be there."""


SOSCI = Software(
    r"questnnr|time_sum|time_rsi|missrel|maxpage|q_viewer|lastdata|mailsent",
    r"case|serial|ref|mode|started|time\d+|finished|lastpage|missing|deg_time",
    r"serial|ref|mailsent",
    least=3,
)
"""SoSci Survey, which writes boxes as 1 and 2."""
TOOLS = (
    Software(  # LimeSurvey
        r"ipaddr|adresse_ip|ip_address|refurl|url_de_reference|referrer_url|tete_de_serie|lastpage|last_page|"
        r"derniere_page|interviewtime|grouptime_?\d+|temps_total|total_time|[a-z]+\d\w*time|submitdate|"
        r"datestamp|startlanguage|date_submitted|start_language|date_started|date_last_action|"
        r"date_de_soumission|langue_de_depart|date_de_lancement|date_de_la_derniere_action",
        r"startdate|token|seed",
        r"ipaddr|adresse_ip|ip_address|refurl|url_de_reference|referrer_url|token|seed|tete_de_serie",
    ),
    Software(  # Qualtrics
        r"recordeddate|responseid|distributionchannel|userlanguage|recipientlastname|externalreference",
        r"startdate|enddate|status|ipaddress|progress|duration_in_seconds|finished|recipient\w+|location\w+|"
        r"q_\w+|\w+_do(_\w+)?|\w+_nps_group|\w+_(first|last)_click|\w+_page_submit|\w+_click_count",
        r"ipaddress|recipient\w+|externalreference|location(latitude|longitude)",
        least=2,
    ),
    Software(  # Qualtrics before 2016: V1, V2, … labelled so
        r"responseset|externaldatareference|emailaddress",
        r"name|ipaddress|status|startdate|enddate|finished",
        r"externaldatareference|emailaddress",
        least=2,
    ),
    Software(  # SurveyMonkey
        r"collector_id|date_modified|custom_data_\d+|id(entifiant)?_du_collecteur|date_de_modification|"
        r"donnees_personnalisees_\d+",
        r"respondent_id|date_created|start_date|end_date|ip_address|email_address|first_name|last_name|"
        r"id(entifiant)?_du_repondant|date_de_(creation|debut|fin)|adresse_ip|adresse_e_?mail|prenom|"
        r"nom(_de_famille)?",
        r"ip_address|email_address|first_name|last_name|custom_data_\d+|adresse_ip|adresse_e_?mail|prenom|"
        r"nom(_de_famille)?|donnees_personnalisees_\d+",
    ),
    Software(  # Typeform
        r"(start|submit)_date_utc|network_id",
        r"tags|response_type|stage_date_utc|ending|score",
        r"network_id",
    ),
    Software(  # Google Forms
        r"horodateur|timestamp|marca_temporal",
        r"adresse_e_mail|email_address|username|nom_d_utilisateur|score|note_totale",
        r"adresse_e_mail|email_address|username|nom_d_utilisateur",
    ),
    Software(  # Microsoft Forms
        r"heure_de_debut|heure_de_fin|start_time|completion_time|heure_de_la_derniere_modification",
        r"adresse_de_messagerie|email|nom|name|langue|language|last_modified_time",
        r"adresse_de_messagerie|email|nom|name",
    ),
    Software(  # Framaforms, Webform of Drupal
        r"heure_de_soumission|heure_de_modification|brouillon|submitted_time|completed_time|modified_time|draft",
        r"serie|serial|sid|uid|heure_de_fin|adresse_ip|ip_address|nom_d_utilisateur|username",
        r"adresse_ip|ip_address|uid|nom_d_utilisateur|username",
        least=2,
    ),
    Software(  # REDCap
        r"survey_timestamp|survey_identifier|redcap_\w+|\w+_timestamp",
        r"complete|\w+_complete|record_id",
        r"survey_identifier|redcap_survey_identifier",
    ),
    Software(  # Alchemer
        r"time_started|date_submitted|sessionid|legacy_comments|state_region|user_agent",
        r"status|contact_id|comments|language|referer|tags|ip_address|longitude|latitude|country|city|postal",
        r"ip_address|longitude|latitude|contact_id|sessionid|user_agent|referer|postal",
        least=3,
    ),
    Software(  # QuestionPro
        r"response_status|seq_number|time_taken_to_complete_seconds|timestamp_mm_dd_yyyy|custom_variable_\d+",
        r"ip_address|duplicate|external_reference|respondent_email|email_list|country_code|region",
        r"ip_address|respondent_email|external_reference|custom_variable_\d+",
        least=2,
    ),
    Software(  # Sphinx
        r"date_saisie|temps_saisie|origine_saisie|date_enreg\w*|temps_enreg\w*|progression_saisie|date_modif\w*|"
        r"derniere_question(_saisie)?",
        r"lang(ue)?_saisie|appareil\w*|progression|cle",
        least=2,
    ),
    Software(r"submission_date|submission_ip", private=r"submission_ip"),  # Jotform
    Software(r"submitted_at"),  # Tally
    Software(r"completed_time", r"start_time|collector|ip_address", r"ip_address"),  # Zoho Survey
    Software(r"user_display_name", r"user_id", r"user_display_name|user_id"),  # Nextcloud Forms
    Software(  # EUSurvey
        r"contribution_id|creation_date|last_update", r"user_name|languages", r"user_name", least=3
    ),
    Software(  # Gravity Forms
        r"entry_date|source_url|user_agent|user_ip|created_by_user_id|post_id",
        r"transaction_id|payment_(amount|date|status)",
        r"source_url|user_agent|user_ip|created_by_user_id|transaction_id",
        least=3,
    ),
    Software(  # Cognito Forms
        r"entry_(status|datecreated|datesubmitted|dateupdated)", r"entry_\w+", least=2
    ),
    Software(  # Formstack
        r"time|browser|ip_address|unique_id",
        r"latitude|longitude|payment_amount|referrer",
        r"browser",
        least=3,
    ),
    SOSCI,
    Software(
        r"reference_commande|statut_de_la_commande|date_de_la_commande", r"numero_de_billet"
    ),  # HelloAsso
)
OF_FORMS = re.compile(
    r"_(uuid|submission_time|validation_status|notes|status|tags|index|parent_\w+|submission__\w+)|"
    r"__version__|formhub/uuid|(meta[/.:-])?(instanceID|instanceName|rootUuid|deprecatedID)|SubmissionDate|"
    r"ReviewState|Edits|FormVersion|Attachments(Present|Expected)|formdef_version|review_(status|quality|comments)"
)
"""The columns that KoboToolbox, ODK and SurveyCTO add, as they write them."""
BESIDE_FORMS = ("start", "end", "today", "starttime", "endtime", "duration", "caseid")
PRIVATE_OF_FORMS = re.compile(
    r"_submitted_by|_geolocation|Submitter(ID|Name)|DeviceID|deviceid|username|phonenumber|simserial|subscriberid"
)
OF_INTERVIEW = re.compile(
    r"(temps|duree)(_\w+)?_(reponse|saisie|remplissage|passation|completion|questionnaire|entretien|interview)s?(_.*)?|"
    r"time_(taken|to_complete)(_.*)?|(completion|response)_time(_.*)?|interview_(time|length|duration)(_.*)?"
)
"""How long someone took to answer, as tools without further columns of their own head it."""
IN_SECONDS = re.compile(r"(temps|duree|time|duration)_((en|in)_)?(s|sec|secondes|seconds)")
OF_SOME_TIME = re.compile(r"temps|duree|time|duration|temps_passe|time_spent")
"""What may be a question too, unless a clock wrote the cells."""
BY_A_CLOCK = re.compile(
    r"\d{1,3}:[0-5]\d:[0-5]\d|(\d+ ?h\w* ?)?\d+ ?m\w* ?\d+ ?s\w*|\d+ ?(s|secs?|secondes|seconds)"
)
ORDER_OF_DISPLAY = re.compile(r"\w+_do(_\w+)?")
"""The columns of Qualtrics on the order of answers, where it varies."""
NUMBERED = re.compile(r"V\d{1,2}")
"""Names that Qualtrics gave to columns of its own in files of SPSS."""
LAST_PAGE = re.compile(r"lastpage|last_page|derniere_page")
ON_WHO_ANSWERED = re.compile(
    r"record_id|respondent_id|contribution_id|id(entifiant)?_du_repondant|responseid|sid|serie|serial|reference_commande"
)
"""Identifiers: they have a part of their own."""
CODE_BEFORE_TEXT = re.compile(r"\w+(\[\w+\])?\. \S.*", re.DOTALL)
CODE_AND_TEXT = re.compile(r"(?P<code>\w+)\. (?P<text>.+)", re.DOTALL)
"""A heading of LimeSurvey that has both: submitdate. Date submitted."""


def paradata(columns: Iterable[str]) -> set[str]:
    """The columns named as software names its own, where enough of them are there to be sure."""
    there = {column: _own_name(column) for column in columns}
    found: set[str] = set()
    for tool in TOOLS:
        sure = {column for column, name in there.items() if re.fullmatch(tool.sure, name)}
        if len(sure) >= tool.least:
            found |= sure | {column for column, name in there.items() if re.fullmatch(tool.others, name)}
    of_forms = {column for column in there if OF_FORMS.fullmatch(column)}
    beside = {column for column in there if of_forms and column in BESIDE_FORMS}
    private = {column for column in there if of_forms and PRIVATE_OF_FORMS.fullmatch(column)}
    return {c for c in found | of_forms | beside | private if not ON_WHO_ANSWERED.fullmatch(there[c])}


def writes_boxes(columns: Iterable[str]) -> bool:
    """Whether the columns are those of a tool that writes a box as 1, not chosen, and 2, chosen."""
    sure = [column for column in columns if re.fullmatch(SOSCI.sure, _own_name(column))]
    return len(sure) >= SOSCI.least


def paradata_of(profiles: Iterable[Profile]) -> set[str]:
    """The columns of a file that are named so, or labelled so where their names are V1, V2, …"""
    told = {profile.column: told_name(profile) for profile in profiles}
    found = paradata(told.values())
    return {column for column, name in told.items() if name in found}


def told_name(profile: Profile) -> str:
    """What a column is called: by its label where its name is but a number, as V6 of IPAddress."""
    is_numbered = NUMBERED.fullmatch(profile.column) and profile.described.label
    return profile.described.label if is_numbered else profile.column


def times_taken(profiles: Iterable[Profile]) -> set[str]:
    """The columns that say how long each respondent took to answer: by their heading, numbers in their
    cells, or by cells in which a clock wrote hours, minutes and seconds."""
    return {
        each.column
        for each in profiles
        if IN_SECONDS.fullmatch(slug(each.column))
        or (OF_INTERVIEW.fullmatch(slug(each.column)) and all(value[:1].isdigit() for value in each.values))
        or (OF_SOME_TIME.fullmatch(slug(each.column)) and all(map(BY_A_CLOCK.fullmatch, each.values)))
    }


def is_private(column: str) -> bool:
    """Whether a column of paradata tells where or through what a respondent came, or who it was."""
    named = any(re.fullmatch(tool.private, _own_name(column)) for tool in TOOLS)
    return named or PRIVATE_OF_FORMS.fullmatch(column) is not None


def is_order_of_display(column: str) -> bool:
    """Whether a column of paradata says in what order the page showed the answers of a question."""
    return ORDER_OF_DISPLAY.fullmatch(_own_name(column)) is not None


def is_last_page(column: str) -> bool:
    """Whether the column says how far a respondent came."""
    return LAST_PAGE.fullmatch(_own_name(column)) is not None


def headed_by_code(columns: Sequence[str]) -> bool:
    """Whether every heading has a code before its text, as LimeSurvey writes them when asked to."""
    return len(columns) > 1 and all(map(CODE_BEFORE_TEXT.fullmatch, columns))


def _own_name(column: str) -> str:
    """The slug of a heading, of its code alone where a text follows it."""
    match = CODE_AND_TEXT.fullmatch(column)
    return slug(match["code"] if match else column)
