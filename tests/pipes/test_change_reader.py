"""Level or change: sentence -> for each of its numbers `+` (increase), `-` (decrease), `=` (level), `<` (level of the other period)."""

import pytest

CASES = [
    # a verb of change and what follows it
    ("Thefts decreased by 8 cases.", "8 -"),
    ("The number of fires rose by 12% to 340.", "12% + 340 ="),
    ("Robberies fell from 271 to 264.", "271 < 264 ="),
    ("There was a reduction of 55 accidents.", "55 -"),
    ("Burglary was up 4% and fraud was down 9%.", "4% + 9% -"),
    ("Offences grew 6 percent.", "6 percent +"),
    ("The rise was 16 per cent.", "16 per cent +"),
    ("The share climbed 3.7 percentage points.", "3.7 percentage points +"),
    ("The death toll reached 91.", "91 ="),
    # signs
    ("4681 (+512) crimes were disclosed.", "4681 = 512 +"),
    ("Thefts: 90 (-10.7%).", "90 = 10.7% -"),
    ("sale - 1761 (+263)", "1761 = 263 +"),
    # comparatives
    ("It is 147 fewer than last year.", "147 -"),
    ("They seized 96 kg more than a year before.", "96 kg +"),
    ("More than 300 guns were found.", "300 ="),
    ("There were 19 explosions, seven or 58.3 percent more than in 2016.", "19 = seven + 58.3 percent +"),
    ("Four more stations will be opened.", "Four ="),
    # multiples
    ("Shoplifting has doubled.", "doubled +"),
    ("Injuries became 2.7 times more.", "2.7 times +"),
    ("Complaints decreased 3 times.", "3 times -"),
    # the other period
    ("The units went out 82 (98) times.", "82 = 98 <"),
    ("There were 120 crimes instead of 150.", "120 = 150 <"),
    ("Orders numbered 63 against 77 in 2021.", "63 = 77 <"),
    ("Grave crimes came to 413 (11.6 percent).", "413 = 11.6 percent ="),
    ("The units cleared 187 [138] calls.", "187 = 138 <"),
    ("The region went from 589 to 565 cases.", "589 < 565 ="),
    ("Murders: 338 (was 419).", "338 = 419 <"),
    ("Schools accounted for 4 cases rather than 19.", "4 = 19 <"),
    ("Robbery fell by 9 (40).", "9 - 40 ="),
    ("Contraband made 574 (10.7).", "574 = 10.7 ="),
    ("They filed 52 cases against 68 men, versus 48 and 61.", "52 = 68 < 48 < 61 <"),
    ("More than half (51.9%) are grave.", "half = 51.9% ="),
    ("Speed: 236 accidents (121 dead), overtaking: 118 (42).", "236 = 121 = 118 = 42 ="),
    ("There were 114 arrests, against 90 of others.", "114 = 90 ="),
    # several at once
    ("Accidents, deaths and injuries fell by 42, 19 and 54 respectively.", "42 - 19 - 54 -"),
    ("Robbery rose by eight percent and burglary by three percent.", "eight percent + three percent +"),
    # verbs that carry no movement
    ("Police raised 37 bodies from the lake.", "37 ="),
    ("Women made up 35% of the staff.", "35% ="),
    ("The officers gave up 12 rifles.", "12 ="),
    ("Patrols drew up 541 reports.", "541 ="),
    ("One driver was four times the legal limit.", "One = four times ="),
    ("Some 27 crews stayed for 24 hours and more.", "27 = 24 hours ="),
    # said again in percent, or of another time
    ("Accidents increased by 39 (5.5 percent), those of the injured by 58 (8.7 percent).", "39 + 5.5 percent + 58 + 8.7 percent +"),
    ("The growth by 1,050 cases or 15.3% is steady.", "1,050 + 15.3% +"),
    ("Crimes came to 296, which is 26, or 9.8 per cent, more than in 2021.", "296 = 26 + 9.8 per cent +"),
    ("Dead: 540, or 17 less than in 2021.", "540 = 17 -"),
    ("Thefts came to 688, some 97 below the same month in 2018.", "688 = 97 -"),
    ("Crimes were 19, that is 6.1% over the same months of 2014.", "19 = 6.1% +"),
    ("Growth - 91, or 9,5%.", "91 + 9,5% +"),
    ("We had 39 fewer cars stolen.", "39 -"),
    ("The number killed came down from 354 to 270, a difference of 84 lives.", "354 < 270 = 84 -"),
    ("Robberies slid 11 percent.", "11 percent -"),
    # "by" apart from the word of change
    ("There were fewer robberies (by 27%), thefts (by 26%) and arsons (by a quarter).", "27% - 26% - a quarter -"),
    ("Killings (by 12%) and rapes (by 3 cases) decreased.", "12% - 3 -"),
    ("More frauds (by 14%) were registered.", "14% +"),
    ("More than 300 guns were found (by 14 teams).", "300 = 14 ="),
    ("There are fewer officers than before, if only by 0.4%.", "0.4% -"),
    ("These were committed less: murders by 9, robberies by 17.", "9 - 17 -"),
    ("Decreases: East and North, by 6 and 3 per cent.", "6 - 3 per cent -"),
    ("Accidents are less by 178, of the wounded by 94.", "178 - 94 -"),
    # the level of another time, named
    ("Crimes were 900, which is 613, or 2.5 percent, below the indicator of 2019.", "900 = 613 - 2.5 percent -"),
    ("Crimes were 900, which is 61 facts, or 7 percent, less than in 2019.", "900 = 61 - 7 percent -"),
    ("Thefts numbered 71,310, that is 17,880 (33.5%) more than a year before.", "71,310 = 17,880 + 33.5% +"),
    ("The count rose over a day (27) being greater than before.", "27 ="),
    ("The road runs 5 km below the level of the dam.", "5 km ="),
    ("The haul surpasses the previous indicator by only 12 kg.", "12 kg +"),
    ("He drives exceeding the speed allowed by 20 km/h.", "20 km/h ="),
    ("Fines were 19, 4 above 2018.", "19 = 4 +"),
    # verbs and particles that only look like it
    ("Tankers dropped 212 loads of water and officers lifted 130 laptops.", "212 = 130 ="),
    ("Thefts dropped 20.", "20 -"),
    ("Groups made up of 129 members were held, they sent up 204 cases.", "129 = 204 ="),
    ("Of whom 165 were picked up.", "165 ="),
    ("There 17 recorded more than 400 mg.", "17 = 400 mg ="),
    # the noun of a change and what it came to
    ("The growth of accidents made 7.6%.", "7.6% +"),
    ("The decline comes to 16.4%.", "16.4% -"),
    ("A decrease was noted in murders - 7, rapes - 11.", "7 - 11 -"),
    ("Fewer offences than a week ago by 17.", "17 -"),
    ("Frauds jumped 18 per cent and cattle rustling 7 per cent.", "18 per cent + 7 per cent +"),
    ("We target a 15 percent cut in crime.", "15 percent -"),
    ("The beach is 4 metres narrower.", "4 metres -"),
    # earlier and faster
    ("Crews came one and a half minutes earlier than a year before.", "one and a half minutes -"),
    ("Crews came 2 minutes later than in 2019.", "2 minutes +"),
    ("Help is there 3 minutes faster than in 2019.", "3 minutes -"),
    ("He died 2 hours later.", "2 hours ="),
    # plus that adds another thing; limits; words that are no change behind a number
    ("Cars found: 27, plus 12 stolen before 2012.", "27 = 12 ="),
    ("Thefts 340, plus 12%.", "340 = 12% +"),
    ("They recovered AZN 4.6 million plus $3.1 million.", "AZN 4.6 million = $3.1 million ="),
    ("Six exceeded the limit by more than 50 km/h.", "Six = 50 km/h ="),
    ("They solved in excess of 163,000 crimes.", "163,000 ="),
    ("Of these 73 fall under the category of grave.", "73 ="),
    ("Four drop-in events will be held.", "Four ="),
    ("Together with drones (38 brought down) they carry 5 kg.", "38 = 5 kg ="),
    ("Crimes came to 7,913 over six months.", "7,913 = six months ="),
    # the noun of a change apart from what it came to, and the change told twice
    ("The fall, therefore, is 5.6%.", "5.6% -"),
    ("Growth relative to 2019 was 6 percent.", "6 percent +"),
    ("The fall reaches 4%.", "4% -"),
    ("It means a drop of 106 acts, i.e. 12.8%, in a year.", "106 - 12.8% -"),
    ("Incidents: 381,270 (+24,915, 7.0%)", "381,270 = 24,915 + 7.0% +"),
    ("Kind | 2020 | 2021 | Change, %\nTheft | 228 | 235 | 3,1", "228 = 235 = 3,1 +"),
]  # fmt: skip


def mark(fact):
    if fact["kind"] == "change":
        return {"increase": "+", "decrease": "-"}[fact["direction"]]
    return "="


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_kind_and_direction(read, nlp, text, expected):
    doc = nlp(text)
    compared = {ent.text for ent in doc.ents if ent.label_ == "QUANTITY" and ent._.compared}
    found = [f"{f['quantity']} {'<' if f['quantity'] in compared else mark(f)}" for f in doc._.facts]
    assert " ".join(found) == expected


def test_level_keeps_the_way_it_moved(read):
    assert read("The number of fires rose to 340.")["340"]["direction"] == "increase"


LEVELS = [
    ("Cameras uncovered 241 crimes, up from 187.", "241", "increase"),
    ("They handled 7,466 complaints of cruelty, down from 8,019.", "7,466", "decrease"),
    ("They caught 5,118 persons, around 900 more than a year ago.", "5,118", "increase"),
    ("Police documented 8,027 crimes, down 3.4% in a year.", "8,027", "decrease"),
    ("They seized 9.4 tonnes of cocaine (down 5.2%) and 45 tonnes of cannabis (up 8.7%).", "45 tonnes", "increase"),
    ("Secondary fires numbered 93,406 – up by 8,215.", "93,406", "increase"),
    ("The number of gangs went from 621 to 794.", "794", "increase"),
    ("Helmets cut injuries; wearing went from 40% last year to 85%.", "85%", "increase"),
    ("There were 90 thefts, frauds rose by 5.", "90", None),
    ("Some 90 men were held; arsons, up by 4%, made 12.", "90", None),
]


@pytest.mark.parametrize(("text", "quantity", "direction"), LEVELS)
def test_level_takes_the_way_told_behind_it(read, text, quantity, direction):
    assert read(text)[quantity]["direction"] == direction
