-- Cells that together are a part of another: same whole, split by the same dimensions.
create or replace temp table impute_family as
select survey, year, cell, parent, kind, count(*) over (partition by survey, year, parent, kind) as size
from (
  select a.survey, a.year, a.cell, k.parent, row_number() over (partition by a.survey, a.year, a.cell order by p.depth desc, k.parent) as nth
  from impute_asked a join impute_kin k using (cell)
  join impute_asked b on b.survey = a.survey and b.year = a.year and b.cell = k.parent
  join impute_cell p on p.cell = k.parent
  semi join impute_gap g on g.survey = a.survey and g.year = a.year)
join impute_cell using (cell)
where nth = 1;
