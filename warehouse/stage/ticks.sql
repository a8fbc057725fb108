-- Answers with options, one row per option: chosen or not by everyone who answered.
create or replace temp table stage_offered as  -- the options of a question: declared, or those found in the files
select distinct question, option from stage_option where option is not null
union
select distinct question, option from stage_answer where option is not null and question not in (select question from stage_option);

create or replace temp table stage_tick as
with said as (
  select wave, unit, part, question, any_value(a.how) as how, min(line) as line, min(position) as position,
    list(option) filter (where option is not null) as chosen
  from stage_answer a join stage_question q using (question)
  where (q.kind = 'choice' or q.separator is not null) and question in (select question from stage_give where optioned)
  group by wave, unit, part, question)
select a.* exclude (text, number)
from stage_answer a join stage_question q using (question)
where q.kind = 'multi' and q.separator is null
union all by name
select s.* exclude (chosen), o.option, case when s.how = 'reported' then coalesce(list_contains(s.chosen, o.option), false) end as boolean
from said s join stage_offered o using (question);
