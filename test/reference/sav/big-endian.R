# Files as machines with the other order of bytes wrote them, plain and bytecoded, by hand: no writer of today makes them.
big <- function(file, packed) {
  con <- file(file, "wb")
  on.exit(close(con))
  int <- function(...) writeBin(as.integer(c(...)), con, endian = "big", size = 4)
  num <- function(...) writeBin(as.double(c(...)), con, endian = "big", size = 8)
  str <- function(text, width) writeBin(c(charToRaw(text), rep(as.raw(32), width - nchar(text, "bytes"))), con)
  sysmis <- -.Machine$double.xmax
  str("$FL2", 4); str("@(#) SPSS DATA FILE by hand", 60); int(2, 3, packed, 0, 3); num(100)
  str("22 NOV 26", 9); str("10:00:00", 8); str("", 64); str("", 3)
  int(2, 0, 1, -3, bitwShiftL(5, 16) + bitwShiftL(8, 8) + 2, bitwShiftL(5, 16) + bitwShiftL(8, 8) + 2); str("ANTALL", 8)
  int(6); str("Antall", 8); num(-99, -1, 999)
  int(2, 12, 0, 0, bitwShiftL(1, 16) + bitwShiftL(12, 8), bitwShiftL(1, 16) + bitwShiftL(12, 8)); str("NAVN", 8)
  int(2, -1, 0, 0, 0, 0); str("", 8)
  int(3, 2); num(1); writeBin(as.raw(2), con); str("en", 7); num(999); writeBin(as.raw(6), con); str("ukjent", 7); int(4, 1, 1)
  int(7, 3, 4, 8, 1, 0, 0, 1, 1, 1, 1, 1252)
  int(7, 4, 8, 3); num(sysmis, .Machine$double.xmax, -.Machine$double.xmax * (1 - 2^-53))
  int(7, 13, 1); names <- "ANTALL=AntallSaker\tNAVN=Kommunenavn"; int(nchar(names)); str(names, nchar(names))
  int(999, 0)
  rows <- list(list(1, "Ski\xf8ya"), list(-5, "H\xf8yland \xc5s"), list(1234.5625, ""))
  bytes <- function(x) { Encoding(x) <- "bytes"; r <- charToRaw(x); c(r, rep(as.raw(32), 16 - length(r))) }
  if (packed == 0) for (row in rows) { num(row[[1]]); writeBin(bytes(row[[2]]), con) }
  else {
    writeBin(as.raw(c(101, 253, 254, 95, 253, 253, 253, 254)), con)
    writeBin(bytes(rows[[1]][[2]])[1:8], con); writeBin(bytes(rows[[2]][[2]])[1:8], con); writeBin(bytes(rows[[2]][[2]])[9:16], con); num(rows[[3]][[1]])
    writeBin(as.raw(c(254, 252, 0, 0, 0, 0, 0, 0)), con)
  }
}
big("big-endian-none.sav", 0)
big("big-endian-byte.sav", 1)
