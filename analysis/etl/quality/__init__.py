"""Careless and partial answering: found, flagged, counted."""
