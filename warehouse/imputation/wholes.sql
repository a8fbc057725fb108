-- Wholes of one depth that were left open while some of their parts were answered: those, and the others as predicted.
insert into impute_up
with part as (
  select g.survey, g.year, g.unit, g.cell, f.kind, f.cell as part, coalesce(s.y, u.y) as said, p.y as predicted
  from impute_gap g join impute_cell c using (cell) join impute_depth using (depth)
  join impute_partition w on w.survey = g.survey and w.year = g.year and w.parent = g.cell
  join impute_family f on f.survey = g.survey and f.year = g.year and f.parent = g.cell and f.kind = w.kind
  left join impute_said s on s.survey = g.survey and s.year = g.year and s.unit = g.unit and s.cell = f.cell
  left join impute_up u on u.survey = g.survey and u.year = g.year and u.unit = g.unit and u.cell = f.cell
  left join impute_predicted p on p.survey = g.survey and p.year = g.year and p.unit = g.unit and p.cell = f.cell),
way as (
  select survey, year, unit, cell, kind, count(said) as said, sum(coalesce(said, predicted, 0) order by part) as y
  from part group by survey, year, unit, cell, kind having count(said) > 0)
select survey, year, unit, cell, first(y order by said desc, kind) from way group by survey, year, unit, cell;
