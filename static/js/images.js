// Images in the text: a figure that is one thing, and the dialog that uploads a file and asks what the image says.
// What it may hold is in pages/richtext/figures.py, the words of the dialog are in templates/admin/_image_dialog.html.

import { Node } from "django-prose-editor/editor"

const LONGEST = 150 // as in pages/gate/images.py
const NOT_SENT = "Obrázek se nenahrál. Uložte koncept, podívejte se, jestli jste přihlášení, a zkuste to znovu."
const TOO_LARGE = "Soubor je moc velký. Zmenšete obrázek a zkuste to znovu."
const IN_TABLE = "Do tabulky obrázek nepatří. Dejte kurzor nad ni nebo pod ni a zkuste to znovu."

// Where images are, as the form says it with the extensions.
function addressOf(editor) {
  return editor.extensionManager.extensions.find(({ name }) => name === "picture").options.images
}

function read(figure) {
  const image = figure.matches("img") ? figure : figure.querySelector("img[data-image]")
  const source = figure.querySelector("figcaption cite")
  const caption = figure.querySelector("figcaption")?.cloneNode(true)
  caption?.querySelector("cite")?.remove()
  return (
    image && {
      image: Number(image.dataset.image),
      alt: image.getAttribute("alt"),
      caption: caption?.textContent.trim() ?? "",
      source: source?.textContent.trim() ?? "",
    }
  )
}

function told({ alt }) {
  if (alt === null) return "Chybí popis. Klikněte na obrázek a pak v liště na „Obrázek“."
  return alt ? `Popis: „${alt}“` : "Jen zdobí."
}

function element(name, values = {}, ...inside) {
  const made = Object.assign(document.createElement(name), values)
  made.append(...inside.filter(Boolean))
  return made
}

function drawn(node, images) {
  const { image, alt, caption, source } = node.attrs
  const look = element("img", { src: `${images}${image}/obrazek/`, alt: alt ?? "" })
  const below = (caption || source) && element("figcaption", {}, caption, source && " ", source && element("cite", {}, source))
  return element("figure", {}, look, below, element("p", { className: "rich-text__told" }, told(node.attrs)))
}

export const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ images: "" }),
  addAttributes: () => ({
    image: { default: null, rendered: false },
    alt: { default: null, rendered: false },
    caption: { default: "", rendered: false },
    source: { default: "", rendered: false },
  }),
  parseHTML: () => ["figure", "img[data-image]"].map((tag) => ({ tag, getAttrs: (found) => read(found) || false })),
  renderHTML({ node: { attrs } }) {
    const { image, alt, caption, source } = attrs
    const below = source ? [caption, ["cite", source]] : [caption]
    const figure = ["figure", ["img", { "data-image": image, alt }]]
    return caption || source ? [...figure, ["figcaption", ...below]] : figure
  },
  addNodeView() {
    return ({ node }) => ({ dom: drawn(node, this.options.images) })
  },
  addCommands() {
    return { askForImage: () => ({ editor }) => void askForImage(editor) }
  },
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const isHere = this.editor.isActive("picture")
        if (isHere) askForImage(this.editor)
        return isHere
      },
    }
  },
})

// Opens the dialog: for the image that is chosen in the text, else for a new one, which may be at hand already.
export function askForImage(editor, file = null, more = "") {
  const chosen = file || !editor.isActive("picture") ? null : editor.getAttributes("picture")
  if (!chosen && editor.isActive("table")) {
    editor.view.dom.closest(".rich-text").querySelector(".rich-text__left-out").textContent = IN_TABLE
    return
  }
  const field = editor.view.dom.closest(".rich-text")
  const dialog = field.querySelector(".rich-text__image").content.firstElementChild.cloneNode(true)
  document.body.append(dialog) // beside the form, so that nothing in it is saved with the form
  const { form, state } = prepared(dialog, editor, chosen)
  if (file) send(file, dialog, editor, state)
  if (more) dialog.querySelector("[role=status]").textContent = more
  form.addEventListener("submit", (event) => {
    const answer = event.submitter?.value
    if (answer === "ok" && !state.image) {
      event.preventDefault()
      refuse(dialog, state.isBusy ? "Počkejte prosím, obrázek se ještě nahrává." : "Nejdřív vyberte soubor s obrázkem.")
    } else if (answer === "ok") put(editor, valuesOf(form, state.image), chosen)
    else if (answer === "remove") editor.commands.deleteSelection()
  })
  dialog.addEventListener("close", () => {
    state.request?.abort()
    dialog.remove()
    editor.view.focus()
  })
  dialog.showModal()
  firstOf(form, chosen)?.focus()
}

// What one came for who changes an image: its description, or the decision that is still missing.
function firstOf({ elements: { says, alt } }, chosen) {
  if (chosen?.alt) return alt
  return chosen && says[chosen.alt === null ? 0 : 1]
}

function prepared(dialog, editor, chosen) {
  const form = dialog.querySelector("form")
  const { file, says, alt, caption, source } = form.elements
  const state = { image: chosen?.image ?? null, isBusy: false, request: null }
  if (chosen) {
    says.value = chosen.alt === null ? "" : chosen.alt ? "yes" : "no"
    alt.value = chosen.alt ?? ""
    caption.value = chosen.caption
    source.value = chosen.source
    show(dialog, editor, chosen.image)
    form.querySelector("[value=remove]").hidden = false
    form.querySelector("[value=ok]").textContent = "Použít"
  }
  const follow = () => {
    const length = alt.value.trim().length
    form.querySelector(".counter b").textContent = length
    form.querySelector(".counter").classList.toggle("counter--bad", length > LONGEST)
    alt.closest(".form-row").hidden = says.value !== "yes"
  }
  form.addEventListener("input", follow)
  file.addEventListener("change", () => file.files[0] && send(file.files[0], dialog, editor, state))
  follow()
  return { form, state }
}

function valuesOf({ elements: { says, alt, caption, source } }, image) {
  const words = alt.value.trim().replace(/\s+/g, " ")
  const said = { yes: words || null, no: "" }[says.value] ?? null
  return { image, alt: said, caption: caption.value.trim(), source: source.value.trim() }
}

function put(editor, attrs, chosen) {
  if (chosen) editor.commands.updateAttributes("picture", attrs)
  else editor.commands.insertContent({ type: "picture", attrs })
}

function show(dialog, editor, image) {
  const look = dialog.querySelector("img")
  look.src = `${addressOf(editor)}${image}/obrazek/`
  look.hidden = false
}

function refuse(dialog, sentence) {
  const place = dialog.querySelector(".field__error")
  const { file } = dialog.querySelector("form").elements
  dialog.querySelector("[role=status]").textContent = ""
  place.textContent = sentence
  file.setAttribute("aria-invalid", "true")
  file.focus()
}

// XMLHttpRequest, because fetch does not tell how much was sent.
function send(file, dialog, editor, state) {
  const status = dialog.querySelector("[role=status]")
  const body = new FormData()
  body.set("csrfmiddlewaretoken", editor.view.dom.closest("form").elements.csrfmiddlewaretoken.value)
  body.set("upload", file, file.name)
  dialog.querySelector(".field__error").textContent = ""
  dialog.querySelector("form").elements.file.removeAttribute("aria-invalid")
  state.request?.abort()
  state.isBusy = true
  const request = new XMLHttpRequest()
  state.request = request
  status.textContent = `Nahrávám ${file.name}…`
  request.upload.addEventListener("load", () => (status.textContent = "Zmenšuji obrázek…"))
  request.addEventListener("loadend", () => {
    if (state.request !== request || !dialog.isConnected) return
    state.isBusy = false
    const { image, error } = answerOf(request)
    if (!image) return refuse(dialog, error)
    state.image = image
    show(dialog, editor, image)
    status.textContent = `Obrázek ${file.name} je nahraný.`
  })
  request.open("POST", `${addressOf(editor)}nahrat/`)
  request.send(body)
}

function answerOf({ status, responseText }) {
  if (status === 413) return { error: TOO_LARGE }
  try {
    return JSON.parse(responseText)
  } catch {
    return { error: NOT_SENT }
  }
}
