// How tools look: a picture with the name beside it, or with the name in its hint alone where everybody knows it.

const PICTURES = {
  Nadpis: "M4 6v12M12 6v12M4 12h8M15.5 11a2.4 2.4 0 0 1 4.7.8c0 2.2-4.7 3.7-4.7 6.2h5",
  Podnadpis: "M4 6v12M12 6v12M4 12h8M15.5 9.5h4.5l-2.7 3.3a2.7 2.7 0 1 1-2.1 4.3",
  Odstavec: "M18.5 5H10a3.6 3.6 0 0 0 0 7.2h2.5M12.5 5v14M16.5 5v14",
  Tučně: "M7.5 5h5a3.3 3.3 0 0 1 0 6.7h-5zM7.5 11.7h6a3.6 3.6 0 0 1 0 7.3h-6z",
  Kurzíva: "M10 5h7M7 19h7M14 5l-4 14",
  "Horní index": "M4 8l8 10M12 8 4 18M15.5 6a2 2 0 0 1 3.9.6c0 1.7-3.9 2.6-3.9 4.9h4.5",
  Odrážky: "M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1",
  Číslování: "M10 6h10M10 12h10M10 18h10M4 4.5h1V8M4 15.5h2L4 19h2",
  Citace: "M5 17c2.5-1 3.5-3 3.5-5H5V7h5v5c0 3-1.5 5.5-4 6.5M14 17c2.5-1 3.5-3 3.5-5H14V7h5v5c0 3-1.5 5.5-4 6.5",
  Odkaz: "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2",
  Údaj: "M4.5 11 12 4.5 19.5 11V20h-15zM9 15h6",
  Tabulka: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  Obrázek: "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9h.1",
  Zpět: "M8 6 4 10l4 4M4 10h10a5.5 5.5 0 0 1 0 11h-3",
  Znovu: "M16 6l4 4-4 4M20 10H10a5.5 5.5 0 0 0 0 11h3",
}
const NAMED = new Set(["Nadpis", "Podnadpis", "Odkaz", "Údaj", "Tabulka", "Obrázek"])
const SVG = "http://www.w3.org/2000/svg"

// What stands in the button of a tool.
export function named(label) {
  const name = document.createElement("span")
  name.textContent = label
  if (!PICTURES[label]) return [name]
  name.className = NAMED.has(label) ? "name" : "vh"
  const picture = document.createElementNS(SVG, "svg")
  const path = document.createElementNS(SVG, "path")
  picture.setAttribute("class", "ico")
  picture.setAttribute("viewBox", "0 0 24 24")
  picture.setAttribute("aria-hidden", "true")
  path.setAttribute("d", PICTURES[label])
  picture.append(path)
  return [picture, name]
}

// What its hint says: the name of what is only a picture, and its keys.
export function titled(label, keys) {
  if (keys) return `${label} (${keys.replaceAll("Control", "Ctrl")})`
  return PICTURES[label] ? label : ""
}
