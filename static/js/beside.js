// Shows beside a form what its saving will do, while one types. Without it the same comes from a button of the form.
const form = document.querySelector("#openinghours_form, #meetingrequest_form")
const ADDRESS = new URL("../nahled/", location)
const SHOWN = "#told, #letter, [id^=bar-]"
let asked, waiting

const show = async () => {
  asked?.abort()
  asked = new AbortController()
  try {
    const answer = await fetch(ADDRESS, { method: "POST", body: new FormData(form), signal: asked.signal })
    if (answer.status !== 200) return
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
    for (const part of fresh.querySelectorAll(SHOWN)) document.getElementById(part.id)?.replaceWith(part)
  } catch {
    // asked again meanwhile, or not connected: the button still does it
  }
}

form?.addEventListener("input", (event) => {
  if (event.target.closest(SHOWN)) return
  clearTimeout(waiting)
  waiting = setTimeout(show, 400)
})
