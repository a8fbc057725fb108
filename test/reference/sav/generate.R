# Rscript test/reference/sav/generate.R
# Makes files/*.sav and *.zsav with haven, PSPP and byte by byte, and expected.json: what haven and pspp-convert read from them.
# R 4.2.2, haven 2.5.1, jsonlite, PSPP 1.6.2. Made-up data, CC0.
suppressMessages({
  library(haven)
  library(jsonlite)
})
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
setwd(file.path(here, "files"))
unlink(list.files())

# Letters of two to four bytes, moved byte by byte over the borders of 8 and 255.
long <- function(width, shift) {
  letters <- paste0(strrep("x", shift), strrep("blåbærsyltetøy €uro \U0001F600 ", ceiling(width / 20)))
  while (nchar(letters, "bytes") > width) letters <- substr(letters, 1, nchar(letters) - 1)
  letters
}
wide <- function(width) c(vapply(0:4, function(shift) long(width, shift), ""), "kort", "")

world <- data.frame(row = 1:7)
world$kommunenr <- c("0301", "1103", "4601", "5001", "3401", "0301", "1508")
world$"kommunens_navn_på_norsk_slik_det_skrives" <- c("Oslo", "Stavanger", "Bærum Ås", "Trondheim – Tråante", "Ål", "“Ærlig”", "")
for (width in c(255, 256, 600, 1500)) world[[paste0("tekst_", width)]] <- wide(width)
world$tall <- c(0.1, 1 / 3, 2^53, 1e-300, 1e300, -1e-7, NA)
world$svar <- labelled_spss(c(0, 1, 98, 99, NA, 1, 0),
  labels = c(Nei = 0, "Ja, på én måte" = 1, "Vet ikke" = 98, "Ønsker ikke å svare" = 99), na_values = c(98, 99), label = "Har dere venteliste – per 31.12?")
world$uker <- labelled_spss(c(-5, 0, 0.5, 1, 52, 999, NA), labels = c(Ukjent = 999), na_values = 999, na_range = c(-Inf, 0), label = "Uker")
world$over <- labelled_spss(c(-5, 0, 0.5, 100, 101, 1e10, NA), na_range = c(100, Inf))
world$kode <- labelled_spss(c("a", "b", "z", "", "a", "b", "å"), labels = c("Første" = "a", "Å" = "å"), na_values = "z")
world$lang_kode <- labelled_spss(c("fastlege", "annen henviser", "vet ikke", "vet ikke det", "", "fastlege", "annen henviser"),
  labels = c("Fastlegen" = "fastlege", "En annen, på vegne av" = "annen henviser"), na_values = "vet ikke")
world$dag <- as.Date(c("2024-03-31", "1582-10-15", "1970-01-01", "2000-02-29", NA, "9999-12-31", "1899-12-31"))
world$tidspunkt <- as.POSIXct(c("2024-03-31 13:45:00", "1970-01-01 00:00:00", NA, "2000-02-29 23:59:59", "1600-01-01 12:00:00", "2024-03-31 13:45:30", "2024-12-31 00:00:01"), tz = "UTC")
world$klokke <- hms::hms(c(0, 86399, 93600, NA, 59, 3600, 61))
world$row <- NULL
for (compress in c("none", "byte", "zsav"))
  write_sav(world, paste0("haven-", compress, if (compress == "zsav") ".zsav" else ".sav"), compress = compress)

# PSPP, in both encodings and all packings.
syntax <- readLines(file.path("..", "generate.sps"), encoding = "UTF-8")
for (encoding in c("UTF-8", "windows-1252")) {
  text <- c(sprintf("SET LOCALE='%s'.", encoding), gsub("NAME", sub("windows-", "", tolower(encoding)), syntax))
  script <- tempfile(fileext = ".sps")
  con <- file(script, "wb")
  writeBin(unlist(lapply(iconv(text, "UTF-8", encoding, toRaw = TRUE), c, as.raw(10))), con)
  close(con)
  stopifnot(system2("pspp", c("-O", "format=txt", "-o", "-", script)) == 0)
}
source(file.path("..", "big-endian.R"))

# What haven leaves as seconds.
byFormat <- function(x) {
  format <- sub("[0-9.]*$", "", attr(x, "format.spss", TRUE))
  seconds <- as.numeric(unclass(x))
  if (!is.numeric(unclass(x)) || inherits(x, c("Date", "POSIXct", "hms"))) x
  else if (format %in% c("JDATE", "QYR", "MOYR")) as.Date(floor(seconds / 86400), origin = "1582-10-14")
  else if (format == "DTIME") hms::hms(seconds)
  else x
}
textOf <- function(x) {
  if (inherits(x, "Date")) return(format(x, "%Y-%m-%d"))
  if (inherits(x, "POSIXct")) return(format(x, "%Y-%m-%dT%H:%M:%S", tz = "UTC"))
  if (inherits(x, "hms")) x <- as.numeric(x)
  x <- unclass(x)
  if (is.character(x)) return(as.vector(x))
  ifelse(is.na(x), NA, sprintf("%.17g", x))
}
byHaven <- function(file) {
  data <- read_sav(file, user_na = TRUE)
  columns <- lapply(names(data), function(name) {
    x <- data[[name]]
    labels <- attr(x, "labels", TRUE)
    raw <- if (is.character(x)) as.character(unclass(x)) else as.numeric(unclass(x))
    # haven compares texts with the blanks that fill up missing values.
    missing <- if (is.character(raw)) trimws(raw, "right") %in% trimws(attr(x, "na_values", TRUE), "right") else is.na(x) & !is.na(raw)
    list(name = unbox(name), label = unbox(attr(x, "label", TRUE)), format = unbox(attr(x, "format.spss", TRUE)),
      labels = lapply(seq_along(labels), function(i) c(textOf(unname(labels)[i]), names(labels)[i])),
      cells = I(textOf(byFormat(x))), missing = I(which(missing) - 1L))
  })
  list(rows = unbox(nrow(data)), columns = columns)
}
byPspp <- function(file) {
  out <- tempfile(fileext = ".csv")
  stopifnot(system2("pspp-convert", c("-O", "csv", file, out)) == 0)
  text <- readLines(out, encoding = "UTF-8")
  I(text)
}
# All packings of the same data must read the same.
answerOf <- function(files) {
  read <- lapply(files, function(file) list(haven = byHaven(file), pspp = byPspp(file)))
  for (other in read) if (!identical(other, read[[1]])) { print(files); str(all.equal(other, read[[1]])); stop() }
  c(list(files = I(files)), read[[1]])
}
files <- list.files()
groups <- split(files, sub("-(none|byte|zsav)[.].*", "", files))
answers <- list(made = I(c(R.version.string, paste("haven", packageVersion("haven")), system2("pspp", "--version", TRUE)[1])), groups = unname(lapply(groups, answerOf)))
writeLines(toJSON(answers, na = "null", null = "null", pretty = 1), file.path("..", "expected.json"), useBytes = TRUE)
