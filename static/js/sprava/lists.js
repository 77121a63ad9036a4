// Lists: choose all rows, say how many are chosen, and leave one set of filters open at a time.

const toggle = document.getElementById("action-toggle")
const rows = [...document.querySelectorAll("input.action-select")]
const said = document.querySelector(".action-counter")

const tell = () => {
  const chosen = rows.filter((row) => row.checked).length
  if (said) said.textContent = `Vybráno ${chosen} z ${rows.length}`
  toggle.checked = chosen === rows.length
}

let last = null
for (const row of rows) {
  row.addEventListener("click", (event) => {
    if (event.shiftKey && last) {
      const [from, to] = [rows.indexOf(last), rows.indexOf(row)].sort((a, b) => a - b)
      for (const between of rows.slice(from, to + 1)) between.checked = row.checked
    }
    last = row
    tell()
  })
}
if (toggle && rows.length) {
  toggle.addEventListener("change", () => {
    for (const row of rows) row.checked = toggle.checked
    tell()
  })
  tell()
}
