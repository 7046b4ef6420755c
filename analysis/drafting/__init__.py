"""First definitions from answers, from the structure of a questionnaire, or both, made to be edited."""
