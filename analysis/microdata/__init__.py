"""Files of respondents, on request alone: for colleagues, and one that may be published."""
