// Says in time that the session will end, and tells the server that a person works: a key, a click or a page, nothing else.
// Without it the server says so on its pages for the end of the day; what was typed comes back in any case.

const note = document.getElementById("session")
const MINUTE = 60_000
const WARNING = { idle: 10 * MINUTE, last: 30 * MINUTE }
const ends = {}
let works = false
let toldAt = Date.now()

const set = (left) => {
  for (const name of ["idle", "last"]) ends[name] = Date.now() + left[name] * 1000
}

const clock = (moment) => {
  const time = new Date(moment)
  return `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`
}

const say = (text, button) => {
  note.hidden = !text
  if (note.dataset.said === text) return
  note.dataset.said = text
  note.replaceChildren()
  if (!text) return
  const said = document.createElement("p")
  said.textContent = text
  note.append(said)
  if (!button) return
  const press = document.createElement("button")
  press.type = "button"
  press.className = "btn btn--s"
  press.textContent = button
  note.append(press)
}

const ask = async () => {
  const address = new URL(note.dataset.address, location)
  if (works) address.searchParams.set("pracuji", "1")
  works = false
  toldAt = Date.now()
  try {
    const answer = await fetch(address, { redirect: "manual" })
    if (answer.ok) set(await answer.json())
    else if (answer.type === "opaqueredirect") set({ idle: 0, last: 0 })
  } catch {
    works = true // not connected: told as soon as one is
  }
}

const look = () => {
  const now = Date.now()
  if (ends.idle <= now) {
    say("Web vás odhlásil. Co jste tu napsali, zůstalo: uložte to jako vždy, po přihlášení se to vrátí.")
  } else if (ends.last - now < WARNING.last) {
    say(`V ${clock(ends.last)} vás web odhlásí: od přihlášení to bude celý den. Co máte rozepsané, uložte.`)
  } else if (ends.idle - now < WARNING.idle) {
    say(`V ${clock(ends.idle)} vás web odhlásí, protože tu dlouho nikdo nic neudělal.`, "Pracuji dál")
  } else {
    say("")
  }
}

const tick = async () => {
  const now = Date.now()
  const is_near = ends.idle - now < WARNING.idle // perhaps somebody works in another window
  if ((works && now - toldAt > 5 * MINUTE) || (is_near && now - toldAt > MINUTE)) await ask()
  look()
}

if (note) {
  set({ idle: Number(note.dataset.idle), last: Number(note.dataset.last) })
  look()
  setInterval(tick, 20_000)
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, async () => {
      works = true
      if (note.hidden || ends.idle <= Date.now()) return
      await ask()
      look()
    })
  }
}
