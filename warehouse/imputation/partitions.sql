create or replace temp table impute_partition as  -- whose parts add up to the whole
select survey, year, parent, kind
from (select survey, year, parent, kind, sum(y order by unit, cell) as parts, sum(whole order by unit, cell) / any_value(size) as whole
      from impute_part join impute_family using (survey, year, cell, parent, kind) group by survey, year, parent, kind)
where abs(parts - whole) <= 0.01 * abs(whole);
