// A form with something unsaved in it asks before it is left.

const form = document.querySelector("#content-main form[method=post]")
let isUnsaved = false

const ask = (event) => {
  if (isUnsaved) event.preventDefault()
}

form?.addEventListener("input", () => {
  if (!isUnsaved) addEventListener("beforeunload", ask)
  isUnsaved = true
})
form?.addEventListener("submit", () => {
  isUnsaved = false
  removeEventListener("beforeunload", ask)
})
