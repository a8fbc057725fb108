"""Writes files/libreoffice* through a LibreOffice (7.4.7, Debian 12) that this starts, with the system's Python: /usr/bin/python3 by-libreoffice.py"""
import json
import os
import subprocess
import tempfile
import time
import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

wave = json.load(open('wave.json'))
profile = tempfile.mkdtemp()
office = subprocess.Popen(['soffice', '--headless', '--norestore', '--accept=pipe,name=kartlag;urp', f'-env:UserInstallation=file://{profile}'])


def desktop():
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', context)
    while True:
        try:
            found = resolver.resolve('uno:pipe,name=kartlag;urp;StarOffice.ComponentContext')
            return found.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', found)
        except NoConnectException:
            time.sleep(0.2)


def named(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def fill(document):
    sheet = document.Sheets.getByIndex(0)
    sheet.Name = 'Svar'
    formats = document.NumberFormats
    norwegian = Locale('nb', 'NO', '')
    code = {'day': 'D. MMMM YYYY', 'boolean': 'BOOLEAN', 'percent': '0,0 %'}
    key = {kind: formats.addNew(text, norwegian) if formats.queryKey(text, norwegian, False) < 0 else formats.queryKey(text, norwegian, False)
           for kind, text in code.items()}
    for column, name in enumerate(wave['columns']):
        sheet.getCellByPosition(column, 0).String = name
    for line, row in enumerate(wave['rows'], 1):
        for column, (kind, value) in enumerate(zip(wave['kinds'], row)):
            cell = sheet.getCellByPosition(column, line)
            if value is None:
                continue
            if kind == 'text':
                cell.String = value
            elif kind == 'day':
                year, month, day = (int(part) for part in value.split('-'))
                cell.Formula = f'=DATE({year};{month};{day})'
            elif kind == 'boolean':
                cell.Formula = '=TRUE()' if value else '=FALSE()'
            else:
                cell.Value = float(value)
            if kind in key:
                cell.NumberFormat = key[kind]
    # A formula that gives text, one that is worked out, and one that fails.
    sheet.getCellByPosition(0, 9).Formula = '="99" & "01"'
    sheet.getCellByPosition(1, 9).Formula = '=B2*2'
    sheet.getCellByPosition(2, 9).Formula = '=NA()'
    sheet.getCellByPosition(5, 9).Formula = '=1/0'


try:
    document = desktop().loadComponentFromURL('private:factory/scalc', '_blank', 0, named(Hidden=True))
    fill(document)
    secret = uno.Any('[]com.sun.star.beans.NamedValue', (NamedValue('CryptoType', 'Standard'), NamedValue('OOXPassword', 'secret')))
    folder = f'file://{os.getcwd()}/files/libreoffice'
    document.storeToURL(f'{folder}.xlsx', named(FilterName='Calc MS Excel 2007 XML'))
    document.storeToURL(f'{folder}-password.xlsx', named(FilterName='Calc MS Excel 2007 XML', EncryptionData=secret))
    document.storeToURL(f'{folder}.xls', named(FilterName='MS Excel 97'))
    document.storeToURL(f'{folder}.ods', named(FilterName='calc8'))
    document.close(True)
    desktop().terminate()
except Exception:
    office.terminate()
    raise
office.wait()
