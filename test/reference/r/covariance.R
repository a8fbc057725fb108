# The covariance of two estimates by the units that answered both: per pair of strata N12 of the frame in common, n12 of the answers,
# (n12 - f1 f2 N12) times the covariance of the weighted values of these; with one stratum kept N^2 (n12 / (n1 n2) - 1/N) S12 (Tam 1984;
# Qualité and Tillé 2008). Rows of a year: h, what was answered; attribute frame: code, h of all there are.

# u, of each first-stage unit: an estimate is the sum of its u, as far as its variance is concerned. `psu`: a column of clusters;
# `domain`: who did not answer the item counts with 0; `sizes`: known totals of the size, per stratum (separate ratio) or one (combined).
linear <- function(rows, kind, y, x = NULL, inside = TRUE, psu = "code", domain = FALSE, sizes = NULL) {
  frame <- attr(rows, "frame")
  known <- stats::complete.cases(rows[c(y, x)])
  drawn <- tapply(rows[[psu]], rows$h, function(code) length(unique(code)))
  w <- as.numeric(table(frame$h)[as.character(rows$h)] / drawn[as.character(rows$h)])
  if (!domain) {
    w <- (w * (table(rows$h) / table(factor(rows$h[known], levels = names(table(rows$h)))))[as.character(rows$h)])[known]
    rows <- rows[known, ]
    known <- known[known]
  }
  w <- as.numeric(w)
  inside <- known & (if (is.function(inside)) inside(rows) else TRUE)
  value_of <- function(column) ifelse(inside, rows[[column]], 0)
  one <- if (is.null(x)) as.numeric(inside) else value_of(x)
  adds <- kind %in% c("total", "count")
  if (is.null(sizes)) {
    value <- sum(w * value_of(y)) / (if (adds) 1 else sum(w * one))
    z <- if (adds) value_of(y) else (value_of(y) - value * one) / sum(w * one)
  } else {
    fit <- if (length(sizes) == 1) rep("all", nrow(rows)) else as.character(rows$h)
    below <- tapply(w * rows$size, fit, sum)
    factor <- (if (length(sizes) == 1) c(all = unname(sizes)) else sizes)[names(below)] / below
    slope <- tapply(w * value_of(y), fit, sum) / below
    value <- sum(factor[fit] * w * value_of(y))
    z <- as.numeric(factor[fit] * (value_of(y) - slope[fit] * rows$size))
  }
  unit <- paste(rows$h, rows[[psu]])
  first <- !duplicated(unit)
  reached <- unique(data.frame(h = rows$h, unit)[inside, ])
  sums <- function(v) as.numeric(tapply(v, unit, sum)[unit[first]])
  list(value = value, u = sums(w * z), top = sums(w * value_of(y)), below = sums(w * one), code = as.character(rows[[psu]][first]), h = rows$h[first], frame = frame,
    n = sum(inside), df = nrow(reached) - length(unique(reached$h)))
}
covariance <- function(a, b) {
  sum(vapply(unique(a$h), function(h) sum(vapply(unique(b$h), function(k) {
    i <- a$h == h; j <- b$h == k
    both <- intersect(a$code[i], b$code[j])
    N <- length(intersect(a$frame$code[a$frame$h == h], b$frame$code[b$frame$h == k]))
    if (length(both) < 2) return(0)
    f <- sum(i) / sum(a$frame$h == h) * sum(j) / sum(b$frame$h == k)
    (length(both) - f * N) * cov(a$u[i][match(both, a$code[i])], b$u[j][match(both, b$code[j])])
  }, 0)), 0))
}

changes <- function(years, of, how, by, kind, per = 1) {
  first <- min(as.integer(names(of)))
  from <- if (how == "rolling") first + by - 1 else if (how == "indexTo") first else first + by
  lapply(years[years >= from & !(how == "indexTo" & years == by)], function(year) {
    of_year <- function(y) of[[as.character(y)]]
    now <- of_year(year)
    if (how == "rolling" && !(kind %in% c("total", "count"))) return(rolling_rate(lapply(year - (seq_len(by) - 1), of_year), year, per))
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

# A rate over some years is the ratio of the sums of all of them.
rolling_rate <- function(parts, year, per) {
  below <- sum(vapply(parts, function(one) sum(one$below), 0))
  rate <- sum(vapply(parts, function(one) sum(one$top), 0)) / below
  parts <- lapply(parts, function(one) { one$u <- per * (one$top - rate * one$below) / below; one })
  V <- outer(seq_along(parts), seq_along(parts), Vectorize(function(a, b) covariance(parts[[a]], parts[[b]])))
  df <- min(vapply(parts, function(one) one$df, 0))
  se <- sqrt(max(0, sum(V)))
  c(list(year = year, value = per * rate, se = se), bounds(per * rate, se, df), list(df = df, n = parts[[1]]$n))
}

ask_changes <- function(world, survey, subject, rows_of, years, id, indicator, kind, y, x = NULL, per = 1, extra = list(), inside = TRUE, at_point = list(), brief = FALSE, ...) {
  of <- setNames(lapply(years, function(year) linear(rows_of(year), kind, y, x, inside, ...)), years)
  transforms <- if (brief) list(c("change", 1)) else list(c("change", 1), c("growth", 1), c("change", 3), c("growth", 2), c("indexTo", years[2]))
  if (!brief) transforms <- c(transforms, list(c("rolling", 3)))
  for (how in transforms) {
    lag <- as.integer(how[2])
    points <- lapply(changes(years, of, how[1], lag, kind, per), function(one) c(at_point, one))
    answer(paste(survey, how[1], lag, id, sep = "."), world, "closed form; see change.R", c(list(survey = survey, subject = subject, indicator = indicator, estimator = "WEIGHTED", transform = paste0(how[1], ": ", lag)), extra), points)
  }
  if (!brief) trend_of(world, survey, subject, id, indicator, years, of, per, extra, at_point)
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
