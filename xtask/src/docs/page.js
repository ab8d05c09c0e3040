"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const html = document.documentElement;

// Light, dark, or as the system has it.
document.getElementById("theme").onclick = () => {
  const dark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  html.dataset.theme = dark ? "light" : "dark";
};

// One language for the whole page.
function choose(language) {
  for (const tab of all("[role=tab]")) tab.setAttribute("aria-selected", tab.dataset.language === language);
  for (const figure of all("figure[data-language]")) figure.hidden = figure.dataset.language !== language;
}
for (const tab of all("[role=tab]")) tab.onclick = () => choose(tab.dataset.language);
choose("curl");

for (const button of all(".copy")) {
  button.onclick = async () => {
    await navigator.clipboard.writeText(button.nextElementSibling.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
}

// Search: names first, then the words of the text.
const places = all("[data-find]").map((element) => ({
  id: element.id,
  name: element.dataset.find,
  kind: element.dataset.kind,
  text: element.dataset.kind === "operation" ? "" : element.textContent.toLowerCase(),
}));
const search = document.getElementById("search");
const found = document.getElementById("found");
search.oninput = () => {
  const wanted = search.value.trim().toLowerCase();
  const rank = (place) => {
    const at = place.name.toLowerCase().indexOf(wanted);
    return at >= 0 ? at : place.text.includes(wanted) ? 1000 : Infinity;
  };
  const hits = wanted ? places.map((place) => [rank(place), place]).filter(([rank]) => rank < Infinity) : [];
  hits.sort(([a], [b]) => a - b);
  found.replaceChildren(...hits.slice(0, 30).map(([, place], index) => {
    const link = document.createElement("a");
    link.href = `#${place.id}`;
    link.textContent = `${place.name} `;
    link.className = index === 0 ? "first" : "";
    const kind = document.createElement("span");
    kind.textContent = place.kind;
    link.append(kind);
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  if (wanted && !hits.length) found.textContent = "Nothing has this name or word";
  found.hidden = !wanted;
};
search.onkeydown = (event) => {
  if (event.key === "Enter") found.querySelector("a")?.click();
  if (event.key === "Escape") found.hidden = true;
};
found.onclick = () => { found.hidden = true; };
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) {
    event.preventDefault();
    search.focus();
  }
});

// The filter of the error codes.
const filter = document.getElementById("code-filter");
function sift() {
  const [words, ...selects] = filter.querySelectorAll("input, select");
  let shown = 0;
  for (const code of all("article.code")) {
    const fits = code.textContent.toLowerCase().includes(words.value.trim().toLowerCase())
      && selects.every((select) => !select.value || code.dataset[select.name] === select.value);
    code.hidden = !fits;
    shown += fits;
  }
  filter.querySelector("output").value = `${shown} codes`;
}
filter.oninput = sift;
filter.onsubmit = (event) => event.preventDefault();
sift();

// A link to a code that the filter hides shows it.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.hidden) { filter.reset(); sift(); target.scrollIntoView(); }
}
addEventListener("hashchange", reveal);
reveal();
