"""The indicators of a survey: estimated, compared, and hidden where confidentiality or precision asks for
it."""
