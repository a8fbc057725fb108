-- What is a part of its whole, among those that answered both.
create or replace temp table impute_share as  -- pool null: in the whole country
select b.survey, b.year, b.method, b.pool, p.cell, sum(p.y order by p.unit) / nullif(sum(p.whole order by p.unit), 0) as share
from impute_basis b join impute_part p using (survey, year, unit)
group by b.survey, b.year, b.method, b.pool, p.cell
union all
select survey, year, null, null, cell, sum(y order by unit) / nullif(sum(whole order by unit), 0) from impute_part group by survey, year, cell;

create or replace temp table impute_up (survey survey_id, year usmallint, unit integer, cell integer, y double);
