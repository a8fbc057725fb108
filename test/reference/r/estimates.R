# What is asked of kartlag, beside what the survey package answers. A question: survey, indicator, year, at, by, where, estimator, transform.
# A point: area, member, year, value, se, lower, upper (95 %), df, n (units that answered); a number left out is not compared, null is compared.
suppressPackageStartupMessages({ library(survey); library(jsonlite) })
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE)

answers <- list()
answer <- function(id, world, call, ask, points) {
  stopifnot(!(id %in% vapply(answers, function(one) one$id, "")))
  answers[[length(answers) + 1]] <<- list(id = id, world = world, call = call, ask = lapply(ask, unbox), points = lapply(points, lapply, unbox))
}

term <- function(column) reformulate(column)

# t intervals; a full count has no error; without degrees of freedom there are none.
bounds <- function(value, se, df, level = 0.95) {
  if (is.na(se) || (se > 0 && df < 1)) return(list(lower = NA, upper = NA))
  if (se == 0) return(list(lower = value, upper = value))
  half <- qt(1 - (1 - level) / 2, df) * se
  list(lower = value - half, upper = value + half)
}

# Wilson (1927) of a share p of m independent units.
wilson_bounds <- function(p, m) {
  z <- qnorm(0.975)
  centre <- (p + z^2 / (2 * m)) / (1 + z^2 / m)
  half <- z / (1 + z^2 / m) * sqrt(p * (1 - p) / m + z^2 / (4 * m^2))
  list(lower = if (p == 0) 0 else centre - half, upper = if (p == 1) 1 else centre + half)
}

# One point from a design already narrowed to its domain; answered are those with y and x. An only first-stage unit of several has no error:
# `of` is how many there are. Wilson's interval where the share has no variance is asked for with `wilson`, the independent units it stands for.
point <- function(d, kind, y, x = NULL, per = 1, p = NULL, of = NULL, wilson = NULL, level = 0.95) {
  vars <- d$variables
  known <- !is.na(vars[[y]]) & (if (is.null(x)) TRUE else !is.na(vars[[x]])) & weights(d, "sampling") > 0
  for (column in c(y, x)) d$variables[[column]][!known] <- 0 # calibrated designs keep the rows outside
  d <- d[known, ]
  n <- sum(known)
  if (n == 0) return(list(value = NA, se = NA, lower = NA, upper = NA, n = 0))
  df <- degf(d)
  if (kind == "quantile") {
    q <- suppressWarnings(svyquantile(term(y), d, p, qrule = "math", interval.type = "mean", df = df, alpha = 1 - level))[[1]]
    # A limit of the share beyond 0 or 1 has no quantile in R.
    stated <- Filter(function(limit) !is.nan(limit), list(lower = q[2], upper = q[3]))
    return(c(list(value = q[1]), if (length(stated) == 2 && level == 0.95) list(se = q[4]), stated, list(n = n)))
  }
  s <- switch(kind,
    total = , count = svytotal(term(y), d),
    mean = , share = svymean(term(y), d),
    ratio = , composition = svyratio(term(y), term(x), d))
  value <- per * as.numeric(coef(s))
  se <- per * as.numeric(SE(s))
  if (se < 1e-9 * max(1, abs(value))) se <- 0
  if (length(unique(d$cluster[, 1])) == 1 && !isTRUE(of == 1)) se <- NA
  limits <- if (kind == "share" && !is.na(se) && se > 0 && df > 0) {
    ci <- attr(svyciprop(term(y), d, method = "xlogit", df = df, level = level), "ci")
    list(lower = ci[[1]], upper = ci[[2]])
  } else if (kind == "share" && !is.na(se) && se == 0 && (is.null(of) || n < of)) {
    if (is.null(wilson)) list() else wilson_bounds(value, wilson)
  } else bounds(value, se, df, level)
  c(list(value = value, se = se), limits, if (!is.na(se) && se > 0 && df > 0) list(df = df), list(n = n))
}

# Numbers of a sample without areas. designs: survey -> the design, given the items that must be answered. Members of `by`, a unit attribute
# or a dimension: each narrows the respondents (`narrow`) or has a column of its own (`y`).
ask_sample <- function(world, surveys, id, call, indicator, kind, y, x = NULL, p = NULL, by = NULL, members = list(list()), where = NULL, narrow = NULL, year = 2000, wilson = NULL) {
  for (survey in surveys) {
    points <- lapply(members, function(one) {
      column <- if (is.null(one$y)) y else one$y
      d <- designs[[survey]](c(column, x))
      keep <- if (is.null(one$narrow)) narrow else one$narrow
      inside <- if (is.null(keep)) rep(TRUE, nrow(d$variables)) else keep(d$variables)
      m <- if (is.null(wilson)) NULL else wilson[[survey]](d)
      c(list(year = year), if (!is.null(one$member)) list(member = one$member), point(d[inside, ], kind, column, x, 1, p, wilson = m))
    })
    ask <- list(survey = survey, subject = "things", indicator = indicator, estimator = "WEIGHTED")
    if (!is.null(by)) ask$by <- by
    if (!is.null(where)) ask$where <- where
    answer(paste(survey, id, sep = "."), world, call, ask, points)
  }
}
regions <- lapply(paste0("r", 1:5), function(r) list(member = r, narrow = function(v) v$region == r))
kinds_of_thing <- lapply(c("a", "b", "c"), function(k) list(member = toupper(k), y = k))

# The weight of the design spread over those of the stratum that answered the item.
spread <- function(rows, items, strata) {
  known <- rows[stats::complete.cases(rows[items]), ]
  h <- if (is.null(strata)) rep(1, nrow(rows)) else rows[[strata]]
  of <- if (is.null(strata)) rep(1, nrow(known)) else known[[strata]]
  known$spread <- known$w * (tapply(rows$w, h, sum) / tapply(known$w, of, sum)[names(tapply(rows$w, h, sum))])[as.character(of)]
  known
}

# What is asked of every sample.
ask_all <- function(world, surveys, year = 2000) {
  ask <- function(...) ask_sample(world, surveys, ..., year = year)
  ask("total.y", "svytotal(~y, d)", "TOTAL_Y", "total", "y")
  ask("mean.y", "svymean(~y, d)", "MEAN_Y", "mean", "y")
  ask("ratio.y.x", "svyratio(~y, ~x, d)", "Y_PER_X", "ratio", "y", "x")
  ask("share.yes", "svyciprop(~yes, d, method = 'xlogit')", "SHARE_YES", "share", "yes")
  ask("count.yes", "svytotal(~yes, d)", "NUMBER_YES", "count", "yes")
  ask("median.y", "svyquantile(~y, d, 0.5, qrule = 'math', interval.type = 'mean')", "MEDIAN_Y", "quantile", "y", p = 0.5)
  ask("quantile25.y", "svyquantile(~y, d, 0.25, …)", "LOW_Y", "quantile", "y", p = 0.25)
  ask("total.item", "svytotal(~item, d), item non-response", "TOTAL_ITEM", "total", "item")
  ask("mean.item", "svymean(~item, d), item non-response", "MEAN_ITEM", "mean", "item")
  ask("ratio.item.x", "svyratio(~item, ~x, d), item non-response", "ITEM_PER_X", "ratio", "item", "x")
  ask("filtered.total.y", "svytotal(~y, subset(d, region %in% c('r1', 'r4')))", "TOTAL_Y", "total", "y", where = "region: [\"r1\", \"r4\"]", narrow = function(v) v$region %in% c("r1", "r4"))
  ask("filtered.mean.item", "svymean(~item, subset(d, region %in% c('r1', 'r4')))", "MEAN_ITEM", "mean", "item", where = "region: [\"r1\", \"r4\"]", narrow = function(v) v$region %in% c("r1", "r4"))
  ask("by.region.total", "svyby(~y, ~region, d, svytotal)", "TOTAL_Y", "total", "y", by = "REGION", members = regions)
  ask("by.region.ratio", "svyby(~y, ~region, denominator = ~x, d, svyratio)", "Y_PER_X", "ratio", "y", "x", by = "REGION", members = regions)
  ask("by.region.share", "svyby(~yes, ~region, d, svyciprop, method = 'xlogit')", "SHARE_YES", "share", "yes", by = "REGION", members = regions)
  ask("by.region.mean.item", "svyby(~item, ~region, d, svymean, na.rm = TRUE)", "MEAN_ITEM", "mean", "item", by = "REGION", members = regions)
  ask("choice.share", "svyciprop(~kind == k, d, method = 'xlogit')", "SHARE_KIND", "share", NULL, by = "KIND", members = kinds_of_thing)
}

# One answer of each kind; item is y where it was answered.
things <- function(n, size, blank = 0.12) {
  y <- round(size * exp(rnorm(n, 0, 0.3)), 2)
  kind <- sample(c("a", "b", "c"), n, replace = TRUE, prob = c(5, 3, 2))
  data.frame(region = sample(paste0("r", 1:5), n, replace = TRUE, prob = c(5, 4, 3, 3, 2)), y, x = round(size * 3 * exp(rnorm(n, 0, 0.25)), 1),
    yes = as.integer(runif(n) < 0.4), item = ifelse(runif(n) < blank, NA, y), kind, none = 0L)
}
with_kinds <- function(rows) cbind(rows, sapply(c("a", "b", "c"), function(k) as.integer(rows$kind == k)))

write_answers <- function(file) {
  line <- function(one) toJSON(one, digits = I(12), na = "null", null = "null", auto_unbox = FALSE)
  made <- toJSON(list(R = unbox(R.version.string), survey = unbox(as.character(packageVersion("survey")))))
  one <- function(a) {
    head <- toJSON(list(id = unbox(a$id), world = unbox(a$world), call = unbox(a$call)))
    ask <- line(a$ask)
    points <- vapply(a$points, line, "")
    paste0(sub("}$", "", head), ",\"ask\":", ask, ",\"points\":[\n  ", paste(points, collapse = ",\n  "), "]}")
  }
  writeLines(c(paste0("{\"made\":", made, ",\"answers\":["), paste(vapply(answers, one, ""), collapse = ",\n"), "],\"trends\":[",
    paste(vapply(trends, function(one) line(lapply(one, unbox)), ""), collapse = ",\n"), "]}"), file)
}

write_data <- function(name, frame) write.csv(frame, file.path(here, "data", paste0(name, ".csv")), row.names = FALSE, quote = FALSE, na = "")
