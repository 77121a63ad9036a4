// „Kontrola textu“: what stands in the way of publishing, said while one writes. The server is asked by the rules of
// publishing a second after typing stops; a refusal is silent. Findings are marked in the text and listed beside it.

import { pm, Plugin } from "django-prose-editor/editor"
import { label, mend } from "rich-text/cures"
import { places } from "rich-text/places"

const panel = document.getElementById("kontrola")
const form = panel?.closest("form")
const QUIET = 1_000
const LATER = 10_000
const FIELDS = ["csrfmiddlewaretoken", "title", "summary", "body", "kind", "source"]
const FIELDS_ABOVE = ["title", "summary"]
const KINDS = { fault: "Brání zveřejnění", advice: "Doporučení" }

function start(editor) {
  const list = panel.querySelector(".checks")
  const spoken = document.getElementById("check-said")
  let findings = []
  let found = new Map()
  let here = null
  let stood, checked, timer, asking

  const marks = new Plugin({
    state: {
      init: (_, { doc }) => drawn(doc),
      apply: (tr, set) => (tr.getMeta(marks) ? drawn(tr.doc) : set.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => marks.getState(state) },
  })

  function drawn(doc) {
    const all = findings.flatMap((finding) =>
      found.get(finding).map(({ from, to, isNode }) => {
        const look = `flaw${finding.kind === "advice" ? " flaw--tip" : ""}${finding === here ? " here" : ""}`
        return pm.view.Decoration[isNode ? "node" : "inline"](from, to, { class: look })
      }),
    )
    return pm.view.DecorationSet.create(doc, all)
  }

  function look() {
    found = places(editor.state.doc, findings)
    editor.view.dispatch(editor.state.tr.setMeta(marks, true).setMeta("addToHistory", false))
  }

  function show(told) {
    const before = here?.text
    findings = told
    here = findings.find((finding) => finding.text === before) ?? null
    look()
    list.replaceChildren(...findings.map(item))
    count()
  }

  function count() {
    const faults = findings.filter(({ kind }) => kind === "fault").length
    const words = faults ? `${faults} opravit` : findings.length ? `${findings.length} doporučení` : "v pořádku"
    const state = panel.querySelector("[role=status]")
    state.className = `state state--${faults ? "bad" : findings.length ? "wait" : "live"}`
    if (state.lastChild.textContent !== words) state.lastChild.textContent = words
    list.hidden = !findings.length
    document.getElementById("check-none").hidden = !!faults
    const bar = document.getElementById("bar-flaws")
    if (bar) {
      bar.hidden = !faults
      bar.textContent = words
    }
  }

  function item(finding) {
    const element = document.createElement("li")
    if (finding.kind === "advice") element.className = "tip"
    const link = document.createElement("a")
    link.className = "go"
    link.href = `#id_${finding.field}`
    const kind = document.createElement("span")
    kind.className = "kind"
    kind.textContent = KINDS[finding.kind]
    link.append(kind, " ", finding.text)
    link.addEventListener("click", (event) => {
      event.preventDefault()
      go(finding)
    })
    element.append(link)
    const words = label(editor, finding, found.get(finding))
    if (words) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "btn btn--s"
      button.textContent = words
      button.addEventListener("click", () => {
        look() // where it is after what was written since
        if (found.get(finding).length && mend(editor, finding, found.get(finding))) {
          checked = null // what was said of the text before is not all that is said now, should it come back
          show(findings.filter((other) => other !== finding))
        }
      })
      element.append(button)
    }
    return element
  }

  // To the words of a finding: in the text, or in the field that it is about.
  function go(finding) {
    here = finding
    look()
    const [range] = found.get(finding)
    const field = finding.field !== "body" && form.elements[finding.field]
    if (field) {
      field.focus()
      const at = finding.find ? field.value.indexOf(finding.find.words) : -1
      if (at >= 0) field.setSelectionRange(at, at + finding.find.words.length)
    } else {
      const { doc, tr } = editor.state
      const { NodeSelection, Selection, TextSelection } = pm.state
      editor.view.focus()
      if (range?.isImage) tr.setSelection(NodeSelection.create(doc, range.from))
      else if (range?.isNode) tr.setSelection(Selection.near(doc.resolve(range.from + 1)))
      else if (range) tr.setSelection(TextSelection.create(doc, range.from, range.to))
      editor.view.dispatch(tr.scrollIntoView())
    }
    stood = standing()
    for (const [number, element] of [...list.children].entries()) {
      element.firstChild.toggleAttribute("aria-current", findings[number] === finding)
    }
    spoken.textContent = `${KINDS[finding.kind]}: ${finding.text}`
  }

  // Where one is, or a finding, in the order of the page: the title, the sentence below it, the text.
  const order = (name) => FIELDS_ABOVE.indexOf(name) - FIELDS_ABOVE.length
  const placed = (finding) => (finding.field === "body" ? (found.get(finding)[0]?.from ?? 0) : order(finding.field))

  function standing() {
    const name = FIELDS_ABOVE.find((name) => form.elements[name] === document.activeElement)
    if (name) return order(name)
    return editor.view.hasFocus() ? editor.state.selection.from : (stood ?? order())
  }

  function step(by) {
    look()
    const sorted = [...findings].sort((one, other) => placed(one) - placed(other))
    const at = standing()
    let next = sorted.indexOf(here) + by // of several at one place each has its turn
    if (!here || stood !== at) {
      next = by > 0 ? sorted.findIndex((one) => placed(one) >= at) : sorted.findLastIndex((one) => placed(one) < at)
      if (by > 0) next = Math.max(next, 0)
    }
    go(sorted.at(next % sorted.length))
  }

  const isOfKind = ({ name, dataset }) => name.startsWith("documents-") || "sent" in dataset
  const fields = [...FIELDS, ...[...form.elements].filter(isOfKind).map(({ name }) => name)]
  const said = (field) => (field?.type === "checkbox" && !field.checked ? "" : (field?.value ?? ""))
  const written = () => JSON.stringify(fields.map((name) => said(form.elements[name])))

  function later(delay = QUIET) {
    clearTimeout(timer)
    timer = setTimeout(ask, delay)
  }

  async function ask() {
    const now = written()
    if (now === checked) return
    if (asking) return later()
    asking = true
    const body = new FormData()
    for (const name of fields) body.set(name, said(form.elements[name]))
    try {
      const answer = await fetch(panel.dataset.check, { method: "POST", body, redirect: "manual" })
      if (answer.ok) {
        const { problems } = await answer.json()
        if (now === written()) {
          checked = now
          show(problems)
        }
      } else if (answer.status === 429 || answer.status >= 500) later(LATER)
    } catch {
      later(LATER)
    }
    asking = false
  }

  editor.registerPlugin(marks)
  form.addEventListener("input", () => later())
  form.addEventListener("change", () => later())
  form.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || !findings.length) return
    event.preventDefault()
    step(event.shiftKey ? -1 : 1)
  })
  later(0)
}

const editor = form?.querySelector(".ProseMirror")?.editor
if (editor) start(editor)
