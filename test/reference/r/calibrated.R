# The sample of samples.R, its weights made to meet known totals: of the size, stratum by stratum or in all; of the number of things per stratum.
write_data("strata", data.frame(stratum = names(all_of), things = all_of, size = as.numeric(tapply(listed$size, listed$stratum, sum)[names(all_of)])))
sized <- transform(rows, size = listed$size[match(code, listed$code)])
sized_answered <- sized[sized$responded == 1, ]
size_totals <- tapply(listed$size, listed$stratum, sum)

separate <- function(d) calibrate(d, ~stratum:size - 1, setNames(size_totals[names(all_of)], paste0("stratum", names(all_of), ":size")), variance = rep(1, 4))
combined <- function(d) calibrate(d, ~size - 1, c(size = sum(listed$size)), variance = 1)
by_things <- function(d) postStratify(d, ~stratum, data.frame(stratum = names(all_of), Freq = as.numeric(all_of)))
drawn_by_stratum <- function(rows, items) svydesign(id = ~1, strata = ~stratum, weights = ~spread, fpc = ~units, data = spread(rows, items, "stratum"))

designs <- list(
  list_separate = function(items) separate(drawn_by_stratum(plain(sized_answered, all_of), items)),
  list_combined = function(items) combined(drawn_by_stratum(plain(sized_answered, all_of), items)),
  totals_separate = function(items) separate(drawn_by_stratum(plain(sized, all_of), items)),
  totals_combined = function(items) combined(drawn_by_stratum(plain(sized, all_of), items)),
  weights_separate = function(items) separate(drawn_by_stratum(transform(sized, w = weight), items)),
  weights_combined = function(items) combined(drawn_by_stratum(transform(sized, w = weight), items)),
  separate_domain = function(items) separate(svydesign(id = ~1, strata = ~stratum, fpc = ~units, data = sized)))
# The estimators by their own names give the same.
d <- svydesign(id = ~1, strata = ~stratum, fpc = ~units, data = sized)
same <- function(a, b) stopifnot(isTRUE(all.equal(as.numeric(coef(a)), as.numeric(b$total))), isTRUE(all.equal(as.numeric(SE(a)), as.numeric(b$se))))
same(svytotal(~y, designs$totals_separate("y")), predict(svyratio(~y, ~size, d, separate = TRUE), total = as.list(size_totals)))
same(svytotal(~y, designs$totals_combined("y")), predict(svyratio(~y, ~size, d), total = sum(listed$size)))

for (survey in names(designs)) {
  ask <- function(...) ask_sample("calibrated", survey, ...)
  ask("total.y", "svytotal(~y, calibrate(d, …)) = predict(svyratio(~y, ~size, d), total)", "TOTAL_Y", "total", "y")
  ask("count.yes", "svytotal(~yes, calibrate(d, …))", "NUMBER_YES", "count", "yes")
  ask("by.region.total", "svyby(~y, ~region, calibrate(d, …), svytotal)", "TOTAL_Y", "total", "y", by = "REGION", members = regions)
  ask("total.item", "svytotal(~item, calibrate(d, …)), item non-response", "TOTAL_ITEM", "total", "item")
}
# Rates and means stay those of the design.
designs <- list(list_separate = function(items) drawn_by_stratum(plain(sized_answered, all_of), items), totals_combined = function(items) drawn_by_stratum(plain(sized, all_of), items))
for (survey in names(designs)) {
  ask_sample("calibrated", survey, "mean.y", "svymean(~y, d)", "MEAN_Y", "mean", "y")
  ask_sample("calibrated", survey, "ratio.y.x", "svyratio(~y, ~x, d)", "Y_PER_X", "ratio", "y", "x")
}

# After stratification: drawn from all, not stratum by stratum.
drawn_from_all <- function(rows, items, weight) {
  known <- rows[stats::complete.cases(rows[items]), ]
  known$base <- if (is.null(weight)) 400 / nrow(known) else known[[weight]]
  svydesign(id = ~1, weights = ~base, fpc = ~total_units, data = known)
}
designs <- list(
  post = function(items) by_things(drawn_from_all(sized, items, NULL)),
  post_list = function(items) by_things(drawn_from_all(sized_answered, items, NULL)),
  post_weights = function(items) by_things(drawn_from_all(sized, items, "weight")),
  post_nofpc = function(items) by_things(svydesign(id = ~1, weights = ~weight, data = sized[stats::complete.cases(sized[items]), ])),
  post_domain = function(items) by_things(drawn_from_all(sized, "y", "weight")))
ask_all("calibrated", names(designs))
