-- The same by municipality in the borders of 2024. What several municipalities became has a list if one of them had; none only if all said so.
with said as (
  select year, unit, severity, bool_or(has_list_how <> 'not_asked') as was_asked,
    case when bool_or(has_list) then 1 when count(has_list) = count(*) filter (where has_list_how <> 'not_asked') and count(has_list) > 0 then 0 end as y
  from fact_waiting_lists
  where survey = 'is_24_8' and year between 2015 and 2024 and severity is not null
  group by all),
place as (
  select year, code, target as area, share >= 0.99 as whole
  from area_correspondence where vintage = 2024 and year between 2015 and 2024),
torn as (select distinct year, area from place where not whole),
parts as (
  select year, area, count(*) as units from unit_wave join place using (year, code) where survey = 'is_24_8' and in_frame group by all)
select year, area, severity,
  case when max(y) = 1 then 1 when count(y) + count(*) filter (where not was_asked) >= any_value(units) then min(y) end as value
from said join unit_wave using (year, unit) join place using (year, code) join parts using (year, area)
where survey = 'is_24_8' and (year, area) not in (from torn)
group by all
