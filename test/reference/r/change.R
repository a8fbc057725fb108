# Change between years, by the covariance of the units that are in both: per stratum N^2 (n12 / (n1 n2) - 1/N) S12 (Tam 1984; Qualité and
# Tillé 2008); of units that moved from one stratum to another the same, with the N12 that both years share. Six years of a panel that stays, of one that is renewed by a third every year, and of the census of census.R.
set.seed(1984)
panel_units <- c(low = 40, mid = 30, high = 20)
panel_drawn <- c(low = 12, mid = 10, high = 8)
panel_years <- 2019:2024
panel_list <- data.frame(code = sprintf("q%02d", 1:90), stratum = rep(names(panel_units), panel_units))
base <- c(low = 8, mid = 25, high = 90)[panel_list$stratum] * exp(rnorm(90, 0, 0.25))
panel_list$region <- sample(paste0("r", 1:3), 90, replace = TRUE)
write_data("panel_list", panel_list)
panel <- do.call(rbind, lapply(panel_years, function(year) {
  y <- round(base * (1 + 0.03 * (year - 2019)) * exp(rnorm(90, 0, 0.06)), 2)
  data.frame(year, panel_list, y, x = round(base * 3 * exp(rnorm(90, 0, 0.1)), 1), yes = as.integer(y > c(low = 9, mid = 28, high = 95)[panel_list$stratum]))
}))
place_in_stratum <- ave(seq_len(90), panel_list$stratum, FUN = function(i) sample(length(i)))
in_fixed <- place_in_stratum <= panel_drawn[panel_list$stratum]
in_turn <- function(year) {
  step <- round(panel_drawn[panel_list$stratum] / 3)
  ((place_in_stratum - 1 - step * (year - 2019)) %% panel_units[panel_list$stratum]) < panel_drawn[panel_list$stratum]
}
take <- function(chosen, blank) {
  rows <- do.call(rbind, lapply(panel_years, function(year) panel[panel$year == year, ][chosen(year), ]))
  rows$item <- ifelse(runif(nrow(rows)) < blank, NA, rows$y)
  rows$none <- 0
  rows$kind <- "a"
  rows
}
fixed <- take(function(year) in_fixed, 0)
fixed$weight <- round((panel_units / panel_drawn)[fixed$stratum] * (0.8 + 0.4 * (match(fixed$code, panel_list$code) %% 10) / 9), 3)
fixed$units <- panel_units[fixed$stratum]
fixed$pair <- paste0(substr(fixed$stratum, 1, 1), ceiling(ave(match(fixed$code, unique(fixed$code)), fixed$stratum, fixed$year, FUN = rank) / 2))
fixed$number <- substring(fixed$pair, 2) # pairs numbered anew in each stratum
fixed$pairs <- panel_units[fixed$stratum] / 2
turning <- take(in_turn, 0.1)
columns <- c("year", "code", "region", "y", "x", "yes", "item", "kind", "none")
write_data("panel_fixed", fixed[c(columns, "stratum", "weight", "units", "pair", "number", "pairs")])
write_data("panel_turning", turning[columns])
# From 2022 on some of the low are counted as mid, and some of the high.
movers <- place_in_stratum %% 5 == 0 & panel_list$stratum != "mid"
stratum_in <- function(year) ifelse(movers & year >= 2022, "mid", panel_list$stratum)
write_data("panel_moving", do.call(rbind, lapply(panel_years, function(year) data.frame(year, code = panel_list$code, stratum = stratum_in(year)))))

# z, of each unit that answered: an estimate is the weighted sum of its z, as far as its variance is concerned.
linear <- function(rows, kind, y, x = NULL, inside = TRUE) {
  known <- rows[stats::complete.cases(rows[c(y, x)]), ]
  inside <- if (is.function(inside)) inside(known) else rep(TRUE, nrow(known))
  w <- known$units / as.numeric(table(known$h)[as.character(known$h)])
  top <- sum((w * known[[y]])[inside])
  below <- if (is.null(x)) sum(w[inside]) else sum((w * known[[x]])[inside])
  one <- if (is.null(x)) rep(1, nrow(known)) else known[[x]]
  adds <- kind %in% c("total", "count")
  value <- if (adds) top else top / below
  z <- if (adds) known[[y]] else (known[[y]] - value * one) / below
  list(value = value, z = ifelse(inside, z, 0), code = known$code, h = known$h, frame = attr(rows, "frame"), n = sum(inside),
    df = sum(inside) - length(unique(known$h[inside])))
}
covariance <- function(a, b) {
  sum(vapply(unique(a$h), function(h) sum(vapply(unique(b$h), function(k) {
    i <- a$h == h; j <- b$h == k
    both <- intersect(a$code[i], b$code[j])
    N <- length(intersect(a$frame$code[a$frame$h == h], b$frame$code[b$frame$h == k]))
    if (length(both) < 2) return(0)
    f <- sum(i) / sum(a$frame$h == h) * sum(j) / sum(b$frame$h == k)
    w <- sum(a$frame$h == h) / sum(i) * sum(b$frame$h == k) / sum(j)
    w * (length(both) - f * N) * cov(a$z[match(both, a$code)], b$z[match(both, b$code)])
  }, 0)), 0))
}
changes <- function(years, of, how, by, kind, per = 1) {
  first <- min(as.integer(names(of)))
  from <- if (how == "rolling") first + by - 1 else if (how == "indexTo") first else first + by
  lapply(years[years >= from & !(how == "indexTo" & years == by)], function(year) {
    of_year <- function(y) of[[as.character(y)]]
    now <- of_year(year)
    parts <- switch(how, rolling = year - (seq_len(by) - 1), indexTo = c(year, by), c(year, year - by))
    then <- of_year(parts[2])
    ratio <- now$value / then$value
    value <- switch(how, change = per * (now$value - then$value), growth = ratio - 1, indexTo = 100 * ratio, rolling = mean(vapply(parts, function(y) of_year(y)$value, 0)))
    by_part <- switch(how, change = per * c(1, -1), growth = c(1, -ratio) / then$value, indexTo = 100 * c(1, -ratio) / then$value, rolling = rep(1 / by, by))
    V <- outer(parts, parts, Vectorize(function(a, b) covariance(of_year(a), of_year(b))))
    se <- sqrt(max(0, as.numeric(t(by_part) %*% V %*% by_part)))
    df <- min(vapply(parts, function(y) of_year(y)$df, 0))
    c(list(year = year, value = value, se = se), bounds(value, se, df), list(df = df, n = now$n))
  })
}

ask_changes <- function(world, survey, subject, rows_of, years, id, indicator, kind, y, x = NULL, per = 1, extra = list(), area = NULL, inside = TRUE, at_point = list()) {
  of <- setNames(lapply(years, function(year) linear(rows_of(year), kind, y, x, inside)), years)
  transforms <- list(c("change", 1), c("growth", 1), c("change", 3), c("growth", 2), c("indexTo", years[2]))
  if (kind %in% c("total", "count")) transforms <- c(transforms, list(c("rolling", 3)))
  for (how in transforms) {
    lag <- as.integer(how[2])
    points <- lapply(changes(years, of, how[1], lag, kind, per), function(one) c(at_point, one))
    answer(paste(survey, how[1], lag, id, sep = "."), world, "closed form; see change.R", c(list(survey = survey, subject = subject, indicator = indicator, estimator = "WEIGHTED", transform = paste0(how[1], ": ", lag)), extra), points)
  }
  trend_of(world, survey, subject, id, indicator, years, of, per, extra, at_point)
}

# Slope of the years, with the error of sampling (c' V c) and the error of the line.
trends <- list()
trend_of <- function(world, survey, subject, id, indicator, years, of, per, extra, at_point) {
  values <- per * vapply(of, function(one) one$value, 0)
  V <- per^2 * outer(seq_along(of), seq_along(of), Vectorize(function(i, j) covariance(of[[i]], of[[j]])))
  c <- (years - mean(years)) / sum((years - mean(years))^2)
  line <- summary(lm(values ~ years))$coefficients
  trends[[length(trends) + 1]] <<- c(list(id = paste(survey, "trend", id, sep = "."), world = world, survey = survey, subject = subject, indicator = indicator), extra, at_point,
    list(slope = sum(c * values), sampling_se = sqrt(as.numeric(t(c) %*% V %*% c)), line_se = line[2, 2]))
}

ready <- function(rows, h = panel_list$stratum) {
  frame <- data.frame(code = panel_list$code, h)
  rows$h <- frame$h[match(rows$code, frame$code)]
  rows$units <- as.numeric(table(h)[rows$h])
  structure(rows, frame = frame)
}
panels <- list(fixed = function(year) ready(fixed[fixed$year == year, ]), turning = function(year) ready(turning[turning$year == year, ]),
  moving = function(year) ready(turning[turning$year == year, ], stratum_in(year)))
for (survey in names(panels)) {
  ask <- function(...) ask_changes("panel", survey, "things", panels[[survey]], panel_years, ...)
  ask("total.y", "TOTAL_Y", "total", "y")
  ask("mean.y", "MEAN_Y", "mean", "y")
  ask("ratio.y.x", "Y_PER_X", "ratio", "y", "x")
  ask("share.yes", "SHARE_YES", "share", "yes")
  ask("count.yes", "NUMBER_YES", "count", "yes")
  ask("total.item", "TOTAL_ITEM", "total", "item")
  ask("filtered.total.y", "TOTAL_Y", "total", "y", extra = list(where = "region: [\"r1\"]"), inside = function(v) v$region == "r1")
  ask("filtered.ratio", "Y_PER_X", "ratio", "y", "x", extra = list(where = "region: [\"r2\"]"), inside = function(v) v$region == "r2")
}
census_rows <- function(year) { frame <- year_of(year); structure(frame[frame$resp, ], frame = frame[c("code", "h")]) }
in_county <- function(county) function(v) v$county == county
ask <- function(...) ask_changes("census changes", "form", "work", census_rows, years, ...)
ask("total.fte", "FTE", "total", "fte")
ask("rate.fte", "FTE_PER_10000", "ratio", "fte", "size", 1e4)
ask("share.waiting", "SHARE_WAITING", "share", "waiting")
for (county in c("c01", "c07")) {
  ask(paste0("total.fte.", county), "FTE", "total", "fte", extra = list(at = "COUNTY"), inside = in_county(county), at_point = list(area = county))
  ask(paste0("rate.fte.", county), "FTE_PER_10000", "ratio", "fte", "size", 1e4, extra = list(at = "COUNTY"), inside = in_county(county), at_point = list(area = county))
}

# The same by the survey package, where everybody stays: also with weights of their own, and with pairs drawn together.
wide <- reshape(fixed[c("code", "stratum", "year", "y", "weight", "units", "pair", "number", "pairs")], idvar = c("code", "stratum", "weight", "units", "pair", "number", "pairs"), timevar = "year", direction = "wide")
plain_wide <- svydesign(id = ~1, strata = ~stratum, fpc = ~units, data = wide)
both_years <- function(d, kind, now, then) {
  s <- svytotal(reformulate(paste0("y.", c(then, now))), d)
  if (kind == "mean") s <- svymean(reformulate(paste0("y.", c(then, now))), d)
  list(change = svycontrast(s, c(-1, 1)), growth = svycontrast(s, as.call(list(as.name("-"), as.call(list(as.name("/"), as.name(paste0("y.", now)), as.name(paste0("y.", then)))), 1))))
}
for (year in panel_years[-1]) {
  of <- setNames(lapply(panel_years, function(y) linear(panels$fixed(y), "total", "y")), panel_years)
  package <- both_years(plain_wide, "total", year, year - 1)
  for (how in c("change", "growth")) {
    own <- Filter(function(one) one$year == year, changes(panel_years, of, how, 1, "total"))[[1]]
    stopifnot(isTRUE(all.equal(own$se, as.numeric(SE(package[[how]])))), isTRUE(all.equal(own$value, as.numeric(coef(package[[how]])))))
  }
}
designs <- list(
  fixed_weights = svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~units, data = wide),
  fixed_nofpc = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = wide),
  fixed_nested = svydesign(id = ~number, strata = ~stratum, nest = TRUE, weights = ~weight, fpc = ~pairs, data = wide),
  fixed_pairs = svydesign(id = ~pair, strata = ~stratum, weights = ~weight, fpc = ~pairs, data = wide))
for (survey in names(designs)) for (kind in c("total", "mean")) for (how in c("change", "growth")) {
  d <- designs[[survey]]
  points <- lapply(panel_years[-1], function(year) {
    s <- both_years(d, kind, year, year - 1)[[how]]
    value <- as.numeric(coef(s)); se <- as.numeric(SE(s))
    c(list(year = year, value = value, se = se), bounds(value, se, degf(d)), list(df = degf(d)))
  })
  answer(paste(survey, how, 1, kind, sep = "."), "panel", "svycontrast(svytotal(~y.then + y.now, d), …)", list(survey = survey, subject = "things", indicator = if (kind == "total") "TOTAL_Y" else "MEAN_Y",
    estimator = "WEIGHTED", transform = paste0(how, ": 1")), points)
}
