# Writes comparisons.json: differences between groups, with the rest, between answers, between groups that overlap, and tests of
# whole tables, by svycontrast() and svychisq(), for designs of data/made.csv.
# Run from the repository's root: Rscript tests/reference/comparisons.R
suppressMessages({library(survey); library(jsonlite)})
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made)
psus <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE)
N <- sum(made$w)
margins <- c("(Intercept)" = N, m1q = .55 * N, m2s = .45 * N, m2t = .25 * N)
by <- function(d) calibrate(d, ~m1 + m2, margins, calfun = "raking", epsilon = 1e-13, maxit = 200)
designs <- list(strata = strata, strata_psus = psus, raking = by(strata), raking_psus = by(psus))
# R keeps the rows outside a domain of a calibrated design: their missing values must become values once they are outside.
inside <- function(d, names) { for (name in names) { v <- d$variables[[name]]; d <- d[!is.na(v), ]
  v <- d$variables[[name]]; v[is.na(v)] <- if (is.factor(v)) levels(v)[1] else 0; d$variables[[name]] <- v }; d }
# The ratio of y to x on one side less that on the other, from four totals by the delta method.
apart <- function(d, above, below, one, other) {
  d <- update(d, a1 = above * one, a0 = below * one, b1 = above * other, b0 = below * other)
  s <- svycontrast(svytotal(~a1 + a0 + b1 + b0, d), quote(a1 / a0 - b1 / b0)); c(as.vector(coef(s)), as.vector(SE(s)))
}
of_design <- function(d) {
  a <- inside(d, c("answer", "group")); v <- a$variables; b <- 1 * (v$answer == "b")
  m <- inside(d, c("y", "group")); w <- m$variables
  o <- inside(d, "answer"); t <- o$variables
  answers <- svycontrast(svymean(~answer, o), c(answera = 1, answerd = -1))
  two <- svychisq(~b + group, update(a, b = factor(v$answer == "b")), statistic = "F")
  four <- svychisq(~answer + group, a, statistic = "F")
  means <- svycontrast(svytotal(~y1 + n1 + y2 + n2 + y3 + n3, update(m, y1 = y * (group == "g1"), n1 = 1 * (group == "g1"),
    y2 = y * (group == "g2"), n2 = 1 * (group == "g2"), y3 = y * (group == "g3"), n3 = 1 * (group == "g3"))),
    list(second = quote(y2 / n2 - y1 / n1), third = quote(y3 / n3 - y1 / n1)))
  wald <- sum(coef(means) * solve(vcov(means), coef(means))) / 2
  list(share_pair = apart(a, b, 1, v$group == "g1", v$group == "g3"), share_rest = apart(a, b, 1, v$group == "g2", v$group != "g2"),
    mean_pair = apart(m, w$y, 1, w$group == "g1", w$group == "g2"), mean_rest = apart(m, w$y, 1, w$group == "g3", w$group != "g3"),
    ratio_pair = apart(m, w$y, w$x, w$group == "g1", w$group == "g2"),
    overlap_pair = apart(o, 1 * (t$answer == "b"), 1, t$m1 == "p", t$m2 == "r"), overlap_whole = apart(o, 1 * (t$answer == "b"), 1, t$m1 == "p", t$m1 %in% c("p", "q")),
    answers = c(as.vector(answers), as.vector(SE(answers))),
    two_columns = as.vector(c(two$statistic, two$parameter[1])), four_columns = as.vector(c(four$statistic, four$parameter[1])), wald = wald)
}
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, designs = lapply(designs, of_design)), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/comparisons.json")
