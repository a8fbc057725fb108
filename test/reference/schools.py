"""Checks test/schools/answers.json a second time, from the wave files, in exact fractions: python3 test/reference/schools.py

Knows nothing of the program and reads no YAML: which column means what is written out below. Each expected value must equal both
its own `arithmetic` and the estimate made here: rows -> one value per school -> weights N/m per stratum -> sums.
"""
import csv, io, json, pathlib, re
from fractions import Fraction as F

HERE = pathlib.Path(__file__).parent.parent / 'schools'
PARTS = {'staff_group': {'teacher': 'laerer', 'assistant': 'assistent'},
         'activity': {'chess': 'sjakk', 'choir': 'kor', 'football': 'fotball'}}
SCORE = {'Lav': 1, 'Middels': 2, 'Høy': 3, '1': 1, '2': 2, '3': 3}
LEVELS = {'low': 1, 'medium': 2, 'high': 3}
MISSING, NOT_ASKED = None, 'not asked'


def read(file, delimiter=','):
    return list(csv.DictReader(io.StringIO((HERE / file).read_text(encoding='utf-8-sig')), delimiter=delimiter))


def number(text):
    return MISSING if text in ('', '..') else NOT_ASKED if text == '.' else F(text.replace(',', '.'))


def yes(text):
    return MISSING if text in ('', '..') else NOT_ASKED if text == '.' else text in ('1', 'ja', 'yes', 'true', 'x')


FRAME = {y: {r['skole']: r for r in read('frames/schools.csv') if r['year'] == str(y)} for y in (2021, 2022, 2023)}
WAVE = {y: [r for r in read(f'waves/school_survey/{y}.csv', d) if r['svar'] == '1'] for y, d in ((2021, ';'), (2022, ','), (2023, '\t'))}
HEADS = read('waves/head_interviews.csv')


def parts(row, fact, year):
    """The asked parts of a fact in one school: {member: value}, missing ones as None; the stated whole under None."""
    posts = ('laererstillinger', 'assistentstillinger') if year == 2021 else ('arsverk_laerer', 'arsverk_assistent')
    groups, activities = PARTS['staff_group'], PARTS['activity']
    if fact == 'offered':
        ticks = {m: row[f'akt_{c}'] for m, c in activities.items()}
        return {m: MISSING if not any(ticks.values()) else yes(t) or False for m, t in ticks.items()}
    if fact == 'taught':
        said = row['fremmedspraak']
        return {m: MISSING if said in ('', '..') else m in said.split(';') for m in ('tysk', 'fransk', 'spansk', 'italiensk')}
    if fact == 'stated':
        return {m: MISSING if row['trivsel'] == '' else SCORE[row['trivsel']] == s for m, s in LEVELS.items()}
    found = {
        'posts': lambda: {m: number(row[c]) for m, c in zip(groups, posts)},
        'seniority': lambda: {m: number(row[f'ansiennitet_{c}']) for m, c in groups.items()},
        'classes': lambda: {None: number(row['klasser'])},
        'vacancy': lambda: {m: yes(row[f'ledig_{c}']) for m, c in groups.items()},
        'trained': lambda: {m: yes(row[f'forstehjelp_{c}']) for m, c in groups.items()},
        'hours': lambda: {m: number(row[f'timer_{c}']) for m, c in [*activities.items(), *([(None, 'i_alt')] if year > 2021 else [])]},
        'largest_group': lambda: {m: number(row[f'gruppe_{c}']) for m, c in activities.items()},
        'score': lambda: {None: F(SCORE[row['trivsel']]) if row['trivsel'] else MISSING},
    }[fact]()
    return {m: v for m, v in found.items() if v is not NOT_ASKED}


def combined(row, fact, year, members):
    """One value per school: of the members asked for, or of all (then the stated whole, where there is one)."""
    if 'stillinger' in row:  # an interview
        return {'posts': lambda: number(row['stillinger']), 'score': lambda: F(SCORE[row['trivsel']]),
                'stated': lambda: any(SCORE[row['trivsel']] == LEVELS[m] for m in members or LEVELS)}[fact]()
    found = parts(row, fact, year)
    if None in found and (members is None or len(found) == 1):
        return found[None]
    values = {m: v for m, v in found.items() if m is not None and (members is None or m in members)}
    if fact == 'seniority':
        weights = parts(row, 'posts', year)
        answered = [m for m, v in values.items() if v is not MISSING]
        return sum(values[m] * weights[m] for m in answered) / sum(weights[m] for m in answered) if answered else MISSING
    known = [v for v in values.values() if v is not MISSING]
    whole = len(known) == len(values) > 0
    if fact in ('vacancy', 'offered', 'taught', 'stated'):
        return True if True in known else False if whole else MISSING
    if fact == 'trained':
        return False if False in known else True if whole else MISSING
    return MISSING if not whole else max(known) if fact == 'largest_group' else sum(known)


INDICATOR = {
    'posts': ('total', 'posts'), 'mean_posts': ('mean', 'posts'), 'median_posts': (F(1, 2), 'posts'), 'lower_posts': (F(1, 4), 'posts'),
    'upper_posts': (F(3, 4), 'posts'), 'share_of_posts': ('composition', 'posts'), 'posts_per_100_pupils': (100, 'posts', 'size'),
    'posts_per_class': (1, 'posts', 'classes'), 'mean_seniority': ('mean', 'seniority'), 'share_with_vacancy': ('mean', 'vacancy'),
    'schools_with_vacancy': ('total', 'vacancy'), 'share_trained': ('mean', 'trained'), 'share_offering': ('mean', 'offered'),
    'schools_offering': ('total', 'offered'), 'hours': ('total', 'hours'), 'share_of_hours': ('composition', 'hours'),
    'hours_per_100_pupils': (100, 'hours', 'size'), 'mean_largest_group': ('mean', 'largest_group'), 'share_teaching': ('mean', 'taught'),
    'schools_teaching': ('total', 'taught'), 'share_stating': ('mean', 'stated'), 'mean_score': ('mean', 'score'),
    'median_score': (F(1, 2), 'score'),
}


def join_lonely(cells, units, frame):
    """A stratum of which one of several answered is joined to the next larger one."""
    size = {s: F(sum(F(f['elever']) for f in frame.values() if f['sted'] == s), n) for s, n in units.items()}
    for s in sorted(units, key=size.get):
        if units[s] == 1 or sum(c[0] == s for c in cells) > 1: continue
        home = min((t for t in units if size[t] > size[s]), key=size.get)
        units[home] += units.pop(s)
        cells[:] = [(home if c[0] == s else c[0], *c[1:]) for c in cells]


def estimate(indicator, year, where, group):
    """(value, respondents, frame) of one point; `where` and `group` narrow alike."""
    kind, of, *to = INDICATOR[indicator]
    heads = where.get('survey') == 'head_interviews'
    narrow = {**{k: v for k, v in where.items() if k not in ('survey', 'acrossBreaks')}, **{k: [v] for k, v in group.items()}}
    members = next((v for k, v in narrow.items() if k not in ('district', 'owner')), None)
    rows = [r for r in HEADS if r['aar'] == str(year)] if heads else WAVE[year]
    frame = FRAME[year]

    def within(row, columns=('district', 'owner')):
        here = {'district': lambda: frame[row['skole']]['bydel'], 'owner': lambda: row['eier']}
        return all(here[k]() in v for k, v in narrow.items() if k in columns)

    cells = []
    for row in rows:
        y = combined(row, of, year, members)
        x = F(1)
        if to == ['size']: x = F(frame[row['skole']]['elever'])
        elif to: x = combined(row, to[0], year, members)
        elif kind == 'composition': x = combined(row, of, year, None)
        if y is MISSING or x is MISSING: continue
        stratum = row['sted'] if heads else frame[row['skole']]['sted']
        cells.append((stratum, within(row), F(y), x, F(row['vekt']) if heads else F(1)))
    units = {}
    for s in {c[0] for c in cells}:
        units[s] = sum(F(r['vekt']) for r in rows if r['sted'] == s) if heads else sum(f['sted'] == s for f in frame.values())
    if not heads:
        join_lonely(cells, units, frame)
    answered = {s: sum(c[4] for c in cells if c[0] == s) for s in units}
    used = [(w * units[s] / answered[s], y, x) for s, inside, y, x, w in cells if inside]
    top, bottom = sum(w * y for w, y, _ in used), sum(w * x for w, _, x in used)
    if isinstance(kind, F):
        value = min(y for _, y, _ in used if sum(w for w, v, _ in used if v <= y) >= kind * bottom)
    else:
        value = top if kind == 'total' else top / bottom * (kind if isinstance(kind, int) else 1)
    return value, len(used), 12 if heads else None if 'owner' in narrow else sum(within(f, ('district',)) for f in frame.values())


def exact(arithmetic):
    return eval(re.sub(r'(\d+(?:\.\d+)?)', r'F("\1")', arithmetic), {'F': F})


answers = json.loads((HERE / 'answers.json').read_text(encoding='utf-8'))
for a in answers:
    if a['expected'] is None: continue
    where, group, year = a.get('where', {}), a.get('group', {}), a['year']
    value, respondents, frame = estimate(a['indicator'], year, where, group)
    for name, of in a.get('transform', {}).items():
        base = estimate(a['indicator'], of if name == 'indexTo' else year - of, where, group)[0]
        value = 100 * value / base if name == 'indexTo' else value / base - 1
    assert exact(a['arithmetic']) == value, (a, float(value))
    assert abs(F(a['expected']) - value) <= abs(value) * F(1, 10**14), (a, float(value))
    assert a.get('respondents', respondents) == respondents, (a, respondents)
    assert a.get('frame', frame) == frame, (a, frame)
print(f'{len(answers)} answers agree')
