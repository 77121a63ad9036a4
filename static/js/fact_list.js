// Who types {{ chooses a fact from a list: by going on typing, by the arrows and Enter, or by a click.

import { Extension, pm } from "django-prose-editor/editor"

const BEGUN = /\{\{\s?([^{}]{0,30})$/
const LEAF = "\ufffc" // stands for what is no letter

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
}

// What is typed after {{ up to the cursor; null where nothing is.
function begun({ selection }) {
  const { $from, empty } = selection
  if (!empty || !$from.parent.isTextblock) return null
  const match = BEGUN.exec($from.parent.textBetween(0, $from.parentOffset, null, LEAF))
  return match && { from: $from.pos - match[0].length, to: $from.pos, typed: match[1] }
}

class List {
  constructor(editor, view, facts) {
    Object.assign(this, { editor, facts, place: null, left: null, active: 0 })
    this.element = document.createElement("ul")
    this.element.className = "options rich-text__choices"
    this.element.id = `facts-${Math.random().toString(36).slice(2)}`
    this.element.setAttribute("role", "listbox")
    this.element.setAttribute("aria-label", "Údaje")
    this.element.hidden = true
    this.element.addEventListener("mousedown", (event) => {
      event.preventDefault() // the cursor stays in the text
      const option = event.target.closest("[role=option]")
      if (option) this.choose([...this.element.children].indexOf(option))
    })
    view.dom.after(this.element)
  }

  get isOpen() {
    return !this.element.hidden
  }

  update(view) {
    const place = view.hasFocus() ? begun(view.state) : null
    if (place?.from !== this.left) this.left = null
    const isSame = place && place.from === this.place?.from && place.typed === this.place?.typed
    if (isSame && this.isOpen) return
    this.place = place && this.left === null ? place : null
    const wanted = folded(this.place?.typed ?? "")
    this.shown = this.place ? this.facts.filter(({ name, label }) => folded(`${name} ${label}`).includes(wanted)) : []
    this.show(view)
  }

  show(view) {
    this.element.replaceChildren(...this.shown.map((fact, number) => this.option(fact, number)))
    this.element.hidden = !this.shown.length
    if (this.isOpen) {
      view.dom.setAttribute("aria-controls", this.element.id)
      this.stand(view)
      this.mark(0)
    } else {
      view.dom.removeAttribute("aria-controls")
      view.dom.removeAttribute("aria-activedescendant")
    }
  }

  option({ name, label, value }, number) {
    const [option, words, note] = ["li", "span", "small"].map((tag) => document.createElement(tag))
    option.id = `${this.element.id}-${number}`
    option.setAttribute("role", "option")
    note.textContent = value || "zatím ho neznáme"
    words.append(label.split(",")[0], note)
    option.append(words)
    option.dataset.fact = name
    return option
  }

  // Below the line of the cursor, and never out of the field.
  stand(view) {
    const [at, field] = [view.coordsAtPos(this.place.from), this.element.offsetParent.getBoundingClientRect()]
    const left = Math.min(at.left - field.left, field.width - this.element.offsetWidth)
    this.element.style.left = `${Math.max(0, left)}px`
    this.element.style.top = `${at.bottom - field.top + 4}px`
  }

  mark(number) {
    this.active = (number + this.shown.length) % this.shown.length
    for (const [place, option] of [...this.element.children].entries()) {
      option.setAttribute("aria-selected", String(place === this.active))
    }
    const option = this.element.children[this.active]
    option.scrollIntoView({ block: "nearest" })
    this.editor.view.dom.setAttribute("aria-activedescendant", option.id)
  }

  choose(number) {
    const { from, to } = this.place
    const mark = `{{${this.shown[number].name}}}`
    this.editor.chain().focus().insertContentAt({ from, to }, { type: "fact", attrs: { mark } }).run()
  }

  leave(view) {
    this.left = this.place.from
    this.place = null
    this.shown = []
    this.show(view)
  }

  press(view, { key, ctrlKey, altKey, metaKey }) {
    if (!this.isOpen || ctrlKey || altKey || metaKey) return false
    if (key === "ArrowDown") this.mark(this.active + 1)
    else if (key === "ArrowUp") this.mark(this.active - 1)
    else if (key === "Enter" || key === "Tab") this.choose(this.active)
    else if (key === "Escape") this.leave(view)
    else return false
    return true
  }
}

export const FactList = Extension.create({
  name: "factList",
  priority: 1000, // before whoever else takes Enter, Tab, Escape and the arrows
  addOptions: () => ({ facts: [] }),
  addProseMirrorPlugins() {
    let list = null
    const start = (view) => {
      list = new List(this.editor, view, this.options.facts)
      const hide = () => list.isOpen && !view.hasFocus() && list.leave(view)
      view.dom.addEventListener("blur", () => setTimeout(hide))
      return { update: () => list.update(view), destroy: () => list.element.remove() }
    }
    return [new pm.state.Plugin({ view: start, props: { handleKeyDown: (view, event) => list.press(view, event) } })]
  },
})
