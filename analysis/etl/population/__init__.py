"""What is known of the population and of each territory, beside the answers: margins, covariates."""
