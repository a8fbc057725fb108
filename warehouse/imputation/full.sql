create or replace temp table impute_full as  -- units that answered the whole and all its parts
select a.survey, a.year, a.unit, f.parent, f.kind, p.y
from impute_answer a join impute_family f using (survey, year, cell)
join impute_answer p on p.survey = a.survey and p.year = a.year and p.unit = a.unit and p.cell = f.parent
group by a.survey, a.year, a.unit, f.parent, f.kind, f.size, p.y
having count(*) = f.size;

create or replace temp table impute_part as
select a.survey, a.year, a.unit, a.cell, f.parent, f.kind, a.y, w.y as whole
from impute_answer a join impute_family f using (survey, year, cell) join impute_full w using (survey, year, unit, parent, kind);
