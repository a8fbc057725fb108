-- One file: its rows as units, and what is wrong with them.
create or replace temp table file_row as
select c.line, w.wave,
  max(case when r.role = 'unit' then c.text end) as code,
  max(case when r.role = 'responded' then c.text end) as responded,
  max(case when r.role = 'stratum' then c.text end) as stratum,
  max(case when r.role = 'weight' then c.text end) as weight,
  max(case when r.role = 'cluster_1' then c.text end) as cluster_1,
  max(case when r.role = 'cluster_2' then c.text end) as cluster_2,
  max(case when r.role = 'units_1' then c.text end) as units_1,
  max(case when r.role = 'units_2' then c.text end) as units_2,
  max(case when r.role = 'size' then c.text end) as size
from file_cell c join file_wave w using (year) join file_role r using (position)
group by c.line, w.wave;

create or replace temp table file_unit as
select r.line, r.wave, r.code, w.survey, coalesce(p.unit, r.code) as unit_code, p.part, coalesce(r.responded = '1', true) as answered
from file_row r join stage_wave w using (wave)
left join stage_part p on p.survey = w.survey and p.part = r.code;

insert into stage_unit
select (select coalesce(max(unit), 0) from stage_unit) + row_number() over (order by survey, unit_code), survey, unit_code
from (select distinct survey, unit_code from file_unit join stage_wave w using (wave, survey)
      where unit_code <> '' and not w.known
        and not exists (from stage_unit s where s.survey = file_unit.survey and s.code = file_unit.unit_code));

insert into stage_finding
select 'missing-unit', line, position, '', wave, null, null from file_unit, file_role where role = 'unit' and code = '';
insert into stage_finding
select 'unknown-unit', line, position, code, u.wave, null, case when u.part is not null then u.unit_code end
from file_unit u join stage_wave w using (wave), file_role
where role = 'unit' and code <> '' and w.known
  and not exists (from stage_known k where k.wave = u.wave and k.code = u.unit_code)
  and not exists (from stage_part p where p.survey = u.survey and p.part = u.part and not p.known);
insert into stage_finding
select 'answers-through-parts', line, position, code, u.wave, null, null
from file_unit u, file_role
where role = 'unit' and u.part is null and exists (from stage_part p where p.survey = u.survey and p.unit = u.code);
insert into stage_finding
select 'duplicate-unit', line, position, code, wave, null, first::varchar
from (select *, min(line) over (partition by wave, code) as first from file_unit where code <> ''), file_role
where role = 'unit' and line > first;
insert into stage_finding
select 'responded', line, position, responded, wave, null, null from file_row, file_role
where role = 'responded' and responded not in ('0', '1');

-- The design's columns, of those who answered.
create or replace temp table file_design as
select c.line, c.position, u.wave, r.role, r.name, c.text, try_cast(number_of(c.text) as double) as number
from file_cell c join file_unit u using (line) join file_role r using (position)
where u.answered and r.role in ('stratum', 'weight', 'cluster_1', 'cluster_2', 'units_1', 'units_2', 'size', 'attribute');

insert into stage_finding
select 'missing-' || case role when 'stratum' then 'stratum' else 'design-value' end, line, position, '', wave, null, name
from file_design where text = '' and role <> 'attribute'; -- an attribute may be unknown
insert into stage_finding
select 'design-number', line, position, text, wave, null, name
from file_design
where role in ('weight', 'units_1', 'units_2', 'size') and text <> '' and (number is null or number <= 0 or isinf(number));
insert into stage_finding
select 'unknown-stratum', line, position, text, d.wave, null,
  (select string_agg(t.stratum, chr(9) order by t.stratum) from stage_total t where t.wave = d.wave)
from file_design d join stage_wave w using (wave)
where role = 'stratum' and text <> '' and w.frame = 'totals'
  and not exists (from stage_total t where t.wave = d.wave and t.stratum = d.text);
insert into stage_finding
select 'unknown-member', line, position, text, wave, null, name
from file_design d
where role = 'attribute' and text <> ''
  and exists (from stage_member m where m.dimension = d.name)
  and not exists (from stage_member m where m.dimension = d.name and m.member = d.text);

insert into stage_row
select u.wave, s.unit, u.part, u.line, u.answered, nullif(r.stratum, ''), try_cast(number_of(r.weight) as double),
  nullif(r.cluster_1, ''), nullif(r.cluster_2, ''), try_cast(number_of(r.units_1) as double), try_cast(number_of(r.units_2) as double),
  try_cast(number_of(r.size) as double)
from file_unit u join file_row r using (line)
join stage_wave w on w.wave = u.wave
join stage_unit s on s.code = u.unit_code and s.survey is not distinct from case when w.area then null else w.survey end;
insert into stage_attribute
select d.wave, r.unit, d.name, min(d.text)
from file_design d join stage_row r using (wave, line)
where d.role = 'attribute' and d.text <> ''
group by all;

-- Who gave no row has no stratum where only the wave file tells it: then nobody knows how many there are in any.
insert into stage_finding
select 'stratum-not-in-frame', 1, 1, min(u.code), w.wave, null, count(*)::varchar
from stage_frame f
join file_wave using (wave)
join stage_wave w using (wave)
join stage_unit u using (unit)
left join stage_row r on r.wave = f.wave and r.unit = f.unit
where w.strata = 'column' and f.stratum is null and r.stratum is null
  and not exists (from stage_frame g where g.wave = f.wave and g.stratum is not null)
group by w.wave;

-- How many units (or clusters) a stratum has is one number, and at least as many as answered.
create or replace temp table file_counted as
select r.wave, coalesce(r.stratum, f.stratum, '') as stratum, r.line,
  case when r.units_1 > 0 then r.units_1 end as units_1, t.units as total,
  case when w.clusters > 0 then coalesce(r.cluster_1, f.cluster_1) else r.unit::varchar end as counted, w.clusters > 0 as in_clusters
from stage_row r join file_wave using (wave) join stage_wave w using (wave)
left join stage_frame f on f.wave = r.wave and f.unit = r.unit
left join stage_total t on t.wave = r.wave and t.stratum = r.stratum
where r.answered;

insert into stage_finding
select 'units-vary', line, p.position, format('{:g}', units_1), wave, null, format('{:g}', first)
from (select *, first_value(units_1 ignore nulls) over (partition by wave, stratum order by line) as first from file_counted) c, file_role p
where p.role = 'units_1' and units_1 <> first;
insert into stage_finding
select 'more-than-there-are', max(line), 1, stratum, wave, null,
  format('{} {}, {:g}', count(distinct counted), case when any_value(in_clusters) then 'clusters' else 'units' end, min(known))
from (select *, case when in_clusters then units_1 else coalesce(total, units_1) end as known from file_counted)
where known is not null
group by wave, stratum having count(distinct counted) > min(known);
