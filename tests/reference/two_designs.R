# Writes two_designs.json: two samples in one file of answers, data/made.csv, each with a design of its own: those of m1 = p by strata and
# primary units, those of m1 = q one by one with other weights, calibrated to margins of m2. Shares and means with their standard errors,
# whole and by group, of each sample alone.
# Run from the repository's root: Rscript tests/reference/two_designs.R
suppressMessages({library(survey); library(jsonlite)})
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
of_p <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made[made$m1 == "p", ], nest = TRUE)
of_q <- svydesign(ids = ~1, weights = ~z, data = made[made$m1 == "q", ])
N <- sum(weights(of_q))
of_q <- calibrate(of_q, ~m2, c("(Intercept)" = N, m2s = .45 * N, m2t = .25 * N), calfun = "raking", epsilon = 1e-13, maxit = 200)
# R keeps the rows outside a domain of a calibrated design: their missing values must become values once they are outside.
inside <- function(d, names) { for (name in names) { v <- d$variables[[name]]; d <- d[!is.na(v), ]
  v <- d$variables[[name]]; v[is.na(v)] <- if (is.factor(v)) levels(v)[1] else 0; d$variables[[name]] <- v }; d }
both <- function(s) c(as.vector(coef(s)), as.vector(SE(s)))
of_design <- function(d) {
  a <- update(inside(d, "answer"), b = 1 * (answer == "b")); g <- inside(a, "group"); m <- inside(d, "y")
  groups <- lapply(c(g1 = "g1", g2 = "g2", g3 = "g3"), function(x) both(svymean(~b, g[g$variables$group == x, ])))
  list(share = both(svymean(~b, a)), mean = both(svymean(~y, m)), groups = groups)
}
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, designs = list(p = of_design(of_p), q = of_design(of_q))), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/two_designs.json")
