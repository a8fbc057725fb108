# Makes influence.json: Rscript test/reference/influence.R
library(jsonlite)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
set.seed(2718)
case <- function(name, x, y) {
  line <- lm(y ~ x)
  list(name = name, x = x, y = y, residual = unname(rstudent(line)), leverage = unname(hatvalues(line)), fitted = unname(fitted(line)))
}
size <- exp(runif(60, log(300), log(700000)))
value <- size^0.9 / 40 * exp(rnorm(60, 0, 0.3))
tenfold <- replace(value, 17, value[17] * 10)
alone <- c(size[1:20], 4e7)
cases <- list(
  case("sizes over four powers of ten", log(size), log(value)),
  case("one given in another measure", log(size), log(tenfold)),
  case("one much larger than all others", log(alone), log(c(value[1:20], 90))),
  case("as few as can be", c(1, 2, 3, 5), c(2.1, 2.9, 4.4, 5.2)),
  case("many of one size", c(rep(2, 8), 3, 4), c(1, 2, 3, 2, 1, 4, 2, 2.5, 6, 5))
)
spreads <- lapply(list(c(0.1, -0.2, 0.05, 0, 1.9, -0.1), c(1, 1, 1, 4), rnorm(31)), function(x) list(x = x, median = median(x), mad = mad(x)))
write_json(list(made = paste(R.version.string, "jsonlite", packageVersion("jsonlite")), cases = cases, spreads = spreads),
  file.path(here, "influence.json"), digits = NA, auto_unbox = TRUE)
