"""Wordings of dates and the days that they name: one line a wording, `None` where nothing is fixed."""

from __future__ import annotations

from datetime import date

import pytest

from presstally.measures.dates import parse_date
from presstally.schemas import DateRange

# published 2023-10-27, reported unknown
DAYS = (
    "2023-10-27",
    "",
    (
        ("27.10.2023", "2023-10-27"),
        ("27/10/2023", "2023-10-27"),
        ("10/27/2023", "2023-10-27"),
        ("2023-10-27", "2023-10-27"),
        ("27-10-2023", "2023-10-27"),
        ("5.3.23", "2023-03-05"),
        ("27 October 2023", "2023-10-27"),
        ("October 27, 2023", "2023-10-27"),
        ("27th of October 2023", "2023-10-27"),
        ("27th October, 2023", "2023-10-27"),
        ("the 3rd of March 2021", "2021-03-03"),
        ("Oct. 27, 2023", "2023-10-27"),
        ("Sept 5 2022", "2022-09-05"),
        ("Sept. 5, 2022", "2022-09-05"),
        ("Friday 27 October 2023", "2023-10-27"),
        ("Friday, October 27, 2023", "2023-10-27"),
        ("on 18 July 2024", "2024-07-18"),
        ("FEBRUARY 29, 2020", "2020-02-29"),
        ("29 February 2024", "2024-02-29"),
        ("1st January 2022", "2022-01-01"),
        ("31 April 2022", None),
        ("30 February 2021", None),
        ("32.01.2021", None),
    ),
)
# published 2023-10-27, reported unknown
OPEN_DAYS = (
    "2023-10-27",
    "",
    (
        ("27 October", "2023-10-27"),
        ("October 27", "2023-10-27"),
        ("October 15", "2023-10-15"),
        ("19 September", "2023-09-19"),
        ("September 19 of this year", "2023-09-19"),
        ("19 September this year", "2023-09-19"),
        ("3 May of last year", "2022-05-03"),
        ("December 28", "2022-12-28"),
        ("January 5", "2023-01-05"),
        ("November 10", "2023-11-10"),
        ("December 20", "2022-12-20"),
        ("March 1st", "2023-03-01"),
        ("the 2nd of June", "2023-06-02"),
        ("Thursday 26 October", "2023-10-26"),
    ),
)
# published 2021-01-10, reported 2020-01-01/2020-12-31
OPEN_DAYS_JANUARY = (
    "2021-01-10",
    "2020-01-01/2020-12-31",
    (
        ("January 8", "2021-01-08"),
        ("January 20", "2021-01-20"),
        ("December 28", "2020-12-28"),
        ("5 March", "2020-03-05"),
        ("September", "2020-09-01/2020-09-30"),
        ("December", "2020-12-01/2020-12-31"),
        ("January", "2020-01-01/2020-01-31"),
        ("last December", "2020-12-01/2020-12-31"),
        ("the end of the year", "2020-12-31"),
        ("this year", "2021-01-01/2021-01-10"),
        ("last year", "2020-01-01/2020-12-31"),
        ("the previous year", "2019-01-01/2019-12-31"),
        ("the year before", "2019-01-01/2019-12-31"),
        ("third quarter", "2020-07-01/2020-09-30"),
        ("fourth quarter", "2020-10-01/2020-12-31"),
        ("final quarter", "2020-10-01/2020-12-31"),
        ("first half", "2020-01-01/2020-06-30"),
        ("nine months", "2020-01-01/2020-09-30"),
        ("reporting year", "2020-01-01/2020-12-31"),
    ),
)
# published 2023-10-27, reported unknown
DAY_RANGES = (
    "2023-10-27",
    "",
    (
        ("May 5-7", "2023-05-05/2023-05-07"),
        ("May 5–7, 2022", "2022-05-05/2022-05-07"),
        ("May 5 to 7", "2023-05-05/2023-05-07"),
        ("5 to 7 May", "2023-05-05/2023-05-07"),
        ("5-7 May 2022", "2022-05-05/2022-05-07"),
        ("5–7 May", "2023-05-05/2023-05-07"),
        ("the night of 3 to 4 May", "2023-05-03/2023-05-04"),
        ("between 1 and 15 May", "2023-05-01/2023-05-15"),
        ("between 1 and 15 May 2021", "2021-05-01/2021-05-15"),
        ("May 30 to June 2", "2023-05-30/2023-06-02"),
        ("30 May – 2 June 2022", "2022-05-30/2022-06-02"),
        ("May 30 - June 2, 2021", "2021-05-30/2021-06-02"),
        ("from December 28, 2022 to January 3, 2023", "2022-12-28/2023-01-03"),
        ("28 December - 3 January 2023", "2022-12-28/2023-01-03"),
        ("January 1 to September 30", "2023-01-01/2023-09-30"),
        ("1 January – 30 September 2022", "2022-01-01/2022-09-30"),
        ("27.10.2022 - 03.11.2022", "2022-10-27/2022-11-03"),
        ("Friday to Sunday", "2023-10-20/2023-10-22"),
        ("7 to 5 May", None),
    ),
)
# published 2023-10-27, reported unknown
MONTHS = (
    "2023-10-27",
    "",
    (
        ("September 2022", "2022-09-01/2022-09-30"),
        ("Sept. 2022", "2022-09-01/2022-09-30"),
        ("September", "2023-09-01/2023-09-30"),
        ("December", "2022-12-01/2022-12-31"),
        ("October", "2023-10-01/2023-10-31"),
        ("May of this year", "2023-05-01/2023-05-31"),
        ("May last year", "2022-05-01/2022-05-31"),
        ("last October", "2022-10-01/2022-10-31"),
        ("January-September 2022", "2022-01-01/2022-09-30"),
        ("January–September 2022", "2022-01-01/2022-09-30"),
        ("January to March", "2023-01-01/2023-03-31"),
        ("January to March 2024", "2024-01-01/2024-03-31"),
        ("April 2023 to March 2024", "2023-04-01/2024-03-31"),
        ("December 2022 to February 2023", "2022-12-01/2023-02-28"),
        ("December to February 2023", "2022-12-01/2023-02-28"),
        ("November - January 2022", "2021-11-01/2022-01-31"),
        ("January through June 2022", "2022-01-01/2022-06-30"),
        ("January until March", "2023-01-01/2023-03-31"),
        ("October to December", "2022-10-01/2022-12-31"),
        ("the month of May 2021", "2021-05-01/2021-05-31"),
        ("Jan-Mar 2020", "2020-01-01/2020-03-31"),
    ),
)
# published 2023-10-27, reported unknown
YEARS = (
    "2023-10-27",
    "",
    (
        ("2020", "2020-01-01/2020-12-31"),
        ("the year 2020", "2020-01-01/2020-12-31"),
        ("in 2020", "2020-01-01/2020-12-31"),
        ("2020 year", "2020-01-01/2020-12-31"),
        ("2019-2021", "2019-01-01/2021-12-31"),
        ("2019–2021", "2019-01-01/2021-12-31"),
        ("2013 to 2015", "2013-01-01/2015-12-31"),
        ("from 2013 to 2015", "2013-01-01/2015-12-31"),
        ("1990s", "1990-01-01/1999-12-31"),
        ("the 1980s", "1980-01-01/1989-12-31"),
        ("this year", "2023-01-01/2023-10-27"),
        ("the current year", "2023-01-01/2023-10-27"),
        ("last year", "2022-01-01/2022-12-31"),
        ("previous year", "2022-01-01/2022-12-31"),
        ("the past year", "2022-01-01/2022-12-31"),
        ("next year", "2024-01-01/2024-12-31"),
    ),
)
# published 2024-07-18, reported unknown
FISCAL = (
    "2024-07-18",
    "",
    (
        ("2023/24", "2023-04-01/2024-03-31"),
        ("2023-24", "2023-04-01/2024-03-31"),
        ("2023/2024", "2023-04-01/2024-03-31"),
        ("financial year 2023/24", "2023-04-01/2024-03-31"),
        ("the financial year 2022-23", "2022-04-01/2023-03-31"),
        ("fiscal year 2023", "2022-10-01/2023-09-30"),
        ("FY 2023", "2022-10-01/2023-09-30"),
        ("FY2023", "2022-10-01/2023-09-30"),
        ("fiscal 2020", "2019-10-01/2020-09-30"),
        ("school year 2022/23", "2022-09-01/2023-08-31"),
        ("winter 2022/23", "2022-12-01/2023-02-28"),
        ("2023/25", None),
        ("year ending March 2024", "2023-04-01/2024-03-31"),
        ("the year to March 2024", "2023-04-01/2024-03-31"),
        ("year ended 31 March 2024", "2023-04-01/2024-03-31"),
        ("year to the end of June 2023", "2022-07-01/2023-06-30"),
        ("12 months to June 2023", "2022-07-01/2023-06-30"),
        ("twelve months that ended June 30, 2023", "2022-07-01/2023-06-30"),
        ("six months ending 30 June 2022", "2022-01-01/2022-06-30"),
        ("quarter ending September 2022", "2022-07-01/2022-09-30"),
        ("year ending Q2 2023", "2022-07-01/2023-06-30"),
    ),
)
# published 2023-10-27, reported unknown
PARTS = (
    "2023-10-27",
    "",
    (
        ("9 months of 2021", "2021-01-01/2021-09-30"),
        ("9 months 2022", "2022-01-01/2022-09-30"),
        ("nine months of the current year", "2023-01-01/2023-09-30"),
        ("nine months of this year", "2023-01-01/2023-09-30"),
        ("first 9 months of the current year", "2023-01-01/2023-09-30"),
        ("first nine months", "2023-01-01/2023-09-30"),
        ("nine months", "2023-01-01/2023-09-30"),
        ("first six months of the year", "2023-01-01/2023-06-30"),
        ("six months of last year", "2022-01-01/2022-06-30"),
        ("11 months of 2022", "2022-01-01/2022-11-30"),
        ("ten months", "2023-01-01/2023-10-31"),
        ("five-month period", "2023-01-01/2023-05-31"),
        ("three quarters of 2017", "2017-01-01/2017-09-30"),
        ("first half of 2018", "2018-01-01/2018-06-30"),
        ("first semester of 2018", "2018-01-01/2018-06-30"),
        ("the second half of the year", "2023-07-01/2023-12-31"),
        ("second half of 2022", "2022-07-01/2022-12-31"),
        ("half-year", "2023-01-01/2023-06-30"),
        ("first half-year of 2019", "2019-01-01/2019-06-30"),
        ("half of 2020", "2020-01-01/2020-06-30"),
        ("H1 2021", "2021-01-01/2021-06-30"),
        ("H2 2021", "2021-07-01/2021-12-31"),
        ("1H 2021", "2021-01-01/2021-06-30"),
        ("second quarter", "2023-04-01/2023-06-30"),
        ("third quarter of 2022", "2022-07-01/2022-09-30"),
        ("third quarter of last year", "2022-07-01/2022-09-30"),
        ("the fourth quarter", "2022-10-01/2022-12-31"),
        ("Q3 2022", "2022-07-01/2022-09-30"),
        ("Q1", "2023-01-01/2023-03-31"),
        ("3Q 2022", "2022-07-01/2022-09-30"),
        ("I quarter of 2016", "2016-01-01/2016-03-31"),
        ("IV quarter of 2016", "2016-10-01/2016-12-31"),
        ("last quarter of 2021", "2021-10-01/2021-12-31"),
        ("last three months of 2022", "2022-10-01/2022-12-31"),
        ("last quarter", "2023-07-01/2023-09-30"),
        ("13 months of 2021", None),
    ),
)
# published 2023-10-27, reported 2023-01-01/2023-09-30
REPORTED = (
    "2023-10-27",
    "2023-01-01/2023-09-30",
    (
        ("reporting period", "2023-01-01/2023-09-30"),
        ("the reporting year", "2023-01-01/2023-09-30"),
        ("reported period", "2023-01-01/2023-09-30"),
        ("period under review", "2023-01-01/2023-09-30"),
        ("this period", "2023-01-01/2023-09-30"),
        ("same period of 2017", "2017-01-01/2017-09-30"),
        ("same period last year", "2022-01-01/2022-09-30"),
        ("the corresponding period of last year", "2022-01-01/2022-09-30"),
        ("corresponding months of 2020", "2020-01-01/2020-09-30"),
        ("same months of 2021", "2021-01-01/2021-09-30"),
        ("same nine months of 2022", "2022-01-01/2022-09-30"),
        ("similar period of the previous year", "2022-01-01/2022-09-30"),
        ("analogous period of 2021", "2021-01-01/2021-09-30"),
        ("same period a year earlier", "2022-01-01/2022-09-30"),
        ("same period", "2023-01-01/2023-09-30"),
        ("same nine months", "2023-01-01/2023-09-30"),
        ("same time last year", "2022-01-01/2022-09-30"),
        ("year earlier", "2022-01-01/2022-09-30"),
        ("a year before", "2022-01-01/2022-09-30"),
        ("a year ago", "2022-01-01/2022-09-30"),
        ("two years ago", "2021-01-01/2021-09-30"),
        ("five years earlier", "2018-01-01/2018-09-30"),
        ("last nine months", "2023-01-01/2023-09-30"),
        ("these nine months", "2023-01-01/2023-09-30"),
        ("the past 9 months", "2023-01-01/2023-09-30"),
        ("previous nine months", "2022-04-01/2022-12-31"),
        ("nine months", "2023-01-01/2023-09-30"),
        ("nine months of 2022", "2022-01-01/2022-09-30"),
        ("first nine months", "2023-01-01/2023-09-30"),
        ("previous year", "2022-01-01/2022-12-31"),
        ("this year", "2023-01-01/2023-09-30"),
        ("third quarter", "2023-07-01/2023-09-30"),
        ("second quarter of this year", "2023-04-01/2023-06-30"),
        ("May", "2023-05-01/2023-05-31"),
        ("first half", "2023-01-01/2023-06-30"),
        ("half-year", "2023-01-01/2023-06-30"),
        ("previous five years", "2018-01-01/2022-12-31"),
        ("the whole of the previous year", "2022-01-01/2022-12-31"),
        ("decade ago", "2013-01-01/2013-09-30"),
    ),
)
# published 2023-06-08, reported 2023-05-01/2023-05-31
REPORTED_MONTH = (
    "2023-06-08",
    "2023-05-01/2023-05-31",
    (
        ("last month", "2023-05-01/2023-05-31"),
        ("previous month", "2023-04-01/2023-04-30"),
        ("the month before", "2023-04-01/2023-04-30"),
        ("same month last year", "2022-05-01/2022-05-31"),
        ("same month of 2021", "2021-05-01/2021-05-31"),
        ("May", "2023-05-01/2023-05-31"),
        ("year earlier", "2022-05-01/2022-05-31"),
        ("reporting month", "2023-05-01/2023-05-31"),
    ),
)
# published 2021-07-16, reported 2021-01-01/2021-06-30
REPORTED_HALF = (
    "2021-07-16",
    "2021-01-01/2021-06-30",
    (
        ("half-year", "2021-01-01/2021-06-30"),
        ("the half-year", "2021-01-01/2021-06-30"),
        ("same six months", "2021-01-01/2021-06-30"),
        ("first six months of the year", "2021-01-01/2021-06-30"),
        ("first half of 2020", "2020-01-01/2020-06-30"),
        ("year before", "2020-01-01/2020-06-30"),
        ("end of the year", "2021-12-31"),
        ("beginning of the year", "2021-01-01"),
        ("previous half-year", "2020-07-01/2020-12-31"),
        ("second quarter", "2021-04-01/2021-06-30"),
        ("last six months", "2021-01-01/2021-06-30"),
        ("previous six months", "2020-07-01/2020-12-31"),
    ),
)
# published 2024-07-18, reported 2023-04-01/2024-03-31
REPORTED_FISCAL = (
    "2024-07-18",
    "2023-04-01/2024-03-31",
    (
        ("final quarter", "2024-01-01/2024-03-31"),
        ("first quarter", "2023-04-01/2023-06-30"),
        ("fourth quarter", "2024-01-01/2024-03-31"),
        ("same period of 2022", "2022-04-01/2023-03-31"),
        ("year earlier", "2022-04-01/2023-03-31"),
        ("ten years earlier", "2013-04-01/2014-03-31"),
        ("previous year", "2022-04-01/2023-03-31"),
        ("reporting year", "2023-04-01/2024-03-31"),
    ),
)
# published 2023-10-27, reported unknown
RELATIVE = (
    "2023-10-27",
    "",
    (
        ("past five years", "2018-10-28/2023-10-27"),
        ("the last 5 years", "2018-10-28/2023-10-27"),
        ("past ten years", "2013-10-28/2023-10-27"),
        ("last decade", "2013-10-28/2023-10-27"),
        ("past two months", "2023-08-28/2023-10-27"),
        ("last three months", "2023-07-28/2023-10-27"),
        ("last 24 hours", "2023-10-26/2023-10-27"),
        ("past 48 hours", "2023-10-25/2023-10-27"),
        ("last three days", "2023-10-25/2023-10-27"),
        ("past 7 days", "2023-10-21/2023-10-27"),
        ("last two weeks", "2023-10-14/2023-10-27"),
        ("last month", "2023-09-01/2023-09-30"),
        ("this month", "2023-10-01/2023-10-31"),
        ("last week", "2023-10-16/2023-10-22"),
        ("this week", "2023-10-23/2023-10-29"),
        ("previous week", "2023-10-16/2023-10-22"),
        ("last quarter", "2023-07-01/2023-09-30"),
        ("yesterday", "2023-10-26"),
        ("today", "2023-10-27"),
        ("last night", "2023-10-26"),
        ("Monday", "2023-10-23"),
        ("on Friday", "2023-10-27"),
        ("last Friday", "2023-10-20"),
        ("last weekend", "2023-10-21/2023-10-22"),
        ("Tuesday", "2023-10-24"),
        ("past day", "2023-10-26"),
        ("summer", "2023-06-01/2023-08-31"),
        ("summer of 2022", "2022-06-01/2022-08-31"),
        ("autumn", "2023-09-01/2023-11-30"),
        ("last winter", None),
        ("spring 2021", "2021-03-01/2021-05-31"),
        ("this spring", "2023-03-01/2023-05-31"),
    ),
)
# published 2023-10-27, reported unknown
SINCE = (
    "2023-10-27",
    "",
    (
        ("since November 2020", "2020-11-01/2023-10-27"),
        ("since 2020", "2020-01-01/2023-10-27"),
        ("since 10 November 2020", "2020-11-10/2023-10-27"),
        ("since the beginning of the year", "2023-01-01/2023-10-27"),
        ("since the start of this year", "2023-01-01/2023-10-27"),
        ("since May", "2023-05-01/2023-10-27"),
        ("since 2025", None),
        ("since last year", "2022-01-01/2023-10-27"),
        ("year to date", "2023-01-01/2023-10-27"),
        ("year-to-date", "2023-01-01/2023-10-27"),
        ("the year so far", "2023-01-01/2023-10-27"),
        ("so far this year", "2023-01-01/2023-10-27"),
        ("since January 1", "2023-01-01/2023-10-27"),
    ),
)
# published 2023-10-27, reported unknown
EDGES = (
    "2023-10-27",
    "",
    (
        ("as of 1 January", "2023-01-01"),
        ("as of 1 October 2023", "2023-10-01"),
        ("as at 31 March 2023", "2023-03-31"),
        ("as of October 1", "2023-10-01"),
        ("end of June", "2023-06-30"),
        ("the end of June 2022", "2022-06-30"),
        ("end of 2022", "2022-12-31"),
        ("end of the year", "2023-12-31"),
        ("year-end", "2023-12-31"),
        ("year's end", "2023-12-31"),
        ("beginning of the year", "2023-01-01"),
        ("beginning of 2022", "2022-01-01"),
        ("start of last year", "2022-01-01"),
        ("the end of September", "2023-09-30"),
        ("end of last year", "2022-12-31"),
        ("mid-2022", "2022-06-30"),
        ("mid-June", "2023-06-15"),
        ("mid-May 2022", "2022-05-15"),
        ("end of the first quarter", "2023-03-31"),
        ("first half of May", "2023-05-01/2023-05-15"),
        ("second half of January 2022", "2022-01-16/2022-01-31"),
        ("first ten days of May", "2023-05-01/2023-05-10"),
        ("first week of June 2022", "2022-06-01/2022-06-07"),
        ("second half of February 2024", "2024-02-16/2024-02-29"),
    ),
)
# published 2023-10-27, reported 2023-01-01/2023-09-30
OPEN = (
    "2023-10-27",
    "2023-01-01/2023-09-30",
    (
        ("previous years", None),
        ("past years", None),
        ("recent years", None),
        ("earlier years", None),
        ("coming days", None),
        ("New Year", None),
        ("Easter", None),
        ("ten years", None),
        ("next autumn session", None),
        ("early 2022", None),
        ("winter of 2022", None),
        ("a while ago", None),
        ("the day", None),
        ("31 June", None),
    ),
)
# published unknown, reported unknown
UNTOLD = (
    "",
    "",
    (
        ("October 27", None),
        ("September 19 of this year", None),
        ("nine months", None),
        ("last year", None),
        ("past five years", None),
        ("same period of 2017", None),
        ("since November 2020", None),
        ("year to date", None),
        ("Monday", None),
        ("last month", None),
        ("summer", None),
        ("second quarter", None),
        ("this year", None),
        ("2020", "2020-01-01/2020-12-31"),
        ("nine months of 2021", "2021-01-01/2021-09-30"),
        ("May 2022", "2022-05-01/2022-05-31"),
        ("year earlier", None),
        ("reporting period", None),
    ),
)
# published unknown, reported 2023-01-01/2023-09-30
UNPUBLISHED = (
    "",
    "2023-01-01/2023-09-30",
    (
        ("May", "2023-05-01/2023-05-31"),
        ("May 5", "2023-05-05"),
        ("December", None),
        ("this year", "2023-01-01/2023-09-30"),
        ("last year", "2022-01-01/2022-12-31"),
        ("nine months", "2023-01-01/2023-09-30"),
        ("third quarter", "2023-07-01/2023-09-30"),
        ("same period last year", "2022-01-01/2022-09-30"),
        ("past nine months", "2023-01-01/2023-09-30"),
        ("past five years", None),
    ),
)
# published 2023-10-27, reported unknown
WORDED = (
    "2023-10-27",
    "",
    (
        ("year of 2012", "2012-01-01/2012-12-31"),
        ("year that has ended", "2022-01-01/2022-12-31"),
        ("year just past", "2022-01-01/2022-12-31"),
        ("opening four months", "2023-01-01/2023-04-30"),
        ("two months passed of this year", "2023-01-01/2023-02-28"),
        ("first 40 days of the year", "2023-01-01/2023-02-09"),
        ("last nine months", "2023-01-01/2023-09-30"),
        ("past week", "2023-10-16/2023-10-22"),
        ("01.01. - 31.03.2023", "2023-01-01/2023-03-31"),
        ("1-6/2020", "2020-01-01/2020-06-30"),
        ("VII-IX 2022", "2022-07-01/2022-09-30"),
        ("1st of April to the end of June 2022", "2022-04-01/2022-06-30"),
        ("February until the end of May", "2023-02-01/2023-05-31"),
        ("end-April", "2023-04-30"),
        ("Christmas Day", "2022-12-25"),
        ("New Year's Eve", "2022-12-31"),
        ("Wednesday night", "2023-10-25"),
        ("noon yesterday", "2023-10-26"),
        ("24 hours ending at 6 a.m. today", "2023-10-26/2023-10-27"),
        ("at present", "2023-10-27"),
        ("first-quarter", "2023-01-01/2023-03-31"),
        ("month prior", None),
    ),
)
WORDED_HALF = (
    "2023-07-20",
    "2023-01-01/2023-06-30",
    (
        ("comparative period last year", "2022-01-01/2022-06-30"),
        ("year prior", "2022-01-01/2022-06-30"),
        ("like period of 2021", "2021-01-01/2021-06-30"),
    ),
)
TABLES = (
    DAYS,
    OPEN_DAYS,
    OPEN_DAYS_JANUARY,
    DAY_RANGES,
    MONTHS,
    YEARS,
    FISCAL,
    PARTS,
    REPORTED,
    REPORTED_MONTH,
    REPORTED_HALF,
    REPORTED_FISCAL,
    RELATIVE,
    SINCE,
    EDGES,
    OPEN,
    UNTOLD,
    UNPUBLISHED,
    WORDED,
    WORDED_HALF,
)
CASES = [(words, published, reported, days) for published, reported, rows in TABLES for words, days in rows]


def _range(days: str | None) -> DateRange:
    if not days:
        return DateRange(None, None)
    start, _, end = days.partition("/")
    return DateRange(start, end or start)


@pytest.mark.parametrize(("words", "published", "reported", "days"), CASES)
def test_words_name_days(words: str, published: str, reported: str, days: str | None) -> None:
    told = date.fromisoformat(published) if published else None
    assert parse_date(words, published=told, reported=_range(reported) if reported else None) == _range(days)


@pytest.mark.parametrize(
    ("words", "first_month", "days"),
    [
        ("2020-21", 7, "2020-07-01/2021-06-30"),
        ("financial year 2020/21", 4, "2020-04-01/2021-03-31"),
        ("fiscal year 2023", 10, "2022-10-01/2023-09-30"),
        ("fiscal year 2023", 1, "2023-01-01/2023-12-31"),
    ],
)
def test_a_fiscal_year_begins_where_the_release_says(words: str, first_month: int, days: str) -> None:
    assert parse_date(words, fiscal_start=first_month) == _range(days)


@pytest.mark.parametrize("words", ["", "0000", "99.99.9999", "9999 years ago", "-", "May-May-May", "the the the"])
def test_words_that_are_no_date_fix_nothing(words: str) -> None:
    assert parse_date(words, published=date(2023, 10, 27), reported=_range("2023-01-01/2023-09-30")) == _range(None)
