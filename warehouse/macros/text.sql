-- How texts of answer files are read. Each gives null where the text is not of its kind.
create temp macro number_of(t) as
  case when regexp_full_match(t, '[0-9]+([.][0-9]+)?') then t
       when regexp_full_match(t, '[+−-]?([0-9]+|[0-9]{1,3}([ \x{00A0}\x{202F}][0-9]{3})+)?([.,][0-9]+)?([eE][+-]?[0-9]{1,3})?')
            and regexp_matches(t, '[0-9]') and not regexp_matches(t, '^[+−-]?[eE]')
       then replace(replace(regexp_replace(t, '[ \x{00A0}\x{202F}+]', '', 'g'), ',', '.'), '−', '-') end;
create temp macro decimals_of(n) as
  case when contains(lower(n), 'e') then 99 when contains(n, '.') then length(n) - position('.' in n) else 0 end;
create temp macro yes_no_of(t) as
  case when lower(t) in ('1', 'true', 'ja', 'yes') then true when lower(t) in ('0', 'false', 'nei', 'no') then false end;
create temp macro date_of(t) as
  coalesce(case when regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast(t as date) end,
           case when regexp_full_match(t, '[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}') then try_strptime(t, '%d.%m.%Y')::date end);
create temp macro words_of(t, separator) as
  coalesce(nullif(list_filter(list_transform(string_split(t, separator), lambda w: trim(w)), lambda w: w <> ''), []), [null]);
create temp macro trimmed(t) as
  case when regexp_matches(t, '^[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]|[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]$')
       then regexp_replace(t, '^[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]+|[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]+$', '', 'g') else t end;
