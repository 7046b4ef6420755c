# Seconds of a calibration on five margins: Rscript calibration.R folder method
suppressMessages(library(survey))
given <- commandArgs(TRUE); data <- read.csv(file.path(given[1], "survey.csv")); method <- given[2]
shares <- scan(file.path(given[1], "targets.txt"), quiet = TRUE)
margins <- grep("^m", names(data), value = TRUE)
for (name in margins) data[[name]] <- factor(data[[name]])
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = data)
total <- sum(data$weight); sizes <- sapply(data[margins], nlevels); last <- cumsum(sizes)
targets <- lapply(seq_along(margins), function(i) total * shares[(last[i] - sizes[i] + 1):last[i]])
started <- proc.time()[["elapsed"]]
population <- c(total, unlist(lapply(targets, function(t) t[-1])))
formula <- as.formula(paste("~", paste(margins, collapse = "+")))
names(population) <- colnames(model.matrix(formula, data[1:50, ]))
bounds <- if (method == "logit") c(.4, 2.5) else c(-Inf, Inf)
invisible(calibrate(design, formula, population, calfun = method, bounds = bounds))
cat(proc.time()[["elapsed"]] - started, "\n")
