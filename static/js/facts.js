// A fact in the text is a chip that shows what readers are told today. What is stored, and what is copied, says {{…}}.

import { Node, pm } from "django-prose-editor/editor"

const MARK = /\{\{\s*([^{}<>]*?)\s*\}\}/g // as pages/richtext/placeholders.py

export function factsOf(textarea) {
  return JSON.parse(textarea.dataset.facts)
}

function chip(mark, facts) {
  const name = mark.slice(2, -2).trim().toLowerCase()
  const fact = facts.find((each) => each.name === name)
  const element = document.createElement("span")
  element.className = "fact"
  element.dataset.fact = name
  element.contentEditable = "false"
  element.title = fact?.label ?? ""
  element.textContent = fact?.value || mark
  return element
}

// Whatever says {{…}} with a name that is known becomes a chip: what was stored, typed, pasted, or put there by a button.
function chipped(state, facts) {
  const known = new Set(facts.map(({ name }) => name))
  const found = []
  state.doc.descendants((node, pos) => {
    if (!node.isText || !node.text.includes("{{")) return
    for (const match of node.text.matchAll(MARK)) {
      if (known.has(match[1].toLowerCase())) found.push({ from: pos + match.index, mark: match[0], marks: node.marks })
    }
  })
  if (!found.length) return null
  const { tr, schema } = state
  for (const { from, mark, marks } of found.reverse()) {
    tr.replaceWith(from, from + mark.length, schema.nodes.fact.create({ mark }, null, marks))
  }
  return tr
}

export const Fact = Node.create({
  name: "fact",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addOptions: () => ({ facts: [] }),
  addAttributes: () => ({ mark: { default: "", rendered: false } }),
  renderHTML: ({ node }) => ["span", node.attrs.mark],
  renderText: ({ node }) => node.attrs.mark,
  extendNodeSchema: ({ name }) => (name === "fact" ? { leafText: ({ attrs }) => attrs.mark } : {}),
  addNodeView() {
    return ({ node }) => ({ dom: chip(node.attrs.mark, this.options.facts), ignoreMutation: () => true })
  },
  addProseMirrorPlugins() {
    const { facts } = this.options
    const appendTransaction = (transactions, _before, state) =>
      transactions.some(({ docChanged }) => docChanged) ? chipped(state, facts) : null
    return [new pm.state.Plugin({ appendTransaction })]
  },
})

// As markup a fact is bare text, for which a node of the editor has no way to say so: it must be an element.
function writeAsText({ schema }) {
  const serializer = pm.model.DOMSerializer.fromSchema(schema) // the one that all who ask for this schema get
  const write = serializer.serializeNodeInner.bind(serializer)
  serializer.serializeNodeInner = (node, options) =>
    node.type.name === "fact" ? document.createTextNode(node.attrs.mark) : write(node, options)
}

// What was stored, once the editor is there; nobody has changed anything by that.
export function chipStored(editor, facts) {
  writeAsText(editor)
  const tr = chipped(editor.state, facts)
  if (tr) editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true))
}
