-- Share of municipalities with a waiting list, the country, by severity: strata weighted by the units they stand for.
with said as (
  select year, unit, severity, bool_or(has_list)::integer as y
  from fact_waiting_lists
  where survey = 'is_24_8' and year between 2015 and 2024 and severity is not null and has_list_how <> 'not_asked'
  group by all
  having bool_or(has_list) or count(has_list) = count(*)),
stratum_share as (
  select year, severity, stratum, avg(y) as share
  from said join unit_wave using (year, unit) where survey = 'is_24_8'
  group by all)
select year, severity, sum(respondents_weight * share) / sum(respondents_weight) as value
from stratum_share join stratum using (year, stratum) where survey = 'is_24_8'
group by all
