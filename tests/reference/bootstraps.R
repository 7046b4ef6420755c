# Writes bootstraps.json: what R's survey says of data/made.csv from replicate weights that it drew by its bootstraps, Rao and Wu's ("subbootstrap",
# m - 1 of m units) and Canty and Davison's ("bootstrap", with finite populations), as they are and each calibrated again to the margins m1 and m2.
# The draws are in the file as a factor for each primary unit, so that another program has the same replicates.
# Run from the repository's root: Rscript tests/reference/bootstraps.R
suppressMessages({library(survey); library(jsonlite)})
set.seed(1988)
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
made$unit <- 10 * made$stratum + made$psu
made$units <- with(made, ave(psu, stratum, FUN = function(psu) length(unique(psu)))) * 4  # a quarter of each stratum was drawn
plain <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE)
finite <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, fpc = ~units, data = made, nest = TRUE)
drawn <- list(rao_wu = list(plain, "subbootstrap", FALSE), rao_wu_mse = list(plain, "subbootstrap", TRUE),
  canty_davison = list(plain, "bootstrap", FALSE), canty_davison_finite = list(finite, "bootstrap", FALSE))
first <- !duplicated(made$unit)
margins <- function(d) { N <- sum(made$w); calibrate(d, ~m1 + m2, c("(Intercept)" = N, m1q = .45 * N, m2s = .45 * N, m2t = .25 * N),
  calfun = "raking", epsilon = 1e-12, maxit = 200) }
both <- function(s) list(value = unname(as.vector(coef(s))), se = unname(as.vector(SE(s))))
asked <- function(d) {
  given <- subset(d, !is.na(answer)); grouped <- subset(given, !is.na(group)); means <- svyby(~y, ~group, subset(d, !is.na(y) & !is.na(group)), svymean, covmat = TRUE)
  test <- svychisq(~answer + group, grouped, statistic = "F")
  list(shares = both(svymean(~answer, given)), mean = both(svymean(~y, subset(d, !is.na(y)))), total = both(svytotal(~x, d)),
    ratio = both(svyratio(~y, ~x, subset(d, !is.na(y) & domain))), groups = both(means),
    difference = both(svycontrast(means, c(1, -1, 0))), test = c(unname(test$statistic), unname(test$parameter)),
    scale = d$scale, rscales = unique(d$rscales), mse = d$mse, df = degf(d))
}
found <- lapply(drawn, function(of) {
  d <- as.svrepdesign(of[[1]], type = of[[2]], replicates = 40, mse = of[[3]])
  factors <- weights(d, "replication"); if (!is.matrix(factors)) factors <- as.matrix(factors)
  list(factors = unname(factors[first, ]), as_drawn = asked(d), calibrated_again = asked(margins(d)))
})
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, stratum = made$stratum[first], psu = made$psu[first], designs = found), auto_unbox = TRUE, digits = I(15)),
  "tests/reference/bootstraps.json")
