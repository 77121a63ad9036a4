// The toolbar over the text, in Czech words: one stop for Tab, inside it the arrows (WAI-ARIA's pattern of a toolbar).

import { findParentNode, updateAttrsDialog } from "django-prose-editor/editor"

// Groups of tools. `run` is given a chain of commands or the question whether it could be run.

const TABLE = { isShown: (editor) => editor.isActive("table") }
const ITEM = { isShown: (editor) => editor.isActive("listItem") }
const GROUPS = [
  [
    {
      label: "Odstavec",
      run: (text) => text.setParagraph(),
      isUsable: () => true,
      isOn: (editor) => editor.isActive("paragraph"),
    },
    {
      label: "Nadpis",
      run: (text) => text.toggleHeading({ level: 2 }),
      isOn: (editor) => editor.isActive("heading", { level: 2 }),
    },
    {
      label: "Podnadpis",
      run: (text) => text.toggleHeading({ level: 3 }),
      isOn: (editor) => editor.isActive("heading", { level: 3 }),
    },
  ],
  [
    { label: "Tučně", keys: "Control+B", run: (text) => text.toggleBold(), isOn: (editor) => editor.isActive("bold") },
    { label: "Kurzíva", keys: "Control+I", run: (text) => text.toggleItalic(), isOn: (editor) => editor.isActive("italic") },
    { label: "Horní index", run: (text) => text.toggleSuperscript(), isOn: (editor) => editor.isActive("superscript") },
  ],
  [
    { label: "Odrážky", run: (text) => text.toggleBulletList(), isOn: (editor) => editor.isActive("bulletList") },
    { label: "Číslování", run: (text) => text.toggleOrderedList(), isOn: (editor) => editor.isActive("orderedList") },
    { label: "Odsadit", ...ITEM, run: (text) => text.sinkListItem("listItem") },
    { label: "Vysunout", ...ITEM, run: (text) => text.liftListItem("listItem") },
    { label: "Citace", run: (text) => text.toggleBlockquote(), isOn: (editor) => editor.isActive("blockquote") },
  ],
  [
    {
      label: "Odkaz",
      keys: "Control+K",
      hint: "Nejdřív označte slova, ze kterých má být odkaz.",
      run: (text) => text.addLink(),
      isUsable: (editor) => !editor.state.selection.empty || editor.isActive("link"),
      isOn: (editor) => editor.isActive("link"),
    },
    {
      label: "Obrázek",
      hint: "Do tabulky obrázek nepatří. Dejte kurzor nad ni nebo pod ni.",
      run: (text) => text.askForImage(),
      isUsable: (editor) => !editor.isActive("table"),
      isOn: (editor) => editor.isActive("picture"),
    },
    { label: "Zrušit odkaz", run: (text) => text.unsetLink(), isShown: (editor) => editor.isActive("link") },
  ],
  [
    { label: "Tabulka", run: (text) => text.insertTable({ rows: 3, cols: 2, withHeaderRow: true }) },
    { label: "Přidat řádek", ...TABLE, run: (text) => text.addRowAfter() },
    { label: "Přidat sloupec", ...TABLE, run: (text) => text.addColumnAfter() },
    { label: "Smazat řádek", ...TABLE, run: (text) => text.deleteRow() },
    { label: "Smazat sloupec", ...TABLE, run: (text) => text.deleteColumn() },
    { label: "Záhlaví nahoře", ...TABLE, run: (text) => text.toggleHeaderRow(), isOn: (editor) => headers(editor).row },
    {
      label: "Záhlaví vlevo",
      ...TABLE,
      run: (text) => text.toggleHeaderColumn(),
      isOn: (editor) => headers(editor).column,
    },
    { label: "Smazat tabulku", ...TABLE, run: (text) => text.deleteTable() },
  ],
  [
    { label: "Zpět", keys: "Control+Z", run: (text) => text.undo() },
    { label: "Znovu", keys: "Control+Y", run: (text) => text.redo() },
  ],
]

function headers(editor) {
  const table = findParentNode((node) => node.type.name === "table")(editor.state.selection)?.node
  const areHeaders = (cells) => cells.every((cell) => cell.type.name === "tableHeader")
  const rows = table?.children ?? []
  return { row: areHeaders(rows[0]?.children ?? []), column: areHeaders(rows.map((row) => row.firstChild)) }
}

export function addToolbar(editor) {
  const bar = document.createElement("div")
  bar.className = "prose-menubar"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Úprava textu")
  bar.append(...GROUPS.map((tools) => group(editor, tools)))
  bar.addEventListener("keydown", (event) => move(event, bar, editor))
  bar.addEventListener("focusin", ({ target }) => stopAt(bar, target))
  editor.on("transaction", () => {
    if (!bar.querySelector("[tabindex='0']:not([hidden])")) stopAt(bar, bar.querySelector("button"))
  })
  editor.view.dom.before(bar)
  editor.view.dispatch(editor.state.tr) // each tool looks at the text
}

// Tab stops at one tool only.
function stopAt(bar, tool) {
  for (const button of bar.querySelectorAll("button")) button.tabIndex = button === tool ? 0 : -1
}

function group(editor, tools) {
  const element = document.createElement("div")
  element.className = "prose-menubar__group"
  element.append(...tools.map((tool) => button(editor, tool)))
  return element
}

function button(editor, { label, keys, hint, run, isOn, isUsable, isShown }) {
  const element = document.createElement("button")
  const usable = isUsable ?? (() => run(editor.can()))
  element.type = "button"
  element.className = "prose-menubar__button"
  element.textContent = label
  element.tabIndex = -1
  if (keys) element.setAttribute("aria-keyshortcuts", keys)
  element.addEventListener("click", () => {
    editor.view.focus() // at once; the command of the same name waits for the next frame
    if (usable(editor)) run(editor.chain()).run()
  })
  editor.on("transaction", () => {
    element.hidden = !!isShown && !isShown(editor)
    element.setAttribute("aria-disabled", !usable(editor))
    element.title = (!usable(editor) && hint) || ""
    if (isOn) element.setAttribute("aria-pressed", isOn(editor))
  })
  return element
}

// One stop for Tab; the arrows go through the tools, Escape back into the text.
function move(event, bar, editor) {
  const buttons = [...bar.querySelectorAll("button:not([hidden])")]
  const place = buttons.indexOf(document.activeElement)
  const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 }[event.key]
  if (to !== undefined) buttons.at(to % buttons.length).focus()
  else if (event.key === "Escape") editor.commands.focus()
  else return
  event.preventDefault()
}

export function focusToolbar(editor) {
  editor.view.dom.parentElement.querySelector(".prose-menubar [tabindex='0']").focus()
  return true
}

// An address as people write it: jana@urad.cz, www.mpsv.cz.
function whole(address) {
  if (/^[^\s/:@]+@[^\s/:@]+$/.test(address)) return `mailto:${address}`
  return /^www\./i.test(address) ? `https://${address}` : address
}

export async function askForLink(editor) {
  const href = { title: "Kam odkaz vede", description: "např. /obce/, https://www.mpsv.cz/ nebo jana@urad.cz" }
  const ask = updateAttrsDialog({ href }, { title: "Odkaz", submitText: "Použít" })
  const answer = ask(editor, editor.getAttributes("link"))
  editor.view.dom.parentElement.querySelector("dialog").setAttribute("aria-label", "Odkaz")
  const attributes = await answer
  if (attributes === null) return
  const address = whole(attributes.href.trim())
  editor.view.focus()
  const text = editor.chain().extendMarkRange("link")
  ;(address ? text.setLink({ href: address }) : text.unsetLink()).run()
}
