-- The same by municipality in the borders of 2024, where every unit stands for itself.
with said as (
  select year, unit, severity, bool_or(has_list)::integer as y
  from fact_waiting_lists
  where survey = 'is_24_8' and year between 2015 and 2024 and severity is not null and has_list_how <> 'not_asked'
  group by all
  having bool_or(has_list) or count(has_list) = count(*)),
place as (
  select year, code, target as area, share >= 0.99 as whole
  from area_correspondence where vintage = 2024 and year between 2015 and 2024),
torn as (select distinct year, area from place where not whole)
select year, area, severity, avg(y) as value
from said join unit_wave using (year, unit) join place using (year, code)
where survey = 'is_24_8' and (year, area) not in (from torn)
group by all
