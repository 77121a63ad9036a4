// The dialog of a link: its text, and one field that finds where it may lead or takes an address (WAI-ARIA's combobox
// with a list). What can be found, and how an address is tidied, the server knows (socialnibydleni/editors/chooser).

import { followed } from "rich-text/clipboard"
import { partsOf } from "rich-text/parts"

const AWAY = "Stránky teď nejde nabídnout. Vložte adresu, ta funguje dál."
const NONE = "Nic takového tu čtenáři neotevřou. Zkuste jiné slovo, nebo vložte celou adresu."
const NONE_OF_KIND = "V tomto výběru nic takového není. Zkuste jiné slovo, nebo zvolte „Všechno“."
const NO_TARGET = "Vyberte ze seznamu, kam má odkaz vést, nebo vložte celou adresu, např. https://www.example.cz/."
const SHORTEST = 2 // letters of a name
const [ALL, OWN] = ["", "text"] // of the kinds, all, and the parts of this text, which the server does not know
const PAUSE = 150 // ms between a key and the question
const PATIENCE = 4000 // ms for the answer

function counted(number) {
  if (number === 1) return "Nalezen 1 cíl."
  return number < 5 ? `Nalezeny ${number} cíle.` : `Nalezeno ${number} cílů.`
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
}

// An address as it is when nobody can be asked; the server would tidy it too.
function plain(typed) {
  if (/^[^\s/:@]+@[^\s/:@]+$/.test(typed)) return `mailto:${typed}`
  if (/^www\./i.test(typed)) return `https://${typed}`
  return /^(?:\/|#|https?:\/\/|mailto:|tel:)\S/i.test(typed) ? typed : ""
}

// What somebody is asked in a dialog: a promise of { href, text } as they decided, or of null.
function asked(field, { href, text, isOneBlock, parts }) {
  const dialog = field.querySelector("template[data-dialog=link]").content.firstElementChild.cloneNode(true)
  const [words, where] = dialog.querySelectorAll("input")
  const [list, status] = [dialog.querySelector("[role=listbox]"), dialog.querySelector("[role=status]")]
  const error = dialog.querySelector(".field__error")
  const part = dialog.querySelector("template").content.firstElementChild
  const { dataset: { links: address }, lang } = field.querySelector("textarea")
  const kind = () => dialog.querySelector("[name=kind]:checked").value
  let number = 0
  let active = null
  let isKnown = true // whether the list belongs to what stands in the field
  let timer, looking

  words.value = text
  words.readOnly = !isOneBlock
  where.value = href
  dialog.querySelector("[value=none]").hidden = !href

  function mark(option) {
    active?.setAttribute("aria-selected", "false")
    active = option
    active?.setAttribute("aria-selected", "true")
    active?.scrollIntoView({ block: "nearest" })
    if (active) where.setAttribute("aria-activedescendant", active.id)
    else where.removeAttribute("aria-activedescendant")
  }

  function found(typed) {
    const wanted = folded(typed)
    if (wanted.length < SHORTEST) return []
    return parts
      .filter(({ title }) => folded(title).includes(wanted))
      .map(({ id, title }) => {
        const option = part.cloneNode(true)
        Object.assign(option.dataset, { href: `#${id}`, title })
        const [name, note] = [option.querySelector("span"), option.querySelector("small")]
        note.textContent = `#${id}`
        name.prepend(title)
        return option
      })
  }

  function show(options, said) {
    mark(null)
    options.forEach((option, place) => {
      option.id = `link-option-${place}`
      option.setAttribute("aria-selected", "false")
    })
    list.replaceChildren(...options)
    list.hidden = !options.length
    where.setAttribute("aria-expanded", String(options.length > 0))
    status.textContent = said
  }

  async function look() {
    const [typed, chosen, ours] = [where.value.trim(), kind(), ++number]
    let options = []
    let said = ""
    try {
      const asked = `${address}?q=${encodeURIComponent(typed)}&druh=${chosen}&jazyk=${lang}`
      const isAsked = typed && chosen !== OWN
      const answer = isAsked && (await fetch(asked, { signal: AbortSignal.timeout(PATIENCE) }))
      if (answer) {
        if (!answer.ok || answer.redirected) throw new Error(answer.status)
        const page = new DOMParser().parseFromString(await answer.text(), "text/html")
        options = [...page.querySelectorAll("[role=option]")]
      }
    } catch {
      said = AWAY
    }
    if (ours !== number) return
    if ([ALL, OWN].includes(chosen)) options.push(...found(typed))
    isKnown = true
    const none = chosen ? NONE_OF_KIND : NONE
    show(options, said || (options.length ? counted(options.length) : typed.length < SHORTEST ? "" : none))
  }

  // Who types faster than the server answers waits for it, and gets what belongs to the letters.
  function settled() {
    if (!isKnown) {
      clearTimeout(timer)
      looking = timer === null ? looking : look()
      timer = null
    }
    return looking
  }

  function typed() {
    isKnown = false
    number += 1
    mark(null)
    refuse("")
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = null
      looking = look()
    }, PAUSE)
  }

  function refuse(why) {
    error.textContent = why
    where.setAttribute("aria-invalid", String(Boolean(why)))
    if (why) where.focus()
  }

  async function move(step) {
    await settled()
    const options = [...list.children]
    if (!options.length) return
    const place = active ? options.indexOf(active) + step : step > 0 ? 0 : -1
    mark(options.at(place % options.length))
  }

  return new Promise((decide) => {
    async function use() {
      await settled()
      const chosen = active ?? list.querySelector("[data-exact]")
      const href = chosen?.dataset.href ?? plain(where.value.trim())
      if (!href) return refuse(NO_TARGET)
      close({ href, text: words.value.trim() || chosen?.dataset.title || where.value.trim() })
    }

    function close(answer) {
      decide(answer)
      dialog.close()
    }

    dialog.addEventListener("submit", (event) => {
      event.preventDefault()
      use()
    })
    dialog.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]")
      if (option) {
        mark(option)
        use()
      } else if (target === dialog || target.closest("[value=back]")) dialog.close()
      else if (target.closest("[value=none]")) close({ href: "", text })
    })
    where.addEventListener("input", typed)
    dialog.querySelector(".kinds").addEventListener("change", typed)
    where.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      move(step)
    })
    dialog.addEventListener("close", () => {
      clearTimeout(timer)
      number += 1
      decide(null)
      dialog.remove()
    })
    document.body.append(dialog)
    dialog.showModal()
    const first = text ? where : words
    first.focus()
    first.select()
    if (href) looking = look()
  })
}

// Ask for the link where the cursor is, or for one of the chosen words, and make it as somebody decided.
export async function askForLink(editor) {
  const field = editor.view.dom.closest(".rich-text")
  if (editor.isActive("link")) editor.commands.extendMarkRange("link")
  const { from, to, $from, $to } = editor.state.selection
  const text = editor.state.doc.textBetween(from, to, " ", (leaf) => leaf.type.spec.leafText?.(leaf) ?? " ")
  const { href = "" } = editor.getAttributes("link")
  const place = followed(editor, { from, to }, 1)
  const answer = await asked(field, { href, text, isOneBlock: $from.sameParent($to), parts: partsOf(editor) })
  place.leave()
  editor.view.focus()
  if (answer === null) return
  const chosen = editor.chain().setTextSelection({ from: place.from, to: place.to })
  if (!answer.href) chosen.extendMarkRange("link").unsetLink().run()
  else if (answer.text === text) chosen.setLink({ href: answer.href }).run()
  else {
    const marks = $from.marks().filter(({ type }) => type.name !== "link").map((mark) => mark.toJSON())
    const link = { type: "link", attrs: { href: answer.href } }
    chosen.insertContent({ type: "text", text: answer.text, marks: [...marks, link] }).run()
  }
}
