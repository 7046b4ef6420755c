# Writes data/*.csv and results.json: what R's survey package says about designs of every kind.
# Run from the repository's root: Rscript tests/reference/reference.R   (or: make reference)
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
here <- "tests/reference"
set.seed(20091)

# ---- data: each frame has w, stratum, psu, fpc, answer, group, y, x, domain, m1, m2, z -------------------------------
data(api); data(nhanes)
from_api <- function(a, stratum, psu, w, fpc) data.frame(
  w = w, stratum = stratum, psu = psu, fpc = fpc,
  answer = cut(a$meals, c(-1, 20, 50, 80, 101), labels = letters[1:4]), group = a$stype, y = a$api00, x = a$enroll,
  domain = a$sch.wide == "Yes", m1 = a$stype, m2 = a$awards, z = a$api99)
sample_survey <- function(n, strata, psus) {
  h <- sample(seq_len(strata), n, TRUE, prob = seq_len(strata)); c <- sample(seq_len(psus), n, TRUE)
  effect <- rnorm(strata * psus)[(h - 1) * psus + c] / 3
  answer <- cut(effect + h / 6 + rnorm(n), c(-Inf, -.3, .4, 1.2, Inf), labels = letters[1:4])
  group <- factor(sample(c("g1", "g2", "g3"), n, TRUE, prob = c(5, 3, 1)))
  y <- round(exp(effect / 2 + as.integer(group) / 5 + rnorm(n) / 2) * 20) / 2
  answer[sample(n, n %/% 12)] <- NA; group[sample(n, n %/% 20)] <- NA; y[sample(n, n %/% 10)] <- NA
  data.frame(w = round(rgamma(n, 3, 1 / (1 + h %% 3)), 3) + .01, stratum = h, psu = c, fpc = (40 * h)[seq_len(n)],
    answer = answer, group = group, y = y, x = round(rexp(n) * 10, 1) + 1, domain = h != 2 & runif(n) < .6,
    m1 = factor(sample(c("p", "q"), n, TRUE)), m2 = factor(sample(c("r", "s", "t"), n, TRUE)), z = round(rnorm(n, 50, 9), 1))
}
made <- sample_survey(420, 5, 9)
zero <- made; zero$w[sample(420, 25)] <- 0
lonely <- sample_survey(160, 4, 6)
lonely <- rbind(lonely, within(lonely[1:9, ], stratum <- c(7, 7, 7, 8, 8, 8, 8, 9, 9)))
lonely$psu[lonely$stratum %in% c(7, 8)] <- 1
nh <- with(nhanes, data.frame(w = WTMEC2YR, stratum = SDMVSTRA, psu = SDMVPSU, fpc = NA, answer = factor(race), group = agecat,
  y = RIAGENDR + race / 10, x = race, domain = RIAGENDR == 2 & SDMVSTRA != 80, m1 = factor(RIAGENDR), m2 = agecat, z = race))
nh$answer[is.na(nhanes$HI_CHOL)] <- NA
frames <- list(apistrat = from_api(apistrat, apistrat$stype, NA, apistrat$pw, apistrat$fpc),
  apiclus1 = from_api(apiclus1, NA, apiclus1$dnum, apiclus1$pw, apiclus1$fpc), made = made, zero = zero, lonely = lonely, nhanes = nh)

# ---- designs ---------------------------------------------------------------------------------------------------------
plain <- function(f, strata = TRUE, psus = FALSE, fpc = FALSE) svydesign(
  ids = if (psus) ~psu else ~1, strata = if (strata) ~stratum, weights = ~w, fpc = if (fpc) ~fpc, data = f, nest = TRUE)
share_targets <- list(m1 = c(.45, .55), m2 = c(.3, .45, .25))
totals_of <- function(f, N, zbar) {
  levels2 <- levels(factor(f$m2)); out <- c("(Intercept)" = N, N * share_targets$m1[2], N * share_targets$m2[-1])
  names(out)[-1] <- c(paste0("m1", levels(factor(f$m1))[2]), paste0("m2", levels2[-1]))
  if (is.null(zbar)) out else c(out, z = N * zbar)
}
calibrated <- function(d, calfun, bounds = c(-Inf, Inf), zbar = NULL) {
  formula <- if (is.null(zbar)) ~m1 + m2 else ~m1 + m2 + z
  N <- sum(weights(d))
  calibrate(d, formula, totals_of(d$variables, N, zbar), calfun = calfun, bounds = bounds, epsilon = 1e-13, maxit = 200)
}
entry <- function(data, design, ..., policy = "fail") list(data = data, design = design, policy = policy, spec = list(...))
designs <- list(
  apistrat = entry("apistrat", plain(frames$apistrat, fpc = TRUE), strata = TRUE, fpc = TRUE),
  apiclus1 = entry("apiclus1", plain(frames$apiclus1, strata = FALSE, psus = TRUE, fpc = TRUE), psus = TRUE, fpc = TRUE),
  nhanes = entry("nhanes", plain(nh, psus = TRUE), strata = TRUE, psus = TRUE),
  weights_only = entry("made", plain(made, strata = FALSE)),
  strata = entry("made", plain(made), strata = TRUE),
  strata_fpc = entry("made", plain(transform(made, fpc = 200 * stratum), fpc = TRUE), strata = TRUE, fpc_factor = 200),
  strata_psus = entry("made", plain(made, psus = TRUE), strata = TRUE, psus = TRUE),
  zero_weights = entry("zero", plain(zero), strata = TRUE),
  lonely_adjust = entry("lonely", plain(lonely, psus = TRUE), strata = TRUE, psus = TRUE, policy = "adjust"),
  lonely_average = entry("lonely", plain(lonely, psus = TRUE), strata = TRUE, psus = TRUE, policy = "average"),
  lonely_certainty = entry("lonely", plain(lonely, psus = TRUE), strata = TRUE, psus = TRUE, policy = "certainty"),
  linear = entry("made", calibrated(plain(made), "linear"), strata = TRUE, method = "linear"),
  raking = entry("made", calibrated(plain(made), "raking"), strata = TRUE, method = "raking"),
  logit = entry("made", calibrated(plain(made), "logit", c(.5, 1.9)), strata = TRUE, method = "logit", bounds = c(.5, 1.9)),
  truncated = entry("made", calibrated(plain(made), cal.linear, list(lower = .55, upper = 1.8)), strata = TRUE,
    method = "truncated", bounds = c(.55, 1.8)),
  numeric_total = entry("made", calibrated(plain(made), "linear", zbar = 51), strata = TRUE, method = "linear", zbar = 51),
  raking_psus = entry("made", calibrated(plain(made, psus = TRUE), "raking"), strata = TRUE, psus = TRUE, method = "raking"),
  numeric_psus = entry("made", calibrated(plain(made, psus = TRUE), "raking", zbar = 51), strata = TRUE, psus = TRUE,
    method = "raking", zbar = 51))

# ---- what is asked of every design -----------------------------------------------------------------------------------
# R keeps the rows outside a domain of a calibrated design: their missing answers must become numbers once they are outside.
answering <- function(d) { d <- subset(d, !is.na(answer)); first <- levels(d$variables$answer)[1]
  update(d, answer = replace(answer, is.na(answer), first)) }
with_number <- function(d) { d <- subset(d, !is.na(y)); update(d, y = replace(y, is.na(y), 0)) }
plainly <- function(v) unname(as.vector(v))
beta_limits <- function(p, v, n, df, level = .95) {
  a <- 1 - level; size <- p * (1 - p) / v * (qt(a / 2, n - 1) / qt(a / 2, df))^2
  c(qbeta(a / 2, size * p, size * (1 - p) + 1), qbeta(1 - a / 2, size * p + 1, size * (1 - p)))
}
share_results <- function(d) {
  d <- answering(d); df <- degf(d); m <- svymean(~answer, d, deff = "replace")
  v <- diag(vcov(m)); p <- coef(m); inner <- which(p > 0 & p < 1)
  limits <- function(method) t(sapply(inner, function(i) {
    d <- update(d, one = as.numeric(answer == levels(answer)[i])); plainly(attr(svyciprop(~one, d, method = method), "ci")) }))
  n <- sum(weights(d) != 0)
  list(value = plainly(p), se = plainly(SE(m)), deff = plainly(deff(m)), df = df, inner = inner - 1, logit = limits("xlogit"),
    linear = limits("mean"), korn_graubard = t(sapply(inner, function(i) beta_limits(p[i], v[i], n, df))))
}
number_results <- function(d) {
  d <- with_number(d); df <- degf(d)
  m <- svymean(~y, d, deff = "replace"); t <- svytotal(~y, d, deff = "replace"); r <- svyratio(~y, ~x, d)
  q <- function(rule) svyquantile(~y, d, c(.25, .5, .75), qrule = rule, df = df)$y
  list(df = df, mean = plainly(c(coef(m), SE(m), deff(m), confint(m, df = df))),
    total = plainly(c(coef(t), SE(t), deff(t), confint(t, df = df))), ratio = plainly(c(coef(r), SE(r))),
    quantiles_math = matrix(plainly(q("math")), 3), quantiles_school = matrix(plainly(q("school")), 3))
}
difference <- function(d, from, to) {  # of the means of `one` in two groups, from four totals by the delta method
  levels <- levels(factor(d$variables$group))
  d <- update(d, a1 = one * (group == levels[from]), a0 = 1 * (group == levels[from]), b1 = one * (group == levels[to]),
    b0 = 1 * (group == levels[to]))
  s <- svycontrast(svytotal(~a1 + a0 + b1 + b0, d), quote(b1 / b0 - a1 / a0)); plainly(c(coef(s), SE(s)))
}
test_results <- function(d) {
  inside <- answering(subset(d, !is.na(group)))
  inside <- update(inside, group = replace(factor(group), is.na(group), levels(factor(group))[1])); b <- update(inside, one = as.numeric(answer == levels(answer)[2]))
  test <- function(s) { r <- svychisq(~answer + group, inside, statistic = s); plainly(c(r$statistic, r$parameter, r$p.value)) }
  list(F = test("F"), Wald = test("Wald"), adjWald = test("adjWald"),
    share_difference = difference(b, 1, 2), mean_difference = difference(update(with_number(inside), one = y), 1, 3))
}
results_of <- function(e) {
  options(survey.lonely.psu = e$policy); on.exit(options(survey.lonely.psu = "fail")); d <- e$design
  groups <- levels(factor(d$variables$group))
  inside <- function(f, ...) lapply(groups, function(g) f(subset(d, !is.na(group) & group == g)))
  list(data = e$data, spec = e$spec, policy = e$policy, N = sum(weights(d)), weights = if (!is.null(e$spec$method)) plainly(weights(d)),
    shares = share_results(d), shares_domain = share_results(subset(d, domain)), shares_groups = inside(share_results),
    numbers = number_results(d), numbers_domain = number_results(subset(d, domain)), numbers_groups = inside(number_results),
    tests = test_results(d))
}
results <- lapply(designs, results_of)
raked <- rake(plain(made), list(~m1, ~m2), list(
  data.frame(m1 = c("p", "q"), Freq = share_targets$m1 * sum(made$w)),
  data.frame(m2 = c("r", "s", "t"), Freq = share_targets$m2 * sum(made$w))), control = list(maxit = 500, epsilon = 1e-9))
extra <- list(rake = list(weights = plainly(weights(raked)), se_mean_y = plainly(SE(svymean(~y, raked, na.rm = TRUE)))))
extra$trim <- plainly(weights(trimWeights(plain(made), lower = 1.5, upper = 9, strict = TRUE)))
source(file.path(here, "replicates.R"), local = TRUE)
extra$replicates <- replicate_results(made, plain)

# ---- files -----------------------------------------------------------------------------------------------------------
for (name in names(frames)) write.csv(frames[[name]], file.path(here, "data", paste0(name, ".csv")), row.names = FALSE, na = "")
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, share_targets = share_targets, designs = results, extra = extra),
  auto_unbox = TRUE, digits = I(15), pretty = 1, na = "null", null = "null"), file.path(here, "results.json"))
