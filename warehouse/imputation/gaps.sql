-- What a unit of the frame was asked and did not answer, and what its number and the answers of its pool make of it.
create or replace temp table impute_asked as
select distinct survey, year, cell from impute_said where y is not null;

create or replace temp table impute_gap as
select u.survey, u.year, u.unit, a.cell, s.how
from impute_unit u join impute_asked a using (survey, year)
left join impute_said s using (survey, year, unit, cell)
where s.y is null and s.how is distinct from 'not_asked';

-- Whom a question does not concern has nothing of what is added up.
create or replace temp table impute_answer as
select survey, year, unit, cell, coalesce(y, 0) as y
from impute_said cross join impute_rule semi join impute_gap using (survey, year)
where y is not null or (adds and how = 'not_asked');

create or replace temp table impute_needed as
select distinct survey, year, method, pool from impute_method semi join impute_gap using (survey, year, unit);

create or replace temp table impute_basis as
select n.survey, n.year, n.method, n.pool, i.unit, i.x
from impute_needed n join impute_pool p using (survey, year, method, pool) join impute_x i using (survey, year, method, stratum);
