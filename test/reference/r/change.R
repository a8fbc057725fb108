# Change between years. Six years of a panel that stays, of one that is renewed by a third every year, of which some change stratum, whose
# weights are calibrated, or that is drawn in pairs; and of the census of census.R.
set.seed(1984)
panel_units <- c(low = 40, mid = 30, high = 20)
panel_drawn <- c(low = 12, mid = 10, high = 8)
panel_years <- 2019:2024
panel_list <- data.frame(code = sprintf("q%02d", 1:90), stratum = rep(names(panel_units), panel_units))
base <- c(low = 8, mid = 25, high = 90)[panel_list$stratum] * exp(rnorm(90, 0, 0.25))
panel_list$region <- sample(paste0("r", 1:3), 90, replace = TRUE)
panel_list$size <- round(base * 10 * exp(rnorm(90, 0, 0.15)))
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
# Pairs are drawn together, and renewed by a third every year.
panel_list$pair <- paste0(substr(panel_list$stratum, 1, 1), (place_in_stratum + 1) %/% 2)
pairs_in <- panel_units / 2
pairs_drawn <- c(low = 6, mid = 5, high = 4)
pair_turn <- function(year) (((place_in_stratum + 1) %/% 2 - 1 - 2 * (year - 2019)) %% pairs_in[panel_list$stratum]) < pairs_drawn[panel_list$stratum]
paired <- take(pair_turn, 0.1)
paired$pair <- panel_list$pair[match(paired$code, panel_list$code)]
paired$item[!duplicated(paired[c("year", "pair")])] <- paired$y[!duplicated(paired[c("year", "pair")])]
paired$pairs <- pairs_in[paired$stratum]
write_data("panel_pairs", paired[c(columns, "stratum", "pair", "pairs")])
# From 2022 on some of the low are counted as mid, and some of the high.
movers <- place_in_stratum %% 5 == 0 & panel_list$stratum != "mid"
stratum_in <- function(year) ifelse(movers & year >= 2022, "mid", panel_list$stratum)
write_data("panel_moving", do.call(rbind, lapply(panel_years, function(year) data.frame(year, code = panel_list$code, stratum = stratum_in(year)))))

ready <- function(rows, h = panel_list$stratum) {
  frame <- data.frame(code = panel_list$code, h)
  rows$h <- frame$h[match(rows$code, frame$code)]
  rows$size <- panel_list$size[match(rows$code, frame$code)]
  structure(rows, frame = frame)
}
panels <- list(fixed = function(year) ready(fixed[fixed$year == year, ]), turning = function(year) ready(turning[turning$year == year, ]),
  moving = function(year) ready(turning[turning$year == year, ], stratum_in(year)))
pair_rows <- function(year) structure(transform(paired[paired$year == year, ], h = stratum), frame = unique(data.frame(code = panel_list$pair, h = panel_list$stratum)))
for (survey in names(panels)) {
  ask <- function(...) ask_changes("panel", survey, "things", panels[[survey]], panel_years, ...)
  ask("total.y", "TOTAL_Y", "total", "y")
  ask("ratio.y.x", "Y_PER_X", "ratio", "y", "x")
  ask("mean.y", "MEAN_Y", "mean", "y", brief = survey == "moving")
  ask("share.yes", "SHARE_YES", "share", "yes", brief = survey == "moving")
  ask("count.yes", "NUMBER_YES", "count", "yes", brief = survey != "fixed")
  ask("total.item", "TOTAL_ITEM", "total", "item", brief = survey != "turning")
  ask("filtered.total.y", "TOTAL_Y", "total", "y", extra = list(where = "region: [\"r1\"]"), inside = function(v) v$region == "r1", brief = survey == "moving")
  ask("filtered.ratio", "Y_PER_X", "ratio", "y", "x", extra = list(where = "region: [\"r2\"]"), inside = function(v) v$region == "r2", brief = survey == "moving")
}
# Weights made to meet the total of the sizes; item non-response as a domain; pairs.
size_totals_of <- tapply(panel_list$size, panel_list$stratum, sum)
for (case in list(list("separate", sizes = size_totals_of), list("combined", sizes = sum(panel_list$size)))) {
  ask <- function(...) ask_changes("panel", case[[1]], "things", panels$turning, panel_years, ..., sizes = case$sizes, brief = case[[1]] == "combined")
  ask("total.y", "TOTAL_Y", "total", "y")
  ask("total.item", "TOTAL_ITEM", "total", "item")
  ask("filtered.total.y", "TOTAL_Y", "total", "y", extra = list(where = "region: [\"r1\"]"), inside = function(v) v$region == "r1")
}
ask <- function(...) ask_changes("panel", "as_domain", "things", panels$turning, panel_years, ..., domain = TRUE, brief = TRUE)
ask("total.item", "TOTAL_ITEM", "total", "item")
ask("mean.item", "MEAN_ITEM", "mean", "item")
ask <- function(...) ask_changes("panel", "pairs", "things", pair_rows, panel_years, ..., psu = "pair", brief = TRUE)
ask("total.y", "TOTAL_Y", "total", "y")
ask("ratio.y.x", "Y_PER_X", "ratio", "y", "x")
ask("total.item", "TOTAL_ITEM", "total", "item")
ask("filtered.total.y", "TOTAL_Y", "total", "y", extra = list(where = "region: [\"r1\"]"), inside = function(v) v$region == "r1")
census_rows <- function(year) { frame <- year_of(year); structure(frame[frame$resp, ], frame = frame[c("code", "h")]) }
ask_changes("census changes", "form_domain", "work", census_rows, years, "total.fte", "FTE", "total", "fte", domain = TRUE, brief = TRUE)
ask_changes("census changes", "form_domain", "work", census_rows, years, "share.waiting", "SHARE_WAITING", "share", "waiting", domain = TRUE, brief = TRUE)
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
windows <- reshape(fixed[c("code", "stratum", "year", "y", "x", "units")], idvar = c("code", "stratum", "units"), timevar = "year", direction = "wide")
windows <- transform(windows, y = y.2019 + y.2020 + y.2021, x = x.2019 + x.2020 + x.2021)
of <- setNames(lapply(panel_years, function(y) linear(panels$fixed(y), "ratio", "y", "x")), panel_years)
stopifnot(isTRUE(all.equal(changes(panel_years, of, "rolling", 3, "ratio")[[1]]$se, as.numeric(SE(svyratio(~y, ~x, svydesign(id = ~1, strata = ~stratum, fpc = ~units, data = windows)))))))
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
