import { areas, changes, figures, members, population } from './case.ts'
import type { Case } from './case.ts'

const add = (file: string, row: string, header: string) => ({ [file]: [[header, `${header}\n${row}`]] }) as const
const area = (row: string) => add(areas, row, 'level,code,name,valid_from,valid_to')
const member = (row: string) => add(members, row, 'child,parent,valid_from,valid_to,share')
const change = (row: string) => add(changes, row, 'year,from_code,to_code,share')
const persons = (row: string) => add(population, row, 'year,code,age_group,persons')
const figure = (row: string) => add(figures, row, 'indicator,year,area,age_group,value,source,url')

export const tableCases: Case[] = [
  { rule: 'area-text', wrong: area('county,,Nord,,'), at: `${areas}:2:2`, says: 'the area has no code', right: area('county,03,Nord,,') },
  { rule: 'valid-years', wrong: area('county,03,Nord,20,'), at: `${areas}:2:4`, says: 'valid_from is "20"', right: area('county,03,Nord,2020,') },
  { rule: 'valid-years', wrong: area('county,03,Nord,2021,2020'), at: `${areas}:2:4`, says: 'valid from 2021 to 2020', right: area('county,03,Nord,2021,2021') },
  { rule: 'valid-years', wrong: persons('x,0101,young,1'), at: `${population}:2:1`, says: 'year is "x"', right: persons('2019,0101,young,1') },
  { rule: 'area-twice', wrong: area('county,0103,Nord,,2021'), at: `${areas}:7:2`, says: '0103 is an area already in the same years (line 2)', right: area('county,0103,Nord,,2020') },
  { rule: 'area-twice', wrong: area('county,NO,Nord,,'), at: `${areas}:2:2`, says: 'NO is the code of the country in model.yaml', right: area('county,N,Nord,,') },
  { rule: 'unknown-area', wrong: member('0104,01,,,1'), at: `${members}:2:1`, says: 'there is no area "0104" in geography/areas.csv; nearest: 0101', right: { ...member('0104,01,,,1'), ...area('municipality,0104,Nord,,') } },
  { rule: 'unknown-area', wrong: change('2022,0103,0109,1'), at: `${changes}:2:3`, says: 'there is no area "0109"', right: {} },
  { rule: 'unknown-area', wrong: persons('2020,0999,young,1'), at: `${population}:2:2`, says: 'there is no area "0999"', right: persons('2020,0201,young,1') },
  { rule: 'area-not-valid', wrong: persons('2021,0102,young,1'), at: `${population}:2:2`, says: 'the area 0102 is not valid in 2021 (only -2020)', right: persons('2019,0102,young,1') },
  { rule: 'area-not-valid', wrong: change('2022,0102,0103,1'), at: `${changes}:2:2`, says: 'the area 0102 is not valid in 2021', right: change('2022,0103,0101,1') },
  { rule: 'area-not-valid', wrong: change('2020,0101,0103,1'), at: `${changes}:2:3`, says: 'the area 0103 is not valid in 2020', right: change('2021,0101,0103,1') },
  { rule: 'share-range', wrong: change('2022,0103,0101,1.2'), at: `${changes}:2:4`, says: 'share is "1.2"', right: {} },
  { rule: 'share-range', wrong: { [members]: [['0101,01,,,1', '0101,01,,,']] }, at: `${members}:2:5`, says: 'share is ""', right: {} },
  { rule: 'share-sum', wrong: change('2022,0103,0101,0.6\n2022,0103,0201,0.3'), at: `${changes}:2:4`, says: 'the shares of 0103 in 2022 are 0.9 together (lines 2, 3)', right: change('2022,0103,0101,0.6\n2022,0103,0201,0.3999') },
  { rule: 'share-sum', wrong: member('0101,02,2020,,0.5'), at: `${members}:2:5`, says: 'the shares of 0101 in county in 2020 are 1.5 together', right: {} },
  { rule: 'share-sum', wrong: { [members]: [['0201,02,,,0.6', '0201,02,,,0.5']] }, at: `${members}:5:5`, says: 'the shares of 0201 in county are 0.9 together (lines 5, 6)', right: { [members]: [['0201,02,,,0.6', '0201,02,,,0.6001']] } },
  { rule: 'member-twice', wrong: { [members]: [['0101,01,,,1', '0101,01,,,0.5\n0101,01,,,0.5']] }, at: `${members}:3:1`, says: '0101 lies in 01 already in the same years (line 2)', right: { [members]: [['0101,01,,,1', '0101,01,,2020,1\n0101,01,2021,,1']] } },
  { rule: 'population-dimension', wrong: { [population]: [['year,code,age_group', 'year,code,agegroup']] }, at: `${population}:1:3`, says: 'the column agegroup is no dimension of facts; nearest: age_group', right: {} },
  { rule: 'population-member', wrong: persons('2020,0201,old,1'), at: `${population}:2:3`, says: 'the dimension age_group has no member "old"', right: persons('2020,0201,adults,1') },
  { rule: 'population-member', wrong: persons('2020,0201,,1'), at: `${population}:2:3`, says: 'has no member ""', right: {} },
  { rule: 'population-persons', wrong: persons('2020,0201,adults,-1'), at: `${population}:2:4`, says: 'persons is "-1"', right: persons('2020,0201,adults,0') },
  { rule: 'population-twice', wrong: persons('2020,0101,adults,900'), at: `${population}:4:2`, says: '2020 0101 adults is there already (line 2)', right: persons('2021,0101,adults,900') },
  { rule: 'population-level', wrong: persons('2020,01,adults,900'), at: `${population}:2:2`, says: '01 is a county; the base level municipality is expected', right: {} },
  { rule: 'published-column', wrong: { [figures]: [['age_group,value', 'age_group,verdi']] }, at: `${figures}:1:1`, says: 'the column value is not there', right: {} },
  { rule: 'published-column', wrong: { [figures]: [['age_group,value', 'agegroup,value']] }, at: `${figures}:1:4`, says: 'the column agegroup is no dimension; nearest: age_group', right: { [figures]: 'indicator,year,area,value,source\nwaiting.persons,2020,NO,1,A book\n' } },
  { rule: 'published-indicator', wrong: figure('waiting.person,2020,NO,,1,x,'), at: `${figures}:2:1`, says: 'there is no indicator "waiting.person"; nearest: waiting.persons', right: figure('waiting.upper,2020,NO,,1,x,') },
  { rule: 'published-member', wrong: figure('waiting.persons,2019,NO,old,1,x,'), at: `${figures}:2:4`, says: 'the dimension age_group has no member old', right: figure('waiting.persons,2019,NO,adults,1,x,') },
  { rule: 'published-value', wrong: figure('waiting.persons,2019,NO,,"1,5",x,'), at: `${figures}:2:5`, says: 'value is "1,5"; a number is expected', right: figure('waiting.persons,2019,NO,,-1.5,x,') },
  { rule: 'published-value', wrong: figure('waiting.persons,2019,NO,,1,,'), at: `${figures}:2:6`, says: 'the figure has no source', right: {} },
  { rule: 'published-value', wrong: figure('waiting.persons,19,NO,,1,x,'), at: `${figures}:2:2`, says: 'year is "19"', right: {} },
  { rule: 'published-area', wrong: figure('waiting.persons,2019,N0,,1,x,'), at: `${figures}:2:3`, says: 'there is no area "N0"', right: figure('waiting.persons,2019,01,,1,x,') },
  { rule: 'duplicate-column', wrong: { [figures]: [['source,url', 'source,source']] }, at: `${figures}:1:7`, says: 'column source is there twice', right: {} },
]
