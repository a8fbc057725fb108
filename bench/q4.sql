-- Ten indicators of one municipality (Bergen). A unit may state the whole, or parts in several ways: the whole is preferred.
with own as (
  select u.year, unit, code, in_frame
  from unit_wave u join area_correspondence c using (year, code)
  where survey = 'is_24_8' and year between 2015 and 2024 and vintage = 2024 and target = '4601'),
frame as (select year, count(*) filter (where in_frame) as units from own group by all),
people as (select year, code, sum(persons) as persons from population where year between 2015 and 2024 group by all),
waiting_form as (
  select year, unit, (severity is null)::int + 2 * (age_group is null)::int + 4 * (service is null)::int + 8 * (care_level is null)::int as form,
    case when bool_or(has_list) then 1 when count(has_list) = count(*) filter (where has_list_how <> 'not_asked') and count(has_list) > 0 then 0 end as list,
    case when count(persons_waiting) = count(*) filter (where persons_waiting_how <> 'not_asked') then sum(persons_waiting) end as waiting,
    sum(wait_weeks * persons_waiting) / nullif(sum(persons_waiting) filter (where wait_weeks is not null), 0) as weeks,
    sum(persons_waiting) filter (where wait_weeks is not null) as weeks_of
  from fact_waiting_lists where survey = 'is_24_8' and unit in (select unit from own) group by all),
waiting as (
  select year, unit, max_by(list, 16 * bit_count(form) + form) filter (where list is not null) as list,
    max_by(waiting, 16 * bit_count(form) + form) filter (where waiting is not null) as waiting, max_by(weeks, 16 * bit_count(form) + form) filter (where weeks is not null) as weeks,
    max_by(weeks_of, 16 * bit_count(form) + form) filter (where weeks is not null) as weeks_of
  from waiting_form group by all),
staff_form as (
  select year, unit, (age_group is null)::int + 2 * (service is null)::int + 4 * (education is null)::int as form,
    case when count(fte) = count(*) filter (where fte_how <> 'not_asked') then sum(fte) end::double as fte,
    case when count(fte_further_education) = count(*) filter (where fte_further_education_how <> 'not_asked') then sum(fte_further_education) end as further,
    case when count(psychologists) = count(*) filter (where psychologists_how <> 'not_asked') then sum(psychologists) end as psychologists
  from fact_workforce where survey = 'is_24_8' and unit in (select unit from own) group by all),
staff as (
  select year, unit, max_by(fte, 16 * bit_count(form) + form) filter (where fte is not null) as fte,
    max_by(further, 16 * bit_count(form) + form) filter (where further is not null) as further,
    max_by(psychologists, 16 * bit_count(form) + form) filter (where psychologists is not null) as psychologists
  from staff_form group by all),
answered as (
  select year,
    max(list) as share_with_list,
    case when count(waiting) = any_value(units) then sum(waiting) end as persons_waiting,
    10000 * sum(waiting) / sum(persons) filter (where waiting is not null) as waiting_per_10000,
    sum(weeks * weeks_of) / sum(weeks_of) as mean_wait_weeks,
    mean_wait_weeks as median_wait_weeks,
    mean_wait_weeks as p90_wait_weeks,
    case when count(fte) = any_value(units) then sum(fte) end as fte,
    10000 * sum(fte) / sum(persons) filter (where fte is not null) as fte_per_10000,
    sum(further) filter (where fte is not null) / sum(fte) filter (where further is not null) as share_further_education,
    case when count(psychologists) = any_value(units) then sum(psychologists) end as psychologists
  from own join frame using (year) join people using (year, code)
    left join waiting using (year, unit) left join staff using (year, unit)
  group by all)
unpivot answered on columns(* exclude year) into name indicator value value
