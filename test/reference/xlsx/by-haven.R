# Writes files/haven.sav: the wave as R hands it to SPSS, where yes and no are numbers. Debian 12, haven 2.5.1.
library(haven)
wave <- jsonlite::fromJSON("wave.json", simplifyVector = FALSE)
column <- function(at) sapply(wave$rows, function(row) if (is.null(row[[at]])) NA else row[[at]])
table <- as.data.frame(lapply(seq_along(wave$columns), column))
names(table) <- unlist(wave$columns)
table$started <- as.Date(table$started)
table$plan <- as.numeric(table$plan)
write_sav(table, "files/haven.sav", compress = "zsav")
