# Writes files/openxlsx.xlsx: the wave as R writes it. Debian 12, openxlsx 4.2.5.2.
library(openxlsx)
wave <- jsonlite::fromJSON("wave.json", simplifyVector = FALSE)
column <- function(at) sapply(wave$rows, function(row) if (is.null(row[[at]])) NA else row[[at]])
table <- as.data.frame(lapply(seq_along(wave$columns), column))
names(table) <- unlist(wave$columns)
table$started <- as.Date(table$started)
class(table$share) <- "percentage"
write.xlsx(table, "files/openxlsx.xlsx", sheetName = "Svar", overwrite = TRUE)
