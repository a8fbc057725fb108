-- One file: its cells as answers to multi-selects, as in file-answers.sql.
create or replace temp table file_text as
select c.line, c.row, u.unit, u.part, c.position, coalesce(m.said, c.text) as text, f.wave, f.question, f.option, f.separator, m.how
from file_cell c join file_asked u on u.row = c.row join file_column f on f.year = c.year and f.position = c.position and f.kind = 'multi'
left join file_meaning m on m.asked = f.asked and m.text = c.text;

create or replace temp table file_filled as  -- one column per option: a filled one makes the empty ones no
select distinct row, question from file_text
where separator is null and text <> '' and (lower(text) = 'x' or (how is null and yes_no_of(text) is not null));

insert into stage_answer
select t.wave, t.unit, t.part, t.question, t.option, null, case when t.text = '' and f.row is not null then false else ticked end, t.text,
  case when ticked is not null or (t.text = '' and f.row is not null) then 'reported' when how is not null then how
       when t.text = '' then 'not_answered' end, t.line, t.position
from (select *, case when text = '' then null when lower(text) = 'x' then true when how is null then yes_no_of(text) end as ticked
      from file_text where separator is null) t
left join file_filled f on f.row = t.row and f.question = t.question
union all
-- All ticks in one column; without declared options the text is the member.
select t.wave, t.unit, t.part, t.question, case when t.listed then o.option when t.how is null then t.word end, null, null, coalesce(t.word, t.text),
  case when t.how is not null then t.how when t.text = '' then 'not_answered'
       when t.word is null or not t.listed or o.question is not null then 'reported' end, t.line, t.position
from (select f.*, l.question is not null as listed, unnest(case when how is null then words_of(text, separator) else [null] end) as word
      from (from file_text where separator is not null) f
      left join (select distinct question from stage_option) l on l.question = f.question) t
left join stage_option o on o.question = t.question and o.text = t.word;
