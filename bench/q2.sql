-- The same by county in the borders of 2024. A county of which a part cannot be told in a year has no value.
with said as (
  select year, unit, severity, bool_or(has_list)::integer as y
  from fact_waiting_lists
  where survey = 'is_24_8' and year between 2015 and 2024 and severity is not null and has_list_how <> 'not_asked'
  group by all
  having bool_or(has_list) or count(has_list) = count(*)),
weighted as (
  select year, code, severity, y, respondents_weight / count(*) over (partition by year, severity, stratum) as weight
  from said join unit_wave using (year, unit) join stratum using (survey, year, stratum) where survey = 'is_24_8'),
place as (
  select c.year, c.code, area, sum(c.share * b.share) >= 0.99 as whole
  from area_correspondence c join area_base b on b.vintage = c.vintage and b.base = c.target
  where c.vintage = 2024 and c.year between 2015 and 2024 and level = 'county'
  group by all),
torn as (select distinct year, area from place where not whole)
select year, area, severity, sum(weight * y) / sum(weight) as value
from weighted join place using (year, code)
where (year, area) not in (from torn)
group by all
