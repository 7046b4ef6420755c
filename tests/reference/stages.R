# Writes stages.json and data/stages.csv: two and three stages of selection with finite populations, and strata of which one unit
# alone is in a domain (survey.adjust.domain.lonely). Run from the repository's root: Rscript tests/reference/stages.R
suppressMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE)
set.seed(29)
pair <- function(e) c(as.vector(coef(e)), as.vector(SE(e)))
towns <- data.frame(stratum = rep(1:3, c(3, 2, 4)), town = c(1:3, 1:2, 1:4), towns = rep(c(9, 2, 40), c(3, 2, 4)))
homes <- do.call(rbind, lapply(seq_len(nrow(towns)), function(i) { k <- sample(2:4, 1)
  cbind(towns[i, ], home = seq_len(k), homes = k * sample(2:6, 1)) }))
people <- do.call(rbind, lapply(seq_len(nrow(homes)), function(i) { k <- sample(2:3, 1)
  cbind(homes[i, ], person = seq_len(k), people = k + sample(0:2, 1)) }))
n <- nrow(people)
people$w <- round(with(people, towns * homes * people) / 10 + runif(n, 1, 5), 2)
people$y <- round(rgamma(n, 2, scale = 4) + 2 * people$town, 1); people$x <- round(runif(n, 1, 9), 1)
people$answer <- factor(sample(c("a", "b", "c"), n, TRUE)); people$group <- factor(sample(c("g1", "g2"), n, TRUE))
people$few <- with(people, stratum == 1 & town == 2 | stratum == 2 | stratum == 3 & town < 3)  # one town of stratum 1
people$m <- factor(sample(c("p", "q"), n, TRUE))
write.csv(transform(people, few = as.integer(few)), "tests/reference/data/stages.csv", row.names = FALSE)
two <- svydesign(ids = ~town + home, strata = ~stratum, fpc = ~towns + homes, weights = ~w, data = people, nest = TRUE)
three <- svydesign(ids = ~town + home + person, strata = ~stratum, fpc = ~towns + homes + people, weights = ~w, data = people, nest = TRUE)
N <- sum(people$w)
raked <- calibrate(two, ~m, c("(Intercept)" = N, mq = .45 * N), calfun = "raking", epsilon = 1e-13)
of_design <- function(d) {
  e <- update(d, one = as.integer(group == "g1"), other = as.integer(group == "g2"))
  e <- update(e, yone = y * one, yother = y * other)
  t <- svytotal(~yone + one + yother + other, e)
  chi <- svychisq(~answer + group, d, statistic = "F")
  list(mean = pair(svymean(~y, d)), total = pair(svytotal(~y, d)), ratio = { r <- svyratio(~y, ~x, d); c(as.vector(coef(r)), as.vector(SE(r))) },
    shares = pair(svymean(~answer, d)), domain = pair(svymean(~y, subset(d, few))), domain_shares = pair(svymean(~answer, subset(d, few))),
    groups = pair(svyby(~y, ~group, d, svymean)), difference = pair(svycontrast(t, quote(yone / one - yother / other))), F = as.vector(c(chi$statistic, chi$parameter, chi$p.value)))
}
plain <- svydesign(ids = ~town, strata = ~stratum, weights = ~w, data = people, nest = TRUE)
single <- svydesign(ids = ~1, strata = ~stratum, weights = ~w, fpc = ~I(towns * 10), data = people)
alone <- function(policy) {
  options(survey.lonely.psu = policy, survey.adjust.domain.lonely = TRUE)
  on.exit(options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE))
  of <- function(d, inside) { s <- suppressWarnings; d <- subset(d, inside)
    list(mean = s(pair(svymean(~y, d))), total = s(pair(svytotal(~y, d))), shares = s(pair(svymean(~answer, d)))) }
  one <- people$stratum != 1 | seq_len(n) == which(people$stratum == 1)[3]
  list(towns = of(plain, people$few), people = of(single, one))
}
found <- list(program = paste(R.version.string, "survey", packageVersion("survey")),
  stages = lapply(list(two = two, three = three, raked = raked), of_design),
  alone = sapply(c("adjust", "average", "certainty"), alone, simplify = FALSE))
writeLines(toJSON(found, auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/stages.json")
