// A day may be chosen in the browser's calendar too; what is typed beside it stays the field that is sent.

for (const field of document.querySelectorAll("input[data-day]")) {
  const calendar = document.createElement("input")
  if (!calendar.showPicker || field.readOnly || field.disabled) continue
  calendar.type = "date"
  calendar.tabIndex = -1
  calendar.setAttribute("aria-hidden", "true")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "btn btn--s"
  const whose = document.createElement("span")
  whose.className = "vh"
  const name = field.getAttribute("aria-label") ?? field.labels[0]?.textContent.trim() ?? ""
  whose.textContent = ` ${name.replace(/:$/, "")}`
  button.append("Kalendář", whose)
  const around = document.createElement("span")
  around.className = "day"
  field.before(around)
  around.append(field, button, calendar)
  button.addEventListener("click", () => {
    const [, day, month, year] = field.value.match(/^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/) ?? []
    calendar.value = day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : ""
    calendar.showPicker()
  })
  calendar.addEventListener("change", () => {
    const [year, month, day] = calendar.value.split("-").map(Number)
    if (day) field.value = `${day}. ${month}. ${year}`
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  })
}
