-- Answers are given by units of the wave.
select distinct survey, year, unit from answer anti join unit_wave using (survey, year, unit);
