# 70 of 400 things in four strata, drawn with and without replacement, from a list or with nothing but their weights.
set.seed(70)
all_of <- c(s1 = 150, s2 = 120, s3 = 90, s4 = 40)
drawn <- c(s1 = 25, s2 = 20, s3 = 15, s4 = 10)
listed <- data.frame(code = sprintf("t%03d", 1:400), stratum = rep(names(all_of), all_of))
listed <- cbind(listed, things(400, c(s1 = 5, s2 = 9, s3 = 20, s4 = 60)[listed$stratum]))
listed$size <- round(listed$x * exp(rnorm(400, 0, 0.1)))
rows <- do.call(rbind, lapply(names(all_of), function(s) { own <- listed[listed$stratum == s, ]; own[sort(sample(nrow(own), drawn[s])), ] }))
rows$weight <- round(all_of[rows$stratum] / drawn[rows$stratum] * runif(70, 0.7, 1.3), 3)
rows$units <- all_of[rows$stratum]
rows$total_units <- 400
# From the list 66 answered.
rows$responded <- as.integer(!(seq_len(70) %in% c(3, 30, 31, 60)))
write_data("list", listed[c("code", "stratum", "size", "region")])
write_data("sample", rows[c("code", "stratum", "weight", "units", "total_units", "responded", "size", "region", "y", "x", "yes", "item", "kind", "none")])
rows <- with_kinds(rows)

answered <- rows[rows$responded == 1, ]
answered_n <- table(answered$stratum)
plain <- function(rows, counts) transform(rows, w = as.numeric(counts[rows$stratum] / table(rows$stratum)[rows$stratum]))
weighted <- transform(rows, w = weight)
designs <- list(
  strat_fpc = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, fpc = ~units, data = spread(weighted, items, "stratum")),
  strat_domain = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~units, data = rows),
  strat_plain = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, fpc = ~units, data = spread(plain(rows, all_of), items, "stratum")),
  strat_nofpc = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, data = spread(weighted, items, "stratum")),
  replaced = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, data = spread(weighted, items, "stratum")),
  srs = function(items) svydesign(id = ~1, fpc = ~total_units, data = rows[stats::complete.cases(rows[items]), ]),
  weights_only = function(items) svydesign(id = ~1, weights = ~spread, data = spread(weighted, items, NULL)),
  unweighted = function(items) svydesign(id = ~1, weights = ~w, data = transform(rows[stats::complete.cases(rows[items]), ], w = 1)),
  from_list = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, fpc = ~units, data = spread(plain(answered, all_of), items, "stratum")),
  list_weights = function(items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, fpc = ~units, data = spread(transform(answered, w = weight), items, "stratum")))
ask_all("samples", names(designs))
# Nobody said yes: as many independent units as the weights are worth (Kish), over what is left of the population.
kish <- function(d) sum(weights(d, "sampling"))^2 / sum(weights(d, "sampling")^2)
ask_sample("samples", c("strat_plain", "strat_fpc", "strat_nofpc", "srs", "weights_only", "from_list"), "share.none", "Wilson, closed form", "SHARE_NONE", "share", "none",
  wilson = list(strat_plain = function(d) kish(d) / (1 - 70 / 400), strat_fpc = function(d) kish(d) / (1 - 70 / 400), strat_nofpc = kish, srs = function(d) 70 / (1 - 70 / 400),
    weights_only = kish, from_list = function(d) kish(d) / (1 - 66 / 400)))
d <- designs$from_list("y")
d$variables$size <- listed$size[match(d$variables$code, listed$code)]
answer("from_list.ratio.size", "samples", "svyratio(~y, ~size, d)", list(survey = "from_list", subject = "things", indicator = "Y_PER_SIZE", estimator = "WEIGHTED"),
  list(c(list(year = 2000), point(d, "ratio", "y", "size"))))
