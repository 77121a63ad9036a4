// „Náhled vedle“: the page as it will read, in a frame beside the form. What is in the form is sent a moment after typing
// stops, and what comes back is put into the frame, so that it stays where one has scrolled. A refusal is silent.

const beside = document.getElementById("preview")
const form = beside.closest("form")
const toggle = document.getElementById("preview-toggle")
const frame = beside.querySelector("iframe")
const widths = [...beside.querySelectorAll("button")]
const roomy = matchMedia("(min-width: 75em)") // as in the stylesheet
const QUIET = 1_500
const PACE = 3_000
const LATER = 10_000
const WINDOW = 1_024 // px, of a computer
const KEPT = "nahled vedle"
const [PHONE, DESK] = ["telefon", "pocitac"]
const FIELDS = ["title", "summary", "body", "kind", "source", "provision", "menu_title", "above", "csrfmiddlewaretoken"]
let shown, timer, asking
let askedAt = -PACE

const kept = () => {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}
const remember = () => {
  if (!roomy.matches) return
  try {
    if (beside.hidden) localStorage.removeItem(KEPT)
    else localStorage.setItem(KEPT, beside.classList.contains("beside--wide") ? DESK : PHONE)
  } catch {
    // this browser remembers nothing
  }
}

const page = () => frame.contentDocument?.getElementById("obsah") && frame.contentDocument
const isOfKind = ({ name, dataset }) => name.startsWith("documents-") || "sent" in dataset
const ofKind = [...form.elements].filter(isOfKind).map(({ name }) => name)
const said = (field) => (field?.type === "checkbox" && !field.checked ? "" : (field?.value ?? ""))
const written = () => [...FIELDS, ...ofKind].map((name) => [name, said(form.elements[name])])

const later = (delay = QUIET) => {
  clearTimeout(timer)
  if (!beside.hidden) timer = setTimeout(ask, Math.max(delay, askedAt + PACE - performance.now()))
}

const put = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html")
  // A page that leads on opens beside: in the frame stands this one alone.
  for (const link of fresh.querySelectorAll("a[href]:not([href^='#'])")) link.target = "_blank"
  page().body.replaceWith(page().adoptNode(fresh.body))
}

const say = (text) => {
  const sentence = page().createElement("p")
  sentence.className = "lead"
  sentence.textContent = text
  page().querySelector("main").replaceChildren(sentence)
}

const ask = async () => {
  if (!page()) return open()
  const now = written()
  if (JSON.stringify(now) === shown) return
  if (asking) return later()
  asking = true
  askedAt = performance.now()
  const body = new FormData()
  for (const [name, value] of now) body.set(name, value)
  try {
    const answer = await fetch(beside.dataset.address, { method: "POST", body, redirect: "manual" })
    if (answer.headers.get("X-Frame-Options") === "SAMEORIGIN") {
      put(await answer.text())
      shown = JSON.stringify(now)
    } else if (answer.status === 403) say(beside.dataset.refused)
    else later(LATER)
  } catch {
    later(LATER)
  }
  asking = false
}

// The frame first, for its policy; until it has come, and where it does not, nothing is seen of it.
const open = () => {
  frame.hidden = true
  frame.sandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox" // all else is refused
  askedAt = performance.now()
  if (frame.src) frame.contentWindow.location.replace(beside.dataset.address)
  else frame.src = beside.dataset.address
}

const fit = () => frame.style.setProperty("--scale", Math.min(1, frame.parentElement.clientWidth / WINDOW))

const choose = (width) => {
  beside.classList.toggle("beside--wide", width === DESK)
  for (const button of widths) button.setAttribute("aria-pressed", button.value === width)
}

const show = (isShown) => {
  beside.hidden = !isShown
  toggle.textContent = isShown ? "Zavřít náhled" : roomy.matches ? "Náhled vedle" : "Náhled"
  if (isShown) ask()
}

frame.addEventListener("load", () => {
  frame.hidden = !page()
  shown = null
  if (page()) ask()
  else later(LATER)
})
for (const button of widths) {
  button.addEventListener("click", () => {
    choose(button.value)
    remember()
  })
}
toggle.addEventListener("click", () => {
  show(beside.hidden)
  remember()
})
roomy.addEventListener("change", () => show(roomy.matches && !beside.hidden))
// On a narrow screen what is led to is below the preview.
form.addEventListener("click", ({ target }) => roomy.matches || (target.closest("a[href^='#']") && show(false)))
form.addEventListener("input", () => later())
form.addEventListener("change", () => later())
new ResizeObserver(fit).observe(frame.parentElement)
choose(kept() ?? PHONE)
show(roomy.matches && kept() !== null)
toggle.hidden = false
