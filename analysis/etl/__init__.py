"""Received answers become weighted respondents: coded, routed, derived, flagged; every change is counted."""
