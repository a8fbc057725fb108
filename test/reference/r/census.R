# A yearly form that every one of 350 places should answer, and about 92 % do. Seven size groups are the strata; places never change theirs.
set.seed(350)
years <- 2021:2025
bounds_of_groups <- c(300, 2000, 5000, 10000, 20000, 50000, 100000, 400000)
group_names <- c("0-1999", "2000-4999", "5000-9999", "10000-19999", "20000-49999", "50000-99999", "100000-")
places_in_group <- c(76, 96, 70, 50, 35, 16, 7)

h <- rep(1:7, places_in_group)
low <- bounds_of_groups[h] * 1.2
high <- bounds_of_groups[h + 1] * 0.82
first_size <- exp(runif(350, log(low), log(high)))
order_of_places <- sample(350)
# Two counties are special: c13 has two places, c14 a single one that always answers.
county <- sprintf("c%02d", sample(1:12, 350, replace = TRUE, prob = c(6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1)))
small <- which(h == 2)[c(3, 40, 77)]
county[small[1:2]] <- "c13"
county[small[3]] <- "c14"
district <- sprintf("d%02d", (as.integer(substr(county, 2, 3)) * 2 + sample(0:3, 350, replace = TRUE)) %% 24 + 1)
places <- data.frame(code = sprintf("p%03d", order_of_places), county, district, h, owner = sample(c("own", "joint", "bought"), 350, replace = TRUE, prob = c(6, 3, 1)))
growth <- rnorm(350, 0.004, 0.006)
for (year in years) places[[paste0("size_", year)]] <- round(first_size * (1 + growth) ^ (year - 2021))
places <- places[order(places$code), ]
rownames(places) <- NULL

level <- exp(rnorm(350, 0, 0.25))
mix <- t(apply(matrix(rgamma(350 * 3, c(6, 9, 5)), 350, 3, byrow = TRUE), 1, function(g) g / sum(g)))
bent <- runif(350)
answers_of <- function(year) {
  size <- places[[paste0("size_", year)]]
  always <- places$county == "c14"
  responds <- always | runif(350) < ifelse(places$h >= 6, 0.95, 0.92)
  if (year == 2025) responds[places$h == 6] <- TRUE
  lonely_county <- which(places$county == "c13")
  responds[lonely_county] <- if (year == 2024) c(TRUE, FALSE) else c(TRUE, TRUE)
  fte <- level * size ^ 0.9 * 0.004 * (1 + 0.02 * (year - 2021)) * exp(rnorm(350, 0, 0.05))
  part <- function(k) pmax(0, round(fte * mix[, k] * exp(rnorm(350, 0, 0.05)), 1))
  blank <- function(value, share) ifelse(runif(350) < share & !always, NA, value)
  tick <- cbind(runif(350) < 0.8, runif(350) < 0.45 + 0.03 * (year - 2021), runif(350) < 0.2)
  tick[rowSums(tick) == 0, 1] <- TRUE
  tick[!always & runif(350) < 0.05, ] <- NA
  cross <- function(k) ifelse(is.na(tick[, k]), "", ifelse(tick[, k], "x", ""))
  rows <- data.frame(
    year, code = places$code, owner = places$owner,
    mild = blank(part(1), 0.03), moderate = blank(part(2), 0.02), severe = blank(part(3), 0.02),
    staff = round(fte * 1.3 * exp(rnorm(350, 0, 0.03)), 1),
    persons = blank(round(size * 0.02 * exp(rnorm(350, 0, 0.3))), 0.06),
    waiting = blank(as.integer(bent + rnorm(350, 0, 0.15) < 0.25 + 0.03 * (year - 2021) + 0.02 * places$h), 0.08),
    rare = as.integer(places$code %in% places$code[places$h == 3][1:2]),
    priority = blank(paste0("p", pmin(5, pmax(1, round(3 + rnorm(350, (places$h - 4) / 4, 1))))), 0.04),
    gp = cross(1), self = cross(2), nav = cross(3))
  rows[responds, ]
}
form <- do.call(rbind, lapply(years, answers_of))
write_data("places", places[setdiff(names(places), c("h", "owner"))])
write_data("form", form)

# The frame of a year with the answers beside it: one row per place, resp tells who answered.
year_of <- function(year) {
  frame <- places[c("code", "county", "district", "h")]
  frame$size <- places[[paste0("size_", year)]]
  one <- form[form$year == year, ]
  row <- match(frame$code, one$code)
  frame$resp <- !is.na(row)
  a <- one[row, ]
  ticked <- a$gp == "x" | a$self == "x" | a$nav == "x"
  for (source in c("gp", "self", "nav")) frame[[source]] <- ifelse(ticked, as.integer(a[[source]] == "x"), NA)
  for (p in paste0("p", 1:5)) frame[[p]] <- ifelse(is.na(a$priority), NA, as.integer(a$priority == p))
  frame$score <- as.integer(substr(a$priority, 2, 2))
  for (item in c("mild", "moderate", "severe", "staff", "persons", "waiting", "rare", "owner")) frame[[item]] <- a[[item]]
  frame$fte <- round(frame$mild + frame$moderate + frame$severe, 1) # a decimal is what it is written as
  frame$units <- as.numeric(table(frame$h)[as.character(frame$h)])
  frame
}
# Item non-response within strata: only those with y (and x) make the design, N_h/m_h. Or all respondents make it (R's na.rm).
reweighted <- function(frame, items) {
  known <- frame[frame$resp & stats::complete.cases(frame[items]), ]
  svydesign(id = ~1, strata = ~h, fpc = ~units, data = known)
}
of_respondents <- function(frame) svydesign(id = ~1, strata = ~h, fpc = ~units, data = frame[frame$resp, ])

ask_census <- function(id, call, indicator, kind, y, x = NULL, per = 1, p = NULL, years = 2024, at = NULL, by = NULL, member = NULL, where = NULL,
                       surveys = c("form", "form_domain"), narrow = NULL, level = 0.95) {
  for (survey in surveys) {
    points <- list()
    for (year in years) {
      frame <- year_of(year)
      d <- if (survey == "form") reweighted(frame, c(y, x)) else of_respondents(frame)
      domains <- switch(if (is.null(at)) "COUNTRY" else at,
        COUNTRY = list(XX = function(v) rep(TRUE, nrow(v))),
        COUNTY = setNames(lapply(sort(unique(places$county)), function(c) function(v) v$county == c), sort(unique(places$county))),
        DISTRICT = setNames(lapply(sort(unique(places$district)), function(c) function(v) v$district == c), sort(unique(places$district))),
        SIZE_GROUP = setNames(lapply(1:7, function(g) function(v) v$h == g), group_names))
      for (area in names(domains)) {
        inside <- domains[[area]](d$variables)
        if (!is.null(narrow)) inside <- inside & narrow(d$variables)
        of <- if (is.null(narrow)) sum(domains[[area]](frame)) else NULL # who of the silent ones belongs is not known
        sub <- d[inside, ]
        where_it_is <- list(area = area, year = year)
        if (!is.null(member)) where_it_is$member <- member
        if (sum(inside) == 0) next
        points <- c(points, list(c(where_it_is, point(sub, kind, y, x, per, p, of, level = level))))
      }
    }
    ask <- list(survey = survey, subject = "work", indicator = indicator, estimator = "WEIGHTED")
    if (!is.null(at)) ask$at <- at
    if (!is.null(by)) ask$by <- by
    if (!is.null(where)) ask$where <- where
    if (level != 0.95) ask$level <- level
    answer(paste(survey, id, sep = "."), "census", call, ask, points)
  }
}

ask_census("total.fte", "svytotal(~fte, d)", "FTE", "total", "fte", years = years)
ask_census("mean.fte", "svymean(~fte, d)", "MEAN_FTE", "mean", "fte", years = 2023:2024)
ask_census("rate.fte", "1e4 * svyratio(~fte, ~size, d)", "FTE_PER_10000", "ratio", "fte", "size", 1e4, years = years)
ask_census("per.size", "1000 * svyratio(~persons, ~size, d)", "PERSONS_PER_SIZE", "ratio", "persons", "size", 1000)
ask_census("ratio.of.facts", "svyratio(~persons, ~fte, d)", "PERSONS_PER_FTE", "ratio", "persons", "fte")
ask_census("share.waiting", "svyciprop(~waiting, d, method = 'xlogit')", "SHARE_WAITING", "share", "waiting", years = years)
ask_census("count.waiting", "svytotal(~waiting, d)", "PLACES_WAITING", "count", "waiting")
ask_census("share.rare", "svyciprop(~rare, d, method = 'xlogit')", "SHARE_RARE", "share", "rare")
ask_census("mean.score", "svymean(~score, d)", "MEAN_SCORE", "mean", "score")
ask_census("median.fte", "svyquantile(~fte, d, 0.5, qrule = 'math', interval.type = 'mean')", "MEDIAN_FTE", "quantile", "fte", p = 0.5, years = 2023:2025)
ask_census("quantile90.fte", "svyquantile(~fte, d, 0.9, …)", "HIGH_FTE", "quantile", "fte", p = 0.9)
ask_census("quantile20.persons", "svyquantile(~persons, d, 0.2, …)", "LOW_PERSONS", "quantile", "persons", p = 0.2)
for (kind in c("mild", "moderate", "severe")) {
  member <- toupper(kind)
  ask_census(paste0("by.kind.total.", kind), paste0("svytotal(~", kind, ", d)"), "FTE", "total", kind, by = "KIND", member = member)
  ask_census(paste0("by.kind.composition.", kind), paste0("svyratio(~", kind, ", ~fte, d)"), "KINDS_OF_FTE", "composition", kind, "fte", by = "KIND", member = member)
}
for (source in c("gp", "self", "nav"))
  ask_census(paste0("multi.share.", source), paste0("svyciprop(~", source, ", d, method = 'xlogit')"), "SHARE_USING", "share", source, by = "SOURCE", member = toupper(source))
for (p in paste0("p", 1:5)) {
  ask_census(paste0("choice.share.", p), paste0("svyciprop(~", p, ", d, method = 'xlogit')"), "SHARE_STATED", "share", p, by = "PRIORITY", member = toupper(p))
  ask_census(paste0("choice.count.", p), paste0("svytotal(~", p, ", d)"), "PLACES_STATED", "count", p, by = "PRIORITY", member = toupper(p))
}
for (at in c("COUNTY", "DISTRICT")) {
  level <- tolower(at)
  ask_census(paste0("by.", level, ".total.fte"), paste0("svyby(~fte, ~", level, ", d, svytotal)"), "FTE", "total", "fte", at = at)
  ask_census(paste0("by.", level, ".mean.fte"), paste0("svyby(~fte, ~", level, ", d, svymean)"), "MEAN_FTE", "mean", "fte", at = at)
  ask_census(paste0("by.", level, ".rate.fte"), paste0("1e4 * svyby(~fte, ~", level, ", denominator = ~size, d, svyratio)"), "FTE_PER_10000", "ratio", "fte", "size", 1e4, at = at, years = c(2024, 2025))
  ask_census(paste0("by.", level, ".share.waiting"), paste0("svyby(~waiting, ~", level, ", d, svyciprop, method = 'xlogit')"), "SHARE_WAITING", "share", "waiting", at = at)
}
ask_census("by.county.count.waiting", "svyby(~waiting, ~county, d, svytotal)", "PLACES_WAITING", "count", "waiting", at = "COUNTY")
ask_census("by.county.composition.severe", "svyby(~severe, ~county, denominator = ~fte, d, svyratio)", "KINDS_OF_FTE", "composition", "severe", "fte", at = "COUNTY", by = "KIND", member = "SEVERE")
ask_census("by.county.multi.self", "svyby(~self, ~county, d, svyciprop, method = 'xlogit')", "SHARE_USING", "share", "self", at = "COUNTY", by = "SOURCE", member = "SELF")
ask_census("by.size_group.total.fte", "svyby(~fte, ~h, d, svytotal)", "FTE", "total", "fte", at = "SIZE_GROUP", years = c(2024, 2025))
ask_census("by.size_group.share.waiting", "svyby(~waiting, ~h, d, svyciprop, method = 'xlogit')", "SHARE_WAITING", "share", "waiting", at = "SIZE_GROUP")
for (owner in c("own", "joint", "bought")) {
  of_owner <- function(v) v$owner == owner
  ask_census(paste0("by.owner.total.", owner), "svyby(~fte, ~owner, d, svytotal)", "FTE", "total", "fte", by = "OWNER", member = toupper(owner), narrow = of_owner)
  ask_census(paste0("by.owner.share.", owner), "svyby(~waiting, ~owner, d, svyciprop, method = 'xlogit')", "SHARE_WAITING", "share", "waiting", by = "OWNER", member = toupper(owner), narrow = of_owner)
}
ask_census("filtered.mean.persons", "svymean(~persons, subset(d, owner %in% c('own', 'bought')))", "MEAN_PERSONS", "mean", "persons",
  where = "owner: [OWN, BOUGHT]", narrow = function(v) v$owner %in% c("own", "bought"), at = "COUNTY")
for (level in c(0.8, 0.99)) {
  at <- function(...) ask_census(..., level = level, surveys = "form")
  at(paste0("total.", level), "confint(svytotal(~fte, d), level, df)", "FTE", "total", "fte")
  at(paste0("share.", level), "svyciprop(~waiting, d, method = 'xlogit', level)", "SHARE_WAITING", "share", "waiting")
  at(paste0("median.", level), "svyquantile(~fte, d, 0.5, alpha)", "MEDIAN_FTE", "quantile", "fte", p = 0.5)
}
ask_census("by.county.median.fte", "svyby(~fte, ~county, d, svyquantile, 0.5, qrule = 'math')", "MEDIAN_FTE", "quantile", "fte", p = 0.5, at = "COUNTY")
