-- Facts are said by units that answered that wave.
select subject, survey, year, unit from fact_key anti join (select * from unit_wave where responded) u using (survey, year, unit);
