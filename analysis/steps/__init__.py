"""Steps of a survey: its results, its trend, its reports, its large tables."""
