-- One fact: by which number of its own, and with which other units, the value of a unit is estimated.
-- The value of the year before in the borders of the year: all that it was made of moved whole and answered.
create or replace temp table impute_before as
with border as (select min(vintage) as first, max(vintage) as last from area_correspondence),
origin as (
  select t.survey, t.year, t.unit, c.code, c.share, b.unit as before
  from unit_wave t join impute_comparable using (survey, year) join impute_wave w using (survey, year) cross join border
  join area_correspondence c on c.target = t.code and c.share >= 0.01
    and c.vintage = least(greatest(t.year, first), last) and c.year = least(greatest(t.year - 1, first), last)
  left join unit_wave b on b.survey = t.survey and b.year = t.year - 1 and b.code = c.code
  where w.area
  union all
  select t.survey, t.year, t.unit, t.code, 1, t.unit
  from unit_wave t join impute_comparable using (survey, year) join impute_wave w using (survey, year)
  where not w.area)
select o.survey, o.year, o.unit, sum(r.y order by o.code) as x
from origin o left join impute_root r on r.survey = o.survey and r.year = o.year - 1 and r.unit = o.before
group by o.survey, o.year, o.unit
having bool_and(o.share >= 0.99) and count(r.y) = count(*);

create or replace temp table impute_unit as
with answered as (select distinct survey, year, unit from impute_said where y is not null)
select u.survey, u.year, u.unit, u.stratum, case when adds then u.size end as size, b.x as before,
  case when count(r.y) over (partition by u.survey, u.year) > 0 then r.y is not null else a.unit is not null end as known
from unit_wave u join impute_wave using (survey, year) cross join impute_rule
left join impute_root r using (survey, year, unit)
left join answered a using (survey, year, unit)
left join impute_before b using (survey, year, unit)
where u.in_frame;

create or replace temp table impute_x as
select survey, year, unit, stratum, known, 'growth'::imputation_method as method, before as x from impute_unit where before is not null
union all
select survey, year, unit, stratum, known, 'ratio'::imputation_method, size from impute_unit where size is not null
union all
select survey, year, unit, stratum, known, 'mean'::imputation_method, 1 from impute_unit;

-- A stratum without a basis joins the next larger one that has one, else the next smaller.
create or replace temp table impute_pool as
with counted as (
  select s.survey, s.year, s.stratum, m.method, coalesce(s.size / s.units, s.stratum) as place,
    count(case when i.known then 1 end) as basis, coalesce(sum(case when i.known then i.x end order by i.unit), 0) as x
  from stratum s join impute_wave using (survey, year)
  cross join (select unnest(enum_range(null::imputation_method)) as method) m
  left join impute_x i on i.survey = s.survey and i.year = s.year and i.stratum = s.stratum and i.method = m.method
  group by s.survey, s.year, s.stratum, m.method, s.size, s.units),
weak as (
  select *, case when method = 'growth' then 2 else 1 end as least, row_number() over (partition by survey, year, method order by place, stratum) as rank
  from counted),
told as (
  select *, case when basis >= least and x > 0 then stratum end as own, sum(basis) over whole >= least and max(x) over whole > 0 as possible
  from weak window whole as (partition by survey, year, method)),
home as (
  select *, first_value(own ignore nulls) over (ranked rows between 1 following and unbounded following) as larger,
    last_value(own ignore nulls) over (ranked rows between unbounded preceding and 1 preceding) as smaller,
    min(stratum) over (partition by survey, year, method) as first
  from told window ranked as (partition by survey, year, method order by rank))
select survey, year, method, stratum, coalesce(own, larger, smaller, first) as pool
from home where possible;

create or replace temp table impute_method as
select i.survey, i.year, i.unit, min(i.method) as method, arg_min(i.x, i.method) as x, arg_min(p.pool, i.method) as pool
from impute_x i join impute_pool p using (survey, year, stratum, method)
group by i.survey, i.year, i.unit;
