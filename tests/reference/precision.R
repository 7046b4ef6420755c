# Writes precision.json and data/associations.csv: what R's survey package says where digits, units, single primary units and
# replicates decide. Run from the repository's root: Rscript tests/reference/precision.R
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail")
set.seed(1701)
here <- "tests/reference"
pair <- function(e) c(as.vector(coef(e)), as.vector(SE(e)))
read <- function(name) read.csv(file.path(here, "data", paste0(name, ".csv")), na.strings = "", stringsAsFactors = TRUE)
svytest <- function(design, formula, statistic) { r <- svychisq(formula, design, statistic = statistic)
  as.vector(c(r$statistic, r$parameter, r$p.value)) }

# ---- numeric margins: budgets in euros over six powers of ten, a year of foundation --------------------------------------
n <- 240
employer <- as.integer(runif(n) < .3)
associations <- data.frame(w = ifelse(employer == 1, 60, 120), region = factor(sample(letters[1:5], n, TRUE)), employer = factor(employer),
  budget = round(exp(rnorm(n, 9.5, 1.6) + 2.5 * employer)), year = sample(1901:2020, n, TRUE), volunteers = round(rgamma(n, 2, scale = 12)))
write.csv(associations, file.path(here, "data", "associations.csv"), row.names = FALSE)
N <- sum(associations$w)
start <- svydesign(ids = ~1, weights = ~w, data = transform(associations, thousands = budget / 1000, decades = (year - 1960) / 10))
targets <- c("(Intercept)" = N, regionb = .2 * N, regionc = .2 * N, regiond = .2 * N, regione = .2 * N, employer1 = .16 * N,
  thousands = .8 * sum(associations$w * associations$budget) / 1000, decades = sum(associations$w * (associations$year - 1960)) / 10 + .1 * N)
by <- function(f) calibrate(start, ~region + employer + thousands + decades, targets, calfun = f, epsilon = 1e-13, maxit = 200)
of_associations <- function(d) list(mean = pair(svymean(~volunteers, d)), total = pair(svytotal(~volunteers, d)),
  domain = pair(svymean(~volunteers, subset(d, year < 1960))), share = pair(svymean(~I(year < 1960), d))[c(2, 4)])
numeric_margins <- list(linear = of_associations(by("linear")), raking = of_associations(by("raking")))

# ---- strata of one primary unit: schools as units, districts as strata; and after calibration -----------------------------
data(api)
districts <- svydesign(ids = ~1, weights = ~pw, strata = ~dnum, data = apiclus1)
lonely <- read("lonely"); lonely$stratum <- factor(lonely$stratum)
of_lonely <- function(policy) {
  options(survey.lonely.psu = policy); on.exit(options(survey.lonely.psu = "fail"))
  jackknife <- as.svrepdesign(districts, type = "JKn")
  plain <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = lonely, nest = TRUE)
  M <- sum(lonely$w)
  d <- calibrate(plain, ~m1 + m2, c("(Intercept)" = M, m1q = .55 * M, m2s = .45 * M, m2t = .25 * M), calfun = "linear", epsilon = 1e-13)
  everyone <- d; d <- update(subset(d, !is.na(y)), y = replace(y, is.na(y), 0))
  list(mean = pair(svymean(~api00, districts)), total = pair(svytotal(~api00, districts)),
    jackknife = c(pair(svymean(~api00, jackknife)), pair(svytotal(~api00, jackknife))),
    calibrated = pair(svymean(~y, d)), calibrated_domain = pair(svymean(~y, subset(d, domain))),
    calibrated_group = pair(svymean(~I(m2 == "s"), subset(everyone, !is.na(group) & group == "g1")))[c(2, 4)])
}
policies <- c("certainty", "adjust", "average")
single_psus <- sapply(policies, of_lonely, simplify = FALSE)

# ---- crossed tables by replicates ---------------------------------------------------------------------------------------
made <- read("made"); made <- subset(made, !is.na(answer) & !is.na(group))
clusters <- as.svrepdesign(svydesign(ids = ~dnum, weights = ~pw, data = apiclus1), type = "JK1")
units <- as.svrepdesign(svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE), type = "JKn")
tests <- list(apiclus1 = sapply(c("F", "Wald", "adjWald"), svytest, design = clusters, formula = ~awards + stype, simplify = FALSE),
  made = sapply(c("F", "Wald", "adjWald"), svytest, design = units, formula = ~answer + group, simplify = FALSE))

# ---- half-samples of strata that are not sorted --------------------------------------------------------------------------
small <- data.frame(h = rep(0:3, 2), y = c(1, 5, 2, 9, 4, 4.5, 7, 1), w = c(1, 2, 3, 1, 2, 2, 1, 4))
pairs <- svydesign(ids = ~1, strata = ~h, weights = ~w, data = small)
halves <- list(linear = pair(svytotal(~y, pairs)), BRR = pair(svytotal(~y, as.svrepdesign(pairs, type = "BRR"))))

# ---- large numbers that part in their last digits -------------------------------------------------------------------------
large <- data.frame(y = 1e8 + 0:99, s = rep(0:1, each = 50), m = factor(0:99 %% 2), one = 1, two = rep(2:3, each = 50))
flat <- svydesign(ids = ~1, weights = ~one, data = large)
strata <- svydesign(ids = ~1, weights = ~two, strata = ~s, data = large)
raked <- calibrate(strata, ~m + s, c("(Intercept)" = 250, m1 = 175, s = 150), calfun = "raking", epsilon = 1e-13, maxit = 200)
large_totals <- lapply(list(flat = flat, strata = strata, raked = raked), function(d) pair(svytotal(~y, d)))

# ---- published figures: svyttest of one sample, and Rao and Scott's test of a distribution from vcov(svymean()) -------------
fit <- function(d, p) { m <- svymean(~answer, d); V <- vcov(m); delta <- V / p; trace <- sum(diag(delta))
  F <- sum((coef(m) - p)^2 / p) / trace; df1 <- trace^2 / sum(diag(delta %*% delta)); df2 <- df1 * degf(d)
  as.vector(c(F, df1, df2, pf(F, df1, df2, lower.tail = FALSE))) }
sampled <- list(strata = svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made),
  strata_psus = svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE))
published <- lapply(sampled, function(d) { t <- svyttest(I(x - 10) ~ 0, d)
  list(fit = fit(d, c(.2, .3, .3, .2)), t = as.vector(t$statistic), df = degf(d)) })

# ---- covariances and contrasts: two answers of a question; a share of a group less that of another question -----------------
made$a <- 1 * (made$answer == "a"); made$b <- 1 * (made$answer == "b"); made$g1 <- 1 * (made$group == "g1"); made$r <- 1 * (made$m2 == "r")
made$one <- 1; made$ag1 <- made$a * made$g1
psus <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = made, nest = TRUE)
K <- sum(made$w)
together <- list(psus = psus, calibrated = calibrate(psus, ~m1, c("(Intercept)" = K, m1q = .55 * K), calfun = "linear", epsilon = 1e-13))
joint <- lapply(together, function(d) list(vcov = unname(matrix(vcov(svymean(~a + b + x, d)), 3)),
  answers = pair(svycontrast(svymean(~a + b, d), c(1, -1))),
  apart = pair(svycontrast(svytotal(~ag1 + g1 + r + one, d), quote(ag1 / g1 - r / one)))))
redrawn <- withReplicates(as.svrepdesign(psus, type = "JKn"), quote(sum(.weights * ag1) / sum(.weights * g1) - sum(.weights * r) / sum(.weights)))
joint$replicates <- pair(redrawn)

# ---- two conventions of residuals after raking ---------------------------------------------------------------------------
plain <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = made)
M <- sum(made$w); shares <- list(m1 = c(.45, .55), m2 = c(.3, .45, .25))
by_rake <- rake(plain, list(~m1, ~m2), list(data.frame(m1 = c("p", "q"), Freq = shares$m1 * M),
  data.frame(m2 = c("r", "s", "t"), Freq = shares$m2 * M)), control = list(maxit = 500, epsilon = 1e-9))
by_calibrate <- calibrate(plain, ~m1 + m2, c("(Intercept)" = M, m1q = .55 * M, m2s = .45 * M, m2t = .25 * M), calfun = "raking",
  epsilon = 1e-13, maxit = 200)
conventions <- lapply(list(rake = by_rake, calibrate = by_calibrate), function(d) list(
  answers = as.vector(SE(svymean(~answer, d))), by_group = as.vector(SE(svyby(~answer, ~group, d, svymean))),
  F = svytest(d, ~answer + group, "F"), margins = svytest(d, ~answer + m2, "F")))
ttest <- svyttest(x ~ I(group == "g1"), plain)
logit_of_replicates <- svyciprop(~I(answer == "a"), as.svrepdesign(plain, type = "JKn"), method = "logit")

program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, numeric_margins = numeric_margins, single_psus = single_psus, tests = tests, halves = halves,
  large_totals = large_totals, published = published, joint = joint, conventions = conventions, ttest_df = as.vector(ttest$parameter), units_less_strata = degf(plain),
  logit_of_replicates = list(share = as.vector(coef(logit_of_replicates)), limits = as.vector(attr(logit_of_replicates, "ci")))),
  auto_unbox = TRUE, digits = I(15), pretty = 1), file.path(here, "precision.json"))
