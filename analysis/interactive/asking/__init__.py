"""What is asked of a survey: variables, who counts, variables made on the fly."""
