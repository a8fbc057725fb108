-- One file: its cells as answers. `how` null: the text is none of those the question allows.
create or replace temp table file_text as
select c.line, c.row, u.unit, u.part, c.position, coalesce(d.said, c.text) as text, u.wave, f.question, f.option, q.kind, q.separator, q.lowest, q.highest,
  coalesce(m.how, d.how) as how
from file_cell c
join file_asked u on u.row = c.row
left join file_word d on d.position = c.position and d.text = c.text
join file_question f on f.year = c.year and f.position = c.position
join stage_question q on q.question = f.question
left join stage_missing m on m.question = f.question and m.text = coalesce(d.said, c.text);

create or replace temp table file_filled as  -- one column per option: a filled one makes the empty ones no
select distinct row, question from file_text
where kind = 'multi' and separator is null and text <> '' and (lower(text) = 'x' or (how is null and yes_no_of(text) is not null));

create or replace temp table file_answer as
select line, row, unit, part, position, wave, question, null as option, number, null::boolean as boolean, text,
  coalesce(how, case when number is not null then 'reported' end) as how
from (select *, case when how is null then number_of(text) end as number from file_text where kind = 'number')
union all
select line, row, unit, part, position, wave, question, null, null, yes, text, coalesce(how, case when yes is not null then 'reported' end)
from (select *, case when how is null then yes_no_of(text) end as yes from file_text where kind = 'boolean')
union all
select line, row, unit, part, position, wave, question, null, null, null,
  case when how is null and kind = 'date' then coalesce(date_of(text)::varchar, text) else text end,
  coalesce(how, case when text = '' then 'not_answered' when kind = 'text' or date_of(text) is not null then 'reported' end)
from file_text where kind in ('text', 'date')
union all
select t.line, t.row, t.unit, t.part, t.position, t.wave, t.question, o.option, o.number, o.boolean, t.text,
  coalesce(t.how, case when o.question is not null then 'reported' end)
from (select *, case when how is null then text end as said from file_text where kind = 'choice') t
left join stage_option o on o.question = t.question and o.text = t.said
union all
select t.line, t.row, t.unit, t.part, t.position, t.wave, t.question, t.option, null,
  case when t.text = '' and f.row is not null then false else ticked end, t.text,
  case when ticked is not null or (t.text = '' and f.row is not null) then 'reported' when how is not null then how
       when t.text = '' then 'not_answered' end
from (select *, case when text = '' then null when lower(text) = 'x' then true when how is null then yes_no_of(text) end as ticked
      from file_text where kind = 'multi' and separator is null) t
left join file_filled f on f.row = t.row and f.question = t.question
union all
-- All ticks in one column; without declared options the text is the member.
select t.line, t.row, t.unit, t.part, t.position, t.wave, t.question,
  case when t.listed then o.option when t.how is null then t.word end, null, null, coalesce(t.word, t.text),
  case when t.how is not null then t.how when t.text = '' then 'not_answered'
       when t.word is null or not t.listed or o.question is not null then 'reported' end
from (select f.*, l.question is not null as listed, unnest(case when how is null then words_of(text, separator) else [null] end) as word
      from (from file_text where kind = 'multi' and separator is not null) f
      left join (select distinct question from stage_option) l on l.question = f.question) t
left join stage_option o on o.question = t.question and o.text = t.word;

-- What no answer can be is kept for the rules.
insert into file_suspect
select a.* from file_answer a
where a.how is null or (a.number is not null and a.how = 'reported' and exists (
  select 1 from stage_question q where q.question = a.question and q.kind = 'number'
    and (isinf(a.number::double) or a.number::double < q.lowest or a.number::double > q.highest)));

insert into stage_answer
select wave, unit, part, question, option, number, boolean, text, how, line, position
from file_answer
where how is not null and unit is not null;
