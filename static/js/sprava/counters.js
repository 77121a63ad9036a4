// How long a title and its sentence are, beside their limits; both grow with what is written, and Enter goes on.

for (const field of document.querySelectorAll("textarea[data-most]")) {
  const { least = 0, most } = field.dataset
  const counter = document.createElement("span")
  const number = document.createElement("b")
  counter.className = "counter"
  counter.id = `${field.id}_count`
  counter.append(number, ` z ${least ? `${least} až ` : ""}${most} znaků`)
  field.closest(".form-row").querySelector(".canvas__labels").append(counter)
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${counter.id}`.trim())

  const count = () => {
    const { length } = [...field.value.trim()]
    number.textContent = length
    counter.classList.toggle("counter--bad", length > most || length < least)
    if (CSS.supports("field-sizing", "content")) return
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  field.addEventListener("input", count)
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const fields = [...field.form.querySelectorAll(".canvas textarea, .ProseMirror")].filter((each) => each.offsetParent)
    fields[fields.indexOf(field) + 1]?.focus()
  })
  count()
}
