// Which page is shown: the address behind the # tells.
const main = document.getElementById("main");
const nav = document.querySelector("nav");
const PARTS = [["", "Overview"], ["metrics", "Metrics"], ["facts", "Facts"], ["releases", "Releases"], ["findings", "Findings"]];
const PAGES = {
  "": () => overviewPage(),
  metrics: (_, chosen) => metricsPage(chosen),
  metric: (name, chosen) => metricPage(name, chosen),
  facts: (_, chosen) => factsPage(chosen),
  releases: () => releasesPage(),
  release: (name, chosen) => releasePage(name, chosen),
  findings: (_, chosen) => findingsPage(chosen),
};
const HOMES = { metric: "metrics", release: "releases" };
const placesOfPages = new Map();
let shownAddress = null;

function readAddress() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [page, name = ""] = path.split("/");
  let plainName = name;
  try {
    plainName = decodeURIComponent(name);
  } catch { /* an address that somebody wrote by hand */ }
  return { page: page in PAGES ? page : "", name: plainName, chosen: new URLSearchParams(query) };
}

/** Put what was chosen into the address, without a new page. */
function keepAddress(page, chosen) {
  for (const [name, value] of [...chosen]) if (!value) chosen.delete(name);
  const query = chosen.toString();
  history.replaceState(null, "", `#/${page}${query ? `?${query}` : ""}`);
  shownAddress = location.hash;
}

function showPage() {
  if (shownAddress !== null) placesOfPages.set(shownAddress, scrollY);
  shownAddress = location.hash;
  const { page, name, chosen } = readAddress();
  dropCharts();
  liveTables = [];
  main.replaceChildren(...PAGES[page](name, chosen).flat().filter((part) => part !== null));
  const home = HOMES[page] ?? page;
  nav.replaceChildren(...PARTS.map(([to, words]) => h("a", { href: `#/${to}`, "aria-current": to === home ? "page" : null }, words)));
  document.title = `${main.querySelector("h1").textContent} – ${data.title}`;
  liveTables.forEach((table) => table.draw());
  scrollTo(0, placesOfPages.get(shownAddress) ?? 0);
  liveTables.forEach((table) => table.draw());
  if (!chosen.get("fact") && document.activeElement === document.body) main.focus({ preventScroll: true });
}

/** "/" goes to the search; j and k to the next and the previous fact. */
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
  if (event.key === "/") {
    event.preventDefault();
    const focus = () => document.getElementById("search")?.focus();
    if (document.getElementById("search")) return focus();
    location.hash = "#/facts";
    addEventListener("hashchange", focus, { once: true });
  }
  if (event.key === "j" || event.key === "k") main.querySelector(`[data-key="${event.key}"]`)?.click();
});
addEventListener("hashchange", showPage);
history.scrollRestoration = "manual";
showPage();
