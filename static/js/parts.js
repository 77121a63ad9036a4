// The parts of a text to which a link may lead: its headings, with the anchors that pages/richtext/html.py gives them.

function slug(text) {
  const letters = text.replaceAll("_", " ").normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase()
  const name = letters.replace(/[^\w\s-]/g, "").replace(/[-\s]+/g, "-")
  return name.replace(/^[-_]+|[-_]+$/g, "") || "cast"
}

export function partsOf(editor) {
  const field = editor.view.dom.closest(".rich-text")
  const taken = new Set(field.querySelector("textarea").dataset.taken.split(" "))
  editor.state.doc.descendants((node) => {
    for (const { attrs } of node.marks) if (attrs.id) taken.add(attrs.id)
  })
  const parts = []
  editor.state.doc.descendants((node) => {
    if (node.type.name !== "heading" || node.attrs.level !== 2) return
    const title = node.textContent.trim()
    const wanted = slug(title)
    let id = wanted
    for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`
    taken.add(id)
    parts.push({ id, title })
  })
  return parts
}
