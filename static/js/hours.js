// Shows beside the hours what readers will see, while one types. Without it the same comes from „Ukázat, co se změní“.
const form = document.getElementById("openinghours_form")
const ADDRESS = new URL("../nahled/", location)
let asked

const show = async () => {
  asked?.abort()
  asked = new AbortController()
  const told = document.getElementById("told")
  told.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(ADDRESS, { method: "POST", body: new FormData(form), signal: asked.signal })
    if (answer.status !== 200) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    for (const part of fresh.querySelectorAll("#told, [id^=bar-]")) document.getElementById(part.id)?.replaceWith(part)
  } catch {
    // asked again meanwhile, or not connected: the button still does it
  } finally {
    told.removeAttribute("aria-busy")
  }
}

let waiting
form?.addEventListener("input", (event) => {
  if (event.target.closest("#told")) return
  clearTimeout(waiting)
  waiting = setTimeout(show, 400)
})
