"""Texts with their names marked `[P ...]`, `[O ...]`, `[L ...]`; a line more is a case more."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language

import presstally.pipes.name_resolver  # noqa: F401  registers the factory
from presstally.language.tokenizer import make_tokenizer

LABELS = {"P": "PERSON", "O": "ORG", "L": "LOC"}

CASES = [
    # persons: rank, initials, given name, surname form, speaker, memory
    "Colonel-General [P Rovshan Talibli] spoke; later minister [P R.Talibli] left and [P Talibli] said nothing.",
    "[P R. Talibli], [P A.B. Smith] and Mr. [P John O'Hara] met.",
    "U.S. Attorney [P Ronald C. Mills Jr.] and Special Agent in Charge [P Lena Ortiz] announced it.",
    "Police major [P Elchin Mammadov] and PC [P Dan Hughes] were praised.",
    "Major General of Police [P Viktor Pankov] and Colonel of the Police [P Alexei Veselov] reported.",
    "Minister of Emergency Situations [P Boobek Azhikov] visited the site.",
    '"It is over," said [P Nino Kapava], head of the section.',
    "It was signed by [P Petrov Ivan Pavlovich] and [P Elnur Rasim oglu].",
    "The award went to [P Irakli Beridze]. Thanks to [P Beridze]'s work it ended.",
    # no persons
    "Major Crimes and Chief Executive are no persons.",
    "Minister of Internal Affairs; Prime Minister; Attorney General.",
    "In May water came; on Monday it left.",
    # bodies
    "the [O Ministry of Internal Affairs of Georgia] and the [O Interior Ministry]",
    "the [O Ministry of Ecology and Natural Resources], the [O Ministry of Agriculture] and the [O State Border Service]",
    "the [O Ministry of Labour, Social Protection and Family of the Republic of Moldova]",
    "[O Ganja City Police Department of the Ministry of Internal Affairs] was founded",
    "the [O Press Service of the State Customs Committee]",
    "the [O Working Group of the State Commission on Combating Drug Abuse and Illicit Trade]",
    "[O Kent Police], [O Thames Valley Police] and the [O New York City Police Department]",
    "the [O U.S. Attorney's Office for the Southern District of New York]",
    "the [O General Prosecutor's Office] and the [O Cabinet of Ministers]",
    "the [O Information and Analytical Department] of the region",
    "the [O Azerbaijan National Mine Agency] ([O ANMA]) reported; [O ANMA] cleared land.",
    "[O Europol] and the [O Guardia Civil] with the [O Armenian army]",
    "[O Heydar Aliyev Foundation] opened a school",
    "[O Baltic Freight LLC] paid the fine",
    "On Monday [O Kent Police] held a meeting",
    "[O MINISTRY OF INTERNAL AFFAIRS OF GEORGIA] REPORTS FIGURES",
    "the [O Main Protection Department of the MIA] guards banks",
    "[O Kent Fire and Rescue Service] came",
    "chief of the [O Main Search Department] Police Colonel [P Rasim Bayramli]",
    "[O XAB] has arrested four; two [O XAB] members and [O QPS] special agents were hurt",
    "GPS units, LSD and a SIM card were found",
    # no bodies
    'the Ministry, the Board, the police and Service "102"',
    "the Working Group met; Secretary of State for the Home Department",
    # places
    "[L Sabail] and [L Nizami] districts, [L Tovuz] district, the city of [L Foobad]",
    "in [L Lachin], [L Quuxan] and [L Shusha]",
    "officers from [L Slough] near [L Kanturk]",
    "the [L Islamic Republic of Iran], [L Georgia] and the [L Russian Federation]",
    "[L Azerbaijan]'s border; [L London]'s streets",
    "[L TBILISI] – five fires",
    "at 2 [L Marsham Street], [L Orange County]",
    "in [L New Albany] and the [L West Midlands]",
    "the Minsk Agreement, a London-based firm and the Istanbul Convention",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer()(nlp)
    nlp.add_pipe("name_resolver")
    return nlp


def read_marked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    names = [(LABELS[label], name) for label, name in re.findall(r"\[([POL]) ([^]]+)\]", marked)]
    return re.sub(r"\[[POL] ([^]]+)\]", r"\1", marked), names


@pytest.mark.parametrize("marked", CASES)
def test_names(nlp: Language, marked: str) -> None:
    text, names = read_marked(marked)
    doc = nlp(text)
    assert [(e.label_, e.text) for e in doc.ents] == names
    assert all(e._.method for e in doc.ents)


def test_other_mentions_stay(nlp: Language) -> None:
    ruled = spacy.blank("en")
    ruled.tokenizer = nlp.tokenizer
    ruler = ruled.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "QUANTITY", "pattern": "12 persons"}, {"label": "ORG", "pattern": "Sea Watch"}])
    ruled.add_pipe("name_resolver")
    doc = ruled("Sea Watch saved 12 persons near Lampedusa")
    assert [(e.label_, e.text) for e in doc.ents] == [
        ("ORG", "Sea Watch"),
        ("QUANTITY", "12 persons"),
        ("LOC", "Lampedusa"),
    ]


def test_furniture_has_no_names(nlp: Language) -> None:
    doc = nlp.make_doc("Meeting in Tbilisi | Contact Tbilisi")
    doc.spans["furniture"] = [doc[4:6]]
    assert [e.start for e in nlp.get_pipe("name_resolver")(doc).ents] == [2]
