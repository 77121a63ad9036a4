// The search in the head: Ctrl+K from anywhere, what is found in a list below the field, and one open list at a time.
// Without it the form leads to the page with the same results.

const field = document.getElementById("find")
const form = field?.form

if (form) {
  const list = document.createElement("div")
  list.className = "find__list"
  list.hidden = true
  form.append(list)
  let asked = 0

  const show = async () => {
    const number = ++asked
    const address = new URL(form.action)
    address.searchParams.set("q", field.value.trim())
    const answer = await fetch(address)
    if (!answer.ok || number !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".found")
    if (!page) return
    const title = page.querySelector("h2, [role=status]")
    const rows = [...page.querySelectorAll(".options li")].slice(0, 8)
    list.replaceChildren()
    if (title) {
      const said = document.createElement("p")
      said.className = "quiet"
      said.setAttribute("role", "status")
      said.textContent = title.textContent
      list.append(said)
    }
    const items = document.createElement("ul")
    for (const row of rows) {
      const item = document.createElement("li")
      const link = document.createElement("a")
      link.href = row.querySelector("a").href
      const words = document.createElement("span")
      words.textContent = row.querySelector("a").textContent
      const kind = row.querySelector(".kind")
      kind.className = "kind-tag"
      link.append(row.querySelector("svg"), words, kind)
      item.append(link)
      items.append(item)
    }
    if (rows.length) list.append(items)
    list.hidden = list.childElementCount === 0 || !form.contains(document.activeElement)
  }

  let waits
  field.addEventListener("input", () => {
    clearTimeout(waits)
    waits = setTimeout(show, 150)
  })
  field.addEventListener("focus", () => show())
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) list.hidden = true
  })
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      list.hidden = true
      field.focus()
      return
    }
    const stops = [field, ...list.querySelectorAll("a")]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || list.hidden) return
    event.preventDefault()
    const at = stops.indexOf(document.activeElement)
    stops[(at + step + stops.length) % stops.length].focus()
  })
  document.addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k"
    if (!isAsked || document.activeElement?.closest(".ProseMirror")) return // there it is a link, as everywhere
    event.preventDefault()
    field.focus()
    field.select()
  })
}

// The account's menu and the filters close by Esc or by a press beside them.
const lists = [...document.querySelectorAll("#user-tools, #changelist-filter details")]
document.addEventListener("click", (event) => {
  for (const each of lists) if (!each.contains(event.target)) each.open = false
})
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const each of lists.filter((one) => one.open)) {
    each.open = false
    each.querySelector("summary").focus()
  }
})
