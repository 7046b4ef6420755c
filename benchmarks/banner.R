# Seconds of some tables of the banner by svyby: Rscript banner.R survey.csv tables
suppressMessages(library(survey))
given <- commandArgs(TRUE); data <- read.csv(given[1]); tables <- as.integer(given[2])
for (name in grep("^[qb]", names(data))) data[[name]] <- factor(data[[name]])
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = data)
started <- proc.time()[["elapsed"]]
for (i in seq_len(tables) - 1) {
  question <- as.formula(paste0("~q", i %/% 12)); breakdown <- as.formula(paste0("~b", i %% 12))
  invisible(svyby(question, breakdown, design, svymean))
}
cat(proc.time()[["elapsed"]] - started, "\n")
