"""Writes files/openpyxl*.xlsx: the wave, and a sheet with whatever people do to sheets. Debian 12, openpyxl 3.0.9."""
import datetime as dt
import json
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

wave = json.load(open('wave.json'))


def wave_book():
    book = Workbook()
    sheet = book.active
    sheet.title = 'Svar'
    sheet.append(wave['columns'])
    for row in wave['rows']:
        sheet.append([None] * len(row))
        for column, (kind, value) in enumerate(zip(wave['kinds'], row), 1):
            if value is None:
                continue
            cell = sheet.cell(sheet.max_row, column)
            cell.value = dt.date.fromisoformat(value) if kind == 'day' else value
            if kind == 'text':
                cell.data_type = 's'
            if kind == 'percent':
                cell.number_format = '0.0 %'
    return book


wave_book().save('files/openpyxl.xlsx')
macintosh = wave_book()
macintosh.epoch = CALENDAR_MAC_1904
macintosh.save('files/openpyxl-1904.xlsx')

odd = Workbook()
sheet = odd.active
sheet.title = 'Odd'
sheet['B3'], sheet['C3'], sheet['D3'], sheet['E3'] = 'unit', 'hours', 'q1', 'q2'
sheet['B4'], sheet['C4'], sheet['D4'], sheet['E4'] = '0301', dt.timedelta(hours=36, minutes=5), '#N/A', '=C4*2'
sheet['B6'], sheet['C6'], sheet['D6'] = 301, dt.time(7, 30), dt.datetime(2024, 3, 31, 23, 59, 59)
sheet['B7'] = 'merged'
sheet.merge_cells('B7:C8')
sheet['D7'], sheet['E7'] = 45382, 45382
sheet['E7'].number_format = '"d"0'
sheet['B9'], sheet['G9'] = 'wide', 'beyond the header'
sheet['B10'], sheet['C10'] = 'last', '   '
sheet.row_dimensions[6].hidden = True
sheet.column_dimensions['D'].hidden = True
lists = odd.create_sheet('Lists')
lists['A1'] = 'yes'
lists.sheet_state = 'hidden'
odd.create_sheet('Empty')
odd.save('files/openpyxl-odd.xlsx')

several = Workbook()
several.active.title = 'Svar 2024'
several.active.append(['unit', 'q1'])
several.active.append(['0301', 1])
more = several.create_sheet('Svar 2023')
more.append(['unit', 'q1'])
more.append(['0301', 2])
several.create_sheet('Tom')
several.save('files/openpyxl-several.xlsx')
