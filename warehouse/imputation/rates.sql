-- Number of a unit times what the others of its pool answered per number of theirs.
create or replace temp table impute_rate as
select b.survey, b.year, b.method, b.pool, a.cell, sum(a.y order by a.unit) / nullif(sum(b.x order by a.unit), 0) as rate
from impute_basis b join impute_answer a using (survey, year, unit)
group by b.survey, b.year, b.method, b.pool, a.cell;

create or replace temp table impute_predicted as
select g.survey, g.year, g.unit, g.cell, m.x * r.rate as y
from impute_gap g join impute_method m using (survey, year, unit) join impute_rate r using (survey, year, method, pool, cell)
where r.rate is not null;

-- A cell that nobody of the pool answered: as the whole country answered it.
insert into impute_predicted
with lost as (from impute_gap anti join impute_predicted using (survey, year, unit, cell)),
rate as (
  select l.survey, l.year, l.cell, i.method, sum(a.y order by a.unit) / nullif(sum(i.x order by a.unit), 0) as rate
  from (select distinct survey, year, cell from lost) l join impute_answer a using (survey, year, cell) join impute_x i using (survey, year, unit)
  group by l.survey, l.year, l.cell, i.method)
select l.survey, l.year, l.unit, l.cell, arg_min(i.x * r.rate, case when i.method = m.method then 'growth'::imputation_method else i.method end)
from lost l join impute_method m using (survey, year, unit) join impute_x i using (survey, year, unit)
join rate r on r.survey = l.survey and r.year = l.year and r.cell = l.cell and r.method = i.method and r.rate is not null
group by l.survey, l.year, l.unit, l.cell;
