SET MXLOOPS=200.
DATA LIST LIST (";") NOTABLE /kommunenr (A4) navn (A13) kode (A2) lang_kode (A14) tall (F18.6) svar (F2.0) uker (F8.2) over (F8.2) dag (DATE11) amerikansk (ADATE10) europeisk (EDATE10) juliansk (JDATE7) sorterbar (SDATE10) tidspunkt (DATETIME23.2) klokke (TIME11.2) varighet (DTIME14) kvartal (QYR8) maaned (MOYR8) ukedag (WKDAY9).
BEGIN DATA.
0301;Oslo;a;fastlege;0.1;0;-5;-5;31-MAR-2024;03/31/2024;31.03.2024;2024091;2024/03/31;31-MAR-2024 13:45:00.25;23:59:59.5;1 02:03:04;1 Q 2024;MAR 2024;MON
1103;Stavanger æøå;b;annen henviser;-1234567.25;1;0;0;15-OCT-1582;10/15/1582;15.10.1582;1999001;1582/10/15;1-JAN-1970 00:00:00;26:00:00;0 00:00:01;4 Q 1999;DEC 1999;SUN
4601;Bærum ÅsØÆ;z;vet ikke;1000000;98;0.5;100;29-FEB-2000;02/29/2000;29.02.2000;2000060;2000/02/29;29-FEB-2000 23:59:59;-01:30:00;.;1 Q 2000;FEB 2000;SAT
5001;;å;;.;99;1;101;.;.;.;.;.;.;.;.;.;.;.
3401;Ål;;vet ikke det;252;1;52;.;31-DEC-9999;12/31/9999;31.12.9999;9999365;9999/12/31;31-DEC-9999 23:59:59;00:00:00;400 00:00:00;4 Q 9999;DEC 9999;TUE
END DATA.
STRING t255 (A255) /t256 (A256) /t600 (A600) /t1500 (A1500).
STRING brikke (A25).
COMPUTE brikke = CONCAT(SUBSTR('xxxxx', 1, $CASENUM), 'blåbærsyltetøyene').
LOOP #i = 1 TO 60.
IF (#i <= 10) t255 = CONCAT(RTRIM(t255), RTRIM(brikke)).
IF (#i <= 24) t600 = CONCAT(RTRIM(t600), RTRIM(brikke)).
COMPUTE t1500 = CONCAT(RTRIM(t1500), RTRIM(brikke)).
END LOOP.
COMPUTE t256 = CONCAT('skrått', RTRIM(t255)).
IF ($CASENUM = 4) t1500 = ''.
IF ($CASENUM = 5) t600 = 'kort'.
VARIABLE LABELS svar 'Har dere venteliste på kvelden?' /t600 'Merknad, så lang De ønsker'.
VALUE LABELS svar 0 'Nei' 1 'Ja, på én måte' 98 'Vet ikke' 99 'Ønsker ikke å svare'
  /kode 'a' 'Første' 'b' 'Å'
  /lang_kode 'fastlege' 'Fastlegen' 'annen henviser' 'En annen, på vegne av'
  /dag 0 'ingen'.
MISSING VALUES svar (98, 99) uker (LOWEST THRU 0, 52) over (100 THRU HIGHEST) kode ('z') lang_kode ('vet ikke') tall (252).
SAVE OUTFILE='pspp-NAME-none.sav' /UNCOMPRESSED.
SAVE OUTFILE='pspp-NAME-byte.sav' /COMPRESSED.
SAVE OUTFILE='pspp-NAME-zsav.zsav' /ZCOMPRESSED.
