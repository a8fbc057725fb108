-- Cells of one depth that were left open: a part shares what its whole has left, a cell of its own is as predicted.
insert into impute_value
with gap as (
  select g.survey, g.year, g.unit, g.cell, p.y as predicted, u.y as up
  from impute_gap g join impute_cell c using (cell) join impute_depth using (depth)
  left join impute_predicted p using (survey, year, unit, cell)
  left join impute_up u using (survey, year, unit, cell)),
shared as (
  select g.*, f.parent, f.kind, coalesce(own.share, everywhere.share) as share, coalesce(s.y, v.y, 0) as whole
  from gap g join impute_family f using (survey, year, cell)
  join impute_method m using (survey, year, unit)
  left join impute_share own on own.survey = g.survey and own.year = g.year and own.cell = g.cell and own.method = m.method and own.pool = m.pool
  left join impute_share everywhere on everywhere.survey = g.survey and everywhere.year = g.year and everywhere.cell = g.cell and everywhere.pool is null
  left join impute_said s on s.survey = g.survey and s.year = g.year and s.unit = g.unit and s.cell = f.parent
  left join impute_value v on v.survey = g.survey and v.year = g.year and v.unit = g.unit and v.cell = f.parent),
said as (
  select n.survey, n.year, n.unit, n.parent, n.kind, sum(coalesce(s.y, u.y) order by f.cell) as y
  from (select distinct survey, year, unit, parent, kind from shared) n
  join impute_family f using (survey, year, parent, kind)
  left join impute_said s using (survey, year, unit, cell)
  left join impute_up u using (survey, year, unit, cell)
  group by n.survey, n.year, n.unit, n.parent, n.kind),
part as (
  select d.*, w.parent is not null as adds_up, greatest(d.whole - coalesce(s.y, 0), 0) as rest,
    sum(case when d.up is null then d.share end order by d.cell) over same as shares, count(case when d.up is null then 1 end) over same as parts
  from shared d left join said s using (survey, year, unit, parent, kind)
  left join impute_partition w using (survey, year, parent, kind)
  window same as (partition by d.survey, d.year, d.unit, d.parent, d.kind))
select survey, year, unit, cell, coalesce(up, case
  when adds_up then rest * case when shares > 0 then share / shares else 1 / parts end
  else whole * share end, predicted)
from part
union all
select survey, year, unit, cell, coalesce(up, predicted) from gap anti join impute_family using (survey, year, cell);
