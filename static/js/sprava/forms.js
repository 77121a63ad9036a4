// A form with something unsaved in it asks before it is left: on every page, and one that came back from the start.

const unsaved = new Set()
const forms = document.querySelectorAll("main form[method=post]:not(#changelist-form)")

const ask = (event) => event.preventDefault()

const note = () => {
  if (unsaved.size) addEventListener("beforeunload", ask)
  else removeEventListener("beforeunload", ask)
}

const isWritten = (field) => !["hidden", "submit", "button"].includes(field.type)

for (const form of forms) {
  if (document.querySelector("main .errornote") && [...form.elements].some(isWritten)) unsaved.add(form)
  form.addEventListener("input", () => {
    unsaved.add(form)
    note()
  })
  form.addEventListener("submit", () => {
    unsaved.delete(form)
    note()
  })
}
note()
