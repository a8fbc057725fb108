-- A unit says a fact of one cell once per wave. Few rows, if any, share a hash: only those are compared.
with suspect as (select hash from fact_key group by hash having count(*) > 1)
select subject, survey, year, unit, cell, count(*) as rows from fact_key semi join suspect using (hash) group by all having count(*) > 1;
