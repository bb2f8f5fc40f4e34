"""Pages with their furniture between ⟦ and ⟧; what stands outside must never be masked."""

from __future__ import annotations

import re

import pytest

from presstally.language.furniture import find_furniture
from presstally.lexicon import read_lexicon

BODY = (
    "The police of the region detained 14 persons last week and took 3 kg of hashish from them.\n"
    "In all, 212 searches were carried out, and 48 vehicles were stopped on the roads that lead to the border.\n"
)
PAGES = [
    # tops
    "⟦Useful links⟧\n⟦For the visually impaired:⟧\n\nBoard meeting at the Ministry\n\n" + BODY,
    "⟦Home > News > Press releases⟧\nBoard meeting\n" + BODY,
    "⟦Main page / News / 14 detained in the region⟧\n14 detained in the region\n" + BODY,
    "⟦You are here: Home » Media » News⟧\n14 detained\n" + BODY,
    "⟦Home⟧\n⟦About us⟧\n⟦News⟧\n⟦Contacts⟧\n\n14 detained\n" + BODY,
    "⟦AZ | EN | RU⟧\n14 detained\n" + BODY,
    "⟦Az Ru En⟧\n" + BODY,
    "⟦Home | About | News | Statistics | Contact us⟧\n\n14 detained\n" + BODY,
    "⟦Skip to main content⟧\n⟦We use cookies to make this site work better for you.⟧\n⟦Accept all cookies⟧\n14 detained\n"
    + BODY,
    "⟦A- A A+⟧\n14 detained\n" + BODY,
    "16.07.2021 17:40   ⟦Views: 3 417⟧\n14 detained\n" + BODY,
    "14 detained\n18 July 2021 | ⟦1,204 views⟧\n" + BODY,
    "14 detained\n⟦Read: 512⟧\n" + BODY,
    "14 detained\n12 May 2020, 10:15\t⟦Seen: 88⟧\n" + BODY,
    "⟦Latest news⟧\n⟦12.05.2020 Fire in the port⟧\n⟦11.05.2020 Road closed⟧\n14 detained\n" + BODY,
    # bottoms
    BODY + "⟦Print | Share⟧\n",
    BODY + "⟦Share Tweet Telegram WhatsApp⟧\n",
    BODY + "⟦Share on social media⟧\n",
    BODY + "⟦Other news:⟧\n⟦15 July  Operation in the north⟧\n⟦14 July  Meeting with veterans⟧\n",
    BODY + "⟦Most recent press releases⟧\n",
    BODY + "⟦RELATED NEWS⟧\n⟦Three held over theft of 12 cars⟧\n⟦Traffic police sum up a quarter⟧\n⟦03.02.2019⟧\n",
    BODY
    + "⟦Other press releases⟧\n⟦Fire in the port⟧\n⟦Firefighters worked through the night to put out a fire in the port of the city.⟧\n⟦Road closed⟧\n⟦Medal for a rescuer⟧\n",
    BODY + "⟦Read also: 12 tons of diesel fuel seized⟧\n",
    BODY + "⟦© 2021 Ministry of Internal Affairs. All rights reserved.⟧\n",
    BODY + "⟦When using materials a reference to the site is required.⟧\n",
    BODY + "⟦Address: 7 Freedom Square, AZ1005 Baku⟧\n⟦Tel.: (012) 590 92 22⟧\n⟦E-mail: press@example.org⟧\n",
    BODY + "⟦Phone +995 32 241 11 11⟧\n⟦www.example.org⟧\n",
    BODY + "⟦Hotline: 126⟧\n",
    BODY + "⟦« Previous 1 2 3 … 10 Next »⟧\n",
    BODY + "⟦Previous⟧\n⟦Next⟧\n⟦Back to list⟧\n",
    BODY + "⟦Privacy policy | Terms of use | Cookies⟧\n",
    "⟦Print This Post⟧\n\n14 detained\n" + BODY + "⟦This post is also available in: Russian⟧\n⟦Leave a Reply⟧\n",
    BODY + "⟦Tags: police, drugs, 2021⟧\n⟦Add a Comment⟧\n⟦Your email address will not be published.⟧\n",
    BODY + "⟦Views: 12 041⟧\n⟦Print⟧\n",
    "\ufeff⟦Useful links⟧\r\n14 detained\r\n" + BODY.replace("\n", "\r\n") + "⟦Share⟧\r\n",
]
CONTENT = [
    "Police recorded crime and outcomes: 2023/24\n\nStatistical bulletin | Home Office | 18 July 2024, 9.30am\n\n" + BODY,
    "News from the border\n24.10.2022\n\n" + BODY,
    "OPERATION IN THE NORTH\nHome Affairs Ministry / Press release No. 14\n" + BODY,
    BODY + "- 12 firearms\n- 340 rounds of ammunition\n- 2 grenades\n",
    BODY + "Offence | 2020 | 2021\nRobbery | 388 | 326\nFraud | 3 017 | 3 866\n",
    BODY + "Reads the ruling: 12 years in prison and a fine of 5 000.\n",
    BODY + "Views on the police: 61% trust it, 22% do not.\n",
    BODY + "Shares: 45%\nOthers: 12%\n",
    BODY + "Contact with the suspect was lost at the 27th kilometre of the road.\n",
    BODY + "The address by the Minister: 14 points on road safety\n",
    BODY + "Notes\n1. Figures are rounded.\n2. See Table A4.\n",
    BODY + "Documents checked: 4 120\nSearches: 212\nDetained: 14\n",
    BODY + "Hotlines took 1 204 calls, of which 318 were about drugs.\n",
    "Theft\nRobbery\nFraud\n14 | 18 | 20\n",
    "Drugs: 12\nWanted: 48\nArms: 3\n",
    "News\n" + BODY,
    "Most viewed as a success was Operation North, in which 14 persons were held and 3 kg of heroin were taken.\n" + BODY,
]  # fmt: skip


def split_marks(page: str) -> tuple[str, list[str]]:
    return re.sub("[⟦⟧]", "", page), re.findall("⟦(.*?)⟧", page)


@pytest.mark.parametrize("page", PAGES)
def test_furniture_is_found(page: str) -> None:
    text, marked = split_marks(page)
    assert [text[start:end] for start, end in find_furniture(text, read_lexicon().lists)] == marked


@pytest.mark.parametrize("text", CONTENT)
def test_content_is_never_masked(text: str) -> None:
    assert [text[start:end] for start, end in find_furniture(text, read_lexicon().lists)] == []
