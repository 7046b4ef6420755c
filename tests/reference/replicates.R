# Replicate weights by R's survey: jackknives, balanced half-samples, Fay, and weights supplied from outside.
replicate_results <- function(made, plain) {
  paired <- subset(made, psu <= 2)  # two primary units in every stratum, for half-samples
  kinds <- list(
    JK1 = as.svrepdesign(plain(made, strata = FALSE), type = "JK1"),
    JKn = as.svrepdesign(plain(made, psus = TRUE), type = "JKn"),
    BRR = as.svrepdesign(plain(paired, psus = TRUE), type = "BRR"),
    Fay = as.svrepdesign(plain(paired, psus = TRUE), type = "Fay", fay.rho = .3))
  supplied <- weights(kinds$JKn, "analysis")[, 1:12]
  kinds$supplied <- svrepdesign(variables = made, weights = made$w, repweights = supplied, type = "other", scale = .4,
    rscales = seq(.5, 1.6, by = .1), mse = FALSE, combined.weights = TRUE)
  kinds$supplied_mse <- svrepdesign(variables = made, weights = made$w, repweights = supplied, type = "other", scale = .4,
    rscales = seq(.5, 1.6, by = .1), mse = TRUE, combined.weights = TRUE)
  one <- function(d) {
    share <- svymean(~answer, subset(d, !is.na(answer)))
    mean <- svymean(~y, subset(d, !is.na(y)))
    ratio <- svyratio(~y, ~x, subset(d, !is.na(y) & domain))
    list(share_se = unname(SE(share)), mean = unname(c(coef(mean), SE(mean))), ratio_se = unname(as.vector(SE(ratio))),
      replicates = ncol(weights(d, "analysis")), scale = d$scale, rscales = d$rscales, mse = d$mse, df = degf(d))
  }
  found <- lapply(kinds, one)
  found$supplied$weights <- unname(supplied)
  found$brr_weights <- unname(weights(kinds$BRR, "analysis"))
  found
}
