-- One file: its cells as answers, but for multi-selects. Of what no answer can be `how` is null, of an unknown unit's `unit`: both are for the rules.
insert into stage_answer
select wave, unit, part, question, option, number, boolean, case kind when 'date' then coalesce(day::varchar, text) else text end,
  coalesce(how, case kind
    when 'number' then case when number is not null then 'reported' end
    when 'boolean' then case when boolean is not null then 'reported' end
    when 'choice' then case when is_option then 'reported' end
    else case when text = '' then 'not_answered' when kind = 'text' or day is not null then 'reported' end end),
  line, position
from (
  select f.wave, u.unit, u.part, f.question, m.option, f.kind, coalesce(m.said, c.text) as text, m.how, m.is_option, c.line, c.position,
    case f.kind when 'choice' then m.number when 'number' then case when m.how is null then number_of(coalesce(m.said, c.text)) end end as number,
    case f.kind when 'choice' then m.boolean when 'boolean' then case when m.how is null then yes_no_of(coalesce(m.said, c.text)) end end as boolean,
    case f.kind when 'date' then case when m.how is null then date_of(coalesce(m.said, c.text)) end end as day
  from file_cell c join file_asked u on u.row = c.row join file_column f on f.year = c.year and f.position = c.position and f.kind <> 'multi'
  left join file_meaning m on m.asked = f.asked and m.text = c.text);
