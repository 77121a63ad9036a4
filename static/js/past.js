// „Zpět“ goes on after a page was loaded anew, as by saving: the steps that made the text wait in this tab, shut away with
// a key of this session alone (sprava/writing.js), and are taken where the very text stands again.

import { pm } from "django-prose-editor/editor"

const { EditorState } = pm.state
const { Step } = pm.transform
const { closeHistory, undo } = pm.history

const PAST = "kroky"
const QUIET = 300
const MOST = 500_000 // signs
const form = document.querySelector("form[data-writing]")
const editor = form?.querySelector(".ProseMirror")?.editor
let timer

// The text before all that can be undone, and from there the steps, in the groups in which they are undone.
function past() {
  let { state } = editor
  const groups = []
  const back = (tr) => {
    groups.unshift(tr.steps.map((step, place) => step.invert(tr.docs[place]).toJSON()).reverse())
    state = state.apply(tr)
  }
  while (undo(state, back));
  return { doc: state.doc.toJSON(), groups }
}

function stateWith({ doc, groups }) {
  const { schema, plugins } = editor.state
  let state = EditorState.create({ doc: schema.nodeFromJSON(doc), plugins })
  for (const group of groups) {
    const tr = closeHistory(state.tr)
    for (const step of group) tr.step(Step.fromJSON(schema, step))
    state = state.apply(tr)
  }
  return state
}

// Saving tidies a text up, and that is no step of anybody's.
function tidied(state, doc) {
  const start = state.doc.content.findDiffStart(doc.content)
  if (start === null) return state
  const { a, b } = state.doc.content.findDiffEnd(doc.content)
  const overlap = Math.max(0, start - Math.min(a, b))
  const tr = state.tr.replace(start, a + overlap, doc.slice(start, b + overlap))
  return state.apply(tr.setMeta("addToHistory", false))
}

const words = ({ textContent }) => textContent.replace(/\s+/gu, "")

async function bringBack(kept) {
  const state = stateWith(await form.opened(kept))
  const { doc } = editor.state
  if (words(state.doc) !== words(doc)) return
  const now = tidied(state, doc)
  if (!now.doc.eq(doc)) return
  editor.view.updateState(now)
  editor.view.dispatch(closeHistory(now.tr).setMeta("addToHistory", false)) // for the toolbar; what follows is a new step
  await keep()
}

async function keep() {
  const value = past()
  if (JSON.stringify(value).length > MOST) sessionStorage.removeItem(PAST)
  else sessionStorage.setItem(PAST, await form.shut(value))
}

async function start() {
  editor.on("update", () => {
    clearTimeout(timer)
    timer = setTimeout(() => keep().catch(() => {}), QUIET)
  })
  const kept = sessionStorage.getItem(PAST)
  sessionStorage.removeItem(PAST)
  if (kept) await bringBack(kept)
}

// What cannot be kept, opened or repeated is not undone: as without this script.
if (editor) addEventListener("DOMContentLoaded", () => start().catch(() => {}))
