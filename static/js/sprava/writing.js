// Sends what is being written to the server every few seconds, beside all that is saved, and says who else has it open.
// While the server is away it waits in this browser, readable with a key of this session alone: computers are shared.
// A refusal is silent: the next turn tries again. Without it one saves as ever.

const form = document.querySelector("form[data-writing]")
const TURN = 5_000
const ALIVE = 30_000
const AWAY = "Web teď neodpovídá. Text zatím drží tento počítač."
const LOST = "Web teď neodpovídá a text uložený není."
const HERE = "rozepsane "
let sent, toldAt, asking

const written = () => {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !isSign(name))
  return JSON.stringify(fields)
}
const isSign = (name) => name === "csrfmiddlewaretoken" || name === "_owner"

const post = (fields, options) => {
  const body = new FormData()
  for (const [name, value] of [...fields, ...[...new FormData(form)].filter(([name]) => isSign(name))]) {
    body.append(name, value)
  }
  return fetch(form.dataset.writing, { method: "POST", body, redirect: "manual", ...options })
}

const say = (element, texts) => {
  element.hidden = !texts.length
  if (element.textContent === texts.join("")) return
  element.replaceChildren(
    ...texts.map((text) => {
      const line = document.createElement(element.id === "others" ? "p" : "span")
      line.textContent = text
      return line
    }),
  )
}
const sayWritten = (text) => say(document.getElementById("written"), text ? [text] : [])

// What waits in this browser: under the page and the form, so that two windows keep two texts.
const place = () => `${HERE}${form.dataset.page} ${form.elements.stamp?.value ?? ""}`
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
const key = () => crypto.subtle.importKey("raw", bytes(form.dataset.key), "AES-GCM", false, ["encrypt", "decrypt"])

const shut = async (value) => {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = new TextEncoder().encode(JSON.stringify(value))
  return `${text(iv)} ${text(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), data))}`
}
const opened = async (found) => {
  const [iv, data] = found.split(" ").map(bytes)
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), data)))
}

const keepHere = async (now) => {
  try {
    localStorage.setItem(place(), await shut(JSON.parse(now)))
    sayWritten(AWAY)
  } catch {
    sayWritten(LOST) // no room, or no secure connection
  }
}

// What another session left is good for nobody.
const kept = async (name) => {
  try {
    return await opened(localStorage.getItem(name))
  } catch {
    localStorage.removeItem(name)
    return null
  }
}

const bringBack = async () => {
  let isBrought = false
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(HERE))) {
    const fields = await kept(name)
    if (!fields || !name.startsWith(`${HERE}${form.dataset.page} `)) continue
    const answer = await post(fields).catch(() => null)
    if (!answer?.ok) continue
    localStorage.removeItem(name)
    isBrought = true
  }
  if (isBrought) location.reload() // the server asks what to do with it
  return isBrought
}

const turn = async () => {
  const now = written()
  const isNew = now !== sent
  if (asking || (!isNew && Date.now() - toldAt < ALIVE)) return
  asking = new AbortController()
  toldAt = Date.now()
  const tooLong = setTimeout(() => asking?.abort(new Error("no answer")), 2 * TURN)
  try {
    const answer = await post(isNew ? JSON.parse(now) : [], { signal: asking.signal })
    if (answer.ok) {
      const { said, others } = await answer.json()
      say(document.getElementById("others"), others)
      if (isNew) {
        sayWritten(said)
        localStorage.removeItem(place())
      }
      sent = now
    } else if (answer.status >= 500 && isNew) {
      await keepHere(now)
    }
  } catch (error) {
    if (isNew && error.name !== "AbortError") await keepHere(now)
  }
  clearTimeout(tooLong)
  asking = null
}

const begin = async () => {
  const isBack = document.querySelector("main .errornote")
  if ((!isBack && (await bringBack())) || "found" in form.dataset) return
  let timer
  const start = () => {
    timer = setInterval(turn, TURN)
    turn()
  }
  if (!isBack) sent = written()
  toldAt = 0
  start()
  form.addEventListener("submit", () => {
    clearInterval(timer) // what is saved now needs no copy
    asking?.abort()
  })
  addEventListener("pagehide", () => {
    const body = new FormData()
    for (const [name, value] of new FormData(form)) if (isSign(name)) body.append(name, value)
    body.set("_leaves", "1")
    navigator.sendBeacon(form.dataset.writing, body)
  })
  addEventListener("pageshow", ({ persisted }) => persisted && start())
}

if (form) {
  Object.assign(form, { shut, opened }) // for static/js/past.js
  begin()
}
