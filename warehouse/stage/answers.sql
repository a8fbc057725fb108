-- Every answer, as a person would read it: a multi-select has a row per tick, or one row where nothing is ticked.
insert into answer (survey, year, unit, part, question, option, value, how)
with said as (
  select a.* exclude (question), question as asked, q.id, q.kind, w.survey, w.year
  from stage_answer a join stage_question q using (question) join stage_wave w using (wave)),
multi as (
  select *, bool_or(coalesce(boolean, true) and option is not null and how = 'reported') over same as ticked,
    row_number() over (same order by how = 'reported' desc, position) as first
  from said where kind = 'multi' window same as (partition by wave, unit, part, asked))
select survey, year, unit, part, id, option, value, how
from (select * exclude (option), null as option, case when how = 'reported' then text end as value, position as place
      from said where kind <> 'multi'
      union all by name
      select * exclude (option, ticked, first), case when ticked then option end as option,
        case when ticked then coalesce(option, text) end as value, position as place
      from multi where case when ticked then how = 'reported' and coalesce(boolean, true) else first = 1 end)
order by survey::survey_id, year, unit, part, asked, place, option;
