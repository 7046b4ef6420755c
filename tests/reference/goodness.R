# Writes goodness.json: svygofchisq() of a published distribution, for designs of data/made.csv, with the eigenvalues (but the one that is 0) it takes X2
# for a sum of, beside Rao and Scott's F on the same shares. R linearises totals, and the square root of what is expected with them.
# Run from the repository's root: Rscript tests/reference/goodness.R
suppressMessages({library(survey); library(jsonlite)})
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
made <- subset(made, !is.na(answer) & !is.na(group))
designs <- list(strata = svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made),
  strata_psus = svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE))
rao_scott <- function(d, p) { m <- svymean(~answer, d); delta <- vcov(m) / p; trace <- sum(diag(delta))
  F <- sum((coef(m) - p)^2 / p) / trace; df1 <- trace^2 / sum(diag(delta %*% delta)); df2 <- df1 * degf(d)
  as.vector(c(F, df1, df2, pf(F, df1, df2, lower.tail = FALSE))) }
of_design <- function(d, p) { r <- svygofchisq(~answer, p, d)
  list(published = p, statistic = as.vector(r$statistic), scale = r$parameter[["scale"]], df = r$parameter[["df"]],
    p_value = as.vector(r$p.value), lambda = head(r$lambda, -1), F = rao_scott(d, p)) }
tests <- lapply(designs, function(d) list(near = of_design(d, c(.2, .3, .3, .2)), even = of_design(d, c(.25, .25, .25, .25))))
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, designs = tests), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/goodness.json")
