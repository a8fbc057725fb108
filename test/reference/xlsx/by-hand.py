"""Writes files/excel*.xlsx: small workbooks with what Excel itself writes and other programs seldom do (parts in its order, shared texts with
formatting and readings, escaped letters, errors, days as text, formats of its own, hidden rows), and the same as other writers spell it."""
import re
import zipfile

main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
package = 'http://schemas.openxmlformats.org/package/2006'
declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

texts = [
    '<si><t>unit</t></si>',
    '<si><t xml:space="preserve"> q1 </t></si>',
    '<si><r><t xml:space="preserve">rik </t></r><r><rPr><b/><sz val="11"/></rPr><t>tekst</t></r></si>',
    '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
    '<si><t>0301</t></si>',
    '<si><t>_x005F_x0041_ og_x0041_</t></si>',
    '<si><t>a&amp;b &lt; Ås æøå</t></si>',
    '<si><t/></si>',
]


def text(place, number, style=''):
    return f'<c r="{place}"{style} t="s"><v>{number}</v></c>'


def inline(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


rows = f'''<row r="1" spans="1:9"/><row r="2" spans="1:9" ht="30" customHeight="1">{text('A2', 0)}{text('B2', 1)}{inline('C2', 'words')}
<c r="D2" t="str"><f>"for"&amp;"mula"</f><v>formula</v></c>{inline('E2', 'day')}{inline('F2', 'yes')}{inline('G2', 'share')}{inline('H2', 'failed')}
{inline('I2', 'time')}</row>
<row r="3" spans="1:9">{text('A3', 4, ' s="8"')}<c r="B3"><v>0.1</v></c>{text('C3', 2)}{text('D3', 3)}<c r="E3" s="1"><v>45382</v></c>
<c r="F3" t="b"><v>1</v></c><c r="G3" s="3"><v>0.12</v></c><c r="H3" t="e"><v>#N/A</v></c><c r="I3" s="5"><v>0.3125</v></c></row>
<row r="5" spans="1:9" hidden="1"><c r="A5"><v>301</v></c><c r="B5"><f t="shared" ref="B5:B7" si="0">1+1</f><v>2</v></c>{text('C5', 5)}{text('D5', 6)}
<c r="E5" s="2"><v>45382.520833333336</v></c><c r="F5" t="b"><v>0</v></c><c r="G5"><v>1E-3</v></c><c r="H5" t="e"><f>1/0</f><v>#DIV/0!</v></c>
<c r="I5" s="7"><v>1.5</v></c></row>
<row r="7" spans="1:9"><c r="A7" s="4"/><c r="B7"><f t="shared" si="0"/><v>7</v></c><c r="C7"><v>3.0000000000000004E-2</v></c>
<c r="D7"><v>1.2345678901234567E+19</v></c><c r="E7" s="4"><v>45382</v></c><c r="F7" t="str"><f>""</f><v></v></c><c r="G7" s="6"><v>5</v></c>
<c r="H7" t="d"><v>2024-03-31T00:00:00</v></c><c r="I7" s="5"><v>45382.25</v></c></row>
<row r="8" spans="1:9">{text('A8', 7)}<c r="B8"/></row>
<row r="9"><c><v>99</v></c><c t="e"><v>#REF!</v></c></row>'''

styles = f'''{declaration}<styleSheet xmlns="{main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-414]d\\.\\ mmmm\\ yyyy;@"/>
<numFmt numFmtId="165" formatCode="&quot;dager&quot;\\ 0;[Red]\\-0"/><numFmt numFmtId="166" formatCode="[h]:mm:ss;@"/></numFmts>
<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="9"><xf numFmtId="0" xfId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>
<xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/>
<xf numFmtId="49" quotePrefix="1"/></cellXfs>
<dxfs count="1"><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs></styleSheet>'''


kinds = 'application/vnd.openxmlformats-'
overrides = ''.join(
    f'<Override PartName="/xl/{part}" ContentType="{kinds}officedocument.spreadsheetml.{kind}+xml"/>'
    for part, kind in [('workbook.xml', 'sheet.main'), ('worksheets/sheet1.xml', 'worksheet'), ('chartsheets/sheet1.xml', 'chartsheet'),
                       ('styles.xml', 'styles'), ('sharedStrings.xml', 'sharedStrings')])


def relation(number, kind, target, base=office):
    return f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'


def relations(*items):
    return f'{declaration}<Relationships xmlns="{package}/relationships">{"".join(items)}</Relationships>'


def write(name, properties='', prefix='', base=office, namespace=main, compression=zipfile.ZIP_DEFLATED):
    sheet = f'<worksheet xmlns="{namespace}"><cols><col min="2" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData></worksheet>'
    if prefix:
        sheet = re.sub(r'<(/?)([a-zA-Z])', rf'<\1{prefix}:\2', sheet).replace('xmlns=', f'xmlns:{prefix}=')
    parts = {
        '[Content_Types].xml': f'{declaration}<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                               f'<Default Extension="rels" ContentType="{kinds}package.relationships+xml"/>{overrides}</Types>',
        '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml', base)),
        'xl/workbook.xml': f'{declaration}<workbook xmlns="{namespace}" xmlns:r="{base}">{properties}<sheets>'
                           '<sheet name="Diagram" sheetId="1" r:id="rId9"/><sheet name="Svar" sheetId="2" r:id="rId1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(
            relation(1, 'worksheet', 'worksheets/sheet1.xml', base), relation(2, 'styles', '/xl/styles.xml', base),
            relation(3, 'sharedStrings', 'sharedStrings.xml', base), relation(9, 'chartsheet', 'chartsheets/sheet1.xml', base)),
        'xl/worksheets/sheet1.xml': declaration + sheet,
        'xl/chartsheets/sheet1.xml': f'{declaration}<chartsheet xmlns="{namespace}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>',
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml': f'{declaration}<sst xmlns="{namespace}" count="9" uniqueCount="{len(texts)}">{"".join(texts)}</sst>',
    }
    with zipfile.ZipFile(f'files/{name}.xlsx', 'w', compression) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part, (2024, 3, 31, 12, 0, 0)), content, compression)


write('excel')
write('excel-1904', properties='<workbookPr date1904="1"/>')
write('excel-prefixed', prefix='x', compression=zipfile.ZIP_STORED)
write('excel-strict', base='http://purl.oclc.org/ooxml/officeDocument/relationships', namespace='http://purl.oclc.org/ooxml/spreadsheetml/main')
