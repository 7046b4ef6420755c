# Writes balances.json: the share of answers a and b less that of d, by svycontrast() of svymean(), for designs of data/made.csv.
# Run from the repository's root: Rscript tests/reference/balances.R
suppressMessages({library(survey); library(jsonlite)})
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made)
psus <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE)
N <- sum(made$w)
margins <- c("(Intercept)" = N, m1q = .55 * N, m2s = .45 * N, m2t = .25 * N)
by <- function(d, f) calibrate(d, ~m1 + m2, margins, calfun = f, epsilon = 1e-13, maxit = 200)
designs <- list(strata = strata, strata_psus = psus, linear = by(strata, "linear"), raking = by(strata, "raking"))
balance <- function(d) {
  # R keeps the rows outside a domain of a calibrated design: their missing answers must become answers once they are outside.
  d <- subset(d, !is.na(answer)); d <- update(d, answer = replace(answer, is.na(answer), "a"))
  b <- svycontrast(svymean(~answer, d), c(answera = 1, answerb = 1, answerd = -1))
  list(value = as.vector(b), se = as.vector(SE(b)), df = degf(d))
}
results <- lapply(designs, function(d) c(list(all = balance(d)),
  sapply(c("g1", "g2", "g3"), function(g) balance(subset(d, !is.na(group) & group == g)), simplify = FALSE)))
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, designs = results), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/balances.json")
