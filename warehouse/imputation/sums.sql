-- Wholes of one depth that were left open while all their parts were answered count as answered.
insert into impute_answer
select g.survey, g.year, g.unit, g.cell, first(s.sum order by s.kind)
from impute_gap g join impute_cell c using (cell) join impute_depth using (depth)
join (
  select a.survey, a.year, a.unit, f.parent, f.kind, sum(a.y order by a.cell) as sum
  from impute_answer a join impute_family f using (survey, year, cell) join impute_partition using (survey, year, parent, kind)
  group by a.survey, a.year, a.unit, f.parent, f.kind, f.size having count(*) = f.size) s
  on s.survey = g.survey and s.year = g.year and s.unit = g.unit and s.parent = g.cell
group by g.survey, g.year, g.unit, g.cell;
