-- One file: its rows as units. What is wrong with them the rules of src/checks find.
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

-- The design's columns, of those who answered.
create or replace temp table file_design as
select c.line, c.position, u.wave, r.role, r.name, c.text, try_cast(number_of(c.text) as double) as number
from file_cell c join file_unit u using (line) join file_role r using (position)
where u.answered and r.role in ('stratum', 'weight', 'cluster_1', 'cluster_2', 'units_1', 'units_2', 'size', 'attribute');

insert into stage_row
select u.wave, s.unit, u.part, u.line, u.answered, nullif(r.stratum, ''), try_cast(number_of(r.weight) as double),
  nullif(r.cluster_1, ''), nullif(r.cluster_2, ''), try_cast(number_of(r.units_1) as double), try_cast(number_of(r.units_2) as double),
  try_cast(number_of(r.size) as double)
from file_unit u join file_row r using (line)
join stage_wave w on w.wave = u.wave
join stage_unit s on s.code = u.unit_code and s.survey is not distinct from case when w.area then null else w.survey end;
-- Who answered, and where that goes; no unit where the code is unknown.
create or replace temp table file_asked as
select u.line as row, u.wave, r.unit, r.part
from file_unit u left join stage_row r on r.wave = u.wave and r.line = u.line
where u.answered;
insert into stage_attribute
select d.wave, r.unit, d.name, min(d.text)
from file_design d join stage_row r using (wave, line)
where d.role = 'attribute' and d.text <> ''
group by all;

-- How many units (or clusters) a stratum has, as each row says, and who of them answered.
create or replace temp table file_counted as
select r.wave, coalesce(r.stratum, f.stratum, '') as stratum, r.line,
  case when r.units_1 > 0 then r.units_1 end as units_1, t.units as total,
  case when w.clusters > 0 then coalesce(r.cluster_1, f.cluster_1) else r.unit::varchar end as counted, w.clusters > 0 as in_clusters
from stage_row r join file_wave using (wave) join stage_wave w using (wave)
left join stage_frame f on f.wave = r.wave and f.unit = r.unit
left join stage_total t on t.wave = r.wave and t.stratum = r.stratum
where r.answered;
