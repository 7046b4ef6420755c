# Writes analyst.json: the answers to fifteen questions of an analyst about the surveys of the repository, by the survey package.
# Run by: python -m tests.reference.analyst, which writes respondents and margins as CSV into the folder given.
# Rscript tests/reference/analyst.R FOLDER
suppressMessages({library(survey); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
# Respondents with the design of their starting weights; of margins, the columns of their categories. Who is in no category is
# predicted by the margin's own shares (docs/statistics.md): their share in the population is not known.
opened <- function(name) {
  v <- read.csv(file.path(folder, paste0(name, ".csv")), na.strings = "", check.names = FALSE, colClasses = "character")
  numbers <- intersect(names(v), c("weight", "start_weight", "heures", "age", "adherents_avant", "adherents_apres"))
  v[numbers] <- lapply(v[numbers], as.numeric)
  v[[".one"]] <- 1
  s <- list(v = v, w = v$weight, start = v$start_weight, design = svydesign(ids = ~1, weights = ~start_weight, data = v))
  path <- file.path(folder, paste0(name, "_margins.csv"))
  if (file.exists(path)) {
    m <- read.csv(path, colClasses = c("character", "character", "numeric"))
    own <- predicted <- matrix(1, nrow(v), 1)
    for (variable in unique(m$variable)) {
      of <- m[m$variable == variable, ]; x <- v[[variable]]; unknown <- !(x %in% of$code)
      dummies <- sapply(of$code, function(code) 1 * (x %in% code))
      told <- dummies; told[unknown, ] <- rep(of$share / sum(of$share), each = sum(unknown))
      own <- cbind(own, dummies, 1 * unknown); predicted <- cbind(predicted, told, 0)
    }
    # The shares of a margin are of those who are in one of its categories; the others keep their number.
    targets <- unlist(lapply(unique(m$variable), function(variable) {
      of <- m[m$variable == variable, ]; known <- v[[variable]] %in% of$code
      c(of$share / sum(of$share) * sum(s$start[known]), sum(s$start[!known])) }))
    data <- v; data$own <- own[, -1]
    raked <- rake_by(own[, -1], targets, s$start)
    stopifnot(max(abs(raked / s$w - 1)) < 1e-6)
    s$own <- own; s$predicted <- predicted
  }
  s
}
rake_by <- function(columns, targets, w) {
  for (i in 1:2000) { before <- w
    for (j in seq_len(ncol(columns))) if (targets[j] > 0) { inside <- columns[, j] == 1; w[inside] <- w[inside] * targets[j] / sum(w[inside]) }
    if (max(abs(w / before - 1)) < 1e-13) break }
  w
}
# The standard error of a total of linearised scores z: of their residuals, where the weights are calibrated.
error <- function(s, z) {
  if (!is.null(s$own)) {
    b <- qr.coef(qr(s$own * sqrt(s$start)), z * sqrt(s$start)); b[is.na(b)] <- 0
    z <- z - as.vector(s$predicted %*% b)
  }
  d <- s$design; d$variables$.z <- z * s$w / s$start
  as.vector(SE(svytotal(~.z, d)))
}
# The ratio of the totals of y and x among `inside`: its value, scores, and how many respondents it rests on.
ratio <- function(s, y, x, inside) {
  y[!inside] <- 0; x[!inside] <- 0; below <- sum(s$w * x); r <- sum(s$w * y) / below
  list(value = r, z = (y - r * x) / below, n = sum(inside))
}
share <- function(s, said, inside) ratio(s, 1 * (said %in% TRUE), rep(1, length(said)), inside %in% TRUE)
mean_of <- function(s, y, inside) { inside <- inside & !is.na(y); y[is.na(y)] <- 0; ratio(s, y, rep(1, length(y)), inside %in% TRUE) }
as_figure <- function(s, f, factor = 100) { e <- error(s, f$z); c(f$value * factor, e * factor, f$n) }
# A share in per cent: value, standard error, respondents, limits on the logit scale.
as_share <- function(s, f) {
  e <- error(s, f$z); t <- qt(.975, f$n - 1); h <- t * e / (f$value * (1 - f$value))
  c(f$value, e, f$n / 100, plogis(qlogis(f$value) + c(-1, 1) * h)) * 100
}
# f less g: difference, standard error, p by Student's t with n, the respondents of all groups of the variable, less one.
apart <- function(s, f, g, n, factor = 100) {
  e <- error(s, f$z - g$z); d <- f$value - g$value; c(d * factor, e * factor, 2 * pt(-abs(d / e), n - 1))
}
size <- function(codes, of) sum(sapply(codes, function(c) of(c)$n))
each <- function(codes, of) sapply(codes, of, simplify = FALSE)
codes_of <- function(x) sort(unique(x[!is.na(x)]))
holm <- function(found) { p <- p.adjust(sapply(found, function(x) x[3]), "holm"); Map(function(x, q) c(x, unname(q)), found, p) }
pairs_of <- function(codes, of) { found <- list()
  for (i in seq_along(codes)) for (j in seq_along(codes)) if (i < j) found[[paste(codes[i], codes[j])]] <- of(codes[i], codes[j])
  found }

s <- opened("france_benevole_2024"); v <- s$v; old <- opened("france_benevole_2009"); o <- old$v
crisis <- opened("crise_2009"); k <- crisis$v; autumn <- opened("crise_2009_automne"); a <- autumn$v
trained <- function(s, inside = TRUE) share(s, s$v$forme == "oui", !is.na(s$v$forme) & inside)
q <- list()
q$`4` <- list(all = as_share(s, trained(s)))
q$`5` <- c(each(codes_of(v$sexe), function(c) as_share(s, trained(s, v$sexe %in% c))),
           each(codes_of(v$classe_age_2024), function(c) as_share(s, trained(s, v$classe_age_2024 %in% c))))
hours <- function(c) mean_of(s, v$heures, v$responsabilite %in% c)
q$`8` <- list(means = each(c("1", "2", "3"), function(c) as_figure(s, hours(c), 1)),
              against = holm(each(c("1", "2"), function(c) apart(s, hours(c), hours("3"), size(c("1", "2", "3"), hours), 1))))
items <- c("projet_statuts", "projet_associatif", "projet_actions", "projet_budget", "projet_gouvernance")
q$`9` <- each(items, function(item) each(c("1", "2", "3"), function(c)
  as_share(s, share(s, v[[item]] == "1", !is.na(v[[item]]) & v$responsabilite %in% c))))
asked <- v$abandon_frais.status != "not_asked"
q$`11` <- list(all = as_share(s, share(s, v$abandon_frais == "1", asked)))
expects <- function(item, inside) share(s, v[[paste0("attentes.", item)]] == "True", v$attentes.status == "answered" & inside)
q$`12` <- each(as.character(1:9), function(item) each(codes_of(v$classe_age_2024), function(c)
  apart(s, expects(item, v$classe_age_2024 %in% c), expects(item, !is.na(v$classe_age_2024) & v$classe_age_2024 != c),
        expects(item, !is.na(v$classe_age_2024))$n)))
fields <- as.character(1:10); in_field <- function(c) trained(s, v$secteur %in% c)
q$`13` <- holm(pairs_of(fields, function(c, d) apart(s, in_field(c), in_field(d), size(fields, in_field))))
content <- function(c) { x <- v$satisfait_reconnaissance
  mean_of(s, ifelse(is.na(x), NA, (x %in% c("1", "2")) - (x %in% c("3", "4"))), if (is.null(c)) TRUE else v$regularite %in% c) }
q$`14` <- list(all = as_figure(s, content(NULL)), regulier = as_figure(s, content("regulier")), occasionnel = as_figure(s, content("occasionnel")))
q$`16` <- list(all = as_share(s, share(s, v$formation_souhait == "1", !is.na(v$formation_souhait) & v$heures %in% 20:9999 & v$formation_recue %in% "3")))
young <- ifelse(o$age < 35, "moins_35", ifelse(o$age < 65, "35_65", "65_plus")); sport <- o$secteur %in% "4"
ages <- c("moins_35", "35_65", "65_plus")
nested <- function(c, line) trained(old, sport & young %in% c & (if (line == "") TRUE else o$anciennete_classe %in% line))
q$`17` <- each(c("", "0_1", "2_4", "5_9", "10_plus"), function(line) list(
  shares = each(ages, function(c) as_share(old, nested(c, line))),
  against = each(ages[1:2], function(c) apart(old, nested(c, line), nested("65_plus", line), size(ages, function(c) nested(c, line))))))
names(q$`17`)[1] <- "all"
# Two independent samples: Satterthwaite's degrees of freedom.
change <- function(s, f, t, g) { e <- error(s, f$z) ; h <- error(t, g$z); d <- g$value - f$value
  df <- (e^2 + h^2)^2 / (e^4 / (f$n - 1) + h^4 / (g$n - 1)); c(d * 100, sqrt(e^2 + h^2) * 100, 2 * pt(-abs(d / sqrt(e^2 + h^2)), df)) }
q$`19` <- list(all = change(old, trained(old), s, trained(s)), `1` = change(old, trained(old, o$sexe %in% "1"), s, trained(s, v$sexe %in% "1")),
               `2` = change(old, trained(old, o$sexe %in% "2"), s, trained(s, v$sexe %in% "2")))
reduced <- function(c, s = crisis) share(s, s$v$missions_reduites == "oui", !is.na(s$v$missions_reduites) & s$v$budget %in% c)
budgets <- c("1A", "1B", "2A", "2B", "3")
known <- subset(update(crisis$design, cut = factor(missions_reduites == "oui"), size = factor(budget)), !is.na(missions_reduites) & !is.na(budget))
f <- svychisq(~cut + size, known, statistic = "F")
q$`20` <- list(shares = each(budgets, function(c) as_share(crisis, reduced(c))), test = as.vector(c(f$statistic, f$parameter, f$p.value)),
               pairs = holm(pairs_of(budgets, function(c, d) apart(crisis, reduced(c), reduced(d), size(budgets, reduced)))))
resources <- c("budget_2009", "financements_publics", "dons", "recettes_cotisations", "recettes_activites")
q$`21` <- each(resources, function(item) { x <- k[[item]]
  as_figure(crisis, mean_of(crisis, ifelse(is.na(x), NA, (x %in% "plus") - (x %in% "moins")), rep(TRUE, length(x)))) })
paid <- function(c) { inside <- !is.na(k$adherents_avant) & !is.na(k$adherents_apres) & k$secteur %in% c
  y <- k$adherents_apres; x <- k$adherents_avant; y[is.na(y)] <- 0; x[is.na(x)] <- 0; ratio(crisis, y, x, inside) }
q$`22` <- each(codes_of(k$secteur), function(c) as_figure(crisis, paid(c), 1))
jobs <- function(c) share(crisis, k$emploi == "moins", !is.na(k$emploi) & k$financements_publics %in% c & k$employeur %in% "oui")
q$`23` <- list(shares = each(c("moins", "autant", "plus"), function(c) as_share(crisis, jobs(c))),
               against = holm(each(c("moins", "plus"), function(c) apart(crisis, jobs(c), jobs("autant"), size(c("moins", "autant", "plus"), jobs)))))
q$`25` <- each(budgets, function(c) change(crisis, reduced(c), autumn, reduced(c, autumn)))
program <- paste(R.version.string, "survey", packageVersion("survey"))
writeLines(toJSON(list(program = program, questions = q), auto_unbox = TRUE, digits = I(15), pretty = 1), "tests/reference/analyst.json")
