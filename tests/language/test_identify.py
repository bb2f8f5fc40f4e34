"""Texts and the language they are in; English of every kind must pass."""

from __future__ import annotations

import pytest

from presstally.language.identify import LanguageError, check_english, identify_language

ENGLISH = [
    "",
    "   \n\n",
    "12 411 | 2 304 | 98",
    "Fire in Ganja",
    "Two held.",
    "OPERATION IN LANKARAN",
    "Vilayat Mammadov, Elchin Quliyev, Rasim Əliyev, Nərgiz Hüseynova, Ülviyyə Şükürlü",
    "Heroin 3 kg\nMarijuana 12 kg\nHashish 900 g\nTablets 4 120",
    "Murder | 12 | 9\nRobbery | 240 | 238\nTheft | 3 411 | 3 512\nFraud | 981 | 1 204",
    "Officers of the Şəki-Zaqatala regional group detained Əli Məmmədov and Ülvi Qəhrəmanov in the village of Böyük Dəhnə.",
    "Carabinieri of the Comando Provinciale di Reggio Calabria arrested 14 people during Operation Nuova Alba.",
    "The Policía Nacional and the Guardia Civil seized 2.3 tonnes of cocaine in the port of Algeciras de la Frontera.",
    "The Bundespolizei counted 1,204 unauthorised entries at the border with Austria in May, a third fewer than in April.",
    "Rio de Janeiro, São Paulo, Santa Cruz de la Sierra and Ciudad del Este are on the route, the federal police said.",
    "Tbilisi 15 402\nImereti 5 120\nAdjara 4 377\nKvemo Kartli 3 911\nKakheti 2 014",
    "«Qanun» operation: 12 detained, 3 kg seized",
]
OTHERS = [
    ("azerbaijani", "Keçirilən əməliyyatlar nəticəsində 12 nəfər saxlanılıb, onlardan 3 kiloqram narkotik vasitə götürülüb və cinayət işi açılıb."),
    ("azerbaijani", "Bu ilin 9 ayı ərzində ölkə üzrə 24 min cinayət qeydə alınıb ki, bu da ötən ilin müvafiq dövrü ilə müqayisədə 2 faiz azdır."),
    ("azerbaijani", "DAXİLİ İŞLƏR NAZİRLİYİNİN KOLLEGİYASI İLİN YEKUNLARI İLƏ BAĞLI İCLAS KEÇİRİB VƏ POLİSİN İŞİ ÜZRƏ TAPŞIRIQLAR VERİLİB"),
    ("turkish", "İl genelinde yapılan denetimlerde 1.204 kişi hakkında işlem yapıldı, 36 kişi ise tutuklanarak cezaevine gönderildi ve 3 kilo esrar ele geçirildi."),
    ("uzbek", "Joriy yilning olti oyi davomida ichki ishlar idoralari tomonidan 412 ta jinoyat aniqlandi va 56 nafar shaxs bilan suhbat o‘tkazildi."),
    ("german", "Im vergangenen Jahr wurden bei Kontrollen auf den Autobahnen 412 Fahrzeuge angehalten und 36 Personen nach dem Gesetz angezeigt."),
    ("french", "Au cours de l'opération, les gendarmes ont interpellé douze personnes et saisi trois kilos de résine dans la région."),
    ("spanish", "Los agentes han detenido a doce personas y han intervenido tres kilos de cocaína en la operación que se desarrolló en el puerto."),
    ("italian", "Nel corso dei controlli gli agenti hanno arrestato dodici persone e sequestrato tre chili di droga che era nascosta nella casa."),
    ("portuguese", "Durante a operação foram detidas doze pessoas e apreendidos três quilos de droga, que não tinham sido declarados ao posto da fronteira."),
    ("romanian", "În urma perchezițiilor, polițiștii au reținut 12 persoane și au confiscat 3 kg de droguri, care urmau să fie vândute în țară."),
    ("polish", "Podczas działań na drogach policjanci skontrolowali 412 pojazdów oraz zatrzymali 36 kierowców, którzy nie mieli uprawnień do kierowania."),
    ("dutch", "Bij de actie van de politie werden twaalf mensen aangehouden en is drie kilo drugs gevonden, die naar het buitenland zou gaan."),
    ("hungarian", "A rendőrség az elmúlt évben 412 személyt állított elő, és több mint három kiló kábítószert foglalt le, amelyet egy raktárban találtak meg."),
    ("text in Cyrillic letters", "За девять месяцев зарегистрировано 24 тысячи преступлений, что на 2 процента меньше."),
    ("text in Georgian letters", "საანგარიშო პერიოდში დარეგისტრირდა 1204 დანაშაული."),
    ("text in Arabic letters", "ضبطت الشرطة اثني عشر شخصا في العملية."),
    ("", "Jeshi la polisi mkoani hapa limewakamata watuhumiwa kumi na wawili wakiwa wamebeba kilo tatu za dawa haramu. " * 4),
]  # fmt: skip


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes(text: str) -> None:
    assert identify_language(text) == "english"


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_other_languages_are_told(language: str, text: str) -> None:
    with pytest.raises(LanguageError, match=f"not English.*{language}") as told:
        check_english(text)
    assert told.value.stage == "language"


def test_english_wins_over_a_foreign_menu() -> None:
    menu = "Ana səhifə | Nazirlik haqqında | Xəbərlər və elanlar | Əlaqə üçün\n"
    body = "The police detained twelve persons who had taken part in the theft of copper wire from the railway line.\n"
    assert identify_language(menu + body * 2) == "english"
