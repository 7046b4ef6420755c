# Writes areas.json: the model of Fay and Herriot by sae (eblupFH, mseFH) and, for its variance, by metafor (rma), of the milk data of
# Arora & Lahiri (1997) as package sae has them (data/milk.csv), of areas made here (data/areas.csv), and of such as do not vary.
# Run from the repository's root: Rscript tests/reference/areas.R. sae 1.3 is on CRAN, metafor in Debian (r-cran-metafor).
suppressMessages({library(sae); library(metafor); library(jsonlite)})
data(milk)
milk <- data.frame(n = milk$ni, y = milk$yi, variance = milk$SD^2, x1 = 1 * (milk$MajorArea == 2), x2 = 1 * (milk$MajorArea == 3),
                   x3 = 1 * (milk$MajorArea == 4))
set.seed(20240215)
m <- 24
x1 <- round(runif(m, 15, 35), 1); x2 <- round(exp(rnorm(m, 13, .8)))
n <- round(exp(runif(m, log(15), log(700))))
areas <- data.frame(n, y = round(20 + .8 * x1 + rnorm(m, 0, 3) + rnorm(m, 0, 49 / sqrt(n)), 3), variance = round(2400 / n, 6), x1, x2)
flat <- transform(areas, y = round(20 + .8 * x1 + sqrt(variance) * rep(c(.5, -.5), m / 2), 3))
write.csv(milk, "tests/reference/data/milk.csv", row.names = FALSE)
write.csv(areas, "tests/reference/data/areas.csv", row.names = FALSE)
write.csv(flat, "tests/reference/data/flat_areas.csv", row.names = FALSE)
of <- function(d) {
  X <- as.matrix(cbind(1, d[grepl("^x", names(d))])); y <- d$y; psi <- d$variance
  found <- mseFH(y ~ X - 1, psi, MAXITER = 1000, PRECISION = 1e-14)
  A <- found$est$fit$refvar
  tau <- rma(y, psi, mods = X[, -1], method = "REML", control = list(threshold = 1e-12, maxiter = 1000))$tau2
  # One number for all areas, so that they add up to the direct figures by their n: its variance is that of a sum of residuals.
  V <- diag(A + psi); Vi <- solve(V); H <- X %*% solve(t(X) %*% Vi %*% X) %*% t(X)
  a <- d$n / sum(d$n) * psi / (A + psi)
  shift <- sum(d$n / sum(d$n) * (y - found$est$eblup))
  value <- as.vector(found$est$eblup) + shift
  se <- sqrt(found$mse + as.vector(t(a) %*% (V - H) %*% a))
  residuals <- (y - as.vector(X %*% found$est$fit$estcoef$beta)) / sqrt(diag(V - H))
  list(variance = A, metafor = tau, coefficients = found$est$fit$estcoef$beta, errors = found$est$fit$estcoef$std.error,
       eblup = as.vector(found$est$eblup), mse = found$mse, benchmarked = value, benchmarked_se = se,
       normality = shapiro.test(residuals)$p.value, fit = pchisq(sum((y - value)^2 / (psi + se^2)), nrow(d), lower.tail = FALSE))
}
program <- paste(R.version.string, "sae", packageVersion("sae"), "metafor", packageVersion("metafor"))
found <- list(program = program, milk = of(milk), areas = of(areas), flat_areas = of(flat))
writeLines(toJSON(found, auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/areas.json")
