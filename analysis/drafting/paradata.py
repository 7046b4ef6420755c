"""Columns by which survey software says how an answer came in: no questions on what respondents think."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.drafting.content import single_of_values
from analysis.drafting.drafted import Drafted
from analysis.drafting.names import slug
from analysis.drafting.profiles import Profile

PRIVATE = re.compile(
    r"ipaddr|adresse_ip|ip_address|refurl|url_de_reference|referrer_url|token|seed|tete_de_serie"
)
LAST_PAGE = re.compile(r"lastpage|last_page|derniere_page")
TIMES = re.compile(r"interviewtime|grouptime_?\d+|temps_total|total_time|[a-z]+\d\w*time")
OTHERS = re.compile(
    r"submitdate|startdate|datestamp|startlanguage|date_submitted|start_language|date_started|date_last_action|"
    r"date_de_soumission|langue_de_depart|date_de_lancement|date_de_la_derniere_action"
)
OF_FORMS = re.compile(
    r"_(uuid|submission_time|validation_status|notes|status|tags|index)|__version__|formhub/uuid|"
    r"(meta[/.:-])?(instanceID|instanceName|rootUuid|deprecatedID)|SubmissionDate|ReviewState|Edits|FormVersion|"
    r"Attachments(Present|Expected)"
)
"""The columns that KoboToolbox and ODK add, as they write them."""
PRIVATE_OF_FORMS = re.compile(r"_submitted_by|_geolocation|Submitter(ID|Name)|DeviceID|deviceid|username")
UNSURE = ("token", "seed", "startdate")
"""Names that a questionnaire may have too: paradata beside surer names only."""
MOST_PAGES = 200


def paradata(columns: Iterable[str]) -> set[str]:
    """The columns named as software names its own, where enough of them are there to be sure."""
    there = list(columns)
    patterns = (PRIVATE, LAST_PAGE, TIMES, OTHERS)
    found = {column for column in there if any(each.fullmatch(slug(column)) for each in patterns)}
    found = found if any(slug(column) not in UNSURE for column in found) else set()
    of_forms = {column for column in there if OF_FORMS.fullmatch(column)}
    private = {column for column in there if of_forms and PRIVATE_OF_FORMS.fullmatch(column)}
    return found | of_forms | private


def is_private(column: str) -> bool:
    """Whether a column of paradata tells where or through what a respondent came."""
    return any(each.fullmatch(name) for each, name in ((PRIVATE, slug(column)), (PRIVATE_OF_FORMS, column)))


def is_last_page(column: str) -> bool:
    """Whether the column says how far a respondent came."""
    return LAST_PAGE.fullmatch(slug(column)) is not None


def with_pages_as_codes(question: Drafted, profile: Profile) -> Drafted:
    """The last page seen as a single question, so that respondents can be kept by it."""
    are_pages = len(profile.values) <= MOST_PAGES and all(
        value.lstrip("-").isdecimal() for value in profile.values
    )
    if is_last_page(profile.column) and question.type == "numeric" and are_pages:
        return single_of_values(profile)
    return question
