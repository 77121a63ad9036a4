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
// The stock widget of two lists names a bare <span>; a name needs a role.
addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon[aria-label]")) icon.setAttribute("role", "img")
})

form?.addEventListener("submit", () => {
  isUnsaved = false
  removeEventListener("beforeunload", ask)
})
