// The list of placeholders becomes a row of buttons; each puts its placeholder where the cursor is.

for (const list of document.querySelectorAll(".rich-text__facts")) {
  const group = document.createElement("div")
  group.className = list.className
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", "Vložit údaj")
  group.append("Vložit údaj: ")
  for (const item of list.querySelectorAll("li")) {
    const mark = item.querySelector("code").textContent
    const button = document.createElement("button")
    button.type = "button"
    button.value = mark
    button.textContent = mark.slice(2, -2)
    button.title = item.textContent.slice(mark.length + " – ".length)
    group.append(button)
  }
  list.replaceWith(group)
}

// On the document, because the admin copies whole rows of a form and leaves their listeners behind.
document.addEventListener("click", ({ target }) => {
  const field = target.closest(".rich-text__facts button")?.closest(".rich-text")
  if (field) insert(field, target.value)
})

function insert(field, text) {
  const editor = field.querySelector(".ProseMirror")?.editor
  if (editor) {
    editor.view.focus()
    editor.commands.insertContent({ type: "text", text })
    return
  }
  const textarea = field.querySelector("textarea")
  textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end")
  textarea.focus()
}
