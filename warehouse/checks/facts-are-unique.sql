-- A unit says a fact of one cell once per wave.
select subject, survey, year, unit, cell, count(*) as rows from fact_key group by all having count(*) > 1;
