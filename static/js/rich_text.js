// The editor of prose. What it is made of comes with the textarea: the list of extensions in pages/richtext.py.
// Here each is cut down to what the sanitiser keeps.

import * as tiptap from "django-prose-editor/editor"
import { pasting } from "rich-text/clipboard"
import { Picture } from "rich-text/images"
import { addToolbar, askForLink, focusToolbar } from "rich-text/toolbar"

const { Extension, createTextareaEditor, initializeEditors } = tiptap

// Tab leaves the text, as it leaves any other field; items are indented by buttons, cells are reached by arrows.
function withoutTab() {
  const { Tab, "Shift-Tab": back, ...others } = this.parent()
  return others
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
  ListItem: tiptap.ListItem.extend({ addKeyboardShortcuts: withoutTab }),
  OrderedList: tiptap.OrderedList.extend({ addAttributes: () => ({}), addNodeView: null }),
  Table: tiptap.Table.extend({ addKeyboardShortcuts: withoutTab }),
  TableCell: tiptap.TableCell.extend(PLAIN_CELL),
  TableHeader: tiptap.TableHeader.extend(PLAIN_CELL),
}

const Ours = Extension.create({
  name: "ours",
  onBeforeCreate() {
    this.editor.options.injectCSS = false // the policy forbids it; it is in css/rich_text.css
  },
  addKeyboardShortcuts() {
    return { Escape: () => focusToolbar(this.editor) }
  },
})

// The label, the help and the errors of the textarea are those of the text, and a link to it leads to the text.
function takeTheNameOf(textarea, editor) {
  const attributes = { "aria-multiline": "true", lang: "cs", id: textarea.id }
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
  const editor = createTextareaEditor(textarea, [...extensions, Ours])
  takeTheNameOf(textarea, editor)
  addToolbar(editor)
  // As any field that is written in; of what a button does the browser itself says nothing.
  editor.on("update", () => textarea.dispatchEvent(new Event("input", { bubbles: true })))
}, "[data-rich-text]")
