"""The report as a person uses it, in a real browser: with the mouse, with the keys, on a phone, in the dark, on paper."""

import base64
import json
import time

import pytest

NARROW = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
GRAVE = {"SEVERE", "WARNING"}


@pytest.fixture
def show(browser, page):
    """Return a function that opens a place; at the end nothing was complained of and nothing was asked for."""
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    for kind in ("browser", "performance"):
        browser.get_log(kind)

    def open_place(place=""):
        browser.get("about:blank")
        browser.get(page.as_uri() + place)
        return browser

    yield open_place
    assert [row["message"] for row in browser.get_log("browser") if row["level"] in GRAVE] == []
    events = [json.loads(row["message"])["message"] for row in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((page.as_uri(), "about:"))] == []
    assert "taken" not in browser.title


def find(browser, selector):
    return browser.find_elements("css selector", selector)


def wait(condition, seconds=10):
    """Return what `condition` gives as soon as it is something."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
    return value


def text_of(browser, selector="main"):
    return "\n".join(element.text for element in find(browser, selector))


def is_in_view(browser, element):
    script = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    return browser.execute_script(script, element)


SHOWN = [
    ("", ["Overview", "Facts by year", "Thefts", "2019–2022"]),
    ("#/facts", ["1,204", "1,310", "Thefts", "<b onclick=alert(1)>A</b>"]),
    ("#/metrics", ["Thefts registered"]),
    ("#/releases", ["Thefts in 2022", "City police", "<svg onload="]),
    ("#/release/a.txt", ["<script>document.title='taken'</script>", "<img src=x onerror="]),
    ("#/release/unknown", ["No such release"]),
    ("#/findings", ["Findings"]),
    ("#/nothing", ["Overview"]),
    ("#/release/%E0%A4", ["No such release"]),
]


@pytest.mark.parametrize(("place", "words"), SHOWN)
def test_places(show, place, words):
    shown = text_of(show(place))
    assert [word for word in words if word not in shown] == []


def test_search_filter_and_open_a_fact_at_its_sentence(show):
    browser = show("#/facts")
    find(browser, "#search")[0].send_keys("THEFTS springfield")
    wait(lambda: len(find(browser, ".rows .row")) == 3)
    find(browser, "select[name=year] option[value='2022']")[0].click()
    wait(lambda: len(find(browser, ".rows .row")) == 1)
    assert "year=2022" in browser.current_url
    find(browser, ".rows a")[0].click()
    number = wait(lambda: find(browser, ".chosen"))[0]
    wait(lambda: is_in_view(browser, number))
    assert number.text == "1,310"
    assert "1,310" in text_of(browser, ".reader aside h2")
    sentence = " ".join(piece.text for piece in find(browser, ".m-SENTENCE"))
    assert sentence.split() == "In 2022 the police of Springfield registered 1,310 thefts .".split()
    labels = wait(lambda: [label.text for label in find(browser, ".arcs .label")])
    assert {"measures", "during"} <= set(labels)
    browser.back()
    wait(lambda: find(browser, "select[name=year]"))
    assert len(find(browser, ".rows .row")) == 1


def test_a_letter_of_two_units_moves_no_number(show):
    browser = show("#/release/a.txt")
    assert [e.text for e in find(browser, ".words a.m-FACT")] == ["1,204", "3.5 percent", "12"]


def test_addresses_of_releases_open_only_the_web(show):
    assert [e.get_attribute("href") for e in find(show("#/release/2022.txt"), "main a[target]")] == [
        "https://example.org/2022"
    ]
    assert find(show("#/release/a.txt"), "main a[target]") == []


def test_a_chart_of_years_leads_to_its_facts(show):
    browser = show("#/metric/theft.registered")
    points = wait(lambda: find(browser, ".chart svg .mark-symbol path[aria-roledescription]"))
    assert len(points) >= 3
    assert "Whole years" in text_of(browser, "figcaption")
    browser.execute_script("arguments[0].scrollIntoView({ block: 'center' })", points[0])
    browser.execute_script(
        "const r = arguments[0].getBoundingClientRect(), at = { clientX: r.x + r.width / 2, clientY: r.y + r.height / 2, bubbles: true };"
        "for (const type of ['pointermove', 'mousemove', 'click']) arguments[0].dispatchEvent(new MouseEvent(type, at))",
        points[0],
    )
    wait(lambda: find(browser, ".chosen"))


def test_keys_alone(show):
    from selenium.webdriver import ActionChains, Keys

    browser = show()

    def press(*keys):
        ActionChains(browser).send_keys(*keys).perform()

    press("/")
    wait(lambda: browser.switch_to.active_element.get_attribute("id") == "search")
    press("thefts", Keys.ENTER)
    wait(lambda: "of" in text_of(browser, "[role=status]") and len(find(browser, ".rows .row")) >= 4)

    def walk():
        """The rows may be drawn anew while the search settles, which takes the focus away."""
        browser.execute_script("document.querySelector('.rows a').focus()")
        press(Keys.ARROW_DOWN, Keys.END, Keys.HOME, Keys.ARROW_DOWN)
        return browser.execute_script("return document.activeElement.closest('.row')?.dataset.i")

    wait(lambda: walk() == "1")
    press(Keys.ENTER)
    first = wait(lambda: find(browser, ".chosen"))[0].get_attribute("href")
    press("j")
    wait(
        lambda: (
            (now := find(browser, ".chosen"))
            and (now[0].get_attribute("href") != first or "1 of 1" in text_of(browser, ".steps"))
        )
    )


PLACES = ["", "#/facts", "#/metrics", "#/metric/theft.registered", "#/releases", "#/release/a.txt", "#/findings"]


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_needs_no_sideways_scrolling(show, browser, place):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", NARROW)
    show(place)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


COLOURS = [("screen", "rgb(20, 24, 28)", "rgb(230, 233, 236)"), ("print", "rgb(255, 255, 255)", "rgb(27, 31, 36)")]


@pytest.mark.parametrize(("medium", "background", "letters"), COLOURS)
def test_dark_on_the_screen_and_light_on_paper(show, browser, medium, background, letters):
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": medium, "features": dark})
    show("#/metric/theft.registered")
    wait(lambda: find(browser, ".chart svg text"))
    colours = "const c = (e, name) => getComputedStyle(e)[name]; return [c(document.body, 'backgroundColor'), c(document.querySelector('.chart svg text'), 'fill')]"
    paper, ink = browser.execute_script(colours)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    assert (paper, ink) == (background, letters)


def test_paper_has_all_rows(show):
    from pypdfium2 import PdfDocument

    printed = show("#/facts").execute_cdp_cmd("Page.printToPDF", {})["data"]
    words = "".join(sheet.get_textpage().get_text_range() for sheet in PdfDocument(base64.b64decode(printed)))
    assert [number for number in ("1,204", "1,160", "1,248", "1,310") if number not in words] == []
