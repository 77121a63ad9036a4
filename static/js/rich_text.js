// The editor of prose. What it is made of comes with the textarea: the list of extensions in pages/richtext.py.
// Here each is cut down to what the sanitiser keeps.

import * as tiptap from "django-prose-editor/editor"
import { pasting } from "rich-text/clipboard"
import { Fact, chipStored, factsOf } from "rich-text/facts"
import { FactList } from "rich-text/fact_list"
import { Picture } from "rich-text/images"
import { askForLink } from "rich-text/link"
import { addToolbar, focusToolbar } from "rich-text/toolbar"

const { Extension, createTextareaEditor, initializeEditors } = tiptap

// Tab goes through the cells of a table, and moves an item in or out of the one above it; where it can do neither it
// leaves the text, as it leaves any other field. At the end of a table it adds a row, but never after an empty one:
// nobody is held in a table by the keyboard (WCAG 2.1.2), and nobody who only passes leaves a row behind.
function tabOfTable() {
  const { Tab, ...others } = this.parent()
  const leavesEmptyRow = () => {
    const { $from } = this.editor.state.selection
    const depth = Array.from({ length: $from.depth }, (_, above) => $from.node(above + 1).type.name).lastIndexOf("table") + 1
    if (!depth) return false
    const isLast = $from.index(depth) === $from.node(depth).childCount - 1
    return isLast && !$from.node(depth + 1).textContent && !this.editor.can().goToNextCell()
  }
  return {
    ...others,
    Tab: () => {
      if (!leavesEmptyRow()) return Tab()
      this.editor.commands.deleteRow()
      return false
    },
  }
}

function tabOfItem() {
  const { Tab, "Shift-Tab": back, ...others } = this.parent()
  const moves = (isBack) => {
    const { $from } = this.editor.state.selection
    const around = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type.name)
    if (around.includes("table")) return false
    return !isBack || around.filter((name) => name === "listItem").length > 1
  }
  return { ...others, Tab: () => moves(false) && Tab(), "Shift-Tab": () => moves(true) && back() }
}

const PLAIN_CELL = {
  content: "(paragraph | bulletList | orderedList)+",
  addAttributes: () => ({
    // The package's tables count by them; a joined cell comes apart.
    colspan: { default: 1, parseHTML: () => 1, rendered: false },
    rowspan: { default: 1, parseHTML: () => 1, rendered: false },
    colwidth: { default: null, parseHTML: () => null, rendered: false },
  }),
}

const NARROWED = {
  ...tiptap,
  Picture,
  Link: tiptap.Link.extend({
    addOptions() {
      return {
        ...this.parent(),
        autolink: false,
        defaultProtocol: "https",
        isAllowedUri: (address, { protocols }) => protocols.includes(protocolOf(address)),
      }
    },
    addAttributes() {
      return { href: this.parent().href, id: { default: null } }
    },
    addCommands() {
      return { ...this.parent(), addLink: () => ({ editor }) => void askForLink(editor) }
    },
  }),
  ListItem: tiptap.ListItem.extend({ addKeyboardShortcuts: tabOfItem }),
  OrderedList: tiptap.OrderedList.extend({ addAttributes: () => ({}), addNodeView: null }),
  Table: tiptap.Table.extend({ addKeyboardShortcuts: tabOfTable }),
  TableCell: tiptap.TableCell.extend(PLAIN_CELL),
  TableHeader: tiptap.TableHeader.extend(PLAIN_CELL),
}

const Ours = Extension.create({
  name: "ours",
  onBeforeCreate() {
    this.editor.options.injectCSS = false // the policy forbids it; it is in css/rich_text.css
  },
  addKeyboardShortcuts() {
    return {
      Escape: () => focusToolbar(this.editor),
      "Mod-Shift-2": () => this.editor.commands.toggleHeading({ level: 2 }),
      "Mod-Shift-3": () => this.editor.commands.toggleHeading({ level: 3 }),
    }
  },
})

// The label, the help and the errors of the textarea are those of the text, and a link to it leads to the text.
function takeTheNameOf(textarea, editor) {
  const attributes = { "aria-multiline": "true", lang: textarea.lang || "cs", id: textarea.id }
  const [label] = textarea.labels
  if (label) {
    label.id = `${textarea.id}_label`
    label.addEventListener("click", () => editor.commands.focus())
    attributes["aria-labelledby"] = label.id
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  }
  textarea.removeAttribute("id")
  editor.setOptions({ editorProps: { attributes, ...pasting(textarea, editor) } })
}

// What the address of a link begins with, as browsers read it.
function protocolOf(address) {
  try {
    return new URL(address, document.baseURI).protocol.slice(0, -1)
  } catch {
    return ""
  }
}

initializeEditors((textarea) => {
  if (textarea.closest(".prose-editor")) return
  const extensions = Object.entries(JSON.parse(textarea.dataset.richText)).map(([name, options]) =>
    NARROWED[name].configure(options === true ? {} : options),
  )
  const facts = factsOf(textarea)
  const ofFacts = [Fact.configure({ facts }), FactList.configure({ facts })]
  const editor = createTextareaEditor(textarea, [...extensions, ...ofFacts, Ours])
  chipStored(editor, facts)
  takeTheNameOf(textarea, editor)
  addToolbar(editor)
  // As any field that is written in; of what a button does the browser itself says nothing.
  editor.on("update", () => textarea.dispatchEvent(new Event("input", { bubbles: true })))
}, "[data-rich-text]")
