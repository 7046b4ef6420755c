# Writes crossed.json: what R's survey package says where facts of a design meet, about data/lonely.csv without its missing answers:
# strata of a single unit by each policy, alone in a domain or not, calibrated in each way, replicated and calibrated again, a
# stratum taken whole. Run from the repository's root: Rscript tests/reference/crossed.R
suppressMessages({library(survey); library(jsonlite)})
data <- read.csv("tests/reference/data/lonely.csv", na.strings = "", stringsAsFactors = TRUE)
data <- subset(data, !is.na(answer) & !is.na(group) & !is.na(y)); data$domain <- data$domain == "TRUE" | data$domain == TRUE
data$few <- data$domain & !(data$stratum == 4 & data$psu > 1)  # of stratum 4 one unit alone
pairs <- subset(data, stratum %in% 2:4 & psu %in% 1:2); pairs$whole <- ifelse(pairs$stratum == 3, 2, 12)
N <- sum(data$w)
targets <- function(N) c("(Intercept)" = N, m1q = .55 * N, m2s = .45 * N, m2t = .25 * N)
ways <- list(none = identity,
  raking = function(d) calibrate(d, ~m1 + m2, targets(sum(weights(d, "sampling"))), calfun = "raking", epsilon = 1e-13, maxit = 300),
  linear = function(d) { N <- sum(weights(d, "sampling")); calibrate(d, ~m1 + m2 + z, c(targets(N), z = 48.5 * N)) },
  logit = function(d) calibrate(d, ~m1 + m2, targets(sum(weights(d, "sampling"))), calfun = "logit", bounds = c(.3, 3), epsilon = 1e-13, maxit = 300))
values <- function(e) unname(as.vector(e)); pair <- function(e) c(values(coef(e)), values(SE(e)))
redrawn <- function(d, f) pair(withReplicates(d, f))
joint <- function(d) { d <- update(d, first = 1 * (answer == "a")); m <- svymean(~y + x + first, d)
  list(value = values(coef(m)), covariance = values(vcov(m))) }
apart <- function(d) {
  if (inherits(d, "svyrep.design")) return(redrawn(d, function(w, v) sum((w * v$y)[v$group == "g1"]) / sum(w[v$group == "g1"]) -
    sum((w * v$y)[v$group == "g2"]) / sum(w[v$group == "g2"])))
  d <- update(d, a1 = y * (group == "g1"), a0 = 1 * (group == "g1"), b1 = y * (group == "g2"), b0 = 1 * (group == "g2"))
  pair(svycontrast(svytotal(~a1 + a0 + b1 + b0, d), quote(a1 / a0 - b1 / b0))) }
of_design <- function(d) { chi <- svychisq(~answer + group, d)
  c(list(mean = pair(svymean(~y, d)), total = pair(svytotal(~y, d)), ratio = { r <- svyratio(~y, ~x, d); c(values(coef(r)), values(SE(r))) },
    shares = pair(svymean(~answer, d)), difference = apart(d), F = c(values(chi$statistic), values(chi$parameter[1]))), joint(d)) }
both <- function(d, also) suppressWarnings(list(all = of_design(d), also = of_design(also(d))))
of_policy <- function(policy) {
  options(survey.lonely.psu = policy)
  plain <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = data, nest = TRUE)
  found <- lapply(ways, function(way) both(way(plain), function(d) subset(d, domain)))
  if (policy == "certainty") found$jackknife <- both(as.svrepdesign(plain, type = "JKn", mse = TRUE, compress = FALSE), function(d) subset(d, domain))
  options(survey.adjust.domain.lonely = TRUE); found$alone <- both(plain, function(d) subset(d, few))
  options(survey.adjust.domain.lonely = FALSE); found
}
policies <- sapply(c("adjust", "average", "certainty"), of_policy, simplify = FALSE)
options(survey.lonely.psu = "fail")
half <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = pairs, nest = TRUE)
again <- function(way) {  # each replicate calibrated by itself, those without a weight left out
  r <- as.svrepdesign(half, type = "JKn", mse = TRUE, compress = FALSE); w <- as.matrix(r$repweights) * pairs$w; total <- sum(pairs$w)
  own <- function(w) { i <- w > 0; w[i] <- w[i] * total / sum(w); w[i] <- weights(way(svydesign(ids = ~1, weights = w[i], data = pairs[i, ]))); w }
  pairs$own <- own(pairs$w)
  svrepdesign(data = pairs, weights = ~own, repweights = apply(w, 2, own), type = "other", scale = r$scale, rscales = r$rscales, mse = TRUE)
}
counted <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, fpc = ~whole, data = pairs, nest = TRUE)
one <- svydesign(ids = ~psu, weights = ~w, data = subset(pairs, stratum == 4))
test <- svychisq(~answer + group, one)
found <- list(program = paste(R.version.string, "survey", packageVersion("survey")), policies = policies,
  again = lapply(ways[c("raking", "logit")], function(way) of_design(again(way))), counted = of_design(counted),
  one_df = c(values(test$statistic), values(test$parameter), test$p.value))
writeLines(toJSON(found, auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/crossed.json")
