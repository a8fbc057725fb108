# What did not answer is estimated: the year before times the growth of its stratum where it answered then, else inhabitants times the rate of
# its stratum. Variance V2 of Statistics Norway's rate model (methods of struktuR): (a^2 + a) sum e^2 / (1 - h), per stratum and method.
# Six strata, so that each has ten or more places with both years.
staff_of <- function(year) {
  frame <- year_of(year)
  frame$h <- pmin(frame$h, 6)
  frame
}
fit <- function(y, x, domain, missing) { # y and x of all that have both, x of the missing
  known <- !is.na(y) & !is.na(x)
  X <- sum(x[known]); b <- sum(y[known]) / X
  e <- y[known] - b * x[known]; lever <- x[known] / X
  a <- sum(x[missing & domain]) / X
  list(b = b, variance = (a^2 + a) * sum(e^2 / (1 - lever)))
}
imputed <- function(year, item, method, domain = rep(TRUE, 350)) {
  now <- staff_of(year); y <- now[[item]]
  before <- if (method == "growth" && year > min(years)) staff_of(year - 1)[[item]] else rep(NA, 350)
  missing <- is.na(y)
  variance <- 0; filled <- y
  for (h in 1:6) {
    of <- now$h == h
    grown <- of & missing & !is.na(before); rated <- of & missing & is.na(before)
    if (any(grown)) {
      one <- fit(ifelse(of, y, NA), before, domain, grown)
      stopifnot(sum(of & !is.na(y) & !is.na(before)) >= 10)
      filled[grown] <- before[grown] * one$b; variance <- variance + if (any(grown & domain)) one$variance else 0
    }
    if (any(rated)) {
      one <- fit(ifelse(of, y, NA), now$size, domain, rated)
      filled[rated] <- now$size[rated] * one$b; variance <- variance + if (any(rated & domain)) one$variance else 0
    }
  }
  list(filled = filled, total = sum(filled[domain]), se = sqrt(variance), imputed = sum(filled[domain & missing]), n = sum(domain & !missing), units = sum(domain), persons = sum(now$size[domain]))
}
ask_imputed <- function(item, method, indicator, what, at = NULL, years = 2022:2024) {
  areas <- if (is.null(at)) "XX" else sort(unique(places$county))
  points <- do.call(c, lapply(years, function(year) lapply(areas, function(area) {
    one <- imputed(year, item, method, if (area == "XX") rep(TRUE, 350) else places$county == area)
    by <- switch(what, total = 1, mean = one$units, rate = one$persons / 1e4)
    list(area = area, year = year, value = one$total / by, se = one$se / by, imputed = one$imputed / one$total)
  })))
  ask <- list(survey = "form", subject = "staffing", indicator = indicator, estimator = "IMPUTED")
  if (!is.null(at)) ask$at <- at
  answer(paste("imputed", method, item, what, if (is.null(at)) "country" else tolower(at), sep = "."), "imputed", "closed form; see imputation.R", ask, points)
}
for (item in c("staff", "persons")) for (method in c("growth", "ratio")) {
  name <- toupper(paste0(item, "_", method))
  ask_imputed(item, method, name, "total", years = years)
  ask_imputed(item, method, paste0("MEAN_", name), "mean")
  ask_imputed(item, method, paste0("RATE_", name), "rate")
  ask_imputed(item, method, name, "total", at = "COUNTY", years = c(2021, 2024))
  ask_imputed(item, method, paste0("RATE_", name), "rate", at = "COUNTY", years = 2024)
}
# A total in three parts, answered whole or not at all: the total is estimated, and divided as those of the stratum are that it is estimated by.
parts <- c("mild", "moderate", "severe")
for (method in c("growth", "ratio")) {
  points <- list()
  totals <- list()
  for (year in years) {
    now <- staff_of(year)
    one <- imputed(year, "fte", method)
    totals <- c(totals, list(list(area = "XX", year = year, value = one$total, se = one$se, imputed = one$imputed / one$total)))
    known <- !is.na(now$fte)
    before <- if (method == "growth" && year > min(years)) staff_of(year - 1)$fte else rep(NA, 350)
    for (part in parts) {
      share_of <- function(basis) (tapply(now[[part]][basis], now$h[basis], sum) / tapply(now$fte[basis], now$h[basis], sum))[as.character(now$h)]
      estimate <- one$filled * ifelse(is.na(before), share_of(known), if (all(is.na(before))) NA else share_of(known & !is.na(before)))
      points <- c(points, list(list(area = "XX", member = toupper(part), year = year, value = sum(ifelse(known, now[[part]], estimate)))))
    }
  }
  ask <- list(survey = "whole_form", subject = "staffing", indicator = toupper(paste0("fte_", method)), estimator = "IMPUTED")
  answer(paste0("imputed.", method, ".fte.in.parts"), "imputed", "closed form; see imputation.R", c(ask, by = "KIND"), points)
  answer(paste0("imputed.", method, ".fte.whole"), "imputed", "closed form; see imputation.R", ask, totals)
}
# Observed + estimated by ratio is the separate ratio estimator.
for (year in years) {
  now <- staff_of(year); known <- now[!is.na(now$staff), ]
  d <- svydesign(id = ~1, strata = ~h, fpc = ~units6, data = transform(known, units6 = as.numeric(table(now$h)[as.character(h)])))
  p <- predict(svyratio(~staff, ~size, d, separate = TRUE), total = as.list(tapply(now$size, now$h, sum)))
  stopifnot(isTRUE(all.equal(as.numeric(p$total), imputed(year, "staff", "ratio")$total)))
}
