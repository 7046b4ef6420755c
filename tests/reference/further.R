# Writes further.json and data/households.csv: variances and standard deviations, correlations, rank tests and directly standardised means, by svyvar(),
# svycontrast(), svyranktest() and svystandardize(), for designs of data/made.csv.
# Run from the repository's root: Rscript tests/reference/further.R
suppressMessages({library(survey); library(jsonlite)})
made <- read.csv("tests/reference/data/made.csv", na.strings = "", stringsAsFactors = TRUE)
made$untied <- made$y + seq_len(nrow(made)) / 1e4  # R's ranks of tied numbers follow the order of the rows
strata <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made)
psus <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE)
N <- sum(made$w)
margins <- c("(Intercept)" = N, m1q = .55 * N, m2s = .45 * N, m2t = .25 * N)
by <- function(d) calibrate(d, ~m1 + m2, margins, calfun = "raking", epsilon = 1e-13, maxit = 200)
designs <- list(strata = strata, strata_psus = psus, raking = by(strata), raking_psus = by(psus),
  JKn = as.svrepdesign(psus, type = "JKn"))
calibrated <- function(d) !inherits(d, "svyrep.design") && !is.null(d$postStrata)
pair <- function(e) c(as.vector(coef(e)), as.vector(SE(e)))
inside <- function(d, names) { for (name in names) { v <- d$variables[[name]]; d <- d[!is.na(v), ]
  v <- d$variables[[name]]; v[is.na(v)] <- if (is.factor(v)) levels(v)[1] else 0; d$variables[[name]] <- v }; d }
spread <- function(d) { v <- svyvar(~y, d); s <- as.vector(v)[1]; e <- as.vector(SE(v))[1]
  c(s, e, sqrt(s), e / (2 * sqrt(s))) }
correlation <- function(d) {
  u <- d$variables; m <- coef(svymean(~y + x, d)); a <- u$y - m[1]; b <- u$x - m[2]
  e <- svycontrast(svymean(~ab + aa + bb, update(d, ab = a * b, aa = a^2, bb = b^2)), quote(ab / sqrt(aa * bb)))
  pair(e) }
redrawn <- function(d) { u <- d$variables
  r <- withReplicates(d, function(w, data) cov.wt(cbind(data$y, data$x), w, cor = TRUE)$cor[1, 2]); pair(r) }
ranked <- function(d, test) { r <- svyranktest(untied ~ group, d, test = test)
  if (names(r$statistic)[1] == "t") c(as.vector(r$statistic)^2, 1, as.vector(r$parameter), r$p.value)
  else c(as.vector(r$parameter) / as.vector(r$statistic), as.vector(r$statistic), r$ddf, r$p.value) }
of_design <- function(d) {
  y <- inside(d, "y"); both <- inside(d, c("y", "x")); g <- inside(d, c("y", "group"))
  two <- subset(g, group != "g3"); two <- update(two, group = factor(ifelse(group == "g1", "g1", "g2")))
  g <- update(g, group = factor(group))
  tests <- c("wilcoxon", "vanderWaerden", "median")
  found <- list(all = spread(y), g1 = spread(subset(y, !is.na(group) & group == "g1")),
    correlation = if (inherits(d, "svyrep.design")) redrawn(both) else correlation(both))
  if (!calibrated(d) && !inherits(d, "svyrep.design")) {
    found$three <- sapply(tests, ranked, d = g, simplify = FALSE)
    found$two <- sapply(tests, ranked, d = two, simplify = FALSE)
    s <- svystandardize(g, by = ~m2, over = ~group, population = c(.5, .3, .2))
    m <- svyby(~y, ~group, s, svymean); found$standardised <- list(as.vector(coef(m)), as.vector(SE(m))) }
  found
}
# Households of two or three persons who share a weight: calibrate(aggregate.stage = 1).
set.seed(47)
size <- rep(1:3, length.out = 80); home <- rep(seq_along(size), size); n <- length(home)
persons <- data.frame(home = home, w = round(runif(80, 20, 80))[home], sex = factor(sample(c("f", "m"), n, TRUE)),
  age = factor(sample(c("1", "2", "3"), n, TRUE)), hours = round(rgamma(n, 2, scale = 5), 1))
write.csv(persons, "tests/reference/data/households.csv", row.names = FALSE)
T <- sum(persons$w); drawn <- svydesign(ids = ~home, weights = ~w, data = persons)
targets <- c("(Intercept)" = T, sexm = .48 * T, age2 = .4 * T, age3 = .3 * T)
of_method <- function(f) { d <- calibrate(drawn, ~sex + age, targets, aggregate.stage = 1, calfun = f, epsilon = 1e-12, maxit = 200)
  list(weights = as.vector(weights(d)), mean = pair(svymean(~hours, d)), total = pair(svytotal(~hours, d))) }
households <- sapply(c("linear", "raking"), of_method, simplify = FALSE)
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, designs = lapply(designs, of_design), households = households), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/further.json")
