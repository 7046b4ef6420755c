"""One decision for all tables of an edition: what is hidden so that no few respondents can be worked out."""
