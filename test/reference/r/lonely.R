# Strata with one answer, or none, of several: joined to the next larger by mean size, else to the next smaller, before anything is estimated.
set.seed(25)
units_in <- c(A = 6, B = 9, C = 7, D = 5, Z = 1) # Z has one unit, which always answers: nothing is missing there
mean_size <- c(A = 50, B = 10, C = 25, D = 100, Z = 2)
few <- data.frame(code = sprintf("n%02d", 1:28), stratum = rep(names(units_in), units_in))
few$size <- round(mean_size[few$stratum] * exp(rnorm(28, 0, 0.1)))
few <- cbind(few, things(28, few$size / 5, 0))
write_data("few", few[c("code", "stratum", "size")])
# How many answered, and the pools that makes.
cases <- list(
  "2001" = list(n = c(A = 4, B = 7, C = 1, D = 3, Z = 1), pool = c(A = "A", B = "B", C = "A", D = "D", Z = "Z")),
  "2002" = list(n = c(A = 4, B = 7, C = 5, D = 1, Z = 1), pool = c(A = "A", B = "B", C = "C", D = "A", Z = "Z")),
  "2003" = list(n = c(A = 0, B = 7, C = 5, D = 3, Z = 1), pool = c(A = "D", B = "B", C = "C", D = "D", Z = "Z")),
  "2004" = list(n = c(A = 4, B = 1, C = 1, D = 3, Z = 1), pool = c(A = "A", B = "A", C = "A", D = "D", Z = "Z")),
  "2005" = list(n = c(A = 4, B = 1, C = 5, D = 1, Z = 1), pool = c(A = "A", B = "C", C = "C", D = "A", Z = "Z")),
  "2006" = list(n = c(A = 1, B = 1, C = 1, D = 1, Z = 1), pool = c(A = "all", B = "all", C = "all", D = "all", Z = "all")),
  "2007" = list(n = c(A = 4, B = 7, C = 5, D = 5, Z = 1), pool = c(A = "A", B = "B", C = "C", D = "D", Z = "Z"), item = list(n = c(C = 1), pool = c(A = "A", B = "B", C = "A", D = "D", Z = "Z"))),
  "2008" = list(n = c(A = 6, B = 7, C = 1, D = 5, Z = 1), pool = c(A = "A", B = "B", C = "A", D = "D", Z = "Z")))
replies <- do.call(rbind, lapply(names(cases), function(year) {
  n <- cases[[year]]$n
  rows <- do.call(rbind, lapply(names(n), function(s) { own <- few[few$stratum == s, ]; own[sort(sample(nrow(own), n[[s]])), ] }))
  rows <- cbind(year = as.integer(year), rows)
  rows$y <- round(rows$y * exp(rnorm(nrow(rows), 0, 0.1)), 2)
  rows$item <- rows$y
  if (year == "2007") rows$item[rows$stratum == "C"][-1] <- NA
  rows
}))
replies$weight <- round(units_in[replies$stratum] / 2.7 * runif(nrow(replies), 0.8, 1.2), 3)
replies$units <- units_in[replies$stratum]
write_data("few_answers", replies[c("year", "code", "stratum", "weight", "units", "region", "y", "x", "yes", "item", "kind", "none")])
replies <- with_kinds(replies)

for (year in names(cases)) {
  own <- replies[replies$year == year, ]
  pooled <- function(items) if (!is.null(cases[[year]]$item) && "item" %in% items) cases[[year]]$item$pool else cases[[year]]$pool
  plain_pools <- function(items) {
    pool <- pooled(items)
    known <- own[stats::complete.cases(own[items]), ]
    known$pool <- pool[known$stratum]
    known$in_pool <- as.numeric(tapply(units_in, pool[names(units_in)], sum)[known$pool])
    svydesign(id = ~1, strata = ~pool, fpc = ~in_pool, data = known)
  }
  designs <- list(lonely = plain_pools)
  # Without sizes strata are in the order of their names: the next is the next letter, but for Z, which is a single unit.
  named <- list("2001" = c(A = "A", B = "B", C = "D", D = "D", Z = "Z"), "2002" = c(A = "A", B = "B", C = "C", D = "C", Z = "Z"), "2004" = c(A = "A", B = "D", C = "D", D = "D", Z = "Z"))[[year]]
  if (!is.null(named)) {
    designs$lonely_weights <- function(items) {
      own$pool <- named[own$stratum]
      own$in_pool <- as.numeric(tapply(units_in, named[names(units_in)], sum)[own$pool])
      svydesign(id = ~1, strata = ~pool, weights = ~weight, fpc = ~in_pool, data = own)
    }
    endless <- c(named[names(named) != "Z"], Z = "D") # nobody knows that Z has no other
    if (year == "2002") endless[c("D", "Z")] <- "C"
    designs$lonely_nofpc <- function(items) { own$pool <- endless[own$stratum]; svydesign(id = ~1, strata = ~pool, weights = ~weight, data = own) }
  }
  if (year == "2007") designs$lonely_domain <- function(items) svydesign(id = ~1, strata = ~stratum, fpc = ~units, data = own)
  for (survey in names(designs)) {
    ask <- function(id, ...) ask_sample("lonely", survey, paste0(id, ".", year), ..., year = as.integer(year))
    ask("total.y", "svytotal(~y, d), strata joined", "TOTAL_Y", "total", "y")
    ask("mean.y", "svymean(~y, d), strata joined", "MEAN_Y", "mean", "y")
    ask("ratio", "svyratio(~y, ~x, d), strata joined", "Y_PER_X", "ratio", "y", "x")
    ask("total.item", "svytotal(~item, d), strata joined", "TOTAL_ITEM", "total", "item")
    ask("filtered", "svytotal(~y, subset(d, region %in% c('r1', 'r2'))), strata joined", "TOTAL_Y", "total", "y", where = "region: [\"r1\", \"r2\"]", narrow = function(v) v$region %in% c("r1", "r2"))
  }
}

# Change where the strata of one year are joined otherwise than those of the next.
pooled_rows <- function(year) {
  pool <- cases[[as.character(year)]]$pool
  own <- replies[replies$year == year, ]
  own$h <- pool[own$stratum]
  structure(own, frame = data.frame(code = few$code, h = pool[few$stratum]))
}
for (kind in c("total", "mean")) ask_changes("lonely", "lonely", "things", pooled_rows, 2001:2008, paste0(kind, ".y"), paste0(toupper(kind), "_Y"), kind, "y", brief = TRUE)

# Clusters numbered anew in each stratum, one of which has a single one: joined to the next, they stay clusters of their own.
numbered <- data.frame(stratum = rep(c("E", "F", "G"), c(6, 2, 8)), number = c(1, 1, 2, 2, 3, 3, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4))
numbered <- cbind(code = sprintf("c%02d", 1:16), numbered, things(16, 20, 0))
numbered$weight <- round(c(E = 3, F = 4, G = 2.5)[numbered$stratum] * runif(16, 0.9, 1.1), 3)
numbered$clusters <- c(E = 9, F = 4, G = 10)[numbered$stratum]
write_data("few_clusters", numbered[c("code", "stratum", "number", "weight", "clusters", "region", "y", "x", "yes", "item", "kind", "none")])
numbered <- with_kinds(numbered)
designs <- list(lonely_clusters = function(items) svydesign(id = ~id, strata = ~pool, weights = ~weight, fpc = ~there,
  data = transform(numbered, id = paste(stratum, number), pool = c(E = "E", F = "G", G = "G")[stratum], there = c(E = 9, F = 14, G = 14)[stratum])))
ask_sample("lonely", "lonely_clusters", "total.y", "svytotal(~y, d), strata joined", "TOTAL_Y", "total", "y")
ask_sample("lonely", "lonely_clusters", "ratio", "svyratio(~y, ~x, d), strata joined", "Y_PER_X", "ratio", "y", "x")
