"""What is made of a survey: results, trend, reports, large tables."""
